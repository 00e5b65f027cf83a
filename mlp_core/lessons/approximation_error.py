"""How far a network is from the function it follows, and the slopes and curvatures that bound this; all on a grid."""

from math import inf

import numpy as np

from mlp_core.approximation import UNIT_INTERVAL, Function, Interval, approximate_1d
from mlp_core.arrays import Array
from mlp_core.network import MLP

GRID = 20_000
MISS_POINTS = 4001
# A slope or curvature that grows with a finer grid by more than this has no bound: there is a jump or a kink.
MOST_GROWTH = 1.5
# A part of the rows at a time keeps the activations of hundreds of neurons in the processor's cache.
ROWS_AT_ONCE = 256


def predict_line(net: MLP, x: Array) -> Array:
    """``net.predict`` of a network of one input and one output: x (k,) → (k,)."""
    parts = (x[start : start + ROWS_AT_ONCE, None] for start in range(0, len(x), ROWS_AT_ONCE))
    return np.concatenate([net.predict(part)[:, 0] for part in parts])


def largest_miss(net: MLP, f: Function, interval: Interval = UNIT_INTERVAL, points: int = MISS_POINTS) -> float:
    """max |net(x) − f(x)| over evenly spaced places of the interval, its ends among them."""
    x = np.linspace(*interval, points)
    return float(np.abs(predict_line(net, x) - f(x)).max())


def largest_slope(f: Function, interval: Interval = UNIT_INTERVAL) -> float:
    """L = max |f′| on the interval; ∞ where f jumps."""
    return _largest_difference(f, interval, 1)


def largest_curvature(f: Function, interval: Interval = UNIT_INTERVAL) -> float:
    """M = max |f″| on the interval; ∞ where f jumps or has a kink."""
    return _largest_difference(f, interval, 2)


def errors_of_sizes(
    f: Function, sizes: tuple[int, ...], interval: Interval, activation: str, steepness: float
) -> Array:
    """The largest miss of ``approximate_1d`` for each N of ``sizes``."""
    nets = (approximate_1d(f, n, interval, activation, steepness) for n in sizes)
    return np.array([largest_miss(net, f, interval) for net in nets])


def _largest_difference(f: Function, interval: Interval, order: int) -> float:
    coarse, fine = (_difference(f, interval, order, grid) for grid in (GRID // 4, GRID))
    return fine if fine <= MOST_GROWTH * coarse + 1e-6 else inf


def _difference(f: Function, interval: Interval, order: int, grid: int) -> float:
    x = np.linspace(*interval, grid + 1)
    return float(np.abs(np.diff(f(x), order)).max() / (x[1] - x[0]) ** order)
