"""How far a city of towers misses its function, measured on the network's own answers."""

from dataclasses import dataclass

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from mlp_core.towers import Function, approximate_2d, usual_h
from pages.universal_approximation.plane import DOMAIN, line, outputs, pairs, surface

SIZES = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True)
class CityErrors:
    """For each n of ``sizes``: the mean error over the square, and the largest on the inner 90 % of each cell."""

    sizes: tuple[int, ...]
    mean: tuple[float, ...]
    inner: tuple[float, ...]


def city(f: Function, n: int, steepness: float, h: float | None) -> MLP:
    """n × n towers over the square; h None grows with n."""
    return approximate_2d(f, n, DOMAIN, steepness, usual_h(n) if h is None else h)


def measured(f: Function, sizes: tuple[int, ...], steepness: float, h: float | None) -> CityErrors:
    """The errors of the cities of these sizes."""
    nets = [city(f, n, steepness, h) for n in sizes]
    mean = tuple(mean_error(surface(net), f) for net in nets)
    inner = tuple(inner_error(net, f, n) for net, n in zip(nets, sizes, strict=True))
    return CityErrors(sizes, mean, inner)


def mean_error(answers: Array, f: Function) -> float:
    """Mean of |answers − f| over the square, the answers as ``plane.surface`` gives them."""
    along = line(len(answers))
    return float(np.abs(answers - f(*np.meshgrid(along, along))).mean())


def inner_error(net: MLP, f: Function, n: int) -> float:
    """Largest |network − f| on the corners and middles of the inner 90 % of n × n cells."""
    low, high = DOMAIN[0]
    # Many cells have many corners: the middles, where the error is least, are left out.
    shares = np.array([0.05, 0.95]) if n > 16 else np.array([0.05, 0.5, 0.95])
    along = low + (high - low) * ((np.arange(n)[:, None] + shares) / n).ravel()
    return float(_misses(net, f, along).max())


def _misses(net: MLP, f: Function, along: Array) -> Array:
    X = pairs(along, along)
    return np.asarray(np.abs(outputs(net, X) - f(X[:, 0], X[:, 1])))
