"""Formulas as objects: one object is written as LaTeX, with letters or with numbers, and has a value on a network.

A formula speaks of "the layer l" and "the neuron j"; a `Writer` says how these are called, a `Scope` which ones they
are. What is shown and what is computed can therefore not differ.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mlp_core.activations import Activation
from mlp_core.losses import SMALLEST_PROBABILITY
from pages.common.notation.scope import Scope

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


@dataclass(frozen=True)
class Of(Expression):
    """A known function of an expression: square, logarithm, exponential."""

    name: Literal["square", "ln", "exp"]
    argument: Expression

    def written(self, writer: Writer) -> str:
        if self.name == "exp":
            return rf"e^{{{self.argument.written(writer)}}}"
        if self.name == "square":
            return rf"\left( {self.argument.written(writer)} \right)^2"
        text = self.argument.written(writer)
        return rf"\ln \left( {text} \right)" if self.argument.needs_brackets else rf"\ln {text}"

    def value(self, scope: Scope) -> Value:
        given = self.argument.value(scope)
        if self.name == "ln":
            return np.log(np.maximum(given, SMALLEST_PROBABILITY))
        return given**2 if self.name == "square" else np.exp(given)


@dataclass(frozen=True)
class ClippedTarget(Expression):
    """A target, or 1 minus it, kept in [10⁻⁴, 1] so that its logarithm exists."""

    target: Symbol
    rest: bool = False

    def written(self, writer: Writer) -> str:
        text = ("1 - " if self.rest else "") + self.target.written(writer)
        return rf"\left[ {text} \right]_{{10^{{-4}}}}^{{1}}"

    def value(self, scope: Scope) -> Value:
        target = self.target.value(scope)
        return np.clip(1.0 - target if self.rest else target, 1e-4, 1.0)


@dataclass(frozen=True)
class Activated(Expression):
    """The activation function of a layer, or its derivative, at that layer's pre-activation."""

    argument: Symbol
    derivative: bool = False

    def written(self, writer: Writer) -> str:
        return writer.function(self.derivative, self.argument)

    def value(self, scope: Scope) -> Value:
        layer = self.argument.layer.number(scope)
        f: Activation = scope.activations[layer - 1]
        z = np.asarray(scope.value("pre_activation", layer, ()))
        values = f.derivative(z[None])[0] if self.derivative else f(z[None])[0]
        return scope.entry(values, layer, self.argument.indices)


@dataclass(frozen=True)
class SumOver(Expression):
    """A sum over the neurons of a layer; `from_zero` counts the constant input of the biases with them.

    `rows` counts pre-activations: maxout has two a neuron.
    """

    index: str
    layer: Layer
    body: Expression
    from_zero: bool = False
    rows: bool = False
    needs_brackets = True

    def written(self, writer: Writer) -> str:
        return writer.sum_over(self)

    def last_factor(self, writer: Writer) -> str:
        text = self.written(writer)
        return text if text.startswith(r"\sum") else rf"\left( {text} \right)"

    def value(self, scope: Scope) -> Value:
        return float(sum(self.body.value(scope.at(**{self.index: i})) for i in self.values(scope)))

    def values(self, scope: Scope) -> range:
        """The numbers that the index takes."""
        return range(0 if self.from_zero else 1, scope.size(self.layer.number(scope), self.rows) + 1)


@dataclass(frozen=True)
class OverBatch(Expression):
    """The mean, or the sum, over the samples of a batch."""

    body: Expression
    mean: bool

    def written(self, writer: Writer) -> str:
        return (r"\frac{1}{n} " if self.mean else "") + r"\sum_{x} " + self.body.factor(writer)

    def value(self, scope: Scope) -> Value:
        total = sum(self.body.value(each.at_same_place(scope)) for each in scope.samples)
        return total / len(scope.samples) if self.mean else total


@dataclass(frozen=True)
class Matrix(Expression):
    """A product of matrices and vectors: W a, Wᵀ δ, δ aᵀ."""

    left: Symbol
    right: Symbol
    transposed: Literal["left", "right", None] = None
    needs_brackets = True

    def written(self, writer: Writer) -> str:
        left, right = self.left.written(writer), self.right.written(writer)
        if self.transposed == "left":
            left = rf"\bigl( {left} \bigr)^{{\top}}"
        if self.transposed == "right":
            right = rf"\bigl( {right} \bigr)^{{\top}}"
        return rf"{left} \, {right}"

    def last_factor(self, writer: Writer) -> str:
        return self.written(writer)

    def value(self, scope: Scope) -> Value:
        left, right = np.asarray(self.left.value(scope)), np.asarray(self.right.value(scope))
        if self.transposed == "right":
            return np.outer(left, right)
        return np.asarray((left.T if self.transposed == "left" else left) @ right)


@dataclass(frozen=True)
class Slope(Expression):
    """∂loss/∂(a symbol), worth what `means` is worth; without it, it only names the left side of an equation."""

    symbol: Symbol
    means: Expression | None = None

    def written(self, writer: Writer) -> str:
        return writer.slope(self)

    def value(self, scope: Scope) -> Value:
        if self.means is None:
            raise ValueError("this derivative only names the left side of an equation")
        return self.means.value(scope)


@dataclass(frozen=True)
class SampleLoss(Expression):
    """The loss of one sample, as the left side of an equation."""

    def written(self, writer: Writer) -> str:
        return writer.loss()

    def value(self, scope: Scope) -> Value:
        raise ValueError("the loss is worth what the right side of its equation is worth")


@dataclass(frozen=True)
class Equation:
    """left = right, or left ← right."""

    left: Expression
    right: Expression
    relation: str = "="

    def written(self, writer: Writer) -> str:
        """As LaTeX."""
        return f"{self.left.written(writer)} {self.relation} {self.right.written(writer)}"

    def value(self, scope: Scope) -> Value:
        """What the right side is worth."""
        return self.right.value(scope)
