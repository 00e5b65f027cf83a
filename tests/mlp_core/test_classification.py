"""Which class an output answers, and how many are right."""

import numpy as np
import pytest

from mlp_core import MLP, Trainer
from mlp_core.classification import accuracy, classes, confusion_matrix, looks_like_classes, wrong_answers


def test_one_output_answers_by_its_side_of_the_boundary() -> None:
    outputs = np.array([[-0.3], [0.2], [0.5], [0.51], [7.0]])
    np.testing.assert_array_equal(classes(outputs), [0, 0, 0, 1, 1])
    np.testing.assert_array_equal(classes(outputs, signed=True), [0, 1, 1, 1, 1])


def test_several_outputs_answer_with_the_largest() -> None:
    np.testing.assert_array_equal(classes(np.array([[0.1, 0.7, 0.2], [3.0, -1.0, 2.9]])), [1, 0])


def test_accuracy_and_wrong_answers() -> None:
    a, t = np.array([[0.9], [0.4], [0.2]]), np.array([[1.0], [1.0], [0.0]])
    np.testing.assert_array_equal(wrong_answers(a, t), [False, True, False])
    assert accuracy(a, t) == pytest.approx(2 / 3)
    signed = 2 * t - 1
    np.testing.assert_array_equal(wrong_answers(a, signed), [False, False, True])


def test_a_class_that_is_absent() -> None:
    """Rows of one class alone cannot show whether classes are ±1; who knows it says so."""
    a, t = np.array([[0.3], [0.4]]), np.array([[1.0], [1.0]])
    assert accuracy(a, t) == 0.0
    assert accuracy(a, t, signed=True) == 1.0
    np.testing.assert_array_equal(confusion_matrix(a, t, signed=True), [[0, 0], [0, 2]])


def test_training_knows_the_coding_of_test_data_of_one_class() -> None:
    net = MLP([1, 1], "tanh", "zeros")
    net.parameters[:] = [1.0, 0.0]
    X, T = np.array([[-1.0], [0.3]]), np.array([[-1.0], [1.0]])
    trainer = Trainer(net, X, T, "quadratic", learning_rate=0.0, batch_size=1, test_data=(X[1:], T[1:]))
    trainer.run_epochs(1)
    np.testing.assert_array_equal(trainer.history.test_accuracy[0], 1.0)
    np.testing.assert_array_equal(trainer.history.train_accuracy, [1.0, 1.0])
    other = Trainer(net, X[1:], T[1:], "quadratic", learning_rate=0.0, test_data=(X, T))
    other.run_epochs(1)
    np.testing.assert_array_equal(other.history.train_accuracy, [1.0, 1.0])


def test_confusion_matrix() -> None:
    a = np.eye(3)[[0, 1, 1, 2, 0]]
    t = np.eye(3)[[0, 1, 2, 2, 2]]
    counts = confusion_matrix(a, t)
    np.testing.assert_array_equal(counts, [[1, 0, 0], [0, 1, 0], [1, 1, 1]])  # row: true, column: answered
    np.testing.assert_array_equal(
        confusion_matrix(np.array([[0.9], [0.1]]), np.array([[0.0], [0.0]])), [[1, 1], [0, 0]]
    )


@pytest.mark.parametrize(
    ("t", "is_classes"),
    [
        ([[0.0], [1.0]], True),
        ([[-1.0], [1.0]], True),
        ([[0.0, 1.0], [1.0, 0.0]], True),
        ([[-1.0], [0.0], [1.0]], False),
        ([[0.3], [1.0]], False),
    ],
)
def test_looks_like_classes(t: list, is_classes: bool) -> None:
    assert looks_like_classes(np.array(t)) == is_classes
