"""Formulas as objects: one object is written as LaTeX, with letters or with numbers, and has a value on a network.

A formula speaks of "the layer l" and "the neuron j"; a `Writer` says how these are called, a `Scope` which ones they
are. What is shown and what is computed can therefore not differ.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from mlp_core.losses import SMALLEST_PROBABILITY
from pages.common.notation.scope import Scope

if TYPE_CHECKING:
    from pages.common.notation.operations import Slope, SumOver

Array = NDArray[np.float64]
Value = float | Array
Role = Literal["pre_activation", "activation", "error", "weight", "bias", "target", "rate"]


@dataclass(frozen=True)
class Layer:
    """The layer that a symbol belongs to: l, the last one L, or so many after it."""

    base: Literal["l", "L"] = "l"
    shift: int = 0

    def number(self, scope: Scope) -> int:
        """Which one it is in this network."""
        return (scope.layer if self.base == "l" else scope.last) + self.shift


HERE, BEFORE, AFTER = Layer(), Layer(shift=-1), Layer(shift=1)
OUTPUT = Layer("L")


class Writer(ABC):
    """How symbols, sums and functions are written.

    `times` stands between factors, in place of what the formula has there.
    """

    times: str | None = None

    @abstractmethod
    def symbol(self, symbol: "Symbol") -> str:
        """A symbol: its letter, or its number."""

    @abstractmethod
    def sum_over(self, total: "SumOver") -> str:
        """A sum with a Σ, or all its terms."""

    @abstractmethod
    def slope(self, slope: "Slope") -> str:
        """A derivative of the loss."""

    @abstractmethod
    def loss(self) -> str:
        """The loss of one sample."""

    @abstractmethod
    def function(self, derivative: bool, argument: "Symbol") -> str:
        """The activation function or its derivative at a pre-activation."""


class Expression(ABC):
    """A part of a formula."""

    needs_brackets = False

    @abstractmethod
    def written(self, writer: Writer) -> str:
        """As LaTeX."""

    @abstractmethod
    def value(self, scope: Scope) -> Value:
        """What it is worth: a number, or an array where it stands for a whole layer."""

    def factor(self, writer: Writer) -> str:
        """As LaTeX, in brackets where it needs them as a factor."""
        text = self.written(writer)
        return rf"\left( {text} \right)" if self.needs_brackets else text

    def last_factor(self, writer: Writer) -> str:
        """The same where nothing follows it, so that a Σ needs no brackets."""
        return self.factor(writer)


@dataclass(frozen=True)
class Symbol(Expression):
    """A weight, an activation, a target …; without indices the whole array. `of_sample`: of one sample of a batch."""

    role: Role
    layer: Layer = HERE
    indices: tuple[str, ...] = ()
    of_sample: bool = False

    def written(self, writer: Writer) -> str:
        return writer.symbol(self)

    def value(self, scope: Scope) -> Value:
        return scope.value(self.role, self.layer.number(scope), self.indices)


@dataclass(frozen=True)
class Number(Expression):
    """A constant, and how it is written."""

    number: float
    latex: str

    def written(self, writer: Writer) -> str:
        return self.latex

    def value(self, scope: Scope) -> Value:
        return self.number


@dataclass(frozen=True)
class Signed(Expression):
    """A sum of terms, each with its sign."""

    terms: tuple[tuple[int, Expression], ...]
    needs_brackets = True

    def written(self, writer: Writer) -> str:
        text = ""
        for sign, term in self.terms:
            text += (" + " if sign > 0 and text else "") + (" - " if sign < 0 else "")
            text += term.last_factor(writer) if sign < 0 else term.written(writer)
        return text.strip()

    def value(self, scope: Scope) -> Value:
        values = [sign * term.value(scope) for sign, term in self.terms]
        return sum(values[1:], start=values[0])


def plus(*terms: Expression) -> Signed:
    """a + b + …"""
    return Signed(tuple((1, term) for term in terms))


def minus(first: Expression, second: Expression) -> Signed:
    """a − b"""
    return Signed(((1, first), (-1, second)))


def times_sign(sign: int, expression: Expression) -> Expression:
    """±a, the sign carried into a sum."""
    if sign > 0:
        return expression
    if isinstance(expression, Signed):
        turned = [(-s, term) for s, term in expression.terms]
        return Signed(tuple(sorted(turned, key=lambda pair: -pair[0])))  # what is positive comes first
    return Signed(((-1, expression),))


@dataclass(frozen=True)
class Product(Expression):
    """a·b·…, for arrays element by element; `sign` is what stands between the factors."""

    factors: tuple[Expression, ...]
    sign: str = r"\,"

    def written(self, writer: Writer) -> str:
        first = [part.factor(writer) for part in self.factors[:-1]]
        return f" {writer.times or self.sign} ".join([*first, self.factors[-1].last_factor(writer)])

    def value(self, scope: Scope) -> Value:
        result: Value = 1.0
        for part in self.factors:
            result = result * part.value(scope)
        return result


@dataclass(frozen=True)
class Fraction(Expression):
    """a over b, b not smaller than the engine divides by."""

    above: Expression
    below: Expression

    def written(self, writer: Writer) -> str:
        return rf"\frac{{{self.above.written(writer)}}}{{{self.below.written(writer)}}}"

    def value(self, scope: Scope) -> Value:
        return self.above.value(scope) / np.maximum(self.below.value(scope), SMALLEST_PROBABILITY)
