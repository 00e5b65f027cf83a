"""Which activations are the same but for scale: k times as sharp, a smooth one becomes one with a corner or a jump."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mlp_core.activations import ACTIVATIONS
from mlp_core.arrays import Array


@dataclass(frozen=True)
class Tie:
    """Two curves, the first of them with a sharpness k.

    Attributes
    ----------
    smooth_formula, other_formula : LaTeX of both
    smooth : (z, k) → the sharpened one
    other : z → what it is held against
    """

    smooth_formula: str
    other_formula: str
    smooth: Callable[[Array, float], Array]
    other: Callable[[Array], Array]

    def largest_gap(self, k: float, z: Array) -> float:
        """The largest difference of the two over the places z."""
        return float(np.abs(self.smooth(z, k) - self.other(z)).max())

    def unsettled_width(self, k: float, z: Array, allowed: float) -> float:
        """The width of the stretch about 0 outside of which they differ by less than ``allowed``, on the grid z."""
        apart = np.abs(z[np.abs(self.smooth(z, k) - self.other(z)) >= allowed])
        return 2.0 * float(apart.max()) if len(apart) else 0.0


def _sharpened(name: str) -> Callable[[Array, float], Array]:
    f = ACTIVATIONS[name]
    return lambda z, k: f(k * z)


def _softplus(z: Array, k: float) -> Array:
    return np.asarray(ACTIVATIONS["softplus"](k * z) / k, dtype=np.float64)


def _stretched_sigmoid(z: Array, k: float) -> Array:
    return np.asarray(2.0 * ACTIVATIONS["sigmoid"](k * z) - 1.0, dtype=np.float64)


TIES: Mapping[str, Tie] = MappingProxyType(
    {
        "step": Tie(r"\sigma(kz)", r"\mathrm{step}(z)", _sharpened("sigmoid"), ACTIVATIONS["step"]),
        "relu": Tie(r"\tfrac1k\,\mathrm{softplus}(kz)", r"\max(0, z)", _softplus, ACTIVATIONS["relu"]),
        "sign": Tie(r"\mathrm{softsign}(kz)", r"\mathrm{sign}(z)", _sharpened("softsign"), ACTIVATIONS["sign"]),
        "tanh": Tie(r"2\sigma(kz) - 1", r"\tanh z", _stretched_sigmoid, ACTIVATIONS["tanh"]),
    }
)
