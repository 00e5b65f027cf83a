r"""The error surface of one neuron with one input, and its local minima: f(wx + b) against targets, over (w, b).

C(w, b) = 1/(2N) Σₙ (f(wxₙ + b) − tₙ)². Where f is monotone, a neuron that can answer every target has no minimum but
the best one; where it is not, the surface may hold many (compare Bishop, Neural Networks for Pattern Recognition, 3.2).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation, as_activation
from mlp_core.arrays import Array
from mlp_core.lessons.neuron_cost import NeuronCost

# Two places closer than this are one minimum.
SAME_PLACE = 1e-3
POLISHING_STEPS = 300
# Flatter than this in some direction is a plain or a ravine, not a minimum.
SMALLEST_CURVATURE = 1e-7


@dataclass(frozen=True, eq=False)
class Minima:
    """Local minima of a surface, the lowest first.

    places : (M, 2), w and b of each
    errors : (M,), C there
    """

    places: Array
    errors: Array


class NeuronSurface:
    """The error of one neuron a = f(wx + b) on N points, at any (w, b).

    Parameters
    ----------
    activation : a name or object with one piece and a gradient
    x, t : (N,) inputs and targets
    """

    def __init__(self, activation: str | Activation, x: ArrayLike, t: ArrayLike) -> None:
        self.f = as_activation(activation)
        if self.f.pieces > 1 or self.f.output_only or not self.f.has_gradient:
            raise ValueError(f"{self.f.name} has no error surface over one weight and one bias to descend")
        self.cost = NeuronCost(x, t, self.f, "half_quadratic")
        self.x, self.t = self.cost.x, self.cost.t

    def error(self, w: ArrayLike, b: ArrayLike) -> Array:
        """C at w and b, which broadcast with each other."""
        return self.cost.value(_pairs(w, b))

    def on_grid(self, w: Array, b: Array) -> Array:
        """C (len(b), len(w)) at every pair."""
        return self.error(w[None, :], b[:, None])

    def gradient(self, w: ArrayLike, b: ArrayLike) -> Array:
        """∂C/∂w and ∂C/∂b, in a last axis of 2."""
        return self.cost.gradient(_pairs(w, b))

    def minima(self, w: Array, b: Array) -> Minima:
        """The local minima inside a grid of w and b.

        A cell lower than its eight neighbours is a candidate; along a narrow ravine the grid makes some that are none.
        So each slides down from there by damped Gauss-Newton steps, and counts where it comes to rest inside the grid
        in a place that curves upwards every way.
        """
        found = _polished(self, _lowest_of_nine(self.on_grid(w, b), w, b))
        inside = (found[:, 0] > w[0]) & (found[:, 0] < w[-1]) & (found[:, 1] > b[0]) & (found[:, 1] < b[-1])
        at_rest = found[inside & _is_minimum(self, found)]
        errors = self.error(at_rest[:, 0], at_rest[:, 1])
        kept: list[int] = []
        for i in np.argsort(errors, kind="stable"):
            if all(np.abs(at_rest[i] - at_rest[j]).max() > SAME_PLACE for j in kept):
                kept.append(int(i))
        return Minima(at_rest[kept], errors[kept])

    def _linearised(self, w: Array, b: Array) -> tuple[Array, Array]:
        """Residuals (…, N) and their slopes (…, N, 2) by w and b."""
        z = w[..., None] * self.x + b[..., None]
        slope = self.f.derivative(z)
        return self.f(z) - self.t, np.stack([slope * self.x, slope], axis=-1)


def _pairs(w: ArrayLike, b: ArrayLike) -> Array:
    """(…, 2) from two that broadcast with each other."""
    return np.stack(np.broadcast_arrays(np.asarray(w, dtype=np.float64), np.asarray(b, dtype=np.float64)), axis=-1)


def _lowest_of_nine(surface: Array, w: Array, b: Array) -> Array:
    """Places (M, 2) of the inner cells that are lower than all eight neighbours."""
    rows, columns = surface.shape
    centre = surface[1:-1, 1:-1]
    lowest = np.ones(centre.shape, dtype=bool)
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            if (down, right) != (1, 1):
                lowest &= centre < surface[down : rows - 2 + down, right : columns - 2 + right]
    at_b, at_w = np.nonzero(lowest)
    return np.column_stack([w[at_w + 1], b[at_b + 1]])


def _polished(surface: NeuronSurface, places: Array) -> Array:
    """Each place (M, 2) after Levenberg-Marquardt steps, none of which goes up."""
    at, damping = places.copy(), np.full(len(places), 1e-2)
    error = surface.error(at[:, 0], at[:, 1])
    for _ in range(POLISHING_STEPS):
        residual, jacobian = surface._linearised(at[:, 0], at[:, 1])
        gradient = (residual[..., None] * jacobian).mean(axis=-2)
        normal = np.einsum("mni,mnj->mij", jacobian, jacobian) / residual.shape[-1]
        step = np.linalg.solve(normal + damping[:, None, None] * np.eye(2), gradient[..., None])[..., 0]
        tried = at - step
        lower = surface.error(tried[:, 0], tried[:, 1])
        better = lower <= error
        at, error = np.where(better[:, None], tried, at), np.where(better, lower, error)
        damping = np.clip(np.where(better, damping / 3.0, damping * 5.0), 1e-12, 1e6)
    return at


def _is_minimum(surface: NeuronSurface, places: Array, step: float = 1e-4) -> np.ndarray:
    """Whether the gradient (all but) vanishes and the surface curves upwards every way, at each of (M, 2)."""
    w, b = places[:, 0], places[:, 1]
    by_w = (surface.gradient(w + step, b) - surface.gradient(w - step, b)) / (2 * step)
    by_b = (surface.gradient(w, b + step) - surface.gradient(w, b - step)) / (2 * step)
    hessian = np.stack([by_w, by_b], axis=-1)
    curvature = np.linalg.eigvalsh((hessian + hessian.swapaxes(-1, -2)) / 2)[:, 0] if len(places) else np.empty(0)
    rest = np.abs(surface.gradient(w, b)).max(axis=-1, initial=0.0) < 1e-6
    return np.asarray(rest & (curvature > SMALLEST_CURVATURE))
