"""Saturated and dead units, and the cause of a divergence on constructed cases."""

from math import isnan

import numpy as np
import pytest

from mlp_core import ACTIVATIONS, MLP, Trainer
from mlp_core.diagnostics import dead_units, saturated_share, why_diverged
from mlp_core.initializers import Normal
from tests.mlp_core.problems import HIDDEN, line, two_classes


@pytest.mark.parametrize(
    ("name", "z", "share"),
    [
        ("tanh", [[0.0, 1.0, -5.0, 9.0]], 0.5),
        ("sigmoid", [[0.0, -1000.0], [1000.0, 2.0]], 0.5),
        ("relu", [[-1.0, 2.0], [-3.0, -0.1]], 0.75),
        ("leaky_relu", [[-1.0, 2.0]], 0.5),
        ("linear", [[-50.0, 50.0]], 0.0),
        ("maxout", [[-50.0, 50.0]], 0.0),
    ],
)
def test_saturated_share(name: str, z: list, share: float) -> None:
    assert saturated_share(ACTIVATIONS[name], np.array(z)) == share


@pytest.mark.parametrize("name", ["step", "sign", "softmax"])
def test_no_share_where_nothing_can_saturate(name: str) -> None:
    assert isnan(saturated_share(ACTIVATIONS[name], np.zeros((2, 2))))


def test_dead_units() -> None:
    z = np.array([[-1.0, -1.0, 2.0], [-0.1, 3.0, 1.0]])
    np.testing.assert_array_equal(dead_units(ACTIVATIONS["relu"], z), [True, False, False])
    np.testing.assert_array_equal(dead_units(ACTIVATIONS["tanh"], z), [False, False, False])
    np.testing.assert_array_equal(dead_units(ACTIVATIONS["tanh"], 1000 * z), [True, True, True])
    np.testing.assert_array_equal(dead_units(ACTIVATIONS["step"], z), [True, True, True])
    np.testing.assert_array_equal(dead_units(ACTIVATIONS["maxout"], np.ones((3, 4))), [False, False])


@pytest.mark.parametrize("name", HIDDEN)
def test_a_dead_unit_gets_no_gradient(name: str) -> None:
    net = MLP([2, 4, 1], [name, "linear"], "normal", seed=1)
    net.weights[0] *= 100.0
    X, _ = two_classes(20)
    _, gradient = net.loss_and_gradient(X, np.ones((20, 1)), "quadratic")
    dead = dead_units(net.activations[0], net.forward(X).z[0])
    norms = np.abs(gradient.weights[0]).sum(axis=1).reshape(-1, 4).sum(axis=0)
    assert not norms[dead].any()


def diverged(net: MLP, X, T, **arguments) -> tuple[Trainer, MLP]:
    first = net.copy()
    run = Trainer(net, X, T, **arguments)
    run.run_epochs(200)
    assert run.status == "diverged"
    return run, first


def test_the_learning_rate_of_a_regression() -> None:
    run, first = diverged(
        MLP([1, 8, 1], ["tanh", "linear"]), *line(), loss="quadratic", learning_rate=3.0, batch_size=10
    )
    found = why_diverged(run, first)
    assert found.cause == "learning_rate"
    assert found.weight_scale < 2


def test_the_initial_scale() -> None:
    X, T = line()
    net = MLP([1, 8, 8, 1], ["relu", "relu", "linear"], Normal(10.0))
    run, first = diverged(net, X, T, loss="half_quadratic", learning_rate=0.05)
    found = why_diverged(run, first)
    assert found.cause == "initial_scale"
    assert found.weight_scale > 10


def test_a_penalty_whose_step_overshoots() -> None:
    """ηλ = 30: each step multiplies the weights by −29."""
    net = MLP([2, 8, 1], ["tanh", "sigmoid"], seed=1)
    run, first = diverged(net, *two_classes(), loss="binary_cross_entropy", learning_rate=3.0, l2=10.0)
    assert why_diverged(run, first).cause == "penalty"


def test_an_unbounded_output_on_classes() -> None:
    net = MLP([2, 8, 1], ["tanh", "linear"], seed=1)
    run, first = diverged(net, *two_classes(), loss="quadratic", learning_rate=1.0)
    assert why_diverged(run, first).cause == "unbounded_output"


def test_first_weights_are_not_blamed_for_what_came_later() -> None:
    """Large first weights, fine for 50 epochs; then a hundredfold learning rate."""
    net = MLP([1, 6, 1], ["tanh", "linear"], Normal(3.0))
    first, (X, T) = net.copy(), line()
    run = Trainer(net, X, T, "half_quadratic", learning_rate=0.01)
    run.run_epochs(50)
    assert run.status == "running"
    assert why_diverged(run, first).weight_scale > 2
    run.learning_rate = 1e4
    run.run_epochs(50)
    assert run.status == "diverged"
    run.learning_rate = 0.01  # as the page does when it offers a smaller one
    assert why_diverged(run, first).cause == "learning_rate"


def test_it_follows_changes_made_while_training_and_leaves_the_run_alone() -> None:
    """Output, loss and sizes are those of the end, not those of the first network."""
    net = MLP([2, 4, 1], ["tanh", "sigmoid"])
    first, (X, T) = net.copy(), two_classes()
    run = Trainer(net, X, T, "binary_cross_entropy", learning_rate=0.1)
    run.run_epochs(2)
    run.change_function(["relu", "linear"], "quadratic")
    run.resize(run.network.resized([2, 6, 5, 1], ["relu", "relu", "linear"]))
    run.learning_rate = 5.0
    run.run_epochs(50)
    assert run.status == "diverged"
    before = run.network.parameters.copy(), run.steps, run.status
    assert why_diverged(run, first).cause == "unbounded_output"
    np.testing.assert_array_equal(run.network.parameters, before[0])
    assert (run.steps, run.status) == before[1:]
    assert first.layer_sizes == (2, 4, 1)
