"""The notation that a reader chose, as pages use it: symbols, and equations by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlp_core.activations import Activation
from pages.common.notation.dialects import Dialect, Letter
from pages.common.notation.equations import Setting, component_equations, usual_setting
from pages.common.notation.operations import Equation
from pages.common.notation.vectors import vector_equations
from pages.common.notation.writers import Letters

COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")


@dataclass(frozen=True)
class Notation:
    """A dialect's symbols as LaTeX, and its equations.

    ``pre_activation``, ``activation``, ``output``, ``function``, ``error``, ``target``, ``loss``, ``rate`` and
    ``bias`` are LaTeX (without $); ``plain("error")`` is the same as text, for drawings.
    """

    dialect: Dialect

    @property
    def pre_activation(self) -> str:
        """Of a neuron, before its activation function."""
        return self.dialect.pre_activation.latex

    @property
    def activation(self) -> str:
        """Of a hidden neuron, after it."""
        return self.dialect.activation.latex

    @property
    def output(self) -> str:
        """Of an output neuron."""
        return self.dialect.output.latex

    @property
    def function(self) -> str:
        """The activation function."""
        return self.dialect.function.latex

    @property
    def error(self) -> str:
        """The error term."""
        return self.dialect.error.latex

    @property
    def target(self) -> str:
        """What an output should have been."""
        return self.dialect.target.latex

    @property
    def loss(self) -> str:
        """Of one sample."""
        return self.dialect.loss.latex

    @property
    def rate(self) -> str:
        """The learning rate."""
        return self.dialect.rate.latex

    @property
    def bias(self) -> str:
        """Of a single neuron: b, or w₀ where biases are weights."""
        return self.dialect.bias.latex

    @property
    def plus_bias(self) -> str:
        """The bias behind the sum of a single neuron: + b, − b or + w₀."""
        return f"{'+' if self.dialect.bias_sign > 0 else '-'} {self.bias}"

    def shown_bias(self, bias: float) -> float:
        """A bias of the engine as the number that it is in this notation."""
        return self.dialect.bias_sign * bias + 0.0  # + 0.0: no bias of −0

    @property
    def drawn_bias(self) -> dict[str, Any]:
        """Name and sign of biases, as drawings of networks take them."""
        return {"bias_name": self.plain("bias"), "bias_sign": self.dialect.bias_sign}

    def plain(self, name: str) -> str:
        """A symbol as text: z, δ, net."""
        letter = getattr(self.dialect, name, None)
        if not isinstance(letter, Letter):
            raise ValueError(f"a notation has no symbol {name!r}")
        return letter.text

    def slope(self, by: str = "w") -> str:
        r"""The derivative of the loss by something, in LaTeX: ``slope("w")`` is ∂C/∂w."""
        return rf"\frac{{\partial {self.loss}}}{{\partial {by}}}"

    def latex(self, name: str, *, whole_layer: bool = True, setting: Setting | None = None, **letters: Any) -> str:
        """An equation in LaTeX.

        Parameters
        ----------
        name : "forward" (pre-activation and activation), "backward" (the error terms), "gradient", "update", or one of
            pre_activation, activation, output, loss, loss_slope, output_error, hidden_error, weight_gradient,
            bias_gradient, weight_update, bias_update, batch_gradient, batch_bias_gradient
        whole_layer : with vectors and matrices where the lecture writes such, else for one neuron or weight
        setting : loss and activation functions; by default the lecture's own quadratic loss
        letters : ``layer``, ``last``, ``index`` of ``Letters``, where the equation is about a certain neuron

        Raises ``ValueError`` for another name.
        """
        together = {
            "forward": ("pre_activation", "activation"),
            "backward": ("output_error", "hidden_error"),
            "gradient": ("weight_gradient", "bias_gradient"),
            "update": ("weight_update", "bias_update"),
        }.get(name, (name,))
        writer = Letters(self.dialect, **letters)
        found = [self.equation(each, whole_layer=whole_layer, setting=setting) for each in together]
        return r" \qquad ".join(each.written(writer) for each in found)

    def equation(self, name: str, *, whole_layer: bool = False, setting: Setting | None = None) -> Equation:
        """An equation as an object, to be written or evaluated; parameters as of ``latex``."""
        setting = setting or usual_setting(self.dialect)
        known: Mapping[str, Equation] = component_equations(self.dialect, setting)
        if name not in known:
            raise ValueError(f"no equation {name!r}; there are: {', '.join(known)}")
        if whole_layer:
            known = {**known, **vector_equations(self.dialect, setting)}
        return known[name]

    def network_name(self, n_hidden: int) -> str:
        """What a network with so many hidden layers is called: two-layer, or three-layer where inputs count."""
        count = n_hidden + 1 + self.dialect.counts_inputs
        return f"{COUNTED[count] if count < len(COUNTED) else count}-layer network"

    def function_formula(self, activation: Activation) -> str:
        """f(z) of an activation function in LaTeX, its argument in the dialect's letter; parameters as numbers."""
        return self._with_numbers(activation, activation.formula)

    def derivative_formula(self, activation: Activation) -> str:
        """f′(z), written likewise."""
        return self._with_numbers(activation, activation.derivative_formula)

    def _with_numbers(self, activation: Activation, formula: str) -> str:
        for name, letter in (("slope", r"\alpha"), ("beta", r"\beta")):
            if hasattr(activation, name):
                formula = formula.replace(letter, f"{getattr(activation, name):g}")
        formula = formula.replace(r"\sigma", r"\mathrm{sigmoid}")
        return re.sub(r"(?<![A-Za-z\\])z(?![A-Za-z])", lambda _: self.pre_activation, formula)
