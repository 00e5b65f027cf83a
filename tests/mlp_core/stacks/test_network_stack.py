"""A stack of networks is its networks one by one, and its fast gradient is the plain one."""

import numpy as np
import pytest

from mlp_core import LOSSES, MLP
from mlp_core.stacks.fast_stack_gradient import FastStackGradient
from mlp_core.stacks.network_stack import NetworkStack
from tests.mlp_core.problems import FITTING, HIDDEN, targets

SEEDS = (4, 0, 9)


def random_stack(sizes, activations) -> NetworkStack:
    stack = NetworkStack(sizes, activations, "normal", SEEDS)
    stack.parameters += 0.3 * np.random.default_rng(1).standard_normal(stack.parameters.size)
    return stack


def compare(stack: NetworkStack, loss: str, n: int, T: np.ndarray | None = None) -> None:
    """The fast gradient and the plain one against each network's own."""
    rng = np.random.default_rng(n)
    X = rng.standard_normal((n, stack.layer_sizes[0]))
    T = targets(rng, n, stack.layer_sizes[-1]) if T is None else T
    losses, plain = stack.loss_and_gradient(X, T, loss)
    vector = np.full(stack.parameters.size, np.nan)
    fast = FastStackGradient(stack, LOSSES[loss], n, vector, T)
    x = np.column_stack([X, np.ones(n)])
    for _ in range(2):  # nothing of the first call is left over in the second
        fast(x, T)
        np.testing.assert_allclose(vector, plain, rtol=1e-10, atol=1e-13)
    for s in range(stack.n_networks):
        network = stack.network(s)
        own_loss, own = network.loss_and_gradient(X, T, loss)
        assert losses[s] == pytest.approx(own_loss, rel=1e-12)
        for stacked, alone in zip(stack.split(plain), network.split(own.vector), strict=True):
            np.testing.assert_allclose(stacked[s], alone, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(fast.z_output[s].T, network.forward(X).z[-1], rtol=1e-12, atol=1e-13)


def test_it_starts_as_the_networks_of_its_seeds() -> None:
    stack = NetworkStack([2, 8, 8, 1], ["tanh", "relu", "sigmoid"], "he_normal", SEEDS)
    X = np.random.default_rng(0).standard_normal((7, 2))
    for s, seed in enumerate(SEEDS):
        alone = MLP([2, 8, 8, 1], ["tanh", "relu", "sigmoid"], "he_normal", seed)
        np.testing.assert_array_equal(stack.network(s).parameters, alone.parameters)
        np.testing.assert_allclose(stack.predict(X)[s], alone.predict(X), rtol=1e-13)


@pytest.mark.parametrize("n_hidden", [0, 1, 2])
@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize(("output", "loss"), FITTING)
def test_every_output_with_every_loss(output: str, loss: str, n_outputs: int, n_hidden: int) -> None:
    stack = random_stack([2, *[4, 3][:n_hidden], n_outputs], [*["tanh"] * n_hidden, output])
    for n in (1, 7):
        compare(stack, loss, n)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_hidden_activation(hidden: str) -> None:
    compare(random_stack([3, 4, 5, 2], [hidden, hidden, "softmax"]), "cross_entropy", 10)
    compare(random_stack([3, 4, 1], [hidden, "sigmoid"]), "half_quadratic", 5)


def test_targets_that_do_not_sum_to_one() -> None:
    T = np.array([[0.5, 0.0, 0.9], [0.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
    compare(random_stack([2, 4, 3], ["tanh", "softmax"]), "cross_entropy", 3, T)


def test_changing_one_network_changes_no_other() -> None:
    stack = random_stack([2, 4, 1], "sigmoid")
    X = np.random.default_rng(0).standard_normal((5, 2))
    before = stack.predict(X)
    stack.weights[0][1] += 0.5
    after = stack.predict(X)
    np.testing.assert_array_equal(before[[0, 2]], after[[0, 2]])
    assert (before[1] != after[1]).all()


def test_bad_arguments_are_explained() -> None:
    with pytest.raises(ValueError, match="at least one seed"):
        NetworkStack([2, 1], "sigmoid", seeds=())
    stack = random_stack([2, 4, 1], "tanh")
    with pytest.raises(ValueError, match=r"\(N, 2\).*\(5, 3\)"):
        stack.predict(np.zeros((5, 3)))
    with pytest.raises(ValueError, match=r"\(5, 2\).*\(5, 1\)"):
        stack.loss_and_gradient(np.zeros((5, 2)), np.zeros((5, 2)), "quadratic")
    with pytest.raises(ValueError, match="needs them in"):
        stack.loss_and_gradient(np.zeros((5, 2)), np.zeros((5, 1)), "binary_cross_entropy")
