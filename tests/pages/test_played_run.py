"""Training that charts play: where others train on the server too, it takes turns with them and asks for less."""

from threading import Thread

import pytest

from pages.common import played_run
from pages.common.crowd import CAPACITY, OVERHEAD, Crowd
from pages.common.played_run import PlayedRun


class Counted(PlayedRun):
    """Trains up to ten frames, and notes which part of its usual training each may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[float] = []

    @property
    def done(self) -> bool:
        return len(self.parts) == 10

    def _train_a_frame(self) -> None:
        self.parts.append(self.part)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Crowd:
    """The crowd of a server that has no session yet; the run's own seat is in it from its first turn on."""
    found, seat = Crowd(), object()
    monkeypatch.setattr(played_run, "crowd", lambda: found)
    monkeypatch.setattr(played_run, "my_share", lambda: found.share(seat))
    return found


def test_alone_it_trains_and_is_played_as_fast_as_it_can(people: Crowd) -> None:
    run = Counted()
    run.take_turn()
    assert run.parts == []  # nobody pressed Play
    assert people.n == 0
    run.set_playing(True)
    run.options["on_ask"]()
    assert run.parts == [1.0]
    assert run.options["period"] == 0.0


def test_among_others_a_frame_holds_less_and_its_cost_sets_the_pace(
    people: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((2.0, 2.25))
    monkeypatch.setattr(played_run, "thread_time", lambda: next(clock))
    for _ in range(3):
        people.share(object())
    run = Counted()
    run.set_playing(True)
    run.take_turn()
    assert run.parts == [1 / 4]
    period = run.options["period"]
    assert period == pytest.approx(4 * (OVERHEAD + 0.25) / CAPACITY)
    assert run.options["period"] == period  # a control's own run costs nothing of it
    run.set_playing(False)
    assert run.options["period"] == 0.0


def test_it_trains_when_nobody_else_computes(people: Crowd) -> None:
    run = Counted()
    run.set_playing(True)
    asking = Thread(target=run.take_turn)
    with people.turn():
        asking.start()
        asking.join(0.05)
        assert run.parts == []
        run.set_playing(False)  # pausing waits for nobody
        run.set_playing(True)
    asking.join(10)
    assert run.parts == [1 / people.n]
