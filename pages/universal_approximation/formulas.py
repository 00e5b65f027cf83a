"""The formulas of the sections on one input, as LaTeX."""


def neuron() -> str:
    """One neuron as a step."""
    return r"a = \sigma(wx + b) = \sigma\big(w\,(x - s)\big), \qquad s = -\tfrac{b}{w}"


def bump() -> str:
    """A bump from two neurons."""
    return r"h\,\sigma\big(w\,(x - s_1)\big) - h\,\sigma\big(w\,(x - s_2)\big)"


def bumps() -> str:
    """N bumps that follow f."""
    return (
        r"\sum_{k=1}^{N} f(m_k)\,\Big[\sigma\big(w\,(x - s_{k-1})\big) - \sigma\big(w\,(x - s_k)\big)\Big],"
        r"\qquad m_k = \tfrac{1}{2}(s_{k-1} + s_k)"
    )


def bound_of_bumps() -> str:
    """How far N bumps miss at most, on an interval of length d."""
    return r"|\text{bumps} - f| \le \frac{L\,d}{2N}, \qquad L = \max|f'|,\; d = \text{length of the interval}"


def bound_of_hats() -> str:
    """How far N ReLUs miss at most, on an interval of length d."""
    return r"|\text{hats} - f| \le \frac{M\,d^2}{8N^2}, \qquad M = \max|f''|"


def building_block(activation: str) -> str:
    """What one bump is made of."""
    pair = r"h\,f(w(x - s_1)) - h\,f(w(x - s_2))"
    return {
        "sigmoid": bump(),
        "tanh": r"\tfrac{h}{2}\big[\tanh\tfrac{w(x - s_1)}{2} - \tanh\tfrac{w(x - s_2)}{2}\big]",
        "step": pair.replace("f(", r"\mathrm{step}("),
        "relu": r"f(x_0) + \sum_k c_k\,\max(0,\, x - x_k), \qquad c_k = \text{change of slope at } x_k",
        "gaussian": r"\frac{f(c)}{\sqrt{\pi}}\; e^{-(x - c)^2 / d^2}, \qquad d = \text{distance of the centres}",
        "linear": r"v\,(wx + b) + v'\,(w'x + b') + \dots = \text{a straight line}",
    }[activation]
