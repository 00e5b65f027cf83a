"""Numerical gradients: the central difference that every backpropagated gradient is held against."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array
from mlp_core.losses import Loss
from mlp_core.network import MLP


@dataclass(frozen=True)
class GradientCheck:
    """A derivative found twice: ``analytic`` by backpropagation, ``numerical`` by central difference.

    Arrays of one shape, an entry per direction or per parameter. ``relative_error`` is
    |analytic − numerical| / max(|analytic|, |numerical|), 0 where both vanish.
    """

    analytic: Array
    numerical: Array

    @property
    def relative_error(self) -> Array:
        """Per entry."""
        scale = np.maximum(np.abs(self.analytic), np.abs(self.numerical))
        return np.asarray(np.abs(self.analytic - self.numerical) / np.maximum(scale, 1e-12))

    @property
    def worst(self) -> float:
        """The largest relative error."""
        return float(self.relative_error.max())

    def __str__(self) -> str:
        worst = int(np.argmax(self.relative_error))
        pair = f"analytic {self.analytic.flat[worst]:.10g}, numerical {self.numerical.flat[worst]:.10g}"
        return f"worst relative error {self.worst:.3g} at entry {worst}: {pair}"


def numerical_gradient(function: Callable[[Array], float], point: Array, step: float = 1e-6) -> Array:
    """The gradient of a scalar function at a point, entry by entry: (f(x + hεᵢ) − f(x − hεᵢ)) / 2h.

    h is ``step`` times max(1, |xᵢ|). The point is left as it was. Returns the shape of ``point``.
    """
    gradient, moved = np.empty_like(point), point.copy()
    for i in np.ndindex(point.shape):
        h = step * max(1.0, abs(float(point[i])))
        moved[i] = point[i] + h
        above = function(moved)
        moved[i] = point[i] - h
        below = function(moved)
        moved[i] = point[i]
        gradient[i] = (above - below) / (2.0 * h)
    return gradient


def check_gradient(
    net: MLP, X: ArrayLike, T: ArrayLike, loss: str | Loss, gradient: Array | None = None, step: float = 1e-6
) -> GradientCheck:
    """Every ∂L/∂w of a network beside its central difference, (P,).

    ``gradient`` (P,) is what is checked; by default the network's own backpropagated one.
    """
    if gradient is None:
        _, backpropagated = net.loss_and_gradient(X, T, loss)
        gradient = backpropagated.vector
    probe = net.copy()

    def loss_at(parameters: Array) -> float:
        probe.parameters[:] = parameters
        return probe.loss(X, T, loss)

    return GradientCheck(gradient, numerical_gradient(loss_at, net.parameters, step))


def check_directions(
    net: MLP,
    X: ArrayLike,
    T: ArrayLike,
    loss: str | Loss,
    n_directions: int = 10,
    seed: int = 0,
    gradient: Array | None = None,
    step: float = 1e-6,
) -> GradientCheck:
    """The slope along random unit directions d: gradient·d beside (L(w + hd) − L(w − hd)) / 2h, (n_directions,)."""
    if gradient is None:
        _, backpropagated = net.loss_and_gradient(X, T, loss)
        gradient = backpropagated.vector
    rng = np.random.default_rng(seed)
    directions = rng.standard_normal((n_directions, net.parameters.size))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    probe, numerical = net.copy(), np.empty(n_directions)
    for i, d in enumerate(directions):
        probe.parameters[:] = net.parameters + step * d
        above = probe.loss(X, T, loss)
        probe.parameters[:] = net.parameters - step * d
        below = probe.loss(X, T, loss)
        numerical[i] = (above - below) / (2.0 * step)
    return GradientCheck(directions @ gradient, numerical)
