"""The page's formulas in the reader's notation, with this run's numbers in them.

Rosenblatt's rule has no form of its own in most notations: it keeps its historical one, in their letters and with their
sign of the bias. Weights are (3,), the bias w₀ first, as the engine has them.
"""

from collections.abc import Sequence

from pages.common.notation import Notation
from pages.common.notation.writers import in_brackets, latex_number

BOUND = (
    r"k\,\gamma \;\le\; w\cdot u \;\le\; \lVert w\rVert \;\le\; \sqrt{k}\,R \quad\Rightarrow\quad k \le (R/\gamma)^2"
)


def score(n: Notation) -> str:
    """What the rule looks at the sign of."""
    return rf"w\cdot x {n.plus_bias}"


def score_in_words(n: Notation) -> str:
    """The same as text."""
    return f"w·x {'+' if n.dialect.bias_sign > 0 else '−'} {n.plain('bias')}"


def rule(n: Notation) -> str:
    """When a point is wrong, and what is added then."""
    step = rf"w \leftarrow w + {n.target}\,x, \qquad {bias_step(n)}"
    return rf"{n.target}\,({score(n)}) \le 0 \quad\Rightarrow\quad {step}"


def bias_step(n: Notation) -> str:
    """What becomes of the bias."""
    return rf"{n.bias} \leftarrow {n.bias} {_sign(n)} {n.target}"


def with_bias(n: Notation) -> str:
    """The neuron with a bias."""
    return rf"{n.pre_activation} = w_1 x_1 + w_2 x_2 {n.plus_bias}, \qquad {bias_step(n)}"


def with_input(n: Notation) -> str:
    """The neuron with one more weight."""
    relation = r"w_0 = -b,\;\; " if n.dialect.bias_sign < 0 else ""
    step = rf"w_0 \leftarrow w_0 + {n.target}\,x_0 = w_0 + {n.target}"
    return rf"{n.pre_activation} = w_0 x_0 + w_1 x_1 + w_2 x_2,\;\; {relation}x_0 = 1, \qquad {step}"


def delta_rule(n: Notation) -> tuple[str, ...]:
    """The sum of squared errors and a step down it."""
    half, two = (r"\tfrac12 ", "") if n.dialect.halved else ("", "2 ")
    error, rate = f"({n.target} - {n.output})", rf"{two}{n.rate}"
    slope = rf"{n.function}'({n.pre_activation})"
    return (
        rf"{n.loss} = {half}\sum {error}^2",
        rf"w \leftarrow w + {rate} \sum {error}\, {slope}\, x",
        rf"{n.bias} \leftarrow {n.bias} {_sign(n)} {rate} \sum {error}\, {slope}",
    )


def squared_error(n: Notation) -> str:
    """The sum of squared errors as text."""
    return f"{'½ ' if n.dialect.halved else ''}Σ ({n.plain('target')} − {n.plain('output')})²"


def stable(n: Notation) -> str:
    """While which the linear neuron does not diverge."""
    return rf"{n.rate} < {2 if n.dialect.halved else 1}/\lambda_{{\max}}(\sum x\,x^{{\mathsf T}})"


def contradiction(n: Notation) -> tuple[str, str]:
    """What two and two rows of XOR ask for."""
    total = f"w_1 + w_2 {_sign(n)} 2{n.bias}"
    return rf"\text{{rows 2 + 3:}}\;\; {total} > 0", rf"\text{{rows 1 + 4:}}\;\; {total} < 0"


def contradiction_in_words(n: Notation) -> str:
    """The sum of two rows as text."""
    return f"w₁ + w₂ {'+' if n.dialect.bias_sign > 0 else '−'} 2{n.plain('bias')}"


def inequality(row: int, n: Notation) -> str:
    """What a neuron that answers XOR must fulfil at the row of 00, 01, 10, 11."""
    alone = n.bias if n.dialect.bias_sign > 0 else f"-{n.bias}"
    b = n.plus_bias
    return (f"{alone} < 0", f"w_2 {b} > 0", f"w_1 {b} > 0", f"w_1 + w_2 {b} < 0")[row]


def by_hand(n: Notation) -> tuple[str, ...]:
    """The network that answers XOR."""
    first, second = f"{n.activation}_1", f"{n.activation}_2"
    return (
        rf"{first} = \mathrm{{step}}(x_1 + x_2 - \tfrac12)\;\;(\mathrm{{OR}})",
        rf"{second} = \mathrm{{step}}(\tfrac32 - x_1 - x_2)\;\;(\mathrm{{NAND}})",
        rf"{n.output} = \mathrm{{sign}}({first} + {second} - \tfrac32)\;\;(\mathrm{{AND}})",
    )


def in_a_row(formulas: Sequence[str]) -> str:
    """Several formulas as Markdown that breaks between them where the page is narrow."""
    return " &emsp; ".join(f"${formula}$" for formula in formulas)


def number(value: float) -> str:
    """Three significant digits."""
    return latex_number(value, zeros=False)


def signed(value: float) -> str:
    """A target: +1 or −1."""
    return "+1" if value > 0 else "-1"


def vector(values: Sequence[float]) -> str:
    """(a, b)."""
    return "(" + ",\\,".join(number(value) for value in values) + ")"


def update_score(target: float, weights: Sequence[float], x: Sequence[float], value: float, n: Notation) -> str:
    """The score of a wrong point, with its numbers; x (2,), value the score."""
    bias, *w = weights
    inner = rf"{vector(w)}\cdot{vector(x)} {_sign(n)} {in_brackets(number(n.shown_bias(bias)))}"
    return rf"{n.target}\,({score(n)}) = {signed(target)}\,[{inner}] = {number(target * value)} \le 0"


def update_step(target: float, before: Sequence[float], x: Sequence[float], after: Sequence[float], n: Notation) -> str:
    """What is added to weights and bias, with numbers; x (2,)."""
    sign, bias_sign = ("+" if value > 0 else "-" for value in (target, target * n.dialect.bias_sign))
    step = rf"w \leftarrow {vector(before[1:])} {sign} {vector(x)} = {vector(after[1:])}"
    first, last = (number(n.shown_bias(each[0])) for each in (before, after))
    return rf"{step}, \quad {n.bias} \leftarrow {first} {bias_sign} 1 = {last}"


def _sign(n: Notation) -> str:
    """Of the bias behind a sum."""
    return "+" if n.dialect.bias_sign > 0 else "-"
