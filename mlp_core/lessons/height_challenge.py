r"""Five bumps whose heights a person sets, and their score: how far the weighted input is from σ⁻¹(f).

The output neuron is a sigmoid, so the bumps do not follow f itself but σ⁻¹(f(x)) = ln(f/(1 − f)).

Source: Nielsen, Neural Networks and Deep Learning, ch. 4. The score is the mean of |σ⁻¹(f(x)) − z(x)| over
x = 0, 0.01 … 0.99, the goal 0.40.
"""

from collections.abc import Sequence

import numpy as np

from mlp_core.approximation import bumps_network, nielsen_function
from mlp_core.arrays import Array
from mlp_core.network import MLP

BUMPS = 5
GOAL = 0.40
# The median of σ⁻¹(f) over each fifth makes the mean of |…| least.
BEST_HEIGHTS = (-1.2428, -1.4231, -0.3412, -0.9827, 1.1425)
BEST_SCORE = 0.3717
# The steps stand so far before 0, 0.2 … that the score's own places, such as x = 0.2, lie behind them.
AHEAD = 0.001
STEEPNESS = 100_000.0


def height_network(heights: Sequence[float]) -> MLP:
    """MLP 1-10-1 of sigmoids: five bumps over the fifths of [0, 1] with these heights, and a sigmoid output."""
    if len(heights) != BUMPS:
        raise ValueError(f"heights must be {BUMPS} numbers, not {len(heights)}")
    edges = np.arange(BUMPS + 1) / BUMPS - AHEAD
    net = bumps_network(list(zip(edges[:-1], edges[1:], heights, strict=True)), STEEPNESS)
    net.activations = ("sigmoid", "sigmoid")
    return net


def wanted_input(x: Array) -> Array:
    """σ⁻¹(f(x)), the weighted input that would make the output f(x)."""
    f = nielsen_function(x)
    return np.asarray(np.log(f / (1.0 - f)), dtype=np.float64)


def weighted_input(net: MLP, x: Array) -> Array:
    """z of the output neuron at x (N,)."""
    return np.asarray(net.forward(x[:, None]).z[-1][:, 0], dtype=np.float64)


def misses(net: MLP) -> Array:
    """|σ⁻¹(f(x)) − z(x)| at x = 0, 0.01 … 0.99."""
    x = np.arange(100) / 100
    return np.asarray(np.abs(wanted_input(x) - weighted_input(net, x)), dtype=np.float64)


def score(net: MLP) -> float:
    """The mean of the misses."""
    return float(misses(net).mean())
