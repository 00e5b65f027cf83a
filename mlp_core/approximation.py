r"""Networks of one input that are built by hand, not trained: a step, a bump, N bumps that follow a function.

A neuron σ(wx + b) with a large w is a step from 0 to 1 at s = −b/w. Two of them with output weights h and −h make a
bump of height h between their steps; N bumps side by side, each as high as f in its middle, follow f and miss it by at
most L/(2N) where |f′| ≤ L. Hats made of ReLUs follow f by straight pieces and miss it by at most M/(8N²), |f″| ≤ M.

Source: Nielsen, Neural Networks and Deep Learning, ch. 4. Two inputs are in ``mlp_core.towers``.
"""

from collections.abc import Callable, Sequence
from math import isfinite, pi, sqrt
from types import MappingProxyType

import numpy as np

from mlp_core.arguments import checked_finite, checked_number, checked_whole
from mlp_core.arrays import Array
from mlp_core.names import known
from mlp_core.network import MLP
from mlp_core.towers import Interval, approximate_2d, tower_network

__all__ = [
    "Interval",
    "approximate_1d",
    "approximate_2d",
    "best_line_network",
    "bump_curves",
    "bump_network",
    "bumps_network",
    "nielsen_function",
    "step_network",
    "tower_network",
]

# An array x of any shape → f(x) of that shape.
Function = Callable[[Array], Array]
UNIT_INTERVAL: Interval = (0.0, 1.0)
# So many cells beyond each end, at most, have Gaussians of their own: e^(−3²) of the next one is not seen.
GAUSSIANS_OUTSIDE = 3


def nielsen_function(x: Array) -> Array:
    """0.2 + 0.4x² + 0.3x·sin 15x + 0.05·cos 50x, the function to follow of Nielsen's ch. 4."""
    return np.asarray(0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15.0 * x) + 0.05 * np.cos(50.0 * x), dtype=np.float64)


def step_network(weight: float, bias: float, activation: str = "sigmoid") -> MLP:
    """MLP 1-1: one neuron f(wx + b), whose step stands at s = −b/w and is the steeper the larger w is."""
    net = MLP([1, 1], activation, initializer="zeros")
    net.weights[0][0, 0], net.biases[0][0] = checked_finite("weight", weight), checked_finite("bias", bias)
    return net


def bump_network(left: float, right: float, height: float, steepness: float = 1000.0) -> MLP:
    """MLP 1-2-1: ``height`` between left and right, 0 elsewhere, out of two sigmoid steps and a linear output."""
    return bumps_network([(left, right, height)], steepness)


def bumps_network(
    bumps: Sequence[tuple[float, float, float]], steepness: float = 1000.0, activation: str = "sigmoid"
) -> MLP:
    """MLP 1-2N-1: the sum of N bumps.

    Neurons 2k and 2k + 1 of the hidden layer are the rising and the falling step of bump k.

    Parameters
    ----------
    bumps : (left, right, height) of each
    steepness : of the steps, w of a sigmoid neuron per unit of x; above 0
    activation : sigmoid, tanh or step

    Raises ``ValueError`` for no bumps, another activation, and numbers that are not finite.
    """
    edge, share = known(_STEPS, activation, "activation of a step")
    w = edge * checked_number("steepness", steepness, positive=True)
    left, right, height = np.asarray([*bumps], dtype=np.float64).reshape(-1, 3).T
    if not len(left) or not np.isfinite([left, right, height]).all():
        raise ValueError(f"bumps must be at least one (left, right, height), all finite, not {bumps!r}")
    net = MLP([1, 2 * len(left), 1], [activation, "linear"], initializer="zeros")
    net.weights[0][:] = w
    net.biases[0][0::2], net.biases[0][1::2] = -w * left, -w * right  # the step stands at −b/w
    net.weights[1][0, 0::2], net.weights[1][0, 1::2] = share * height, -share * height
    return net


def approximate_1d(
    f: Function,
    n_bumps: int,
    interval: Interval = UNIT_INTERVAL,
    activation: str = "sigmoid",
    steepness: float = 100_000.0,
) -> MLP:
    """A network of one hidden layer that follows f on the interval, built from values of f alone.

    Parameters
    ----------
    f : array x → f(x) of the same shape
    n_bumps : N, from 1 on
    interval : (from, to)
    activation : "sigmoid", "tanh", "step" → MLP 1-2N-1, N bumps over equal cells, as high as f in their middles;
        "relu" → MLP 1-N-1, f at N + 1 equal distances joined by straight pieces;
        "gaussian" → MLP 1-N-1, N Gaussians as wide as a cell, the outermost outside the interval
    steepness : of the steps, w of a sigmoid neuron per unit of x. Hats and Gaussians have the width of a cell instead

    Returns
    -------
    A network with a linear output. Its first and last step stand one cell outside the interval, so that the
    ends are right.

    Raises ``ValueError`` for an empty interval, an unknown activation, bad numbers, and an f of another shape or with
    values that are not finite.
    """
    n = checked_whole("n_bumps", n_bumps, at_least=1)
    low, high = _checked_interval(interval)
    if activation == "relu":
        return _hats(f, np.linspace(low, high, n + 1))
    if activation == "gaussian":
        return _gaussians(f, n, low, high)
    if activation not in _STEPS:
        known({**_STEPS, "relu": None, "gaussian": None}, activation, "activation to build with")
    edges = np.linspace(low, high, n + 1)
    heights = _values(f, (edges[:-1] + edges[1:]) / 2)
    cell = (high - low) / n
    edges[0], edges[-1] = low - cell, high + cell
    return bumps_network(list(zip(edges[:-1], edges[1:], heights, strict=True)), steepness, activation)


def best_line_network(f: Function, n_neurons: int, interval: Interval = UNIT_INTERVAL, points: int = 1001) -> MLP:
    """MLP 1-N-1 of linear neurons. Whatever its weights, it is a straight line: here the one of least squares."""
    x = np.linspace(*_checked_interval(interval), points)
    n = checked_whole("n_neurons", n_neurons, at_least=1)
    values = _values(f, x)
    slope = float(np.sum((x - x.mean()) * (values - values.mean())) / np.sum((x - x.mean()) ** 2))
    net = MLP([1, n, 1], "linear", initializer="zeros")
    net.weights[0][:] = 1.0
    net.weights[1][0] = slope / n
    net.biases[1][0] = values.mean() - slope * x.mean()
    return net


def bump_curves(net: MLP, x: Array) -> Array:
    """(N, k): the single bumps of a network of this module: a pair of steps each, one Gaussian, or one linear neuron.

    They and the output's bias add up to its output. For ReLU the bumps are N + 1 hats: one at each kink and at the last
    x, as high as the network is there, down to 0 at its neighbours; they alone add up to the output.

    Parameters
    ----------
    x : (k,) places common to all bumps, or (N, k) places of each
    """
    hidden, name = net.activations[0], net.activations[0].name
    if name == "relu":
        return _hat_curves(net, x)
    pieces = 2 if name in _STEPS else 1
    w, b, v = (each.reshape(-1, pieces, 1) for each in (net.weights[0], net.biases[0], net.weights[1]))
    places = np.broadcast_to(np.asarray(x, dtype=np.float64), (len(w), np.shape(x)[-1]))
    return np.asarray((v * hidden(w * places[:, None] + b)).sum(axis=1))


def _hats(f: Function, nodes: Array) -> MLP:
    """f(x₀) + Σ cₖ·ReLU(x − xₖ): at each node the slope changes by cₖ."""
    values = _values(f, nodes)
    slopes = np.diff(values) / np.diff(nodes)
    net = MLP([1, len(slopes), 1], ["relu", "linear"], initializer="zeros")
    net.weights[0][:] = 1.0
    net.biases[0][:] = -nodes[:-1]
    net.weights[1][0] = np.diff(slopes, prepend=0.0)
    net.biases[1][0] = values[0]
    return net


def _hat_curves(net: MLP, x: Array) -> Array:
    nodes = np.append(-net.biases[0] / net.weights[0][:, 0], np.max(x))
    heights = np.diag(net.predict(nodes[:, None])[:, 0])
    places = np.broadcast_to(x, (len(nodes), np.shape(x)[-1]))
    return np.stack([np.interp(own, nodes, height) for own, height in zip(places, heights, strict=True)])


def _gaussians(f: Function, n: int, low: float, high: float) -> MLP:
    """Σ hₖ·e^(−(x − cₖ)²/d²), d the distance of the centres and hₖ = f(cₖ)/√π: equal Gaussians so close add up to 1.

    Outside the interval f is continued by its point reflection at the end.
    """
    outside = min(GAUSSIANS_OUTSIDE, n // 4)
    d = (high - low) / (n - 2 * outside)
    centres = low + d * (np.arange(n) - outside + 0.5)
    mirrored = np.where(centres < low, 2 * low - centres, np.where(centres > high, 2 * high - centres, centres))
    ends = _values(f, np.array([low, high]))
    values = _values(f, mirrored)
    values = np.where(centres < low, 2 * ends[0] - values, np.where(centres > high, 2 * ends[1] - values, values))
    net = MLP([1, n, 1], ["gaussian", "linear"], initializer="zeros")
    net.weights[0][:] = 1.0 / d
    net.biases[0][:] = -centres / d
    net.weights[1][0] = values / sqrt(pi)
    return net


# activation → (its w for a sigmoid's w, output weight for a height of 1): σ(z) = ½ + ½ tanh(z/2)
_STEPS = MappingProxyType({"sigmoid": (1.0, 1.0), "tanh": (0.5, 0.5), "step": (1.0, 1.0)})


def _checked_interval(interval: Interval) -> Interval:
    low, high = interval
    if not (isfinite(low) and isfinite(high) and low < high):
        raise ValueError(f"interval must be (from, to) with from < to, not {interval!r}")
    return float(low), float(high)


def _values(f: Function, x: Array) -> Array:
    values = np.asarray(f(x), dtype=np.float64)
    if values.shape != x.shape:
        raise ValueError(f"f must return an array of the shape of x, {x.shape}, not {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError(f"f is not finite at x = {x[~np.isfinite(values)][0]:g}")
    return values
