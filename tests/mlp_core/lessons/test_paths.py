"""The sum over all paths is the gradient that backpropagation finds, and the work is counted right."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.lessons.paths import (
    forward_multiplications,
    multiplications_of_path,
    paths_from_layer,
    paths_of_weight,
    work_of_all_weights,
    work_of_weight,
)


def problem(sizes, activations, loss, seed=3):
    rng = np.random.default_rng(seed)
    net = MLP(sizes, activations)
    net.parameters[:] = rng.normal(size=net.parameters.size)
    X, T = rng.normal(size=(1, sizes[0])), rng.uniform(size=(1, sizes[-1]))
    T /= T.sum()
    _, gradient = net.loss_and_gradient(X, T, loss)
    return net, net.forward(X), gradient


@pytest.mark.parametrize(
    ("sizes", "activations", "loss"),
    [
        ((3, 2), ["softmax"], "cross_entropy"),
        ((2, 3, 2), ["sigmoid", "softmax"], "quadratic"),
        ((2, 3, 4, 1), ["tanh", "swish", "sigmoid"], "half_quadratic"),
        ((2, 2, 3, 2, 2), ["softplus", "maxout", "tanh", "softmax"], "cross_entropy"),
    ],
)
def test_the_sum_over_paths_is_the_gradient(sizes, activations, loss):
    net, trace, gradient = problem(sizes, activations, loss)
    for layer, W in enumerate(net.weights):
        for row, column in np.ndindex(W.shape):
            paths = paths_of_weight(net, trace, gradient, layer, row, column)
            assert len(paths) == np.prod([len(b) for b in net.biases[layer + 1 :]], dtype=int)
            assert len({path.rows for path in paths}) == len(paths)
            total = sum(path.contribution for path in paths)
            np.testing.assert_allclose(total, gradient.weights[layer][row, column], rtol=1e-10, atol=1e-14)


def test_the_work_is_what_the_paths_take():
    sizes = (2, 3, 4, 2)
    net, trace, gradient = problem(sizes, ["tanh", "tanh", "sigmoid"], "half_quadratic")
    paths = [
        path
        for layer, W in enumerate(net.weights)
        for row, column in np.ndindex(W.shape)
        for path in paths_of_weight(net, trace, gradient, layer, row, column)
    ]
    work = work_of_all_weights(sizes)
    assert work.paths == len(paths)
    assert work.path_multiplications == sum(len(path.factors) - 1 for path in paths)
    # δa of each weight; Wᵀδ and f′ of layers 2 and 1
    assert work.backward_multiplications == (6 + 12 + 8) + (4 * 2 + 4) + (3 * 4 + 3)


def test_the_work_for_one_weight():
    sizes = (2, 3, 4, 2)
    assert (paths_from_layer(sizes, 1), multiplications_of_path(1, 3)) == (8, 5)
    first, last = work_of_weight(sizes, 1), work_of_weight(sizes, 3)
    assert (first.paths, first.path_multiplications) == (8, 40)
    # all of layer 2: Wᵀδ and f′; one neuron of layer 1; δa
    assert first.backward_multiplications == (4 * 2 + 4) + (4 + 1) + 1
    assert (last.paths, last.path_multiplications, last.backward_multiplications) == (1, 1, 1)


def test_one_sample_and_two_layers_are_needed():
    net, _, gradient = problem((2, 2), ["tanh"], "quadratic")
    with pytest.raises(ValueError, match="one sample, not 2"):
        paths_of_weight(net, net.forward(np.zeros((2, 2))), gradient, 0, 0, 0)
    with pytest.raises(ValueError, match="inputs and outputs"):
        work_of_all_weights((3,))


@pytest.mark.parametrize("width", [2, 4, 10])
@pytest.mark.parametrize("depth", [3, 10])
def test_one_pass_back_takes_about_twice_the_multiplications_of_one_forward(width, depth):
    sizes = (width,) * (depth + 1)
    assert forward_multiplications(sizes) == depth * width**2
    assert 1.5 < work_of_all_weights(sizes).backward_multiplications / forward_multiplications(sizes) < 2.5
