"""The formulas of the sections on one input, as LaTeX in the reader's letters."""

from pages.universal_approximation.letters import Letters


def neuron(s: Letters) -> str:
    """One neuron as a step."""
    n = s.notation
    place = rf"{'' if n.dialect.bias_sign < 0 else '-'}\tfrac{{{n.bias}}}{{w}}"
    return rf"{n.output} = {s.sigmoid}(wx {n.plus_bias}) = {s.sigmoid}\big(w\,(x - s)\big), \qquad s = {place}"


def bump(s: Letters) -> str:
    """A bump from two neurons."""
    return rf"h\,{s.sigmoid}\big(w\,(x - s_1)\big) - h\,{s.sigmoid}\big(w\,(x - s_2)\big)"


def bumps(s: Letters) -> str:
    """N bumps that follow f."""
    return (
        rf"\sum_{{k=1}}^{{N}} f(m_k)\,\Big[{s.sigmoid}\big(w\,(x - s_{{k-1}})\big) - "
        rf"{s.sigmoid}\big(w\,(x - s_k)\big)\Big],"
        r"\qquad m_k = \tfrac{1}{2}(s_{k-1} + s_k)"
    )


def bound_of_bumps() -> str:
    """How far N bumps miss at most, on an interval of length d."""
    return r"|\text{bumps} - f| \le \frac{L\,d}{2N}, \qquad L = \max|f'|,\; d = \text{length of the interval}"


def bound_of_hats() -> str:
    """How far N ReLUs miss at most, on an interval of length d."""
    return r"|\text{hats} - f| \le \frac{M\,d^2}{8N^2}, \qquad M = \max|f''|"


def building_block(activation: str, s: Letters) -> str:
    """What one bump is made of."""
    n = s.notation
    other_bias = n.plus_bias.replace("w_0", "w_0'").replace("b", "b'")
    return {
        "sigmoid": bump(s),
        "tanh": r"\tfrac{h}{2}\big[\tanh\tfrac{w(x - s_1)}{2} - \tanh\tfrac{w(x - s_2)}{2}\big]",
        "step": r"h\,\mathrm{step}(w(x - s_1)) - h\,\mathrm{step}(w(x - s_2))",
        "relu": r"f(x_0) + \sum_k c_k\,\max(0,\, x - x_k), \qquad c_k = \text{change of slope at } x_k",
        "gaussian": r"\frac{f(c)}{\sqrt{\pi}}\; e^{-(x - c)^2 / d^2}, \qquad d = \text{distance of the centres}",
        "linear": rf"v\,(wx {n.plus_bias}) + v'\,(w'x {other_bias}) + \dots = \text{{a straight line}}",
    }[activation]
