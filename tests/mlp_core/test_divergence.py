"""Divergence: noticed at its step, and finite parameters to return to."""

import numpy as np
import pytest

from mlp_core import MLP, Trainer
from mlp_core.initializers import Normal
from mlp_core.training_parts.best_parameters import BestParameters
from tests.mlp_core.problems import does_nothing, line, random_network, steps, trainer, two_classes


def exploding(**changed) -> Trainer:
    X, T = line()
    given = {"loss": "quadratic", "learning_rate": 3.0} | changed
    return Trainer(random_network([1, 6, 1], ["tanh", "linear"]), X, T, **given)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov"])
@pytest.mark.parametrize("batch_size", [7, "all"])
def test_divergence_is_noticed_at_its_step(optimizer: str, batch_size) -> None:
    run = exploding(optimizer=optimizer, batch_size=batch_size)
    with np.errstate(all="ignore"):
        while run.status == "running":
            before = run.network.parameters.copy()
            assert np.isfinite(before).all()
            seen_loss = run.network.loss(run.X, run.T, run.loss)
            run.step()
            finite = np.isfinite(run.network.parameters).all()
            if batch_size == "all":
                finite = finite and np.isfinite(seen_loss)
                assert finite == (run.status == "running")
            assert finite or run.status == "diverged"
            assert run.steps < 10_000
    assert does_nothing(run)
    assert np.isfinite(run.history.train_loss).all()


@pytest.mark.parametrize("batch_size", [7, "all"])
def test_divergence_is_the_same_step_however_it_is_sliced(batch_size) -> None:
    whole, sliced = exploding(batch_size=batch_size), exploding(batch_size=batch_size)
    whole.run_epochs(10_000)
    steps(sliced, whole.steps + 5)
    assert whole.status == sliced.status == "diverged"
    assert (whole.steps, whole.epoch) == (sliced.steps, sliced.epoch)


def test_a_loss_that_overflows_is_a_divergence_though_all_weights_are_finite() -> None:
    """(1e170)² is too large for a number; the weights are far from it."""
    X, T = np.array([[1.0], [1.0]]), np.zeros((2, 1))
    net = MLP([1, 1], "linear", "zeros")
    run = Trainer(net, X, T, "quadratic", learning_rate=1e170, batch_size=1)
    net.parameters[:] = [1.0, 0.0]
    run.step()
    assert run.status == "running"
    assert np.abs(net.parameters).max() > 1e169
    run.step()
    assert run.status == "diverged"
    assert run.steps == 2


def test_a_loss_that_overflows_between_moderate_weights() -> None:
    """1e80 · 1e80 is no weight of the network, but its output."""
    net = MLP([1, 1, 1], "linear", "zeros")
    run = Trainer(net, [[1.0], [1.0]], [[0.0], [0.0]], "quadratic", learning_rate=1e-300, batch_size=1)
    net.weights[0][:] = net.weights[1][:] = 1e80
    run.step()
    assert run.status == "diverged"
    assert np.abs(net.parameters).max() < 1e81


def test_weights_that_overflow_under_a_moderate_gradient() -> None:
    run = Trainer(MLP([1, 1], "linear"), [[1.0], [1.0]], [[9.0], [9.0]], "quadratic", learning_rate=1e308, batch_size=1)
    run.step()
    assert run.status == "diverged"
    assert run.epoch == 0


def test_weights_that_are_not_finite_from_the_start() -> None:
    run = Trainer(MLP([1, 1], "linear", Normal(1e308)), [[10.0]], [[0.0]], "quadratic")
    assert run.status == "diverged"
    assert does_nothing(run)


@pytest.mark.parametrize("batch_size", [1, 7, "all"])
@pytest.mark.parametrize("learning_rate", [0.8, 1.5, 3.0, 30.0])
def test_the_best_recorded_epoch_is_there_to_return_to(learning_rate: float, batch_size) -> None:
    run = exploding(learning_rate=learning_rate, batch_size=batch_size)
    snapshots = {0: run.network.parameters.copy()}
    while run.status == "running" and run.epoch < 400:
        run.run_epochs(1)
        snapshots[run.epoch] = run.network.parameters.copy()
    if run.status == "running":
        assert learning_rate < 3
    history = run.history
    lowest = int(history.epoch[np.argmin(history.train_loss)])
    np.testing.assert_array_equal(run.best_parameters, snapshots[run.best_epoch])
    assert np.isfinite(run.best_parameters).all()
    if run.best_epoch != lowest:  # only where the end of the lowest epoch was already on its way out
        probe = run.network.copy()
        probe.parameters = snapshots[lowest]
        with np.errstate(all="ignore"):
            assert not probe.loss(run.X, run.T, run.loss) < 10 * history.train_loss.min()
    if run.status == "diverged":
        run.learning_rate = 0.01
        epoch = run.epoch
        run.return_to_best()
        np.testing.assert_array_equal(run.network.parameters, run.best_parameters)
        assert run.status == "running"
        run.run_epochs(20)
        assert run.status == "running"
        assert run.epoch == epoch + 20
        assert run.history.train_loss[-1] < 3 * history.train_loss.min()


def test_after_rising_losses_the_first_weights_are_the_best() -> None:
    run = exploding(learning_rate=30.0, batch_size=7)
    first = run.network.parameters.copy()
    run.run_epochs(100)
    assert run.best_epoch == 0
    np.testing.assert_array_equal(run.best_parameters, first)


def test_batch_training_that_leaps_off_returns_to_before_the_leap() -> None:
    """The loss of a batch epoch is from before its step: the lowest one belongs to the leap itself."""
    run = exploding(learning_rate=0.05, batch_size="all")
    run.run_epochs(30)
    before = run.network.parameters.copy()
    run.learning_rate = 1e80
    run.run_epochs(1)
    assert np.abs(run.network.parameters).max() > 1e70
    run.run_epochs(5)
    assert run.status == "diverged"
    assert run.best_epoch == 30
    np.testing.assert_array_equal(run.best_parameters, before)


def diverged(**changed) -> Trainer:
    run = trainer(network=random_network([2, 5, 1], ["tanh", "linear"]), loss="quadratic", **changed)
    run.run_epochs(5)
    run.learning_rate = 1e300
    run.run_epochs(2)
    assert run.status == "diverged"
    assert not np.isfinite(run.network.parameters).all()
    run.learning_rate = 0.01
    return run


def test_return_to_best_forgets_the_momentum() -> None:
    run = diverged(optimizer="momentum")
    run.learning_rate = 0.0
    run.return_to_best()
    run.run_epochs(1)
    np.testing.assert_array_equal(run.network.parameters, run.best_parameters)
    run.learning_rate = 0.01
    run.run_epochs(1)
    assert run.status == "running"  # NaN in the velocity would not have let it go


def test_return_to_best_keeps_cut_links_cut() -> None:
    run = trainer()
    run.run_epochs(3)
    run.network.set_cut(0, 2, 1)
    run.cut_changed()
    run.return_to_best()
    assert run.network.weights[0][2, 1] == 0.0
    assert run.best_parameters[run.network.cut] != 0.0


@pytest.mark.parametrize(
    "change",
    [
        lambda run: setattr(run, "activations", ["relu", "linear"]),
        lambda run: setattr(run, "activations", ["maxout", "linear"]),
        lambda run: setattr(run, "loss", "half_quadratic"),
        lambda run: setattr(run, "stop_loss", 1e-9),
        lambda run: setattr(run, "optimizer", "adam"),
        lambda run: run.resize(run.network.resized([2, 7, 1], ["tanh", "linear"])),
        lambda run: run.change_function(["tanh", "sigmoid"], "binary_cross_entropy"),
    ],
)
def test_what_there_is_to_return_to_survives_changes_after_the_divergence(change) -> None:
    run = diverged()
    best = run.network.copy()
    best.parameters = run.best_parameters
    change(run)
    assert run.status == "diverged"
    assert np.isfinite(run.best_parameters).all()
    run.return_to_best()
    np.testing.assert_array_equal(run.network.weights[0][:5], best.weights[0])
    np.testing.assert_array_equal(run.network.weights[1][:, :5], best.weights[1])
    run.run_epochs(3)
    assert run.status == "running"


def test_the_epoch_to_return_to_stays_the_same_in_other_sizes() -> None:
    run = exploding(learning_rate=0.1)
    run.run_epochs(5)
    run.learning_rate = 3.0  # takes some epochs to leave the finite numbers
    run.run_epochs(200)
    best = run.best_epoch
    assert run.status == "diverged"
    assert best < run.epoch
    run.resize(run.network.resized([1, 7, 1], ["tanh", "linear"]))
    assert run.best_epoch == best


def test_the_best_of_a_new_function_is_found_anew() -> None:
    run = trainer(loss="quadratic")
    run.run_epochs(10)
    run.loss = "binary_cross_entropy"  # whose numbers are larger
    assert run.best_epoch == 10  # nothing better is known yet
    run.run_epochs(1)
    assert run.history.train_loss[-1] > run.history.train_loss[-2]
    assert run.best_epoch == 11


def test_a_lower_loss_takes_over_and_a_higher_one_does_not() -> None:
    best = BestParameters(np.zeros(2), 0, 5.0)
    best.offer(np.ones(2), 1, 6.0)
    assert best.epoch == 0
    best.offer(np.full(2, 2.0), 2, 4.0)
    best.offer(np.full(2, 3.0), 3, 4.0)
    assert (best.epoch, best.loss) == (2, 4.0)
    np.testing.assert_array_equal(best.parameters, 2.0)
    best.settle(lambda parameters: 39.0)
    assert best.epoch == 2
    best.settle(lambda parameters: 41.0)
    assert (best.epoch, best.loss) == (0, 5.0)
    np.testing.assert_array_equal(best.parameters, 0.0)


def test_no_warning_escapes_when_classes_diverge() -> None:
    X, T = two_classes()
    for hidden in (["relu", "relu"], ["swish", "softplus"], ["gaussian", "softsign"], ["maxout", "leaky_relu"]):
        net = random_network([2, 4, 4, 1], [*hidden, "linear"])
        run = Trainer(net, X, T, "quadratic", "momentum", learning_rate=1e5)
        run.run_epochs(300)
        assert run.status == "diverged" or np.isfinite(run.network.parameters).all()
        run.learning_rate = 1e300
        run.run_epochs(5)
        assert run.status == "diverged"
