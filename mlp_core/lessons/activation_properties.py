"""What an activation is like, read off f and f′ on a grid: nothing here knows the name of a function.

The grid covers |z| ≤ 15 in steps of 0.001; what happens further out is looked up at a few places far away. Jumps and
kinks are found by halving the steepest steps until floating-point numbers end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.activation_curve import ActivationCurve

STEPS_PER_UNIT, HALF_WIDTH = 1000, 15
NEAR_INFINITY = (1e8, 1e12)
# So many of the steepest steps are looked into for a jump, which is a change that halving does not make smaller.
STEEPEST_STEPS, SMALLEST_JUMP = 8, 1e-6
# From where |f′| stays below this share of its largest value, f counts as saturated.
SATURATED_SLOPE = 0.05
# A polynomial of at most this degree is recognised, over |z| ≤ 6.
MOST_DEGREE, POLYNOMIAL_REACH = 8, 6.0

Function = Callable[[Array], Array]


@dataclass(frozen=True)
class Properties:
    """What was found.

    Attributes
    ----------
    lower, upper : the range of f, ±inf where it has no end
    lower_attained, upper_attained : whether f takes that value somewhere
    jumps : where f jumps
    kinks : where f is continuous and f′ jumps
    monotone : "increasing" (strictly), "non-decreasing", "decreasing", "non-increasing", "constant" or "no"
    mean_output : E[f(z)] for z ~ N(0, 1)
    saturated_below, saturated_above : f′ goes to 0 on that side, and from this z on stays below 5 % of its largest
        size; None where it does not go to 0. A function without slope anywhere is saturated below +inf, above −inf.
    family : "threshold" (two values, a jump between), "sigmoid" (S-shaped: bounded, smooth, rising throughout), or ""
    """

    lower: float
    upper: float
    lower_attained: bool
    upper_attained: bool
    jumps: tuple[float, ...]
    kinks: tuple[float, ...]
    monotone: str
    mean_output: float
    saturated_below: float | None
    saturated_above: float | None

    @property
    def bounded(self) -> bool:
        """On both sides."""
        return isfinite(self.lower) and isfinite(self.upper)

    @property
    def continuous(self) -> bool:
        """Without a jump."""
        return not self.jumps

    @property
    def differentiable(self) -> bool:
        """Everywhere: without a jump and without a kink."""
        return not self.jumps and not self.kinks

    @property
    def zero_centred(self) -> bool:
        """The mean output over standard normal inputs is 0."""
        return abs(self.mean_output) < 1e-9

    @property
    def family(self) -> str:
        """See above."""
        flat = self.saturated_below == inf
        if self.jumps and flat and self.bounded:
            return "threshold"
        s_shaped = self.bounded and self.differentiable and self.monotone == "increasing"
        return "sigmoid" if s_shaped and not (self.saturated_below is None or self.saturated_above is None) else ""


def activation_properties(curve: ActivationCurve) -> Properties:
    """Look at f and f′ of a curve on the grid."""
    z = np.arange(-HALF_WIDTH * STEPS_PER_UNIT, HALF_WIDTH * STEPS_PER_UNIT + 1) / STEPS_PER_UNIT
    f, slope = curve.value(z), curve.slope(z)
    jumps = _jumps(curve.value, z, f)
    kinks = tuple(place for place in _jumps(curve.slope, z, slope) if place not in jumps)
    here = np.concatenate([f, curve.value(np.array([*jumps, *kinks]))])
    left, right = _limit(curve, -1.0), _limit(curve, 1.0)
    lower, upper = min(left, right, float(here.min())), max(left, right, float(here.max()))
    below, above = (_at_corner(place, (*jumps, *kinks)) for place in _saturation(curve, z, slope))
    return Properties(
        lower=lower,
        upper=upper,
        lower_attained=bool(lower == here.min()),
        upper_attained=bool(upper == here.max()),
        jumps=jumps,
        kinks=kinks,
        monotone=_monotone(f, slope),
        mean_output=_mean_output(curve),
        saturated_below=below,
        saturated_above=above,
    )


def is_polynomial(curve: ActivationCurve) -> bool:
    """Whether a polynomial of low degree meets f on a grid to rounding errors: what Leshno et al. (1993) exclude."""
    share = np.linspace(-1.0, 1.0, 4001)
    f = curve.value(POLYNOMIAL_REACH * share)
    best = np.polynomial.Polynomial.fit(share, f, MOST_DEGREE)
    return bool(np.abs(best(share) - f).max() < 1e-9 * (1.0 + np.abs(f).max()))


def _limit(curve: ActivationCurve, sign: float) -> float:
    """Where f goes as z → ±∞, by its values at two places far away."""
    nearer, farther = curve.value(sign * np.array(NEAR_INFINITY))
    if abs(farther - nearer) > 1e-6 * (1.0 + abs(nearer)):
        return inf if farther > nearer else -inf
    return round(float(farther), 9) + 0.0  # −0 becomes 0


def _jumps(g: Function, z: Array, values: Array) -> tuple[float, ...]:
    """Where g jumps: halve each of the steepest steps on the side of the larger change, and see whether that stays."""
    steepest = np.argsort(np.abs(np.diff(values)))[-STEEPEST_STEPS:]
    left, right = z[steepest], z[steepest + 1]
    for _ in range(60):
        middle = (left + right) / 2.0
        at_left, at_middle, at_right = g(left), g(middle), g(right)
        in_left = np.abs(at_middle - at_left) >= np.abs(at_right - at_middle)
        left, right = np.where(in_left, left, middle), np.where(in_left, middle, right)
    found = np.abs(g(right) - g(left)) > SMALLEST_JUMP
    return tuple(sorted({round(float(place), 9) + 0.0 for place in right[found]}))


def _monotone(f: Array, slope: Array) -> str:
    changes = np.diff(f)
    noise = 1e-12 * (1.0 + np.abs(f).max())
    rises, falls = bool((changes > noise).any()), bool((changes < -noise).any())
    if rises and falls:
        return "no"
    if not rises and not falls:
        return "constant"
    strictly = bool((slope > 0).all()) if rises else bool((slope < 0).all())
    word = "increasing" if rises else "decreasing"
    return word if strictly else {"increasing": "non-decreasing", "decreasing": "non-increasing"}[word]


def _mean_output(curve: ActivationCurve) -> float:
    """E[f(z)], z ~ N(0, 1), by midpoints, so that a jump at 0 falls between two of them."""
    step = 1.0 / STEPS_PER_UNIT
    z = np.asarray(np.arange(-HALF_WIDTH * STEPS_PER_UNIT, HALF_WIDTH * STEPS_PER_UNIT) * step + step / 2.0, np.float64)
    density = np.exp(-z * z / 2.0)
    return float((curve.value(z) * density).sum() / density.sum())


def _saturation(curve: ActivationCurve, z: Array, slope: Array) -> tuple[float | None, float | None]:
    """From where on f is saturated to the left and to the right; None where f′ does not go to 0."""
    size = np.abs(slope)
    steepest = float(size.max())
    if steepest == 0.0:
        return inf, -inf
    steep = np.flatnonzero(size >= SATURATED_SLOPE * steepest)
    far = np.abs(curve.slope(np.array([-1.0, 1.0]) * NEAR_INFINITY[0])) < 1e-9 * steepest
    return (
        float(z[max(steep[0] - 1, 0)]) if far[0] else None,
        float(z[min(steep[-1] + 1, len(z) - 1)]) if far[1] else None,
    )


def _at_corner(place: float | None, corners: tuple[float, ...]) -> float | None:
    """The corner next to a place found on the grid: which side a corner itself belongs to is a convention."""
    near = [] if place is None else [corner for corner in corners if abs(corner - place) <= 2.0 / STEPS_PER_UNIT]
    return near[0] if near else place
