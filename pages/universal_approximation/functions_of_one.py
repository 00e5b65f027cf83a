"""Functions of one input that bumps follow: some to choose, and one typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mlp_core.approximation import UNIT_INTERVAL, Function, Interval, nielsen_function
from mlp_core.arrays import Array
from mlp_core.lessons.expression import parse_expression

TYPED = "typed"
FIRST_TYPED = "0.5 + 0.4 sin(12x) exp(-2x)"
SYMMETRIC: Interval = (-1.0, 1.0)
# A typed function must be finite at all of so many places.
CHECKED_POINTS = 2001


def sine(x: Array) -> Array:
    """Two periods on [-1, 1]."""
    return np.sin(2.0 * np.pi * x)


def jump(x: Array) -> Array:
    """From −1 to 1 at x = 0."""
    return np.where(x >= 0.0, 1.0, -1.0)


def parabola(x: Array) -> Array:
    """x²."""
    return x * x


@dataclass(frozen=True)
class Choice:
    """A function to choose: its label, itself, where it is looked at, and the playground's data set that has it."""

    label: str
    function: Function | None
    interval: Interval
    data: str = ""


CHOICES: Mapping[str, Choice] = MappingProxyType(
    {
        "book": Choice("Nielsen's function", nielsen_function, UNIT_INTERVAL, "lecture_function"),
        "sine": Choice("sin 2πx", sine, SYMMETRIC, "sine"),
        "step": Choice("A step", jump, SYMMETRIC, "step"),
        "abs": Choice("|x|", np.abs, SYMMETRIC),
        "parabola": Choice("x²", parabola, SYMMETRIC),
        TYPED: Choice("Type one …", None, UNIT_INTERVAL),
    }
)
TYPED_INTERVALS: Mapping[str, Interval] = MappingProxyType(
    {"0 … 1": UNIT_INTERVAL, "−1 … 1": SYMMETRIC, "−π … π": (-np.pi, np.pi)}
)


@dataclass(frozen=True)
class Followed:
    """What is followed: the name of the choice, the typed text or "", and the interval."""

    name: str
    text: str
    interval: Interval

    def function(self) -> Function:
        """The function itself; ``ValueError`` with a sentence where the text is wrong, or not finite somewhere."""
        chosen = CHOICES[self.name].function
        if chosen is not None:
            return chosen
        typed = parse_expression(self.text)
        typed(np.linspace(*self.interval, CHECKED_POINTS))
        return typed

    def value_range(self) -> Interval:
        """An axis on which the function and bumps that stand on 0 have room."""
        values = self.function()(np.linspace(*self.interval, CHECKED_POINTS))
        low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
        room = 0.12 * max(high - low, 1e-3)
        return low - room, high + room
