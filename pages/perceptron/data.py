"""The points of two classes that a perceptron is shown: gates, drawn ones, and a person's own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.separable_points import separable_points

# (x₁, x₂, y)
Point = tuple[float, float, float]
Points = tuple[Point, ...]

GATES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"OR": (-1, 1, 1, 1), "AND": (-1, -1, -1, 1), "NAND": (1, 1, 1, -1), "XOR": (-1, 1, 1, -1)}
)
CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
# Points are clicked onto a grid of sixteenths: sums of those are exact, so weights that come back do so to the bit.
GRID = 16
MOST_OWN = 60
EDGE = 0.1


@dataclass(frozen=True)
class PerceptronData:
    """Points and the part of the plane they are shown on.

    points : (x₁, x₂, y) each, y = ±1
    low, high : the corners (x₁, x₂) of what is shown at least
    """

    name: str
    points: Points
    low: tuple[float, float]
    high: tuple[float, float]

    @property
    def X(self) -> Array:
        """(N, 2)."""
        return np.array(self.points, dtype=float).reshape(-1, 3)[:, :2]

    @property
    def y(self) -> Array:
        """(N,) of ±1."""
        return np.array(self.points, dtype=float).reshape(-1, 3)[:, 2]

    def with_all_in_sight(self) -> "PerceptronData":
        """The same points, with corners moved out where a point lies past them: a narrower picture shows less."""
        x1, x2 = ([p[axis] for p in self.points] for axis in (0, 1))
        low = min([self.low[0], *(x - EDGE for x in x1)]), min([self.low[1], *(x - EDGE for x in x2)])
        high = max([self.high[0], *(x + EDGE for x in x1)]), max([self.high[1], *(x + EDGE for x in x2)])
        return replace(self, low=low, high=high)


def gate(name: str) -> PerceptronData:
    """The four corners with the outputs of a logic gate: −1 for false, +1 for true."""
    points = tuple((*corner, float(y)) for corner, y in zip(CORNERS, GATES[name], strict=True))
    return PerceptronData(name, points, (-0.45, -0.45), (1.45, 1.45))


def far_points() -> PerceptronData:
    """Separable points, most of the positive ones far on the right side, where Rosenblatt's rule does not mind them."""
    negative = [(-0.5, x2, -1.0) for x2 in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    near = [(0.5, x2, 1.0) for x2 in (-0.75, 0.0, 0.75)]
    far = [(3.0 + 0.5 * (i % 2), x2, 1.0) for i, x2 in enumerate((-1.0, -0.5, 0.0, 0.5, 1.0))]
    return PerceptronData("Far points", (*negative, *near, *far), (-1.5, -1.4), (4.0, 1.4))


def random_points(n: int, margin: float, seed: int) -> PerceptronData:
    """Points that a line separates with this margin."""
    X, y = separable_points(n, margin, seed)
    points = tuple((float(x1), float(x2), float(target)) for (x1, x2), target in zip(X, y, strict=True))
    return PerceptronData("Random", points, (-1.1, -1.1), (1.1, 1.1))


def on_grid(value: float) -> float:
    """The nearest place of the grid that points are clicked onto."""
    return round(value * GRID) / GRID


def nearest_point(points: Points, x1: float, x2: float, within: float) -> int | None:
    """Which point lies nearest to a place, if one lies within this distance."""
    distances = [(p[0] - x1) ** 2 + (p[1] - x2) ** 2 for p in points]
    if not distances or min(distances) > within**2:
        return None
    return distances.index(min(distances))
