"""Moments of a run in bounded space."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.thinned import Thinned


def filled(times, most=40, size=1, **keys) -> Thinned:
    thinned = Thinned(most, **keys)
    for time in times:
        thinned.add(float(time), f"at {time}", size)
    return thinned


def test_a_short_run_is_kept_whole() -> None:
    thinned = filled(range(40))
    assert thinned.times == list(range(40))


@given(st.lists(st.floats(0.01, 50.0), min_size=1, max_size=400))
def test_it_stays_bounded_and_keeps_start_and_newest(steps) -> None:
    times = np.concatenate([[0.0], np.cumsum(steps)])
    thinned = filled(times, most=20)
    assert len(thinned) == min(20, len(times))
    assert (thinned.times[0], thinned.times[-1]) == (0.0, times[-1])
    assert thinned.times == sorted(thinned.times)


def test_a_long_run_stays_in_sight_and_is_denser_near_its_end() -> None:
    end = 100_000
    times = filled(range(0, end + 1, 4)).times
    gaps = np.diff(times)
    assert len(times) == 40
    assert gaps.max() < end / 8
    early, late = gaps[: len(gaps) // 2], gaps[-8:]
    assert late.mean() < early.mean() / 3


def test_memory_is_bounded_too() -> None:
    thinned = filled(range(100), most=50, size=1000, most_bytes=10_000)
    assert thinned.bytes == 10_000
    assert len(thinned) == 10
    assert thinned.times[0] == 0


def test_what_is_nearest_is_found() -> None:
    thinned = filled([0, 10, 20])
    assert [thinned.nearest(t) for t in (-3, 4, 6, 10, 16, 99)] == [
        "at 0", "at 0", "at 10", "at 10", "at 20", "at 20",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="no moment"):
        Thinned().nearest(0)


def test_an_earlier_end_leaves_the_whole_alone() -> None:
    thinned = filled([0, 10, 20, 30])
    cut = thinned.until(20)
    cut.add(25, "other", 1)
    assert (thinned.times, cut.times) == ([0, 10, 20, 30], [0, 10, 20, 25])
    assert cut.nearest(25) == "other"


def test_nothing_older_is_taken() -> None:
    thinned = filled([0, 10, 10, 5])
    assert thinned.times == [0, 10]
    assert thinned.nearest(10) == "at 10"
    with pytest.raises(ValueError, match="at least 3"):
        Thinned(2)
