"""What the theorems ask of an activation, found out from the activation itself on a grid."""

from dataclasses import dataclass

import numpy as np

from mlp_core import ACTIVATIONS
from mlp_core.arrays import Array

NEAR, FAR = 1e3, 1e6
MOST_DEGREE = 8


@dataclass(frozen=True)
class Properties:
    """Each True or False for one activation."""

    non_constant: bool
    bounded: bool
    increasing: bool
    continuous: bool
    polynomial: bool

    @property
    def lecture(self) -> bool:
        """The lecture's hypotheses: non-constant, bounded, monotonically increasing, continuous."""
        return self.non_constant and self.bounded and self.increasing and self.continuous

    @property
    def leshno(self) -> bool:
        """Leshno et al. (1993): not a polynomial (and bounded with few jumps on every interval, as all here are)."""
        return not self.polynomial


def properties(name: str) -> Properties:
    """Measured on f: its range, its growth, its differences, its jumps on finer grids, and the best polynomial."""
    z = np.linspace(-6, 6, 4001)
    a = _values(name, z)
    return Properties(
        non_constant=bool(np.ptp(a) > 1e-9),
        bounded=_largest(name, FAR) <= 1.01 * _largest(name, NEAR),
        increasing=bool((np.diff(a) >= -1e-12).all()),
        continuous=_jump(name, 40_001) < 0.5 * _jump(name, 4001),
        polynomial=_is_polynomial(z / 6, a),
    )


def _values(name: str, z: Array) -> Array:
    return ACTIVATIONS[name](z[:, None])[:, 0]


def _largest(name: str, reach: float) -> float:
    return float(np.abs(_values(name, np.linspace(-reach, reach, 4001))).max())


def _jump(name: str, points: int) -> float:
    """The largest difference of neighbours, which a tenfold finer grid makes ten times smaller unless f jumps."""
    return float(np.abs(np.diff(_values(name, np.linspace(-6, 6, points)))).max())


def _is_polynomial(z: Array, a: Array) -> bool:
    best = np.polynomial.Polynomial.fit(z, a, MOST_DEGREE)
    return bool(np.abs(best(z) - a).max() < 1e-9 * (1 + np.abs(a).max()))
