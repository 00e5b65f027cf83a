"""The problem that the lesson follows: what is allowed, what follows from a change, and what the engine makes of it."""

import numpy as np
import pytest

from mlp_core import ACTIVATIONS, LOSSES
from mlp_core.limits import MOST_KEPT
from mlp_core.losses import why_not
from pages.backpropagation.problem import Problem, numbers_typed, solved

FITTING = [
    (output, loss) for output, f in ACTIVATIONS.items() for loss, each in LOSSES.items() if why_not(each, f) is None
]


@pytest.mark.parametrize(("output", "loss"), FITTING)
def test_any_activation_and_any_loss_are_solved(output, loss):
    hidden = output if not ACTIVATIONS[output].output_only else "maxout"
    solution = solved(Problem(sizes=(3, 2, 2), activations=(hidden, output), loss=loss))
    assert np.isfinite(solution.loss)
    assert np.isfinite(solution.gradient.vector).all()
    np.testing.assert_allclose(
        solution.updated.parameters, solution.network.parameters - 0.5 * solution.gradient.vector
    )
    assert solution.loss_after == solution.updated.loss(solution.x, solution.t, loss)


def test_layers_and_neurons_come_and_go():
    problem = Problem().changed(sizes=(4, 4, 4, 4, 4))
    assert problem.activations == ("sigmoid",) * 4
    assert problem.changed(sizes=(2, 1)).activations == ("sigmoid",)
    for sizes in ((2,), (2, 5), (2, 3, 3, 3, 3, 3), (0, 1)):
        with pytest.raises(ValueError, match="1 to 4 layers of 1 to 4 neurons"):
            Problem(sizes=sizes, activations=("sigmoid",) * (len(sizes) - 1))


def test_a_loss_that_no_longer_fits_gives_way():
    problem = Problem().changed(activations=("tanh", "softmax"), loss="cross_entropy")
    assert problem.changed(activations=("tanh", "tanh")).loss == "half_quadratic"
    with pytest.raises(ValueError, match="needs them in"):
        Problem(activations=("tanh", "tanh"), loss="cross_entropy")


def test_what_is_typed_is_taken_or_refused_in_a_sentence():
    assert numbers_typed("0.5, −1", 2, "inputs") == (0.5, -1.0)
    typed = Problem().changed(sample=None, inputs=(0.5, -1.0), targets=(0.0, 1.0))
    np.testing.assert_array_equal(solved(typed).x, [[0.5, -1.0]])
    for text, words in (
        ("a, b", "numbers with commas"),
        ("1", "needs 2 inputs, and 1"),
        ("1, 99", "between"),
        ("1, nan", "between"),
    ):
        with pytest.raises(ValueError, match=words):
            numbers_typed(text, 2, "inputs")
    with pytest.raises(ValueError, match="sum to 1"):
        typed.changed(activations=("tanh", "softmax"), loss="cross_entropy", targets=(1.0, 1.0))
    with pytest.raises(ValueError, match=r"targets in \[0, 1\]"):
        typed.changed(loss="binary_cross_entropy", targets=(2.0, 0.0))


def test_a_typed_sample_gives_way_to_one_that_fits_other_sizes():
    typed = Problem().changed(sample=None, inputs=(0.5, -1.0), targets=(0.0, 1.0))
    assert typed.changed(sizes=(3, 3, 2)).sample == 0
    assert typed.changed(sizes=(2, 4, 2)).sample is None


def test_updates_that_were_done_go_on_from_there():
    once = Problem().updated()
    np.testing.assert_array_equal(solved(once).network.parameters, solved(Problem()).updated.parameters)
    other = once.changed(sample=3, rate=1.0)
    np.testing.assert_array_equal(solved(other).network.parameters, solved(once).network.parameters)
    twice = other.updated()
    np.testing.assert_array_equal(solved(twice).network.parameters, solved(other).updated.parameters)
    assert twice.changed(seed=5).done == ()
    assert twice.changed(activations=("tanh", "sigmoid")).done == ()


def test_what_is_shared_cannot_be_written_to():
    solution = solved(Problem())
    arrays = [solution.x, solution.t, *solution.trace.z, *solution.trace.a]
    for net in (solution.network, solution.updated):
        arrays += [net.parameters, *net.weights, *net.biases]
    arrays += [solution.gradient.vector, *solution.gradient.weights, *solution.gradient.deltas]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0


@pytest.mark.parametrize("ends", [(1, 1), (2, 3), (4, 4)])
def test_every_class_is_in_the_samples(ends):
    X, T = Problem(sizes=ends, activations=("sigmoid",)).data()
    assert (X.shape, T.shape) == ((8, ends[0]), (8, ends[1]))
    assert len(np.unique(T, axis=0)) == max(ends[1], 2)


def test_steps_without_end_are_refused_with_a_sentence() -> None:
    problem = Problem()
    step = problem.updated().done
    assert len(problem.changed(done=step * MOST_KEPT).done) == MOST_KEPT
    with pytest.raises(ValueError, match="begin anew"):
        problem.changed(done=step * (MOST_KEPT + 1))
