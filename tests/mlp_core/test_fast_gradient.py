"""The fast gradient is the plain one: for every activation, loss, depth and batch size."""

import numpy as np
import pytest

from mlp_core import LOSSES, MLP
from mlp_core.activations import LeakyReLU, Swish
from mlp_core.fast_gradient import FastGradient
from tests.mlp_core.problems import FITTING, HIDDEN, random_network, targets


def compare(net: MLP, loss: str, n: int, T: np.ndarray | None = None) -> None:
    rng = np.random.default_rng(n)
    X = rng.standard_normal((n, net.layer_sizes[0]))
    T = targets(rng, n, net.layer_sizes[-1]) if T is None else T
    _, expected = net.loss_and_gradient(X, T, loss)
    vector = np.full(net.parameters.size, np.nan)
    fast = FastGradient(net, LOSSES[loss], n, vector, T)
    x = np.column_stack([X, np.ones(n)])
    for _ in range(2):  # nothing of the first call is left over in the second
        fast(x, T)
        np.testing.assert_allclose(vector, expected.vector, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(fast.z_output.T, net.forward(X).z[-1], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("n_hidden", [0, 1, 3])
@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize(("output", "loss"), FITTING)
def test_every_output_with_every_loss(output: str, loss: str, n_outputs: int, n_hidden: int) -> None:
    net = random_network([2, *[4, 3, 5][:n_hidden], n_outputs], [*["tanh"] * n_hidden, output])
    for n in (1, 7):
        compare(net, loss, n)


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("hidden", [*HIDDEN, LeakyReLU(0.3), LeakyReLU(0.0), LeakyReLU(1.0), Swish(2.5)])
def test_every_hidden_activation(hidden, depth: int) -> None:
    net = random_network([3, *[4] * depth, 2], [*[hidden] * depth, "softmax"], seed=depth)
    for n, loss in ((1, "cross_entropy"), (10, "cross_entropy"), (32, "quadratic")):
        compare(net, loss, n)


@pytest.mark.parametrize("second", HIDDEN)
def test_neighbours_of_maxout(second: str) -> None:
    compare(random_network([2, 3, 4, 3, 2], ["maxout", second, "maxout", "maxout"]), "quadratic", 6)


def test_targets_that_do_not_sum_to_one() -> None:
    T = np.array([[0.5, 0.0, 0.9], [0.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
    compare(random_network([2, 4, 3], ["tanh", "softmax"]), "cross_entropy", 3, T)


def test_zeros_in_the_inputs_and_at_kinks() -> None:
    """Conventions at z = 0 are the same on both ways: all weights 0, so that every pre-activation is 0."""
    for hidden in HIDDEN:
        net = MLP([2, 3, 1], [hidden, "linear"], "zeros")
        net.weights[1][:] = 1.0
        compare(net, "quadratic", 4)


def test_it_follows_the_weights() -> None:
    """The calls are bound to the network's own parameters, not to copies."""
    net = random_network([2, 3, 1], ["tanh", "sigmoid"])
    vector, T = np.empty(net.parameters.size), np.array([[1.0]])
    fast = FastGradient(net, LOSSES["binary_cross_entropy"], 1, vector, T)
    net.parameters[:] = 0.1
    fast(np.array([[0.5, 2.0, 1.0]]), T)
    _, expected = net.loss_and_gradient([[0.5, 2.0]], T, "binary_cross_entropy")
    np.testing.assert_allclose(vector, expected.vector, rtol=1e-12)
