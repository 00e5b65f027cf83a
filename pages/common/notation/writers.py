"""How formulas are written: with the letters of a dialect, or with the numbers of a network in their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor, isfinite, isnan, log10

from pages.common.notation.dialects import Dialect, Letter
from pages.common.notation.expressions import Expression, Layer, Product, Symbol, Writer
from pages.common.notation.operations import Slope, SumOver
from pages.common.notation.scope import Scope


@dataclass(frozen=True)
class Letters(Writer):
    """The symbols of a dialect.

    Parameters
    ----------
    layer, last : the numbers of the layer l and of the output layer, where a formula is about certain ones
    index : index letter → what stands in its place, such as {"j": "2"}
    """

    dialect: Dialect
    layer: int | None = None
    last: int | None = None
    index: Mapping[str, str] = field(default_factory=dict)

    def symbol(self, symbol: Symbol) -> str:
        names = [self.index.get(name, name) for name in symbol.indices]
        if symbol.role == "rate":
            return self.dialect.rate.latex
        if symbol.role == "target":
            return self._placed(self.dialect.target, names, "")
        letter, superscript = self._letter(symbol, bool(names))
        return self._placed(letter, names, superscript) + ("(x)" if symbol.of_sample else "")

    def _letter(self, symbol: Symbol, has_index: bool) -> tuple[Letter, str]:
        superscript = self._superscript(symbol.layer)
        if symbol.role == "bias":
            return Letter("b", "b"), superscript
        if symbol.role == "weight":
            return (Letter("w", "w") if has_index else Letter("W", "W")), superscript
        if symbol.role == "pre_activation":
            return self.dialect.pre_activation, superscript
        if symbol.role == "error":
            return self.dialect.error, superscript
        number = self._number(symbol.layer)
        if number == 0:
            return Letter("x", "x"), ""
        if symbol.layer == Layer("L") or (number is not None and number == self.last):
            own = self.dialect.output != self.dialect.activation
            return self.dialect.output, "" if own else superscript
        return self.dialect.activation, superscript

    def _number(self, layer: Layer) -> int | None:
        base = self.layer if layer.base == "l" else self.last
        return None if base is None else base + layer.shift

    def _superscript(self, layer: Layer) -> str:
        number = self._number(layer)
        text = layer.base + (f"{layer.shift:+d}" if layer.shift else "") if number is None else str(number)
        return f"({text})" if self.dialect.layer_in_brackets else text

    def _placed(self, letter: Letter, names: list[str], superscript: str) -> str:
        return (
            letter.latex + (f"^{{{superscript}}}" if superscript else "") + (f"_{{{''.join(names)}}}" if names else "")
        )

    def sum_over(self, total: SumOver) -> str:
        start = rf"{total.index}=0" if total.from_zero else total.index
        return rf"\sum_{{{start}}} {total.body.factor(self)}"

    def slope(self, slope: Slope) -> str:
        return rf"\frac{{\partial {self.dialect.loss.latex}}}{{\partial {slope.symbol.written(self)}}}"

    def loss(self) -> str:
        return self.dialect.loss.latex

    def function(self, derivative: bool, argument: Symbol) -> str:
        prime = "'" if derivative else ""
        return rf"{self.dialect.function.latex}{prime}\bigl({argument.written(self)}\bigr)"


@dataclass(frozen=True)
class Numbers(Writer):
    """The numbers of a network in the symbols' places, sums written out."""

    scope: Scope
    digits: int = 3
    times = r"\cdot"

    def symbol(self, symbol: Symbol) -> str:
        return self.number(float(symbol.value(self.scope)))

    def number(self, value: float) -> str:
        return in_brackets(latex_number(value, self.digits))

    def sum_over(self, total: SumOver) -> str:
        terms = [
            total.body.written(Numbers(self.scope.at(**{total.index: i}), self.digits))
            for i in total.values(self.scope)
        ]
        return " + ".join(terms)

    def slope(self, slope: Slope) -> str:
        return self.number(float(slope.value(self.scope)))

    def loss(self) -> str:
        raise ValueError("the loss is what the right side of its equation is worth")

    def function(self, derivative: bool, argument: Symbol) -> str:
        prime = "'" if derivative else ""
        value = latex_number(float(argument.value(self.scope)), self.digits)
        return rf"{self.scope.dialect.function.latex}{prime}({value})"

    def factors(self, expression: Expression) -> str | None:
        """A product with the value of each factor, where that says more than the numbers alone."""
        if not isinstance(expression, Product):
            return None
        return rf" {self.times} ".join(self.number(float(part.value(self.scope))) for part in expression.factors)


def in_brackets(number: str) -> str:
    """A number behind an operator: in brackets where it is negative."""
    return f"({number})" if number.startswith("-") else number


def latex_number(value: float, digits: int = 3, zeros: bool = True) -> str:
    """A number to so many significant digits; very small and large ones with a power of ten; NaN as a dot.

    zeros : whether 0.5 is written as 0.500
    """
    if not isfinite(value):
        return r"\cdot" if isnan(value) else r"\infty" if value > 0 else r"-\infty"
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e5:
        decimals = max(digits - 1 - floor(log10(abs(value))), 0)
        return _trimmed(f"{value:.{decimals}f}", zeros)
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    return rf"{_trimmed(mantissa, zeros)} \cdot 10^{{{int(power)}}}"


def _trimmed(number: str, zeros: bool) -> str:
    return number if zeros or "." not in number else number.rstrip("0").rstrip(".")
