"""The weights and biases of a network one by one: their places, and what the reader calls them."""

from dataclasses import dataclass

import numpy as np

from mlp_core import MLP
from pages.backpropagation.formulas import row_label
from pages.backpropagation.problem import Solution
from pages.common.notation import Notation


@dataclass(frozen=True)
class Parameter:
    """A weight, or with column −1 a bias. Layers count from 1, rows and columns from 0."""

    layer: int
    row: int
    column: int


def parameters_of(network: MLP) -> list[Parameter]:
    """In the order of the parameter vector: a neuron's weights, then its bias."""
    return [
        Parameter(layer, row, column if column < block.shape[1] - 1 else -1)
        for layer, block in enumerate(network.blocks, start=1)
        for row, column in np.ndindex(block.shape)
    ]


def weights_of(network: MLP) -> list[Parameter]:
    """Without the biases."""
    return [each for each in parameters_of(network) if each.column >= 0]


def parameter_name(solution: Solution, each: Parameter, notation: Notation) -> str:
    """As text: w₁₂ of layer 1, its indices in the dialect's order."""
    d, to = notation.dialect, row_label(solution, each.layer, each.row)
    if each.column < 0 and not d.bias_as_weight:
        return f"b{_low(to)} of layer {each.layer}"
    origin = str(each.column + 1) if each.column >= 0 else "0"
    pair = origin + to if d.weights_from_first else to + origin
    return f"w{_low(pair)} of layer {each.layer}"


def _low(text: str) -> str:
    return text.translate(str.maketrans("0123456789'", "₀₁₂₃₄₅₆₇₈₉′"))
