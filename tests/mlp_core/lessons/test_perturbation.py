"""A nudged pre-activation changes the loss as its error term says, to first order."""

import numpy as np

from mlp_core import MLP
from mlp_core.lessons.perturbation import losses_when_nudged


def test_the_change_is_delta_times_the_nudge_to_first_order():
    net = MLP([2, 3, 2], ["tanh", "softmax"], seed=2)
    X, T = np.array([[0.3, -0.8]]), np.array([[1.0, 0.0]])
    before = net.parameters.copy()
    loss, gradient = net.loss_and_gradient(X, T, "cross_entropy")
    for layer, row in ((0, 0), (0, 2), (1, 1)):
        small, half = (
            losses_when_nudged(net, X, T, "cross_entropy", layer, row, [nudge])[0]
            - loss
            - gradient.deltas[layer][0, row] * nudge
            for nudge in (1e-2, 5e-3)
        )
        assert abs(half) < abs(small) / 3.5  # what is left shrinks with the square
    np.testing.assert_array_equal(net.parameters, before)


def test_a_nudge_of_an_output_is_seen_in_its_logit():
    net = MLP([1, 2], "linear", seed=0)
    X, T = np.array([[2.0]]), np.zeros((1, 2))
    z = net.forward(X).z[0][0]
    losses = losses_when_nudged(net, X, T, "quadratic", 0, 1, [0.0, 1.0])
    np.testing.assert_allclose(losses, [z @ z, z[0] ** 2 + (z[1] + 1) ** 2])
