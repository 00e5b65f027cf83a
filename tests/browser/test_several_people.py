"""Several people at one server, in the page's own protocol: all of them train, and nobody's change reaches another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks.student import Student

PEOPLE = 3


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.05)


async def train_together(address: str) -> None:
    people = [Student(address, "noise=50&speed=max", seed) for seed in range(PEOPLE)]
    await asyncio.gather(*(person.open() for person in people))
    first, *others = people
    await first.press_play()
    await until(lambda: len(first.frames) > 3)
    assert not any(person.frames for person in others)  # they have not pressed Play

    await asyncio.gather(*(person.press_play() for person in others))
    await until(lambda: all(len(person.frames) > 10 for person in people))
    for person in people:
        steps = [steps for _, steps in person.frames]
        assert steps == sorted(steps)

    before = [person.generation for person in people]
    await first.change_setting(fragment=True)
    await until(lambda: len(first.latencies) == 1)
    await until(lambda: all(len(person.frames) > 20 for person in others))
    assert first.generation != before[0]
    assert [person.generation for person in others] == before[1:]
    await asyncio.gather(*(person.close() for person in people))


def test_all_train_and_nobodys_change_reaches_another(server: Callable[..., str]) -> None:
    with ThreadPoolExecutor(1) as thread:  # the browser's own loop may run in this one
        thread.submit(asyncio.run, train_together(server("app.py"))).result()
