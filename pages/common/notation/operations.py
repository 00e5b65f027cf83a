"""The larger parts of formulas: functions, sums over neurons and samples, matrix products, derivatives, equations."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mlp_core.activations import Activation
from mlp_core.losses import SMALLEST_PROBABILITY
from pages.common.notation.expressions import Expression, Layer, Symbol, Value, Writer
from pages.common.notation.scope import Scope


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
