r"""Networks of two inputs that are built, not trained: a step, a bump, a tower, a city of towers.

A step neuron σ(w(x − s)) is 0 before s and 1 after it. Two of them make a bump over a strip of the plane. A bump in x
and a bump in y, each of height h, add up to 2h where they cross and to h along the rest of the strips; a neuron of a
second hidden layer with bias −3h/2 keeps the crossing, the tower, and pushes the strips down: σ(±h/2) tells them apart.

Source: Nielsen, Neural Networks and Deep Learning, ch. 4, "Many input variables".
"""

from collections.abc import Callable
from math import isfinite, log

import numpy as np

from mlp_core.arguments import checked_finite, checked_number, checked_whole
from mlp_core.arrays import Array
from mlp_core.network import MLP

# Equal-shaped arrays x and y → f(x, y) of that shape.
Function = Callable[[Array, Array], Array]
Interval = tuple[float, float]
UNIT_SQUARE: tuple[Interval, Interval] = ((0.0, 1.0), (0.0, 1.0))


def step_in_plane(axis: int, at: float, steepness: float) -> MLP:
    """MLP 2-1-1: 0 before ``at`` and 1 after it along input ``axis`` (0 or 1), whatever the other input is."""
    net = _empty((2, 1, 1))
    _set_step(net, 0, axis, at, steepness)
    net.weights[1][0, 0] = 1.0
    return net


def bump_in_plane(axis: int, left: float, right: float, height: float, steepness: float) -> MLP:
    """MLP 2-2-1: ``height`` where input ``axis`` lies between left and right, 0 elsewhere; a strip of the plane."""
    net = _empty((2, 2, 1))
    _set_step(net, 0, axis, left, steepness)
    _set_step(net, 1, axis, right, steepness)
    net.weights[1][0] = height, -height
    return net


def tower_network(
    x_edges: Interval = (0.4, 0.6),
    y_edges: Interval = (0.4, 0.6),
    height: float = 1.0,
    h: float = 10.0,
    steepness: float = 1000.0,
) -> MLP:
    """MLP 2-4-1-1: ``height``·σ(h/2) inside the rectangle, ``height``·σ(−h/2) on the strips through it, less outside.

    Parameters
    ----------
    x_edges, y_edges : where the tower begins and ends along each input
    height : the weight of the output neuron
    h : height of the two bumps under the neuron of the second hidden layer, whose bias is −3h/2; above 0
    steepness : w of the four step neurons, above 0

    Raises ``ValueError`` for numbers that are not finite, h or steepness not above 0.
    """
    net = _empty((2, 4, 1, 1))
    for row, (axis, at) in enumerate(((0, x_edges[0]), (0, x_edges[1]), (1, y_edges[0]), (1, y_edges[1]))):
        _set_step(net, row, axis, at, steepness)
    h = checked_number("h", h, positive=True)
    net.weights[1][0] = h, -h, h, -h
    net.biases[1][0] = -1.5 * h
    net.weights[2][0, 0] = checked_finite("height", height)
    return net


def least_h(n_towers: int) -> float:
    """2·ln(2n²), for n towers a side: from here on the 2(n − 1) plateaus of height σ(−h/2) leak less than 1/n."""
    return 2.0 * log(2.0 * checked_whole("n_towers", n_towers, at_least=1) ** 2)


def usual_h(n_towers: int) -> float:
    """The h of a city unless one is given: 10 above the least, so that its plateaus leak less than 0.007/n."""
    return 10.0 + least_h(n_towers)


def leak(n_towers: int, h: float) -> float:
    """2(n − 1)·σ(−h/2): what the plateaus of a city of equal towers of height 1 add to each of them."""
    return float(2.0 * (checked_whole("n_towers", n_towers, at_least=1) - 1) * np.exp(-np.logaddexp(0.0, h / 2.0)))


def approximate_2d(
    f: Function,
    n_towers: int,
    domain: tuple[Interval, Interval] = UNIT_SQUARE,
    steepness: float = 10_000.0,
    h: float | None = None,
) -> MLP:
    """MLP 2-2(n+1)-n²-1: a city of n × n towers, each as high as f in the middle of its cell.

    Neighbours share the step neuron on the edge between them. The outermost steps stand one cell outside the domain,
    so that the towers at its rim are whole.

    Parameters
    ----------
    f : equal-shaped arrays x and y → values of that shape
    n_towers : n, towers a side, from 1 on; the tower over cell (i, j) is neuron i·n + j of the second hidden layer
    domain : ((x from, x to), (y from, y to))
    steepness : w of the step neurons, per unit of input
    h : of every tower, see ``tower_network``; ``usual_h(n_towers)`` unless given

    Raises ``ValueError`` for an empty domain, bad numbers, and an f of another shape or with values not finite.
    """
    n = checked_whole("n_towers", n_towers, at_least=1)
    h = usual_h(n) if h is None else checked_number("h", h, positive=True)
    net = _empty((2, 2 * (n + 1), n * n, 1))
    middles = []
    for axis, (low, high) in enumerate(domain):
        if not (isfinite(low) and isfinite(high) and low < high):
            raise ValueError(f"domain must hold two intervals (from, to) with from < to, not {domain!r}")
        cell = (high - low) / n
        edges = low + cell * np.arange(n + 1)
        middles.append(edges[:-1] + cell / 2)
        edges[0], edges[-1] = low - cell, high + cell
        for k, at in enumerate(edges):
            _set_step(net, axis * (n + 1) + k, axis, at, steepness)
    towers = np.zeros((n, n, 2 * (n + 1)))
    for k in range(n):
        towers[k, :, k], towers[k, :, k + 1] = h, -h
        towers[:, k, n + 1 + k], towers[:, k, n + 2 + k] = h, -h
    net.weights[1][:] = towers.reshape(n * n, -1)
    net.biases[1][:] = -1.5 * h
    net.weights[2][0] = _values(f, *np.meshgrid(*middles, indexing="ij")).ravel()
    return net


def _empty(layer_sizes: tuple[int, ...]) -> MLP:
    """Sigmoid neurons with all weights 0 and a linear output."""
    return MLP(layer_sizes, [*["sigmoid"] * (len(layer_sizes) - 2), "linear"], initializer="zeros")


def _set_step(net: MLP, row: int, axis: int, at: float, steepness: float) -> None:
    """Make a neuron of the first layer σ(w(x − s)): weight w, bias −w·s."""
    w = checked_number("steepness", steepness, positive=True)
    net.weights[0][row] = 0.0
    net.weights[0][row, axis] = w
    net.biases[0][row] = -w * checked_finite("an edge", at)


def _values(f: Function, x: Array, y: Array) -> Array:
    values = np.asarray(f(x, y), dtype=np.float64)
    if values.shape != x.shape:
        raise ValueError(f"f must return an array of the shape of x and y, {x.shape}, not {values.shape}")
    if not np.isfinite(values).all():
        i, j = np.argwhere(~np.isfinite(values))[0]
        raise ValueError(f"f is not finite at x = {x[i, j]:g}, y = {y[i, j]:g}")
    return values
