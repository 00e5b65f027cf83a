"""Functions of two inputs on the square that a city of towers follows: some to choose, and one typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.expression import parse_expression
from mlp_core.patterns import hills_target, plane_target
from mlp_core.towers import Function
from pages.universal_approximation.plane import line

TYPED = "typed"
FIRST_TYPED = "sin(3x) * cos(2y)"


def hills(x: Array, y: Array) -> Array:
    """The five hills and hollows of the playground's data set."""
    return hills_target(np.stack([x.ravel(), y.ravel()], axis=1)).reshape(x.shape)


def inclined(x: Array, y: Array) -> Array:
    """The inclined plane of the playground's data set."""
    return plane_target(np.stack([x.ravel(), y.ravel()], axis=1)).reshape(x.shape)


def waves(x: Array, y: Array) -> Array:
    """sin πx · cos πy."""
    return np.sin(np.pi * x) * np.cos(np.pi * y)


def ripple(x: Array, y: Array) -> Array:
    """cos 6r² / (1 + r²), r the distance from the middle."""
    r2 = x**2 + y**2
    return np.cos(6 * r2) / (1 + r2)


def one(x: Array, y: Array) -> Array:
    """1 everywhere: what is seen apart from 1 is the city's own doing."""
    return np.ones_like(x)


@dataclass(frozen=True)
class Choice:
    """A function to choose: its label, itself, and the playground's data set that has it, or ""."""

    label: str
    function: Function | None
    data: str = ""


CHOICES: Mapping[str, Choice] = MappingProxyType(
    {
        "hills": Choice("Two hills and three hollows", hills, "hills"),
        "waves": Choice("sin πx · cos πy", waves),
        "ripple": Choice("A ripple", ripple),
        "plane": Choice("An inclined plane", inclined, "plane"),
        "one": Choice("1 everywhere", one),
        TYPED: Choice("Type one …", None),
    }
)


def function_named(name: str, text: str) -> Function:
    """The function of a choice, or of a typed expression in x and y.

    Raises ``ValueError`` with a sentence where the expression is wrong or not finite somewhere on the square.
    """
    chosen = CHOICES[name].function
    if chosen is not None:
        return chosen
    typed = parse_expression(text, ("x", "y"))
    typed(*np.meshgrid(line(), line()))
    return typed
