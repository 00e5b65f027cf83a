"""The formulas of one neuron in LaTeX, in the reader's letters, with a neuron's own numbers put in."""

from dataclasses import dataclass

from mlp_core.lessons.output_pairs import NATURAL_PAIRS
from mlp_core.neuron_on_points import Answer
from pages.common.notation import Notation
from pages.common.notation.writers import in_brackets


@dataclass(frozen=True)
class Numbers:
    """One neuron at one moment, with the input x and both losses' answers."""

    weight: float
    bias: float
    x: float
    target: float
    quadratic: Answer
    entropy: Answer
    halved: bool

    @property
    def z(self) -> float:
        """Its pre-activation."""
        return self.weight * self.x + self.bias


@dataclass(frozen=True)
class Letters:
    """The letters of a notation in LaTeX: pre-activation, output, target, loss, function, bias and its sign."""

    z: str
    a: str
    t: str
    C: str
    f: str
    b: str = "b"
    bias_sign: int = 1

    @classmethod
    def of(cls, notation: Notation) -> "Letters":
        """The reader's."""
        names = ("pre_activation", "output", "target", "loss", "function", "bias")
        return cls(*(getattr(notation, name) for name in names), notation.dialect.bias_sign)


def number(value: float, digits: int = 4) -> str:
    """A number to put into a formula; small ones with a power of ten."""
    value = float(value)
    if value != 0 and abs(value) < 10.0**-digits:
        mantissa, exponent = f"{value:.2e}".split("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if value == round(value) else f"{value:.{digits}f}"


def signed(value: float) -> str:
    """A number behind an operator: in brackets where it is negative."""
    return in_brackets(number(value))


def forward(at: Numbers, s: Letters) -> str:
    """Step 1: pre-activation and output."""
    sign, bias = ("+" if s.bias_sign > 0 else "-"), s.bias_sign * at.bias + 0.0
    return (
        rf"{s.z} = w x {sign} {s.b} = {number(at.weight)} \cdot {signed(at.x)} {sign} {signed(bias)} = {number(at.z)}"
        rf"\qquad {s.a} = {s.f}({s.z}) = \frac{{1}}{{1 + e^{{-{s.z}}}}} = {number(at.quadratic.output)}"
    )


def costs(at: Numbers, s: Letters) -> str:
    """Step 2: what that answer costs under each loss."""
    half = r"\tfrac12" if at.halved else ""
    quadratic = rf"{s.C} = {half}({s.a} - {s.t})^2 = {number(at.quadratic.cost)}"
    entropy = rf"{s.C} = -\bigl({s.t} \ln {s.a} + (1 - {s.t}) \ln (1 - {s.a})\bigr) = {number(at.entropy.cost)}"
    return rf"\text{{quadratic: }} {quadratic} \qquad \text{{cross-entropy: }} {entropy}"


def chain_rule(s: Letters) -> str:
    """Step 3: how a change of w reaches the cost."""
    return (
        rf"\frac{{\partial {s.C}}}{{\partial w}} = \frac{{\partial {s.C}}}{{\partial {s.a}}} \cdot "
        rf"\frac{{\partial {s.a}}}{{\partial {s.z}}} \cdot \frac{{\partial {s.z}}}{{\partial w}}, \qquad "
        rf"\frac{{\partial {s.z}}}{{\partial w}} = x, \quad \frac{{\partial {s.z}}}{{\partial {s.b}}} = {s.bias_sign}"
    )


def slope(at: Numbers, s: Letters) -> str:
    """Step 4: the slope of the sigmoid in terms of its output."""
    a = at.quadratic.output
    return (
        rf"{s.f}'({s.z}) = \frac{{e^{{-{s.z}}}}}{{(1 + e^{{-{s.z}}})^2}} = {s.a} (1 - {s.a}) = "
        rf"{number(a)} \cdot {number(1 - a)} = {number(at.quadratic.slope)} \le \tfrac14"
    )


def quadratic_gradient(at: Numbers, s: Letters) -> str:
    """Step 5: the quadratic cost keeps f′ in its gradient."""
    two, factor = ("", "") if at.halved else ("2 ", r"2 \cdot ")
    return (
        rf"\frac{{\partial {s.C}}}{{\partial w}} = {two}({s.a} - {s.t}) \, {s.f}'({s.z}) \, x = "
        rf"{factor}{signed(at.quadratic.output - at.target)} \cdot {number(at.quadratic.slope)} \cdot {signed(at.x)} = "
        rf"{number(at.quadratic.delta * at.x)}"
    )


def entropy_slope(at: Numbers, s: Letters) -> str:
    """Step 6: ∂C/∂a of cross-entropy has f′ below the line."""
    error, rest = at.entropy.output - at.target, at.entropy.slope
    put_in = rf"\frac{{{number(error)}}}{{{number(rest)}}} = {number(error / rest)}" if rest else r"\text{too large}"
    return (
        rf"\frac{{\partial {s.C}}}{{\partial {s.a}}} = -\frac{{{s.t}}}{{{s.a}}} + \frac{{1 - {s.t}}}{{1 - {s.a}}} = "
        rf"\frac{{{s.a} - {s.t}}}{{{s.a} (1 - {s.a})}} = {put_in}"
    )


def entropy_gradient(at: Numbers, s: Letters) -> str:
    """Step 7: the two cancel."""
    return (
        rf"\frac{{\partial {s.C}}}{{\partial w}} = \frac{{{s.a} - {s.t}}}{{\cancel{{{s.a} (1 - {s.a})}}}} \cdot "
        rf"\cancel{{{s.f}'({s.z})}} \cdot x = ({s.a} - {s.t}) \, x = "
        rf"{signed(at.entropy.output - at.target)} \cdot {signed(at.x)} = {number(at.entropy.delta * at.x)}"
    )


def the_other_way(s: Letters) -> str:
    """Step 8: asking for a gradient without f′ leads to cross-entropy."""
    return (
        rf"\frac{{\partial {s.C}}}{{\partial {s.a}}} \, {s.a} (1 - {s.a}) = {s.a} - {s.t} \;\Rightarrow\; "
        rf"{s.C} = \int \frac{{{s.a} - {s.t}}}{{{s.a} (1 - {s.a})}} \, d{s.a} = "
        rf"-\bigl({s.t} \ln {s.a} + (1 - {s.t}) \ln (1 - {s.a})\bigr) + \text{{constant}}"
    )


def pair(output: str, loss: str, s: Letters) -> str:
    """∂C/∂z of an output for a pair of output activation and loss."""
    error = rf"({s.a}_j - {s.t}_j)"
    if (output, loss) in NATURAL_PAIRS:
        found = rf"{s.a}_j - {s.t}_j"
    elif output == "softmax":
        found = rf"{s.a}_j \Bigl({error} - \sum_k ({s.a}_k - {s.t}_k) \, {s.a}_k\Bigr)"
    else:
        found = rf"{error} \, " + (rf"{s.a}_j (1 - {s.a}_j)" if output == "sigmoid" else rf"(1 - {s.a}_j^2)")
    return rf"\frac{{\partial {s.C}}}{{\partial {s.z}_j}} = {found}"
