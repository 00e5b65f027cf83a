"""Losses and gradients beside HIPS autograd, which differentiates the formulas as they stand in the books."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import value_and_grad

from mlp_core import MLP
from mlp_core.activations import LeakyReLU, Swish
from tests.mlp_core.problems import FITTING, HIDDEN, off_kinks, random_network, targets


def sigmoid(z):
    return 1 / (1 + anp.exp(-z))


def softmax(z):
    e = anp.exp(z)
    return e / anp.sum(e, axis=1, keepdims=True)


def maxout(z):
    n = z.shape[1] // 2
    return anp.where(z[:, :n] >= z[:, n:], z[:, :n], z[:, n:])


ACTIVATION = {
    "linear": lambda z: z,
    "step": lambda z: 0.0 * z + (z >= 0),
    "sign": lambda z: 0.0 * z + anp.where(z >= 0, 1.0, -1.0),
    "softsign": lambda z: z / (1 + anp.abs(z)),
    "sigmoid": sigmoid,
    "tanh": lambda z: (anp.exp(z) - anp.exp(-z)) / (anp.exp(z) + anp.exp(-z)),
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "gaussian": lambda z: anp.exp(-(z**2)),
    "swish": lambda z: z * sigmoid(z),
    "maxout": maxout,
    "softmax": softmax,
}
SMALLEST = 1e-12  # of what enters a logarithm: the outputs of a step are 0 and 1


def ln(p):
    return anp.log(anp.maximum(p, SMALLEST))


def symmetric_cross_entropy(a, t):
    t_clipped, rest_clipped = anp.clip(t, 1e-4, 1.0), anp.clip(1 - t, 1e-4, 1.0)
    loss = -t_clipped * ln(a) - a * anp.log(t_clipped)
    if a.shape[1] == 1:
        loss = loss - rest_clipped * ln(1 - a) - (1 - a) * anp.log(rest_clipped)
    return loss


LOSS = {
    "quadratic": lambda a, t: (a - t) ** 2,
    "half_quadratic": lambda a, t: (a - t) ** 2 / 2,
    "binary_cross_entropy": lambda a, t: -t * ln(a) - (1 - t) * ln(1 - a),
    "cross_entropy": lambda a, t: -t * ln(a),
    "symmetric_cross_entropy": symmetric_cross_entropy,
}


def objective(sizes, names, X, T, loss, l1=0.0, l2=0.0):
    """The mean loss with its penalty as a function of the parameter vector, from the layout in the contract."""

    def value(parameters):
        a, start, penalty = X, 0, 0.0
        for n_in, n_out, name in zip(sizes, sizes[1:], names, strict=False):
            f = ACTIVATION[name] if isinstance(name, str) else name[1]
            rows = 2 * n_out if f is maxout else n_out
            block = parameters[start : start + rows * (n_in + 1)].reshape((rows, n_in + 1))
            start += rows * (n_in + 1)
            W, b = block[:, :-1], block[:, -1]
            penalty = penalty + l1 * anp.sum(anp.abs(W)) + l2 / 2 * anp.sum(W**2)
            a = f(a @ W.T + b)
        return anp.mean(anp.sum(LOSS[loss](a, T), axis=1)) + penalty

    return value


def compare(net: MLP, names: list, loss: str, T: np.ndarray | None = None, l1: float = 0.0, l2: float = 0.0) -> None:
    rng = np.random.default_rng(7)
    X = off_kinks(net, rng, 9)
    T = targets(rng, 9, net.layer_sizes[-1]) if T is None else T
    expected, slope = value_and_grad(objective(net.layer_sizes, names, X, T, loss, l1, l2))(net.parameters)
    value, gradient = net.loss_and_gradient(X, T, loss, l1, l2)
    assert value == pytest.approx(expected, rel=1e-11)
    np.testing.assert_allclose(gradient.vector, slope, rtol=1e-9, atol=1e-12)
    assert net.loss(X, T, loss) == pytest.approx(expected - net.penalty(l1, l2), rel=1e-11)


@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize(("output", "loss"), FITTING)
def test_every_output_with_every_loss(output: str, loss: str, n_outputs: int) -> None:
    compare(random_network([2, 4, n_outputs], ["tanh", output]), ["tanh", output], loss)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("depth", [1, 3])
def test_every_hidden_activation(hidden: str, depth: int) -> None:
    names = [*[hidden] * depth, "softmax"]
    compare(random_network([3, *[5, 4, 3][:depth], 3], names, seed=2), names, "cross_entropy")
    compare(random_network([3, *[5, 4, 3][:depth], 3], names, seed=3), names, "quadratic")


def test_no_hidden_layer() -> None:
    compare(random_network([3, 2], ["softmax"]), ["softmax"], "quadratic")


@pytest.mark.parametrize(("l1", "l2"), [(0.2, 0.0), (0.0, 0.3), (0.01, 0.02)])
def test_penalties(l1: float, l2: float) -> None:
    compare(
        random_network([2, 4, 1], ["maxout", "sigmoid"]), ["maxout", "sigmoid"], "binary_cross_entropy", l1=l1, l2=l2
    )


@pytest.mark.parametrize(
    ("f", "formula"),
    [
        (LeakyReLU(0.3), lambda z: anp.where(z > 0, z, 0.3 * z)),
        (Swish(2.5), lambda z: z * sigmoid(2.5 * z)),
    ],
)
def test_configured_activations(f, formula) -> None:
    compare(random_network([2, 4, 1], [f, "linear"]), [(f, formula), "linear"], "half_quadratic")


def test_one_hot_targets() -> None:
    T = np.eye(3)[[0, 1, 2, 2, 1, 0, 0, 0, 2]]
    for loss in ("cross_entropy", "symmetric_cross_entropy", "quadratic"):
        compare(random_network([2, 4, 3], ["tanh", "softmax"]), ["tanh", "softmax"], loss, T)
    for loss in ("binary_cross_entropy", "symmetric_cross_entropy"):
        compare(random_network([2, 4, 1], ["tanh", "sigmoid"]), ["tanh", "sigmoid"], loss, T[:, :1])


def test_targets_that_do_not_sum_to_one() -> None:
    T = np.random.default_rng(0).uniform(0.0, 1.0, (9, 3))
    compare(random_network([2, 4, 3], ["tanh", "softmax"]), ["tanh", "softmax"], "cross_entropy", T)
