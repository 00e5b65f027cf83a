"""Moments of a run in bounded space: thinned as it grows, the start never forgotten, denser towards the present."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Generic, TypeVar

import numpy as np

from mlp_core.arrays import Array

T = TypeVar("T")
# Near the present moments stand this many times as close together as far back.
DENSER = 8.0


class Thinned(Generic[T]):
    """Things kept for moments of a run, whose times grow.

    Whenever there are more than ``most`` of them, or they take more than ``most_bytes``, the one goes that is missed
    least: whose neighbours stand closest together for how long ago it was. The first and the newest always stay.

    Attributes
    ----------
    times : of what is kept, growing
    """

    def __init__(self, most: int = 160, most_bytes: float = 4e6) -> None:
        if most < 3:
            raise ValueError(f"a run needs room for at least 3 moments, not {most}")
        self._most, self._most_bytes = most, most_bytes
        self.times: list[float] = []
        self._kept: list[T] = []
        self._sizes: list[int] = []

    def __len__(self) -> int:
        return len(self.times)

    @property
    def bytes(self) -> int:
        """What they take in memory."""
        return sum(self._sizes)

    def add(self, time: float, what: T, size: int) -> None:
        """Keep this of ``size`` bytes; nothing is kept that is not newer than all."""
        if self.times and not time > self.times[-1]:
            return
        times, kept, sizes = [*self.times, time], [*self._kept, what], [*self._sizes, size]
        while len(times) > self._most or (len(times) > 3 and sum(sizes) > self._most_bytes):
            least = _least_missed(np.array(times))
            del times[least], kept[least], sizes[least]
        # One call, so that nothing can come between; and a copy made before keeps what it had.
        vars(self).update(times=times, _kept=kept, _sizes=sizes)

    def nearest(self, time: float) -> T:
        """What was kept for the moment nearest to this one; ``ValueError`` where nothing is kept."""
        if not self.times:
            raise ValueError("no moment is kept")
        after = min(bisect_left(self.times, time), len(self) - 1)
        before = max(after - 1, 0)
        return self._kept[before if time - self.times[before] <= self.times[after] - time else after]

    def __iter__(self) -> Iterator[T]:
        """What is kept, oldest first."""
        return iter(self._kept)

    def until(self, time: float) -> "Thinned[T]":
        """Those up to this time, to go on with."""
        other: Thinned[T] = Thinned(self._most, self._most_bytes)
        end = bisect_right(self.times, time)
        other.times, other._kept, other._sizes = self.times[:end], self._kept[:end], self._sizes[:end]
        return other


def _least_missed(times: Array) -> int:
    """Which one of these moments goes."""
    gap, age = times[2:] - times[:-2], times[-1] - times[1:-1]
    return 1 + int(np.argmin(gap / (age + (times[-1] - times[0]) / DENSER)))
