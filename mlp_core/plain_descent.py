"""Gradient descent with the full gradient, every point of its path kept."""

from collections.abc import Callable

import numpy as np

from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array


def plain_descent(
    gradient: Callable[[Array], Array], start: Array, learning_rate: float | Array, updates: int
) -> Array:
    """The points (updates + 1, …) of w ← w − η ∂C/∂w, the first one ``start``.

    Parameters
    ----------
    gradient : ∂C/∂w of any w of the shape of ``start``, in that shape
    start : one w, or a stack of them
    learning_rate : η, or one for each w of the stack, in a shape that multiplies it

    What overflows is not warned of. Raises ``ValueError`` where ``updates`` is no whole number from 0 on.
    """
    path = np.empty((checked_whole("updates", updates, at_least=0) + 1, *start.shape))
    path[0] = start
    with np.errstate(all="ignore"):
        for k in range(len(path) - 1):
            path[k + 1] = path[k] - learning_rate * gradient(path[k])
    return path
