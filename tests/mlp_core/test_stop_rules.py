"""The rules that stop a run, and going on after one of them has changed."""

import numpy as np
import pytest

from mlp_core import MLP, Trainer
from tests.mlp_core.problems import does_nothing, line, trainer


def least_squares() -> Trainer:
    """A line already fitted best, looked at in mini-batches whose own gradients are far from 0, and not moved."""
    X, T = line()
    net = MLP([1, 1], "linear", "zeros")
    solution = np.linalg.lstsq(np.hstack([X, np.ones_like(X)]), T, rcond=None)[0]
    net.parameters[:] = solution[:, 0]
    return Trainer(net, X, T, "half_quadratic", learning_rate=0.0, batch_size=7)


def test_the_gradient_rule_looks_at_the_full_gradient() -> None:
    run = least_squares()
    run.stop_gradient_norm = 1e-6
    run.run_epochs(50)
    assert run.status == "converged"
    assert run.epoch < 50
    assert run.history.gradient_norm[-1] > 0.05
    _, gradient = run.network.loss_and_gradient(run.X, run.T, run.loss)
    assert np.linalg.norm(gradient.vector) < 1e-6
    assert does_nothing(run)


def test_the_gradient_rule_does_not_stop_above_its_threshold() -> None:
    run = least_squares()
    run.network.biases[0][0] += 0.01  # the full gradient is then about 0.01
    run.stop_gradient_norm = 0.009
    run.run_epochs(30)
    assert run.status == "running"
    run.stop_gradient_norm = 0.011
    run.run_epochs(30)
    assert run.status == "converged"


def test_the_gradient_rule_counts_the_penalty_and_not_the_cut_links() -> None:
    run = least_squares()
    run.l2 = 1.0
    run.stop_gradient_norm = 0.1
    run.run_epochs(30)
    assert run.status == "running"
    w = run.network.weights[0][0, 0]
    run.stop_gradient_norm = 1.01 * abs(w)
    run.run_epochs(30)
    assert run.status == "converged"

    cut = least_squares()
    cut.network.set_cut(0, 0, 0)
    cut.cut_changed()
    _, gradient = cut.network.loss_and_gradient(cut.X, cut.T, cut.loss)
    assert abs(gradient.weights[0][0, 0]) > 0.1
    cut.network.biases[0][0] -= gradient.biases[0][0]
    cut.stop_gradient_norm = 1e-6
    cut.run_epochs(30)
    assert cut.status == "converged"


def test_batch_training_stops_by_its_own_gradient() -> None:
    X, T = line()
    run = Trainer(
        MLP([1, 1], "linear"), X, T, "quadratic", learning_rate=0.3, batch_size="all", stop_gradient_norm=1e-5
    )
    run.run_epochs(1000)
    assert run.status == "converged"
    assert run.history.gradient_norm[-1] < 1e-5 <= run.history.gradient_norm[-2]


def test_an_epoch_that_becomes_batch_training_in_its_middle_is_not_taken_for_the_full_gradient() -> None:
    run = least_squares()
    run.network.biases[0][0] += 0.01
    _, gradient = run.network.loss_and_gradient(run.X, run.T, run.loss)
    full = np.linalg.norm(gradient.vector)
    run.step()
    run.batch_size = "all"
    run.stop_gradient_norm = full * 0.999
    run.step()
    assert run.epoch == 1
    assert run.status == "running"


def test_a_measurement_from_the_middle_of_an_epoch_is_not_taken_for_the_full_gradient() -> None:
    """The rest of an epoch, fitted exactly by itself: its gradient is 0, that of all rows is not."""
    run = least_squares()
    run.step()
    run.batch_size = "all"
    run.loss = "quadratic"
    rest = run._batches.order[7:]
    X, T = run.X[rest], run.T[rest]
    run.network.parameters = np.linalg.lstsq(np.hstack([X, np.ones_like(X)]), T, rcond=None)[0][:, 0]
    run.stop_gradient_norm = 1e-9
    run.step()
    assert run.history.gradient_norm[-1] < 1e-9
    assert run.status == "running"


def test_stop_at_a_loss() -> None:
    run = trainer(learning_rate=0.5, stop_loss=0.4)
    run.run_epochs(500)
    assert run.status == "reached_loss"
    assert run.history.train_loss[-1] < 0.4
    assert (run.history.train_loss[1:-1] >= 0.4).all()
    assert does_nothing(run)


def test_stop_at_an_epoch() -> None:
    run = trainer(stop_epoch=5)
    run.run_epochs(3)
    assert run.status == "running"
    run.run_epochs(30)
    assert (run.status, run.epoch) == ("reached_epoch", 5)
    assert does_nothing(run)


@pytest.mark.parametrize(
    ("rule", "lenient"), [("stop_epoch", 8), ("stop_epoch", None), ("stop_loss", 1e-9), ("stop_gradient_norm", None)]
)
def test_it_goes_on_after_a_change_of_a_rule(rule: str, lenient) -> None:
    strict = {"stop_epoch": 5, "stop_loss": 100.0, "stop_gradient_norm": 100.0}[rule]
    run, plain = trainer(**{rule: strict}), trainer()
    run.run_epochs(6)
    assert run.status != "running"
    stopped_at = run.epoch
    setattr(run, rule, lenient)
    assert run.status == "running"
    run.run_epochs(7 - stopped_at)
    plain.run_epochs(7)
    np.testing.assert_array_equal(run.network.parameters, plain.network.parameters)


def test_a_stop_epoch_that_is_over_stops_at_once() -> None:
    run = trainer()
    run.run_epochs(6)
    run.stop_epoch = 4
    assert run.status == "reached_epoch"
    run.stop_epoch = 7
    run.run_epochs(5)
    assert run.epoch == 7
    run.stop_loss = 1e-9  # another rule changes nothing about this one
    assert run.status == "reached_epoch"


def test_another_function_is_measured_anew() -> None:
    run = trainer(stop_loss=100.0)
    run.run_epochs(3)
    assert (run.status, run.epoch) == ("reached_loss", 1)
    run.activations = ["relu", "relu", "sigmoid"]
    assert run.status == "running"
