"""Backpropagation beside central differences in random directions, for everything that fits together."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.activations import ReLU, Softmax, Tanh
from mlp_core.gradient_check import check_directions
from tests.mlp_core.problems import FITTING, HIDDEN, off_kinks, random_network, targets

LARGEST_ERROR = 1e-6
STEP = 1e-5


def check(net: MLP, loss: str, gradient: np.ndarray | None = None, n: int = 6):
    rng = np.random.default_rng(2)
    X = off_kinks(net, rng, n)
    T = targets(rng, n, net.layer_sizes[-1])
    return check_directions(net, X, T, loss, n_directions=6, seed=3, gradient=gradient, step=STEP)


@pytest.mark.parametrize("n_outputs", [1, 2, 3])
@pytest.mark.parametrize(("output", "loss"), FITTING)
def test_every_output_with_every_loss(output: str, loss: str, n_outputs: int) -> None:
    found = check(random_network([2, 3, n_outputs], ["tanh", output]), loss)
    assert found.worst < LARGEST_ERROR, str(found)


@pytest.mark.parametrize("n_outputs", [1, 2, 3])
@pytest.mark.parametrize(
    ("output", "loss"),
    [
        ("linear", "quadratic"),
        ("linear", "half_quadratic"),
        ("sigmoid", "binary_cross_entropy"),
        ("softmax", "cross_entropy"),
        ("sigmoid", "symmetric_cross_entropy"),
    ],
)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_hidden_activation(hidden: str, output: str, loss: str, n_outputs: int) -> None:
    found = check(random_network([2, 4, 3, n_outputs], [hidden, hidden, output], seed=4), loss)
    assert found.worst < LARGEST_ERROR, str(found)


@pytest.mark.parametrize("output", ["softmax", "sigmoid", "maxout"])
def test_no_hidden_layer(output: str) -> None:
    found = check(random_network([3, 3], [output]), "quadratic")
    assert found.worst < LARGEST_ERROR, str(found)


@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0.0), (0.0, 0.7), (0.1, 0.2)])
def test_penalty(l1: float, l2: float) -> None:
    net, d = random_network([2, 3, 1], ["tanh", "linear"]), np.random.default_rng(0).standard_normal(13)
    X, T = np.array([[0.5, -1.0]]), np.array([[0.2]])
    _, gradient = net.loss_and_gradient(X, T, "quadratic", l1, l2)
    values = []
    for sign in (1, -1):
        moved = net.copy()
        moved.parameters += sign * STEP * d
        values.append(moved.loss_and_gradient(X, T, "quadratic", l1, l2)[0])
    assert gradient.vector @ d == pytest.approx((values[0] - values[1]) / (2 * STEP), rel=1e-6)


class DiagonalSoftmax(Softmax):
    """Softmax as if its outputs did not see one another."""

    def backward(self, z, d_a):
        return d_a * self.derivative(z)


class ForgottenSlope(Tanh):
    """tanh whose f′ was left out."""

    def derivative(self, z):
        return np.ones_like(z)


class SlopeOfTheActivation(ReLU):
    """ReLU that hands a gradient to the wrong side."""

    def derivative(self, z):
        return super().derivative(-z)


@pytest.mark.parametrize("spoil", [lambda g: -g, lambda g: 6 * g, lambda g: g * (1 + 1e-5), lambda g: g[::-1]])
def test_a_wrong_gradient_fails(spoil) -> None:
    """The sign, the missing 1/N, a small factor, entries in the wrong place."""
    net = random_network([2, 3, 2], ["tanh", "softmax"])
    rng = np.random.default_rng(2)
    X = off_kinks(net, rng, 6)
    _, gradient = net.loss_and_gradient(X, targets(rng, 6, 2), "cross_entropy")
    assert check(net, "cross_entropy").worst < LARGEST_ERROR
    assert check(net, "cross_entropy", spoil(gradient.vector)).worst > 5 * LARGEST_ERROR


@pytest.mark.parametrize(
    "activations",
    [["tanh", DiagonalSoftmax()], [ForgottenSlope(), "softmax"], [SlopeOfTheActivation(), "softmax"]],
)
def test_a_wrong_derivative_fails(activations: list) -> None:
    found = check(random_network([2, 3, 3], activations), "quadratic")
    assert found.worst > 1e-2
