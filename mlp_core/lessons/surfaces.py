r"""Costs over two weights that can be looked at: value, gradient and curvature anywhere on the plane.

Near a minimum a cost is a bowl, and plain gradient descent on it stays stable up to the learning rate 2/λ_max, λ_max
the largest eigenvalue of the Hessian: along that direction every update multiplies the distance by 1 − ηλ_max.
"""

from dataclasses import dataclass
from math import cos, inf, isfinite, pi, sin
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array

DIFFERENCE = 1e-5
MOST_NEWTON_STEPS = 500
# A longer step could leap into another valley.
LONGEST_NEWTON_STEP = 0.1


class Surface:
    """A cost C(w) over two weights; arrays of weights are (…, 2), what comes back has their leading shape.

    Attributes
    ----------
    formula : C as LaTeX
    """

    formula: ClassVar[str]

    def value(self, w: ArrayLike) -> Array:
        """C at w (…, 2): (…)."""
        raise NotImplementedError

    def gradient(self, w: ArrayLike) -> Array:
        """∂C/∂w at w (…, 2): (…, 2)."""
        raise NotImplementedError

    def hessian(self, w: ArrayLike) -> Array:
        """∂²C/∂w² at one w (2,): (2, 2); here from central differences of the gradient."""
        at, step = as_weights(w), DIFFERENCE * np.eye(2)
        H = (self.gradient(at + step) - self.gradient(at - step)) / (2 * DIFFERENCE)
        return np.asarray((H + H.T) / 2)

    def curvatures(self, w: ArrayLike) -> tuple[float, float]:
        """The smaller and the larger eigenvalue of the Hessian at w (2,): (a + d)/2 ∓ √(((a − d)/2)² + b²)."""
        (a, b), (_, d) = self.hessian(w)
        middle, half = (a + d) / 2, np.hypot((a - d) / 2, b)
        return float(middle - half), float(middle + half)


@dataclass(frozen=True)
class Bowl(Surface):
    """C = ½ wᵀHw with the eigenvalues 1 and ``condition`` of H, its long axis turned by ``angle`` radians.

    Raises ``ValueError`` for a condition number below 1 or not finite.
    """

    condition: float = 10.0
    angle: float = pi / 6
    formula: ClassVar[str] = r"\tfrac12\, w^{\mathsf T} H w"

    def __post_init__(self) -> None:
        if not (isfinite(self.condition) and self.condition >= 1):
            raise ValueError(f"the condition number must be finite and at least 1, not {self.condition!r}")

    @property
    def matrix(self) -> Array:
        """H (2, 2)."""
        turn = np.array([[cos(self.angle), -sin(self.angle)], [sin(self.angle), cos(self.angle)]])
        return np.asarray(turn @ np.diag([1.0, self.condition]) @ turn.T)

    def value(self, w: ArrayLike) -> Array:
        at = as_weights(w)
        return np.asarray(0.5 * (at * (at @ self.matrix)).sum(axis=-1))

    def gradient(self, w: ArrayLike) -> Array:
        return np.asarray(as_weights(w) @ self.matrix)

    def hessian(self, w: ArrayLike) -> Array:
        return self.matrix


@dataclass(frozen=True)
class Saddle(Surface):
    """C = ½w₁² − ½w₂² + ¼w₂⁴: a saddle at the origin between two equal minima at w₂ = ±1, where C = −¼."""

    formula: ClassVar[str] = r"\tfrac12 w_1^2 - \tfrac12 w_2^2 + \tfrac14 w_2^4"

    def value(self, w: ArrayLike) -> Array:
        w1, w2 = np.moveaxis(as_weights(w), -1, 0)
        return np.asarray(0.5 * w1**2 - 0.5 * w2**2 + 0.25 * w2**4)

    def gradient(self, w: ArrayLike) -> Array:
        w1, w2 = np.moveaxis(as_weights(w), -1, 0)
        return np.stack([w1, w2**3 - w2], axis=-1)

    def hessian(self, w: ArrayLike) -> Array:
        return np.diag([1.0, 3 * float(as_weights(w)[1]) ** 2 - 1])


def largest_stable_rate(surface: Surface, w: ArrayLike) -> float:
    """2/λ_max at w (2,): above it plain gradient descent runs away from there; infinite where nothing curves up."""
    _, largest = surface.curvatures(w)
    return 2 / largest if largest > 0 else inf


def nearest_minimum(surface: Surface, start: ArrayLike) -> Array:
    """The minimum (2,) to which the slope leads from ``start`` (2,), by short damped Newton steps, never uphill.

    Raises ``ValueError`` where there is none to be found.
    """
    w, damping = as_weights(start).copy(), 1.0
    for _ in range(MOST_NEWTON_STEPS):
        g, cost = surface.gradient(w), surface.value(w)
        if np.linalg.norm(g) < 1e-11:
            break
        smallest, _ = surface.curvatures(w)
        H = surface.hessian(w) + (max(-2 * smallest, 0.0) + damping) * np.eye(2)
        step = np.linalg.solve(H, g)
        step = step * min(1.0, LONGEST_NEWTON_STEP / float(np.linalg.norm(step)))
        if surface.value(w - step) <= cost:
            w, damping = w - step, damping / 4
        elif damping > 1e12:
            break  # no digits left below which to go
        else:
            damping = max(damping, 1e-9) * 4
    if not (np.linalg.norm(surface.gradient(w)) < 1e-6 and surface.curvatures(w)[0] > 0):
        raise ValueError(f"no minimum was found below {np.asarray(start).tolist()}")
    return np.asarray(w)


def as_weights(w: ArrayLike) -> Array:
    """Weights (…, 2) as float64; ``ValueError`` for another last axis."""
    at = np.asarray(w, dtype=np.float64)
    if at.shape[-1:] != (2,):
        raise ValueError(f"weights must have the shape (…, 2), not {at.shape}")
    return at
