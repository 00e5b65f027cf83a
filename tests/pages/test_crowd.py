"""Many people on one server: what each may ask of it, and that only one computes at a time."""

from itertools import pairwise
from threading import Event, Thread

import pytest

from pages.common import crowd as module
from pages.common.crowd import (
    CAPACITY,
    FEWEST_FRAMES,
    FORGETTING,
    MOST_FRAMES,
    MOST_STRETCH,
    MOST_TRAINING,
    OVERHEAD,
    SECONDS_TO_LEAVE,
    Crowd,
    Share,
    my_processor,
    share_of,
)

FRAME_COST = 0.0015


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The clocks that the crowd looks at, to be moved by hand."""
    now = {"monotonic": 100.0, "process_time": 10.0, "thread_time": 1.0}
    for name in now:
        monkeypatch.setattr(module, name, lambda name=name: now[name])
    return now


def test_who_is_alone_waits_for_nothing() -> None:
    assert share_of(1, FRAME_COST) == Share(FEWEST_FRAMES, MOST_TRAINING, 0.0, 1)
    assert share_of(1, FRAME_COST, MOST_STRETCH).period == 0.0


@pytest.mark.parametrize("n", [2, 3, 5, 9, 15, 30, 60])
def test_messages_and_training_of_all_fit_into_the_server(n: int) -> None:
    share = share_of(n, FRAME_COST)
    messages = n / share.period if share.period else n / (share.frames * module.QUICKEST_FRAME)
    used = messages * (OVERHEAD + share.frames * (FRAME_COST + share.training))
    assert used <= CAPACITY + 1e-9
    assert FEWEST_FRAMES <= share.frames <= MOST_FRAMES
    assert 0 < share.training <= MOST_TRAINING


@pytest.mark.parametrize(
    ("processors", "servers", "part"), [(2, 1, 1.0), (2, 2, 0.85), (8, 2, 1.0), (1, 1, 0.7), (1, 2, 0.35)]
)
def test_servers_on_one_machine_count_on_a_part_of_its_processors(processors: int, servers: int, part: float) -> None:
    assert my_processor(processors, servers) == pytest.approx(part)


def test_a_server_with_a_part_of_a_processor_gives_less_to_each(clock) -> None:
    whole, part = Crowd(), Crowd(0.5)
    for who in range(20):
        shares = [crowd.share(who) for crowd in (whole, part)]
    assert shares[1].period == pytest.approx(2 * shares[0].period)
    assert shares[1].training == pytest.approx(shares[0].training)
    for _ in range(5):  # a busy server that keeps to its part is busy all the same
        clock["monotonic"] += 1.0
        clock["process_time"] += 0.6
        slower = [part.share(who) for who in range(20)][-1].period
    assert slower > shares[1].period


def test_the_more_train_the_slower_the_pace_and_the_less_the_training() -> None:
    shares = [share_of(n, FRAME_COST) for n in (1, 5, 10, 20, 40)]
    assert [share.period for share in shares] == sorted(share.period for share in shares)
    rates = [share.training * share.frames / max(share.period, 0.1) for share in shares]
    assert rates == sorted(rates, reverse=True)


def test_dearer_frames_and_a_busier_server_slow_the_pace() -> None:
    usual = share_of(20, FRAME_COST).period
    assert share_of(20, 2 * FRAME_COST).period > usual
    assert share_of(20, FRAME_COST, 1.5).period == pytest.approx(1.5 * usual)


def test_the_crowd_counts_who_asked_lately(clock) -> None:
    crowd = Crowd()
    assert crowd.share("one") == Share()
    assert crowd.share("two").n == crowd.n == 2
    clock["monotonic"] += SECONDS_TO_LEAVE - 0.5
    assert crowd.share("one").n == 2
    clock["monotonic"] += 1.0
    assert crowd.n == 1
    assert crowd.share("one") == Share()


def test_the_pace_follows_what_the_process_really_spends(clock) -> None:
    crowd = Crowd()
    for who in range(20):
        crowd.share(who)
    usual = crowd.share(0).period
    for load, compare in ((1.0, lambda period: period > usual), (0.3, lambda period: period == usual)):
        for _ in range(40):
            clock["monotonic"] += 1.0
            clock["process_time"] += load
            for who in range(20):
                share = crowd.share(who)
        assert compare(share.period)
    assert share.period <= MOST_STRETCH * usual


def test_the_cost_of_a_frame_is_measured_without_its_training(clock) -> None:
    crowd = Crowd()
    for who in range(20):
        crowd.share(who)
    before = crowd._frame_cost
    with crowd.measured() as cost:
        clock["thread_time"] += 0.1
        cost.frames, cost.training = 10, 0.04
    assert crowd._frame_cost == pytest.approx(before + FORGETTING * (0.006 - before))
    with crowd.measured() as cost:  # the single frame after a change tells nothing about the usual ones
        clock["thread_time"] += 5.0
        cost.frames = 1
    assert crowd._frame_cost == pytest.approx(before + FORGETTING * (0.006 - before))


def test_one_computes_at_a_time_the_urgent_next_the_others_as_they_came() -> None:
    crowd, order, go = Crowd(), [], Event()

    def compute(name: str, urgent: bool) -> None:
        with crowd.turn(urgent):
            order.append(name)

    def hold() -> None:
        with crowd.turn():
            go.wait()

    holder = Thread(target=hold)
    holder.start()
    while not crowd._busy:
        pass
    waiting = []
    for name, urgent in (("first", False), ("second", False), ("urgent", True)):
        waiting.append(Thread(target=compute, args=(name, urgent)))
        waiting[-1].start()
        while len(crowd._waiting) < len(waiting):
            pass
    go.set()
    for thread in (holder, *waiting):
        thread.join()
    assert order == ["urgent", "first", "second"]
    assert not crowd._busy


def test_a_turn_ends_where_its_work_fails() -> None:
    crowd = Crowd()
    with pytest.raises(RuntimeError), crowd.turn():
        raise RuntimeError
    with crowd.turn():
        pass


def test_rests_grow_with_the_crowd_within_bounds(clock) -> None:
    crowd = Crowd()
    assert crowd.seconds_of_rest == 1.0
    for who in range(200):
        crowd.share(who)
    assert crowd.seconds_of_rest == 8.0


def test_one_who_is_always_urgent_gets_no_two_turns_while_others_wait() -> None:
    crowd, turns = Crowd(), list[tuple[str, bool]]()

    def take(name: str, urgent: bool) -> None:
        for _ in range(40):
            with crowd.turn(urgent):
                turns.append((name, bool(crowd._waiting)))

    people = [Thread(target=take, args=(name, name == "greedy")) for name in ("greedy", "a", "b", "c")]
    for person in people:
        person.start()
    for person in people:
        person.join(30)
    assert len(turns) == 160
    for (name, others_wait), (following, _) in pairwise(turns):
        assert not (name == "greedy" and others_wait and following == "greedy")
