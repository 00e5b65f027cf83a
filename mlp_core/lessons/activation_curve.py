"""An activation as a curve over one number, maxout included, whose two pieces are then two straight lines."""

from dataclasses import dataclass

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arrays import Array

Line = tuple[float, float]


@dataclass(frozen=True)
class ActivationCurve:
    """f and f′ over z.

    Parameters
    ----------
    activation : any that looks at single neurons; ``ValueError`` for softmax
    lines : (slope, intercept) of maxout's two pieces, z⁽¹⁾ and z⁽²⁾ over z; others ignore them
    """

    activation: Activation
    lines: tuple[Line, Line] = ((1.0, 0.0), (-0.5, 0.0))

    def __post_init__(self) -> None:
        if self.activation.output_only:
            raise ValueError(f"{self.activation.name} looks at a whole layer: it is no curve over one number")

    def value(self, z: Array) -> Array:
        """f(z), of the shape of z."""
        if self.activation.pieces == 1:
            return self.activation(z)
        return self.activation(self._pieces(z))[..., 0]

    def slope(self, z: Array) -> Array:
        """f′(z), of the shape of z."""
        if self.activation.pieces == 1:
            return self.activation.derivative(z)
        slopes = np.array([slope for slope, _ in self.lines])
        return np.asarray((self.activation.derivative(self._pieces(z)) * slopes).sum(axis=-1), dtype=np.float64)

    def tangent(self, at: float, z: Array) -> Array:
        """The line f(at) + f′(at)·(z − at)."""
        place = np.array(float(at))
        return np.asarray(self.value(place) + self.slope(place) * (z - at), dtype=np.float64)

    def _pieces(self, z: Array) -> Array:
        return np.stack([slope * z + intercept for slope, intercept in self.lines], axis=-1)
