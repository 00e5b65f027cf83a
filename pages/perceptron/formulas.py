"""The page's formulas, with this run's numbers in them."""

from collections.abc import Sequence

from pages.common.figures.numbers import plain_number

RULE = r"y\,(w\cdot x + b) \le 0 \quad\Rightarrow\quad w \leftarrow w + y\,x, \qquad b \leftarrow b + y"
BOUND = (
    r"k\,\gamma \;\le\; w\cdot u \;\le\; \lVert w\rVert \;\le\; \sqrt{k}\,R \quad\Rightarrow\quad k \le (R/\gamma)^2"
)
WITH_BIAS = r"z = w_1 x_1 + w_2 x_2 + b, \qquad b \leftarrow b + y"
WITH_INPUT = r"z = w_0 x_0 + w_1 x_1 + w_2 x_2,\;\; x_0 = 1, \qquad w_0 \leftarrow w_0 + y\,x_0 = w_0 + y"
DELTA_RULE = (
    r"C = \tfrac12 \sum (y - \hat y)^2",
    r"w \leftarrow w + \eta \sum (y - \hat y)\, f'(z)\, x",
    r"b \leftarrow b + \eta \sum (y - \hat y)\, f'(z)",
)
STABLE = r"\eta < 2/\lambda_{\max}(\sum x\,x^{\mathsf T})"
CONTRADICTION = (r"\text{rows 2 + 3:}\;\; w_1 + w_2 + 2b > 0", r"\text{rows 1 + 4:}\;\; w_1 + w_2 + 2b < 0")
BY_HAND = (
    r"h_1 = \mathrm{step}(x_1 + x_2 - \tfrac12)\;\;(\mathrm{OR})",
    r"h_2 = \mathrm{step}(\tfrac32 - x_1 - x_2)\;\;(\mathrm{NAND})",
    r"\hat y = \mathrm{sign}(h_1 + h_2 - \tfrac32)\;\;(\mathrm{AND})",
)


def in_a_row(formulas: Sequence[str]) -> str:
    """Several formulas as Markdown that breaks between them where the page is narrow."""
    return " &emsp; ".join(f"${formula}$" for formula in formulas)


def number(value: float) -> str:
    """Three significant digits."""
    return plain_number(value).replace("−", "-").replace("∞", r"\infty")


def signed(value: float) -> str:
    """A target: +1 or −1."""
    return "+1" if value > 0 else "-1"


def vector(values: Sequence[float]) -> str:
    """(a, b)."""
    return "(" + ",\\,".join(number(value) for value in values) + ")"


def plus(value: float) -> str:
    """+ a or − a, to stand behind another term."""
    return f"- {number(-value)}" if value < 0 else f"+ {number(value)}"


def update_score(target: float, weights: Sequence[float], x: Sequence[float], score: float) -> str:
    """y (w·x + b) with numbers; weights (3,) w₀ first, x (2,)."""
    bias, *w = weights
    inner = rf"{vector(w)}\cdot{vector(x)} {plus(bias)}"
    return rf"y\,(w\cdot x + b) = {signed(target)}\,[{inner}] = {number(target * score)} \le 0"


def update_step(target: float, before: Sequence[float], x: Sequence[float], after: Sequence[float]) -> str:
    """w ← w + y x and b ← b + y with numbers; weights (3,) w₀ first, x (2,)."""
    sign = "+" if target > 0 else "-"
    step = rf"w \leftarrow {vector(before[1:])} {sign} {vector(x)} = {vector(after[1:])}"
    return rf"{step}, \quad b \leftarrow {number(before[0])} {sign} 1 = {number(after[0])}"


def inequality(row: int) -> str:
    """What a neuron that answers XOR must fulfil at the row of 00, 01, 10, 11."""
    return ("b < 0", "w_2 + b > 0", "w_1 + b > 0", "w_1 + w_2 + b < 0")[row]
