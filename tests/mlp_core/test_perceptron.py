"""Rosenblatt's rule against a run worked by hand, against Novikoff's bound, and on data that no line separates."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlp_core.lessons.margin import novikoff_bound
from mlp_core.perceptron import Perceptron

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
AND, OR, NAND, XOR = ([-1, -1, -1, 1], [-1, 1, 1, 1], [1, 1, 1, -1], [-1, 1, 1, -1])
WHOLE = st.integers(-4, 4)
POINT = st.tuples(WHOLE, WHOLE)


def test_or_is_learned_as_by_hand() -> None:
    neuron = Perceptron(2)
    record = neuron.fit(CORNERS, OR)
    assert record.converged
    assert record.cycle is None
    assert [(u.epoch, u.row, *u.after) for u in record.updates] == [
        (0, 0, -1, 0, 0), (0, 1, 0, 0, 1), (0, 2, 1, 1, 1),
        (1, 0, 0, 1, 1),
        (2, 0, -1, 1, 1), (2, 1, 0, 1, 2),
        (3, 0, -1, 1, 2), (3, 2, 0, 2, 2),
        (4, 0, -1, 2, 2),
    ]  # fmt: skip
    assert record.epochs == 6
    np.testing.assert_array_equal(neuron.weights, [2, 2])
    assert neuron.bias == -1
    np.testing.assert_array_equal(neuron.predict(CORNERS), OR)


@pytest.mark.parametrize("targets", [AND, OR, NAND])
def test_every_update_adds_the_wrong_row(targets: list[int]) -> None:
    record = Perceptron(2).fit(CORNERS, targets)
    w = np.zeros(3)
    for update in record.updates:
        x = np.array([1.0, *CORNERS[update.row]])
        np.testing.assert_array_equal(update.before, w)
        assert update.target == targets[update.row]
        assert update.score == w @ x
        assert update.target * update.score <= 0
        np.testing.assert_array_equal(update.added, update.target * x)
        w = w + update.target * x
        np.testing.assert_array_equal(update.after, w)
    assert record.converged


def test_xor_comes_back_to_where_it_was() -> None:
    neuron = Perceptron(2)
    record = neuron.fit(CORNERS, XOR)
    assert not record.converged
    assert (record.cycle.start, record.cycle.length, record.cycle.epochs) == (0, 4, 1)
    np.testing.assert_array_equal(record.updates[-1].after, np.zeros(3))
    assert len(record.updates) == 4


def test_a_cycle_that_begins_later_is_found_with_its_start() -> None:
    X = np.vstack([CORNERS, [[3.0, 1.0]]])
    record = Perceptron(2).fit(X, [*XOR, 1])
    cycle = record.cycle
    assert cycle.start > 0
    assert cycle.epochs > 1
    weights = [np.zeros(3), *(update.after for update in record.updates)]
    np.testing.assert_array_equal(weights[cycle.start], weights[-1])
    assert cycle.start + cycle.length == len(record.updates)


@given(st.lists(POINT, min_size=2, max_size=12, unique=True), st.tuples(WHOLE, WHOLE, WHOLE))
def test_never_more_updates_than_the_bound(points: list[tuple[int, int]], line: tuple[int, int, int]) -> None:
    X = np.array(points, dtype=float)
    scores = line[0] + X @ np.array(line[1:], dtype=float)
    y = np.where(scores > 0, 1.0, -1.0)
    bound = novikoff_bound(X, y)
    assume(bound.margin > 0)
    record = Perceptron(2).fit(X, y, max_epochs=100_000)
    assert record.converged
    assert len(record.updates) <= bound.updates * (1 + 1e-9)


@given(st.lists(POINT, min_size=4, max_size=8, unique=True), st.integers(0, 255))
def test_it_converges_exactly_where_there_is_a_margin(points: list[tuple[int, int]], bits: int) -> None:
    X = np.array(points, dtype=float)
    y = np.array([1.0 if bits >> i & 1 else -1.0 for i in range(len(X))])
    record = Perceptron(2).fit(X, y, max_epochs=100_000)
    assert record.converged == (novikoff_bound(X, y).margin > 0)
    assert (record.cycle is not None) == (not record.converged)


def test_it_stops_after_as_many_epochs_as_allowed() -> None:
    record = Perceptron(2).fit(CORNERS, AND, max_epochs=2)
    assert (record.epochs, record.converged, record.cycle) == (2, False, None)


def test_a_second_fit_starts_from_zero_and_leaves_the_data_alone() -> None:
    neuron, X = Perceptron(2), CORNERS.copy()
    first = neuron.fit(X, OR)
    second = neuron.fit(X, OR)
    assert len(first.updates) == len(second.updates) == 9
    np.testing.assert_array_equal(X, CORNERS)


def test_a_score_of_zero_gives_plus_one() -> None:
    np.testing.assert_array_equal(Perceptron(2).predict(CORNERS), np.ones(4))


@pytest.mark.parametrize(
    ("X", "targets", "words"),
    [
        (CORNERS[:, :1], OR, r"\(N, 2\)"),
        (CORNERS[:0], [], "N ≥ 1"),
        (CORNERS * np.nan, OR, "not finite"),
        (CORNERS, OR[:3], r"shape \(4,\)"),
        (CORNERS, [0, 1, 1, 1], "not 0"),
    ],
)
def test_bad_data_are_refused(X: np.ndarray, targets: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Perceptron(2).fit(X, targets)


def test_bad_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="n_inputs"):
        Perceptron(0)
    with pytest.raises(ValueError, match="max_epochs"):
        Perceptron(2).fit(CORNERS, OR, max_epochs=0)
