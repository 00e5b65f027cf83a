"""The gradient of a mini-batch as a sample of the full one: how far it lies from it, and how that falls with its size.

Source: the variance of a sample mean, σ²/b for b independent draws; drawn without replacement from N, times
(N − b)/(N − 1).
"""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array
from mlp_core.lessons.neuron_cost import NeuronCost


def mini_batch_gradients(
    cost: NeuronCost, w: ArrayLike, batch_size: int, draws: int, *, seed: int = 0, replacement: bool = False
) -> Array:
    """Gradients (draws, 2) at w (2,), each the mean over ``batch_size`` of the N samples drawn anew.

    Raises ``ValueError`` for a size below 1 or, without replacement, above N.
    """
    size, n = checked_whole("batch_size", batch_size, at_least=1), len(cost)
    rng = np.random.default_rng(seed)
    if replacement:
        rows = rng.integers(0, n, (draws, size))
    elif size <= n:
        rows = np.argsort(rng.random((draws, n)), axis=1)[:, :size]
    else:
        raise ValueError(f"batch_size must be at most N = {n}, not {size}")
    each = cost.sample_gradients(np.asarray(w, dtype=np.float64))
    return np.asarray(each[rows].mean(axis=1))


def spread(gradients: Array, center: Array) -> float:
    """The root of the mean square distance of gradients (draws, 2) from center (2,)."""
    return sqrt(((gradients - center) ** 2).sum(axis=1).mean())


def sample_spread(cost: NeuronCost, w: ArrayLike) -> float:
    """σ: the spread of the gradients of single samples around the full one at w (2,)."""
    each = cost.sample_gradients(np.asarray(w, dtype=np.float64))
    return spread(each, each.mean(axis=0))


def expected_spread(sigma: float, batch_size: int, n: int, *, replacement: bool = False) -> float:
    """σ/√b, and without replacement that times √((N − b)/(N − 1))."""
    independent = sigma / sqrt(batch_size)
    return independent if replacement or n == 1 else independent * sqrt((n - batch_size) / (n - 1))
