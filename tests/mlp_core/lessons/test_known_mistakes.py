"""The well-known mistake is made as it was published, and the gradient check catches it."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.gradient_check import check_gradient
from mlp_core.lessons.known_mistakes import with_diagonal_softmax

X, T = np.array([[0.4, -1.2]]), np.array([[0.0, 1.0, 0.0]])


def test_delta_is_what_the_notes_give():
    net = MLP([2, 3, 3], ["tanh", "softmax"], seed=1)
    mistaken = with_diagonal_softmax(net)
    a = net.predict(X)
    np.testing.assert_array_equal(mistaken.predict(X), a)
    _, gradient = mistaken.loss_and_gradient(X, T, "cross_entropy")
    np.testing.assert_allclose(gradient.deltas[-1], -T * (1 - a), rtol=1e-12)
    assert net.activations[-1].name == "softmax"


def test_the_check_catches_it_and_passes_the_right_one():
    net = MLP([2, 3, 3], ["tanh", "softmax"], seed=1)
    _, wrong = with_diagonal_softmax(net).loss_and_gradient(X, T, "cross_entropy")
    assert check_gradient(net, X, T, "cross_entropy").worst < 1e-6
    assert check_gradient(net, X, T, "cross_entropy", wrong.vector).worst > 0.5


def test_it_is_one_of_softmax():
    with pytest.raises(ValueError, match="not of sigmoid"):
        with_diagonal_softmax(MLP([2, 2], "sigmoid"))
