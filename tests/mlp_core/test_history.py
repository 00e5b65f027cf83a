"""What a run remembers: bounded, never forgetting the start, the newest always there."""

from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.history import History, Record
from tests.mlp_core.problems import history_columns, trainer


def filled(n_epochs: int, capacity: int, accuracy=lambda epoch: nan, test_loss=lambda epoch: nan) -> History:
    """A history of the epochs 0 … n_epochs whose training loss is 1000 − epoch."""
    history = History(2, capacity)
    for epoch in range(n_epochs + 1):
        norms = np.array([3.0, 4.0]) * epoch
        history.add(Record(epoch, 7 * epoch, 1000.0 - epoch, norms, test_loss(epoch), 0.0, accuracy(epoch)))
    return history


@given(st.integers(0, 700), st.integers(4, 40))
def test_invariants_of_thinning(n_epochs: int, capacity: int) -> None:
    history = filled(n_epochs, capacity)
    epochs = history.epoch
    assert len(history) == len(epochs) <= capacity
    assert epochs[0] == 0
    assert epochs[-1] == n_epochs
    assert (np.diff(epochs) > 0).all()
    # between start and newest stand the multiples of one stride, all of them
    np.testing.assert_array_equal(epochs[:-1], np.arange(len(epochs) - 1) * history.stride)
    if n_epochs < capacity:
        assert history.stride == 1
    else:
        assert len(history) >= capacity // 2
    np.testing.assert_array_equal(history.steps, 7 * epochs)
    np.testing.assert_array_equal(history.train_loss, 1000.0 - epochs)
    np.testing.assert_allclose(history.gradient_norm, 5.0 * epochs)
    np.testing.assert_array_equal(history.layer_gradient_norms, np.outer(epochs, [3.0, 4.0]))


@given(st.integers(0, 700), st.integers(4, 40), st.integers(1, 50))
def test_the_records_of_a_thinned_history_begin_another_one_that_goes_on(n: int, capacity: int, more: int) -> None:
    first = filled(n, capacity)
    history = History(2, capacity)
    for epoch in (*first.epoch, *range(n + 1, n + 1 + more)):
        history.add(Record(int(epoch), 7 * int(epoch), 1000.0 - epoch, np.array([3.0, 4.0])))
    assert len(history) <= capacity
    assert (history.epoch[0], history.epoch[-1]) == (0, n + more)
    assert (np.diff(history.epoch) > 0).all()
    np.testing.assert_array_equal(history.train_loss, 1000.0 - history.epoch)


def test_a_million_epochs_take_the_room_of_a_thousand() -> None:
    history = filled(0, 1000)
    norms = np.zeros(2)
    room = history._values.nbytes
    for epoch in (*range(1, 3000), *range(3008, 1_000_001, 64)):
        history.add(Record(epoch, epoch, 1.0, norms))
    assert history._values.nbytes == room
    assert 400 < len(history) <= 1000
    assert history.epoch[0] == 0
    assert history.epoch[-1] == 1_000_000
    assert history.stride == 1024
    assert np.diff(history.epoch).max() <= history.stride


def test_columns_are_copies_of_equal_length() -> None:
    run = trainer(test_data=([[0.0, 1.0]], [[1.0]]))
    run.run_epochs(30)
    columns = history_columns(run)
    assert {len(column) for column in columns.values()} == {len(run.history)} == {31}
    columns["train_loss"][:] = 0.0
    assert run.history.train_loss.all()


def test_nan_where_not_measured() -> None:
    run = trainer(classification=False)
    run.run_epochs(3)
    for name in ("test_loss", "test_accuracy", "train_accuracy"):
        assert np.isnan(getattr(run.history, name)).all(), name
    for name in ("epoch", "steps", "train_loss", "penalty", "gradient_norm"):
        assert np.isfinite(getattr(run.history, name)).all(), name


def test_early_stopping_epoch_is_known_even_when_thinned_away() -> None:
    history = filled(500, 10, test_loss=lambda epoch: abs(epoch - 123.0) if epoch % 3 == 0 else nan)
    assert history.best_test_epoch == 123
    assert 123 not in history.epoch
    history.compare_test_anew()
    assert history.best_test_epoch is None
    history.add(Record(501, 0, 1.0, np.zeros(2), test_loss=900.0))
    assert history.best_test_epoch == 501
    assert filled(5, 10).best_test_epoch is None


@pytest.mark.parametrize("capacity", [250, 2000])
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_knee_of_a_synthetic_curve(noise: float, capacity: int) -> None:
    """Steep up to epoch 40, then almost flat up to 400."""
    wobble = np.random.default_rng(0).normal(0.0, noise, 401)
    history = filled(400, capacity, accuracy=lambda e: min(0.5 + 0.01 * e, 0.9 + 0.00005 * (e - 40)) + wobble[e])
    assert history.knee_epoch() == pytest.approx(40, abs=12)


@pytest.mark.parametrize(
    "accuracy",
    [lambda e: nan, lambda e: 0.5, lambda e: 0.95 + 0.0001 * e, lambda e: 0.5 + 0.001 * e, lambda e: 0.9 - 0.001 * e],
)
def test_no_knee_without_a_climb_that_bends(accuracy) -> None:
    assert filled(400, 2000, accuracy).knee_epoch() is None


def climbs(epoch: int) -> float:
    """Level at 70 % from epoch 20 to 190, then at 92 % from 210."""
    return float(np.interp(epoch, [0, 20, 190, 210], [0.5, 0.7, 0.7, 0.92]))


def test_the_knee_goes_when_the_accuracy_climbs_on_and_stays_where_it_is_while_it_is_level() -> None:
    """Both levels wobble and rise a little, as real ones do."""
    wobble = np.random.default_rng(1).normal(0.0, 0.015, 1001)
    history, knees = History(2), []
    for e in range(1001):
        record = Record(e, 10 * e, 1.0, np.zeros(2), train_accuracy=climbs(e) + 0.00003 * e + wobble[e])
        history.add(record)
        knees.append(history.knee_epoch())
    first, last = knees[150], knees[-1]
    assert first == pytest.approx(20, abs=6)
    assert last == pytest.approx(210, abs=12)
    said = [knee for i, knee in enumerate(knees) if i == 0 or knee != knees[i - 1]]
    assert said == [None, first, None, last]
    assert set(knees[205 : 2 * last]) == {None}


def test_no_knee_once_the_accuracy_has_fallen() -> None:
    assert filled(100, 2000, lambda e: float(np.interp(e, [0, 20], [0.5, 0.9]))).knee_epoch() is not None
    fallen = filled(130, 2000, lambda e: float(np.interp(e, [0, 20, 100, 110], [0.5, 0.9, 0.9, 0.7])))
    assert fallen.knee_epoch() is None


def test_no_knee_in_the_first_epochs() -> None:
    assert filled(8, 2000, lambda e: min(1.0, 0.5 + 0.2 * e)).knee_epoch() is None


def test_more_layers_later() -> None:
    history = filled(3, 10)
    history.add(Record(4, 40, 1.0, np.array([1.0, 2.0, 2.0])))
    np.testing.assert_array_equal(history.layer_gradient_norms[-1], [1.0, 2.0, 2.0])
    np.testing.assert_array_equal(np.isnan(history.layer_gradient_norms[1]), [False, False, True])
    assert history.gradient_norm[-1] == 3.0


def test_too_little_room() -> None:
    with pytest.raises(ValueError, match="room for at least 4 entries, not 3"):
        History(1, 3)
