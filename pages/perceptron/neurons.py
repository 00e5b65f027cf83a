"""Networks of the page whose weights are set, not trained: one neuron in two forms, and XOR solved by hand."""

from dataclasses import dataclass

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from mlp_core.perceptron import augmented
from pages.perceptron.data import PerceptronData


@dataclass(frozen=True, eq=False)
class BiasTrick:
    """One neuron written twice, and what each form answers: z (N,) and output (N,) of ±1."""

    with_bias: MLP
    with_input: MLP
    z_bias: Array
    z_input: Array
    y_bias: Array
    y_input: Array

    @property
    def difference(self) -> float:
        """The largest |z| difference."""
        return float(np.abs(self.z_bias - self.z_input).max())

    @property
    def different(self) -> int:
        """How many outputs differ."""
        return int((self.y_bias != self.y_input).sum())


def both_forms(data: PerceptronData, weights: Array) -> BiasTrick:
    """The neuron of weights (3,), w₀ first: with the bias w₀, and without a bias but with a third input of 1."""
    with_bias, with_input = MLP([2, 1], "sign", "zeros"), MLP([3, 1], "sign", "zeros")
    with_bias.weights[0][0], with_bias.biases[0][0] = weights[1:], weights[0]
    with_input.weights[0][0] = weights
    one, other = with_bias.forward(data.X), with_input.forward(augmented(data.X))
    return BiasTrick(with_bias, with_input, one.z[0][:, 0], other.z[0][:, 0], one.a[1][:, 0], other.a[1][:, 0])


def xor_by_hand() -> MLP:
    """2-2-1 on the corners of the unit square: OR and NAND in the hidden layer, AND of the two at the output."""
    network = MLP([2, 2, 1], ["step", "sign"], "zeros")
    network.weights[0][:] = [[1.0, 1.0], [-1.0, -1.0]]
    network.biases[0][:] = [-0.5, 1.5]
    network.weights[1][:] = [[1.0, 1.0]]
    network.biases[1][:] = [-1.5]
    return network


def quadrants_by_hand() -> MLP:
    """2-4-1 on four quadrants: |x₁ + x₂| − |x₁ − x₂| = ±2 min(|x₁|, |x₂|), each |u| from two ReLUs of u and −u."""
    network = MLP([2, 4, 1], ["relu", "sigmoid"], "zeros")
    network.weights[0][:] = [[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]]
    network.weights[1][:] = [[5.0, 5.0, -5.0, -5.0]]
    return network
