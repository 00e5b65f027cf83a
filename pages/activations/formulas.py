"""The formulas of this page, in the reader's letters where they have some."""

import re

from mlp_core.activations import Activation
from pages.common.notation import Notation

SAME_MATRIX = r"W_L\cdots W_2\,W_1\,x + b = W x + b"
BENT = r"W_2\,f(W_1\,x + b_1) + b_2 \;\ne\; W x + b"
DEAD = (
    r"z \le 0 \text{ for every sample} \;\Rightarrow\; f'(z) = 0 \;\Rightarrow\; \text{the neuron never changes again}"
)
TIES = (
    r"\sigma(kz) \to \mathrm{step}(z)",
    r"\tfrac1k\,\mathrm{softplus}(kz) \to \max(0, z)",
    r"\mathrm{softsign}(kz) \to \mathrm{sign}(z)",
    r"\tanh z = 2\,\sigma(2z) - 1",
)


def function(notation: Notation, activation: Activation) -> str:
    """f(z) = …"""
    return rf"f({notation.pre_activation}) = {notation.function_formula(activation)}"


def derivative(notation: Notation, activation: Activation) -> str:
    """f′(z) = …, in the letter that the reader's notation has for z."""
    formula = activation.derivative_formula
    for name, letter in (("slope", r"\alpha"), ("beta", r"\beta")):
        if hasattr(activation, name):
            formula = formula.replace(letter, f"{getattr(activation, name):g}\\,")
    formula = formula.replace(r"\sigma", r"\mathrm{sigmoid}")
    formula = re.sub(r"(?<![A-Za-z\\])z(?![A-Za-z])", lambda _: notation.pre_activation, formula)
    return rf"f'({notation.pre_activation}) = {formula}"


def back_through_layers(notation: Notation) -> tuple[str, str]:
    """What a layer does to the error on its way back, and what follows for its size."""
    z, error = notation.pre_activation, notation.error
    return (
        notation.latex("hidden_error"),
        rf"\Rightarrow\; \lVert {error}^{{\,l}}\rVert^2 \approx E\big[f'({z})^2\big]\; n\,\mathrm{{Var}}(w)\;"
        rf"\lVert {error}^{{\,l+1}}\rVert^2",
    )


def one_error(notation: Notation) -> str:
    """What the error surface shows."""
    return rf"{notation.loss}(w, b) = \tfrac{{1}}{{2N}}\sum_n \big(f(w x_n + b) - {notation.target}_n\big)^2"


def positive_inputs(notation: Notation) -> str:
    """Why all weights of a neuron move together."""
    sign = "-" if notation.dialect.error_sign < 0 else ""
    return (
        rf"{notation.slope('w_1')} = {sign}{notation.error}\,x_1,\quad {notation.slope('w_2')} = "
        rf"{sign}{notation.error}\,x_2, \qquad x_1, x_2 > 0 \;\Rightarrow\; \text{{both have one sign}}"
    )
