"""From a snapshot training goes on exactly as it did, bit for bit, and what it came from stays as it is."""

import numpy as np
import pytest

from mlp_core import MLP, OPTIMIZERS, SCHEDULES, Trainer
from mlp_core.history import FIELDS
from tests.mlp_core.problems import two_classes

SIZES = (2, 5, 4, 1)


def trainer(X_columns: int = 2, **keys) -> Trainer:
    X, T = two_classes(57)
    X = np.hstack([X, X**2])[:, :X_columns] if X_columns <= 4 else np.hstack([X, np.ones((57, X_columns - 2))])
    X_test, T_test = X[:20] * 0.9, T[:20]
    given = {"loss": "binary_cross_entropy", "learning_rate": 0.05, "test_data": (X_test, T_test), **keys}
    net = MLP((X.shape[1], *SIZES[1:]), ["tanh", "relu", "sigmoid"], seed=4)
    return Trainer(net, X, T, seed=3, **given)


def same_history(a, b) -> bool:
    return all(np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True) for name in FIELDS)


def is_same_run(a: Trainer, b: Trainer) -> None:
    assert (a.epoch, a.steps, a.status, a.time) == (b.epoch, b.steps, b.status, b.time)
    np.testing.assert_array_equal(a.network.parameters, b.network.parameters)
    np.testing.assert_array_equal(a.best_parameters, b.best_parameters)
    assert a.best_epoch == b.best_epoch
    assert same_history(a.history, b.history)
    np.testing.assert_array_equal(a.history.layer_gradient_norms, b.history.layer_gradient_norms)
    assert a.history.best_test_epoch == b.history.best_test_epoch


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("steps", [0, 3, 12, 20])
def test_it_goes_on_bit_for_bit(optimizer, steps) -> None:
    original = trainer(optimizer=optimizer)  # six mini-batches an epoch: 12 steps end one, 20 stand within
    for _ in range(steps):
        original.step()
    snapshot = original.snapshot()
    assert snapshot.time == pytest.approx(steps // 6 + (steps % 6) * 10 / 57)
    original.run_epochs(5)
    again = original.resumed(snapshot)
    assert (again.steps, again.epoch) == (steps, steps // 6)
    again.run_epochs(5)
    is_same_run(again, original)
    again.step()
    original.step()
    is_same_run(again, original)


@pytest.mark.parametrize(
    "keys",
    [
        {"l1": 0.01, "l2": 0.02, "clip_norm": 0.3},
        {"schedule": SCHEDULES["exponential"], "batch_size": "all"},
        {"stop_epoch": 4},
        {"stop_gradient_norm": 1e-9, "loss": "quadratic"},
        {"batch_size": 1, "test_data": None},
        {"X_columns": 40},
    ],
)
def test_whatever_it_is_trained_with(keys) -> None:
    original = trainer(**keys)
    for _ in range(9):
        original.step()
    snapshot = original.snapshot()
    original.run_epochs(4)
    again = original.resumed(snapshot)
    again.run_epochs(4)
    is_same_run(again, original)


def test_what_was_changed_since_is_taken_back() -> None:
    original, unchanged = trainer(optimizer="momentum"), trainer(optimizer="momentum")
    for each in (original, unchanged):
        each.run_epochs(2)
        each.step()
    snapshot = original.snapshot()
    original.activations = ["maxout", "tanh", "sigmoid"]
    original.learning_rate, original.batch_size, original.optimizer, original.l2 = 1.0, 7, "adam", 0.1
    original.network.set_cut(0, 0, 1)
    original.cut_changed()
    original.run_epochs(3)
    original.resize(original.network.resized((2, 3, 3, 3, 1), ["tanh", "tanh", "tanh", "sigmoid"]))
    original.run_epochs(2)
    again = original.resumed(snapshot)
    again.run_epochs(5)
    unchanged.run_epochs(5)
    is_same_run(again, unchanged)
    assert (again.learning_rate, again.batch_size, again.optimizer.name, again.l2) == (0.05, 10, "momentum", 0.0)
    assert not again.network.cut.any()
    assert original.network.layer_sizes == (2, 3, 3, 3, 1)


def test_cut_links_stay_cut() -> None:
    original = trainer(optimizer="adam")
    original.run_epochs(1)
    original.network.set_cut(1, 2, 3)
    original.cut_changed()
    original.step()
    snapshot = original.snapshot()
    original.run_epochs(3)
    again = original.resumed(snapshot)
    again.run_epochs(3)
    assert again.network.weights[1][2, 3] == 0.0
    is_same_run(again, original)


def test_neither_disturbs_the_other_nor_the_snapshot() -> None:
    original, untouched = trainer(optimizer="adam"), trainer(optimizer="adam")
    original.run_epochs(2)
    original.step()
    snapshot = original.snapshot()
    before = snapshot.parameters.copy()
    first, second = original.resumed(snapshot), original.resumed(snapshot)
    first.learning_rate = 10.0
    first.run_epochs(3)
    original.run_epochs(1)
    second.run_epochs(1)
    is_same_run(second, original)
    np.testing.assert_array_equal(snapshot.parameters, before)
    untouched.run_epochs(3)
    is_same_run(original, untouched)


def test_a_diverged_run_goes_on_from_before() -> None:
    original = trainer(loss="quadratic")
    original.run_epochs(3)
    snapshot = original.snapshot()
    original.activations = ["linear", "linear", "linear"]
    original.learning_rate = 100.0
    original.run_epochs(20)
    assert original.status == "diverged"
    again = original.resumed(snapshot)
    assert again.status == "running"
    again.run_epochs(2)
    assert np.isfinite(again.network.parameters).all()


def test_a_snapshot_shows_its_network_and_knows_its_size() -> None:
    original = trainer(optimizer="adam")
    original.run_epochs(1)
    X, output = original.X, original.network.predict(original.X)
    plain = trainer().snapshot()
    snapshot = original.snapshot()
    original.resize(original.network.resized((2, 3, 1), ["tanh", "sigmoid"]))
    np.testing.assert_array_equal(snapshot.network.predict(X), output)
    size = snapshot.parameters.nbytes
    assert snapshot.bytes == plain.bytes + 2 * size
    assert size < snapshot.bytes < 6 * size + 3000


def test_a_thinned_history_ends_where_it_once_ended() -> None:
    original, shorter = trainer(), trainer()
    original.run_epochs(5)
    shorter.run_epochs(5)
    snapshot = original.snapshot()
    assert same_history(original.history.until(snapshot.history_end), shorter.history)
    original.run_epochs(2500)  # every other epoch is forgotten, the fifth too
    assert 5 not in original.history.epoch
    cut = original.resumed(snapshot).history
    np.testing.assert_array_equal(cut.epoch, [0, 2, 4, 5])
    assert cut.train_loss[-1] == shorter.history.train_loss[-1]
    assert len(original.history) > 1000
