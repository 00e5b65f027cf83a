"""The four surfaces that the page offers: what they are called, which part of them is shown, where a descent starts."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.neuron_cost import NeuronCost, contradicting_points, overlapping_classes
from mlp_core.lessons.surfaces import Bowl, Saddle, Surface, nearest_minimum
from pages.gradient_descent.figures.ground import Ground, make_ground
from pages.gradient_descent.letters import Letters

NAMES = ("bowl", "fit", "saddle", "valleys")
LABELS = ("Bowl", "One-neuron fit", "Saddle", "Two valleys")
CONDITIONS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, eq=False)
class Place:
    """A surface and the part of it that is shown.

    start : (2,), where a descent begins unless the reader chooses
    minima : (place, words) of each minimum
    """

    name: str
    surface: Surface
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    start: tuple[float, float]
    minima: tuple[tuple[Array, str], ...]

    @property
    def lowest(self) -> float:
        """The cost of the deepest minimum."""
        return min(float(self.surface.value(at)) for at, _ in self.minima)

    @property
    def fit(self) -> NeuronCost:
        """The surface, where it is made of data."""
        assert isinstance(self.surface, NeuronCost)
        return self.surface

    def minimum_below(self, start: tuple[float, float]) -> Array:
        """The minimum (2,) to which the slope leads from there; the nearest one where it leads to none."""
        try:
            return nearest_minimum(self.surface, start)
        except ValueError:
            return min((at for at, _ in self.minima), key=lambda at: float(np.linalg.norm(at - np.array(start))))


@lru_cache(maxsize=32)
def place(name: str, condition: float = 10.0) -> Place:
    """One of the four by its name; the condition number is the bowl's."""
    if name == "bowl":
        surface: Surface = Bowl(float(condition))
        return Place(name, surface, (-2.3, 2.3), (-1.8, 1.8), (-1.9, 1.3), _minima(surface, {"": (0.0, 0.0)}))
    if name == "saddle":
        surface = Saddle()
        minima = _minima(surface, {"minimum": (0.0, 1.0), "minimum ": (0.0, -1.0)})
        return Place(name, surface, (-2.1, 2.1), (-1.65, 1.65), (1.7, 0.003), minima)
    if name == "valleys":
        surface = contradicting_points()
        minima = _minima(surface, {"poorer": (-0.5, 0.2), "deeper": (3.0, -0.5)})
        return Place(name, surface, (-2.4, 5.4), (-3.3, 2.8), (-1.5, 0.5), minima)
    surface = overlapping_classes()
    return Place("fit", surface, (-3.6, 4.6), (-2.6, 3.8), (-2.0, 3.0), _minima(surface, {"minimum": (1.0, 0.0)}))


@lru_cache(maxsize=32)
def ground(name: str, condition: float, letters: Letters) -> Ground:
    """The cost of a place on a grid; all sessions share it."""
    here = place(name, condition)
    return make_ground(here.surface, here.x_range, here.y_range, names_of(here, letters))


@lru_cache(maxsize=16)
def ground_around(name: str, center: tuple[float, float], half: float, letters: Letters) -> Ground:
    """The cost of a place near a point, `half` to the left and right of it."""
    here, (x, y) = place(name), center
    return make_ground(
        here.surface, (x - half, x + half), (y - 0.78 * half, y + 0.78 * half), names_of(here, letters), (48, 38)
    )


def names_of(here: Place, letters: Letters) -> tuple[str, str, str]:
    """What the axes are called."""
    data = isinstance(here.surface, NeuronCost)
    return (letters.weight, letters.bias, letters.cost) if data else ("w₁", "w₂", letters.cost)


def unnamed(here: Place) -> tuple[tuple[Array, str], ...]:
    """The minima as mere crosses, where words would hide a way."""
    return tuple((at, "") for at, _ in here.minima)


def _minima(surface: Surface, near: dict[str, tuple[float, float]]) -> tuple[tuple[Array, str], ...]:
    found = []
    for words, start in near.items():
        at = nearest_minimum(surface, start)
        at.setflags(write=False)
        found.append((at, words.strip()))
    return tuple(found)
