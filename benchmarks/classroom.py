"""A class at once: what each of 1, 5, 15 and 30 students gets from one server while all of them train.

    python -m benchmarks.classroom                         starts a server of its own
    python -m benchmarks.classroom 30                      only so many students
    python -m benchmarks.classroom 15 30 --processes 1 2   one server process beside two of them behind nginx

The students speak Streamlit's websocket protocol as the browser does: they open the page, press Play, ask for frames at
the pace at which they play them, and change a setting now and then. They run on the same machine as the server. Only
frames with training before them count. Prints Markdown.
"""

import argparse
import asyncio
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from benchmarks.deployed import deployed
from benchmarks.live_page import served
from benchmarks.student import Student

CLASSES = (1, 5, 15, 30)
QUERY = "noise=50&speed=max"
WARM_UP, MEASURED = 4.0, 12.0
# Each student changes a setting about this often.
SECONDS_BETWEEN_CHANGES = 10.0
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


def processor_seconds(pid: int) -> float:
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def total(measure: Callable[[int], float], pids: Sequence[int]) -> float:
    """The sum over processes."""
    return sum(measure(pid) for pid in pids)


async def lesson(address: str, pids: Sequence[int], n: int) -> str:
    """What n students have of a server of these processes, all training: cells of the table."""
    for number in range(len(pids)):  # what a process takes for itself, it takes once
        first = Student(address, QUERY, n + number)
        await first.open()
        await first.close()
    before = total(memory, pids)
    students = [Student(address, QUERY, seed) for seed in range(n)]
    await asyncio.gather(*(student.open() for student in students))
    await asyncio.gather(*(student.press_play() for student in students))
    await asyncio.sleep(WARM_UP)
    start, spent, own = perf_counter(), total(processor_seconds, pids), processor_seconds(os.getpid())
    received = sum(student.received for student in students)
    changes = [asyncio.create_task(play_with_settings(student, k / n)) for k, student in enumerate(students)]
    await asyncio.sleep(MEASURED)
    for task in changes:
        task.cancel()
    took = perf_counter() - start
    busy, clients = (total(processor_seconds, pids) - spent) / took, (processor_seconds(os.getpid()) - own) / took
    sent = (sum(student.received for student in students) - received) / took / n / 1000
    after = total(memory, pids)
    shown = [[frame for frame in student.frames if frame[0] >= start] for student in students]
    await asyncio.gather(*(student.close() for student in students))
    rates = [len(frames) / took for frames in shown]
    steps = [frames[-1][1] - frames[0][1] if frames else 0 for frames in shown]
    gaps = [longest_gap([start, *(moment for moment, _ in frames), start + took]) for frames in shown]
    latencies = sorted(latency for student in students for latency in student.latencies)
    paces = [count / took for count in steps]
    median = statistics.median
    return (
        f"{median(rates):.1f} ({min(rates):.1f}) | {median(paces):,.0f} ({min(paces):,.0f}) "
        f"| {1000 * median(latencies):.0f} ({1000 * share(latencies, 0.95):.0f}) | {max(gaps):.2f} "
        f"| {busy:.2f} | {(after - before) / n:.1f} | {sent:.0f} | {clients:.2f} |"
    )


async def play_with_settings(student: Student, phase: float) -> None:
    """Three activations, then a learning rate, and so on."""
    await asyncio.sleep(phase * SECONDS_BETWEEN_CHANGES)
    turn = 0
    while True:
        await student.change_setting(fragment=turn % 4 != 3)
        turn += 1
        await asyncio.sleep(SECONDS_BETWEEN_CHANGES)


def longest_gap(moments: Sequence[float]) -> float:
    """Seconds of the longest pause between two of these moments."""
    return max(after - before for before, after in pairwise(moments))


def share(values: Sequence[float], part: float) -> float:
    """The value below which this part of the sorted values lies."""
    return values[min(int(part * len(values)), len(values) - 1)] if values else float("nan")


@contextmanager
def running(processes: int) -> Iterator[tuple[str, list[int]]]:
    """Address and process ids of one server process alone, or of several with nginx before them."""
    if processes == 1:
        with served() as (address, pid):
            yield address, [pid]
    else:
        with deployed(processes) as deployment:
            yield deployment.address, deployment.everyone()


def report(classes: Sequence[int], processes: Sequence[int]) -> None:
    """Measure each class at a server of its own and print the table."""
    print(
        "| students | processes | frames/s, median (worst) | SGD steps/s, median (worst) "
        "| control to frame in ms, median (95th) | longest gap in s | server CPU, cores | memory a student, MB "
        "| kB/s a student | students' CPU, cores |"
    )
    print(f"|{10 * '---:|'}")
    for n in classes:
        for count in processes:
            with running(count) as (address, pids):
                print(f"| {n} | {count} | {asyncio.run(lesson(address, pids, n))}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("students", nargs="*", type=int, default=CLASSES)
    parser.add_argument("--processes", nargs="+", type=int, default=(1,), help="more than one: behind nginx")
    chosen = parser.parse_args()
    report(chosen.students, chosen.processes)
