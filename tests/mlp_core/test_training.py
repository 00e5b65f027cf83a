"""The Trainer: what a seed fixes, what its slices do, and what its history says."""

import numpy as np
import pytest

from mlp_core import LOSSES, MLP, OPTIMIZERS, SCHEDULES, Trainer
from mlp_core.classification import accuracy
from mlp_core.training_parts.full_passes import FullPasses
from tests.mlp_core.problems import assert_same_run, line, random_network, steps, trainer, two_classes


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_same_seed_same_history(optimizer: str) -> None:
    arguments = {"optimizer": optimizer, "l2": 0.01, "test_data": two_classes(20, seed=1), "schedule": "1/t"}
    one, two = trainer(seed=3, **arguments), trainer(seed=3, **arguments)
    one.run_epochs(12)
    two.run_epochs(12)
    assert_same_run(one, two)
    other = trainer(seed=4, **arguments)
    other.run_epochs(12)
    assert (other.network.parameters != one.network.parameters).any()


def test_any_mixture_of_slices_is_the_same_run() -> None:
    """Steps, epochs and slices of time only say when to pause."""
    arguments = {"optimizer": "adam", "clip_norm": 0.5, "test_data": two_classes(20, seed=1), "schedule": "exponential"}
    whole, sliced = trainer(**arguments), trainer(**arguments)
    whole.run_epochs(8)
    steps(sliced, 4)
    sliced.run_epochs(1)
    assert (sliced.epoch, sliced.steps) == (1, 9)  # 60 rows in mini-batches of 7
    sliced.run_epochs(2)
    sliced.run_for(0)
    sliced.run_for(1e-9)
    assert sliced.steps == 3 * 9 + 2
    steps(sliced, 16)
    sliced.run_epochs(0)
    sliced.run_epochs(3)
    assert_same_run(whole, sliced)


def test_run_for_does_at_least_one_step_and_then_more() -> None:
    run = trainer()
    run.run_for(0.0)
    assert run.steps == 1
    run.run_for(0.05)
    assert run.steps > 2


def test_it_trains_in_place() -> None:
    net = random_network([2, 5, 4, 1], ["tanh", "tanh", "sigmoid"])
    vector, before = net.parameters, net.parameters.copy()
    run = trainer(network=net)
    run.run_epochs(1)
    assert run.network is net
    assert net.parameters is vector
    assert (vector != before).all()


def test_data_are_copied_and_left_alone() -> None:
    X, T = two_classes()
    kept = X.copy(), T.copy()
    run = trainer(X=X, T=T, test_data=(X, T))
    run.run_epochs(2)
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(T, kept[1])
    X[:] = np.nan
    run.run_epochs(1)
    assert run.status == "running"
    with pytest.raises(ValueError, match="read-only"):
        run.X[0] = 0.0


@pytest.mark.parametrize("hidden", [(5, 4), (70, 65)])
def test_one_step_is_one_update_by_the_plain_gradient(hidden: tuple) -> None:
    """Also where there are so many parameters that other calls are faster."""
    net = random_network([2, *hidden, 1], ["tanh", "tanh", "sigmoid"])
    run = trainer(network=net, batch_size="all", learning_rate=0.3, l1=0.02, l2=0.05)
    before = net.copy()
    _, gradient = before.loss_and_gradient(run.X, run.T, run.loss, 0.02, 0.05)
    norms = [np.linalg.norm(block) for block in before.split(gradient.vector)]
    np.testing.assert_allclose(run.history.layer_gradient_norms[0], norms)
    run.step()
    np.testing.assert_allclose(net.parameters, before.parameters - 0.3 * gradient.vector, rtol=1e-10, atol=1e-13)
    assert run.history.gradient_norm[-1] == pytest.approx(np.linalg.norm(gradient.vector))
    np.testing.assert_allclose(run.history.layer_gradient_norms[-1], norms)


def test_clipping() -> None:
    free, clipped = trainer(batch_size="all", learning_rate=1.0), trainer(batch_size="all", learning_rate=1.0)
    start = free.network.parameters.copy()
    free.step()
    length = np.linalg.norm(free.network.parameters - start)
    clipped.clip_norm = length / 3
    clipped.step()
    np.testing.assert_allclose(clipped.network.parameters - start, (free.network.parameters - start) / 3, rtol=1e-9)
    assert clipped.history.gradient_norm[-1] == free.history.gradient_norm[-1]  # told as it was before
    loose = trainer(batch_size="all", learning_rate=1.0, clip_norm=length * 1.01)
    loose.step()
    np.testing.assert_array_equal(loose.network.parameters, free.network.parameters)


@pytest.mark.parametrize("clip_norm", [0.1, 50.0])
def test_clipping_where_squares_overflow(clip_norm: float) -> None:
    """A gradient of 1e200 is finite, its square is not: the step still has the length of the clip."""
    net = MLP([1, 1], "linear", "zeros")
    net.weights[0][:] = 1e200
    run = Trainer(net, [[1.0]], [[0.0]], "half_quadratic", learning_rate=1.0, clip_norm=clip_norm)
    assert run.status == "diverged"  # the loss has overflowed as well, so this step is asked of the update itself
    with np.errstate(all="ignore"):
        run._update(np.array([[1.0, 1.0]]), np.array([[0.0]]), 1.0)
    assert net.biases[0][0] == pytest.approx(-clip_norm / np.sqrt(2))


def test_the_history_of_an_epoch_comes_from_its_mini_batches() -> None:
    run = trainer(l2=0.1)
    start = run.network.copy()
    assert run.history.train_loss[0] == pytest.approx(start.loss(run.X, run.T, run.loss), rel=1e-12)
    assert run.history.train_accuracy[0] == accuracy(start.predict(run.X), run.T)
    losses, squares, right = [], [], []
    for _ in range(9):
        remaining = run._batches.remaining
        before = run.network.copy()
        run.step()
        first = 0 if remaining == 0 else 60 - remaining
        last = 60 - run._batches.remaining
        X, T = run.X[run._batches.order[first:last]], run._batches.t[first:last]
        value, gradient = before.loss_and_gradient(X, T, run.loss, l2=0.1)
        losses += [value - before.penalty(0.0, 0.1)] * len(X)
        squares.append((gradient.vector**2).sum())
        right.append(accuracy(before.predict(X), T) * len(X))
    history = run.history
    assert len(history) == 2
    assert history.train_loss[1] == pytest.approx(np.mean(losses), rel=1e-10)
    assert history.gradient_norm[1] == pytest.approx(np.sqrt(np.mean(squares)), rel=1e-10)
    assert history.train_accuracy[1] == pytest.approx(np.sum(right) / 60)
    assert history.penalty[1] == pytest.approx(run.network.penalty(0.0, 0.1))
    np.testing.assert_array_equal(history.epoch, [0, 1])
    np.testing.assert_array_equal(history.steps, [0, 9])


def test_test_data_are_measured_at_the_end_of_the_epoch() -> None:
    X, T = two_classes(10, seed=5)
    run = trainer(test_data=(X, T))
    run.run_epochs(1)
    assert run.history.test_loss[1] == pytest.approx(run.network.loss(X, T, run.loss))
    assert run.history.test_accuracy[1] == accuracy(run.network.predict(X), T)
    assert run.history.best_test_epoch == 1


def test_full_passes_are_planned_from_sizes() -> None:
    """More test rows than the time allows are looked at every few epochs, always the same ones."""
    run = trainer(test_data=two_classes(3000, seed=1), batch_size="all")
    run.run_epochs(120)
    measured = run.history.epoch[~np.isnan(run.history.test_loss)]
    assert measured[0] == 0
    every = np.diff(measured)
    assert (every == every[0]).all()
    assert 20 < every[0] < 150
    assert run.history.best_test_epoch in measured

    net, loss = run.network, LOSSES["binary_cross_entropy"]
    small, large = ((np.zeros((n, 2)), np.zeros((n, 1))) for n in (20, 20_000))
    intervals = [
        FullPasses(net, loss, large, test_data, batch_size)._test_every
        for test_data, batch_size in ((small, 10), (large, 10), (large, 20_000))
    ]
    assert intervals[0] == 1
    assert intervals == sorted(intervals)
    passes = FullPasses(net, loss, large, None, 1000)
    due = [epoch for epoch in range(60) if np.isfinite(passes.gradient_norm(epoch, 0.0, 0.0))]
    assert due[0] == 0
    assert 2 < due[1] < 30
    assert len(set(np.diff(due))) == 1


@pytest.mark.parametrize("batch_size", [1, 59, 60, 61, 10**9, "all"])
def test_batch_sizes(batch_size) -> None:
    run = trainer(batch_size=batch_size)
    run.run_epochs(2)
    expected = {1: 120, 59: 4}.get(batch_size, 2)
    assert run.steps == expected
    assert run.batch_size == min(60, 60 if batch_size == "all" else batch_size)
    assert run.status == "running"


def test_one_sample_one_neuron_no_hidden_layer() -> None:
    run = Trainer(MLP([1, 1], "sigmoid", "zeros"), [[2.0]], [[1.0]], "binary_cross_entropy", learning_rate=1.0)
    run.run_epochs(1)
    np.testing.assert_allclose(run.network.parameters, [1.0, 0.5])  # −(a − t)·x and −(a − t) at a = ½
    run.run_epochs(200)
    assert run.history.train_accuracy[-1] == 1.0
    assert run.history.train_loss[-1] < 0.01


def test_constant_inputs_and_an_absent_class() -> None:
    net = MLP([2, 3, 3], ["relu", "softmax"], seed=1)
    run = Trainer(
        net, np.ones((7, 2)), np.eye(3)[[0, 0, 0, 0, 0, 1, 1]], "cross_entropy", learning_rate=0.1, batch_size=2
    )
    run.run_epochs(300)
    np.testing.assert_allclose(net.predict([[1.0, 1.0]]), [[5 / 7, 2 / 7, 0.0]], atol=0.1)


def test_targets_that_do_not_sum_to_one_train_too() -> None:
    net = MLP([1, 2], "softmax", seed=1)
    run = Trainer(net, [[1.0], [-1.0]], [[0.5, 0.0], [0.2, 0.2]], "cross_entropy", batch_size="all", learning_rate=0.1)
    before = net.copy()
    run.step()
    _, gradient = before.loss_and_gradient(run.X, run.T, "cross_entropy")
    np.testing.assert_allclose(net.parameters, before.parameters - 0.1 * gradient.vector)


def test_regression_has_no_accuracy() -> None:
    X, T = line()
    run = Trainer(MLP([1, 3, 1], ["tanh", "linear"]), X, T, "half_quadratic")
    assert not run.classification
    run.run_epochs(2)
    assert np.isnan(run.history.train_accuracy).all()
    assert run.history.knee_epoch() is None


def test_steps_have_no_gradient_yet_training_runs() -> None:
    run = trainer(network=MLP([2, 4, 1], ["step", "sigmoid"], seed=1))
    hidden = run.network.blocks[0].copy()
    run.run_epochs(5)
    np.testing.assert_array_equal(run.network.blocks[0], hidden)
    assert run.history.train_loss[-1] < run.history.train_loss[0]


X, T = ((1.0, 2.0), (3.0, 4.0)), ((0.0,), (1.0,))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            {"X": ((1.0,), (2.0,))},
            r"training data must be X \(N, 2\) and T \(N, 1\) with N ≥ 1, not \(2, 1\) and \(2, 1\)",
        ),
        ({"T": (0.0, 1.0)}, r"not \(2, 2\) and \(2,\)"),
        ({"T": ((0.0,),)}, r"not \(2, 2\) and \(1, 1\)"),
        ({"X": np.empty((0, 2)), "T": np.empty((0, 1))}, r"not \(0, 2\) and \(0, 1\)"),
        ({"X": ((1.0, np.nan), (3.0, 4.0))}, "the training data hold values that are not finite"),
        ({"test_data": (((1.0,),), ((1.0,),))}, r"the test data must be X \(N, 2\).* not \(1, 1\) and \(1, 1\)"),
        ({"test_data": (X, ((np.inf,), (0.0,)))}, "the test data hold values that are not finite"),
        ({"T": ((-1.0,), (1.0,))}, r"binary_cross_entropy needs targets in \[0, 1\]; these lie in \[-1, 1\]"),
        ({"test_data": (X, ((2.0,), (0.0,)))}, r"these lie in \[0, 2\]"),
        ({"loss": "mse"}, "unknown loss 'mse'; known are: quadratic"),
        ({"network": MLP([2, 1], "tanh")}, "tanh leaves that range. Losses that fit tanh: quadratic, half_quadratic"),
        ({"optimizer": "adamw"}, "unknown optimizer 'adamw'; known are: sgd"),
        ({"schedule": "linear"}, "unknown schedule 'linear'; known are: constant"),
        ({"learning_rate": -0.1}, "learning_rate must be at least 0, not -0.1"),
        ({"learning_rate": np.inf}, "learning_rate must be a finite number, not inf"),
        ({"learning_rate": "0.1"}, "learning_rate must be a finite number, not '0.1'"),
        ({"batch_size": 0}, 'batch_size must be a whole number from 1 on, or "all", not 0'),
        ({"batch_size": 2.5}, "not 2.5"),
        ({"batch_size": True}, "not True"),
        ({"batch_size": "some"}, "not 'some'"),
        ({"seed": -1}, "seed must be a whole number from 0 on, not -1"),
        ({"l1": -1.0}, "l1 must be at least 0, not -1.0"),
        ({"l2": np.nan}, "l2 must be a finite number, not nan"),
        ({"clip_norm": 0.0}, "clip_norm must be above 0, not 0.0"),
        ({"stop_gradient_norm": -1.0}, "stop_gradient_norm must be at least 0, not -1.0"),
        ({"stop_loss": np.nan}, "stop_loss must be a finite number, not nan"),
        ({"stop_epoch": 0}, "stop_epoch must be a whole number from 1 on, not 0"),
        ({"stop_epoch": 1.5}, "not 1.5"),
        ({"stop_epoch": True}, "not True"),
    ],
)
def test_bad_arguments(arguments: dict, said: str) -> None:
    given = {"network": MLP([2, 1], "sigmoid"), "X": X, "T": T, "loss": "binary_cross_entropy"} | arguments
    with pytest.raises(ValueError, match=said):
        Trainer(**given)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda run: run.run_epochs(-1), "n must be a whole number from 0 on, not -1"),
        (lambda run: run.run_epochs(0.5), "n must be a whole number from 0 on, not 0.5"),
        (lambda run: run.run_for(np.nan), "seconds must be a finite number, not nan"),
        (lambda run: run.run_for(np.inf), "seconds must be a finite number, not inf"),
        (lambda run: run.run_for(-1.0), "seconds must be at least 0, not -1.0"),
    ],
)
def test_bad_slices(call, said: str) -> None:
    run = trainer()
    with pytest.raises(ValueError, match=said):
        call(run)
    assert run.steps == 0


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_present_rate(schedule: str) -> None:
    run = trainer(schedule=schedule, learning_rate=0.2)
    for _ in range(3):
        assert run.present_rate == pytest.approx(0.2 * SCHEDULES[schedule].factor(run.epoch))
        run.run_epochs(1)
