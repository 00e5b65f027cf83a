"""What the theorems ask of an activation function, as the engine finds it out from the function itself."""

from dataclasses import dataclass
from functools import lru_cache

from mlp_core import ACTIVATIONS
from mlp_core.lessons.activation_curve import ActivationCurve
from mlp_core.lessons.activation_properties import activation_properties, is_polynomial


@dataclass(frozen=True)
class Hypotheses:
    """Each True or False for one activation function."""

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


@lru_cache
def hypotheses(name: str) -> Hypotheses:
    """Those that the activation function of this name fulfils."""
    curve = ActivationCurve(ACTIVATIONS[name])
    found = activation_properties(curve)
    return Hypotheses(
        non_constant=found.monotone != "constant",
        bounded=found.bounded,
        increasing=found.monotone in ("increasing", "non-decreasing"),
        continuous=found.continuous,
        polynomial=is_polynomial(curve),
    )
