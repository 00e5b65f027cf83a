"""Precomputed runs against the rule and the gradient written out, and what the page says of them."""

import numpy as np
import pytest

from mlp_core.perceptron import Perceptron
from pages.common.experiment import Experiment
from pages.common.notation import DIALECTS, Notation
from pages.common.settings import Settings
from pages.perceptron.data import GATES, far_points, gate, random_points
from pages.perceptron.neurons import both_forms, quadrants_by_hand, xor_by_hand
from pages.perceptron.runs import counts_by_margin, gradient_run, largest_stable_rate, rosenblatt_run
from pages.perceptron.words import bound_number, cycle_table, inequalities, outcome, settled

NOTATION = Notation(DIALECTS["bishop"])


def delta_rule(X: np.ndarray, y: np.ndarray, rate: float, epochs: int, activation: str) -> np.ndarray:
    """w ← w + η Σ (y − ŷ) f′(z) x, written out."""
    inputs = np.column_stack([np.ones(len(X)), X])
    w, path = np.zeros(3), [np.zeros(3)]
    for _ in range(epochs):
        z = inputs @ w
        a, slope = (z, 1.0) if activation == "linear" else (np.tanh(z), 1 - np.tanh(z) ** 2)
        w = w + rate * ((y - a) * slope) @ inputs
        path.append(w)
    return np.array(path)


@pytest.mark.parametrize("name", GATES)
def test_the_best_moment_is_the_last_with_the_fewest_wrong_points(name: str) -> None:
    run = rosenblatt_run(gate(name))
    assert run.wrong[run.best] == run.wrong.min()
    assert (run.wrong[run.best + 1 :] > run.wrong.min()).all()


def test_the_run_has_the_weights_and_the_wrong_points_of_every_update() -> None:
    data = gate("OR")
    run = rosenblatt_run(data)
    assert run.last == 9
    np.testing.assert_array_equal(run.weights[-1], [-1, 2, 2])
    assert run.wrong[0] == 4
    assert run.wrong[-1] == 0
    for w, wrong in zip(run.weights, run.wrong, strict=True):
        assert wrong == sum(y * (w[0] + w[1:] @ x) <= 0 for x, y in zip(data.X, data.y, strict=True))


def test_updates_after_each_epoch_follow_the_record_and_then_the_cycle() -> None:
    run = rosenblatt_run(gate("OR"))
    np.testing.assert_array_equal(run.updates_after(8), [0, 3, 4, 6, 8, 9, 9, 9, 9])
    xor = rosenblatt_run(gate("XOR"))
    np.testing.assert_array_equal(xor.weights[xor.updates_after(5)], np.zeros((6, 3)))


def test_a_longer_cycle_goes_on_as_the_rule_does() -> None:
    data = gate("XOR")
    data = type(data)("own", (*data.points, (3.0, 1.0, 1.0)), data.low, data.high)
    run = rosenblatt_run(data)
    assert run.record.cycle.epochs > 1
    epochs = run.record.epochs + 2 * run.record.cycle.epochs + 1
    w, made = np.zeros(3), [np.zeros(3)]
    for _ in range(epochs):
        for x, y in zip(data.X, data.y, strict=True):
            if y * (w[0] + w[1:] @ x) <= 0:
                w = w + y * np.array([1.0, *x])
        made.append(w)
    np.testing.assert_array_equal(run.weights[run.updates_after(epochs)], made)


@pytest.mark.parametrize("activation", ["linear", "tanh"])
def test_gradient_descent_is_the_delta_rule(activation: str) -> None:
    data = random_points(12, 0.1, seed=1)
    run = gradient_run(data, activation, 0.05, one_by_one=False, epochs=30)
    path = delta_rule(data.X, data.y, 0.05, 30, activation)
    np.testing.assert_allclose(run.weights, path, atol=1e-12)
    z = path @ np.column_stack([np.ones(12), data.X]).T
    outputs = z if activation == "linear" else np.tanh(z)
    np.testing.assert_allclose(run.loss, 0.5 * ((data.y - outputs) ** 2).sum(axis=1), atol=1e-12)
    np.testing.assert_array_equal(run.wrong, (data.y * z <= 0).sum(axis=1))
    assert not run.diverged


def test_one_point_at_a_time_comes_near_the_same_least_squares() -> None:
    data = gate("OR")
    best = np.linalg.lstsq(np.column_stack([np.ones(4), data.X]), data.y, rcond=None)[0]
    run = gradient_run(data, "linear", 0.05, one_by_one=True, epochs=200)
    np.testing.assert_allclose(run.weights[-1], best, atol=0.1)


def test_the_linear_neuron_is_stable_just_below_the_stated_rate_and_not_above() -> None:
    data = far_points()
    rate = largest_stable_rate(data)
    assert not gradient_run(data, "linear", 0.98 * rate, False, 200).diverged
    assert gradient_run(data, "linear", 1.05 * rate, False, 400).diverged


def test_what_the_page_says_of_far_points_and_xor() -> None:
    far, xor = far_points(), gate("XOR")
    linear, tanh = (gradient_run(far, name, 0.03, False, 200) for name in ("linear", "tanh"))
    assert linear.wrong[-1] == 3
    assert tanh.wrong[-1] == 0
    assert "linear neuron ends at ½ Σ (y − ŷ)² = 2.38, 3 wrong" in settled(rosenblatt_run(far), linear, tanh, NOTATION)
    for name in ("linear", "tanh"):
        run = gradient_run(xor, name, 0.03, False, 200)
        np.testing.assert_allclose(run.weights[-1], 0, atol=1e-12)
        assert run.loss[-1] == pytest.approx(2)


def test_counts_on_many_data_keep_below_their_bounds() -> None:
    counts = counts_by_margin(12, seeds=2)
    assert len(counts.margins) == len(counts.updates) == len(counts.bounds) == 24
    assert (counts.updates <= counts.bounds).all()
    assert (counts.updates >= 1).all()


def test_both_forms_of_the_bias_answer_alike_and_as_the_perceptron_does() -> None:
    data = random_points(30, 0.1, seed=2)
    neuron = Perceptron(2)
    neuron.fit(data.X, data.y)
    both = both_forms(data, np.array([neuron.bias, *neuron.weights]))
    assert both.with_input.biases[0][0] == 0
    assert both.different == 0
    assert both.difference < 1e-12
    np.testing.assert_array_equal(both.y_bias, neuron.predict(data.X))
    np.testing.assert_array_equal(both.y_input, data.y)


def test_two_hidden_neurons_by_hand_answer_xor() -> None:
    data, network = gate("XOR"), xor_by_hand()
    np.testing.assert_array_equal(network.predict(data.X)[:, 0], data.y)
    hidden = network.forward(data.X).a[1]
    np.testing.assert_array_equal(hidden, [[0, 1], [1, 1], [1, 1], [1, 0]])


def test_four_relus_by_hand_answer_the_sign_of_the_product() -> None:
    X = np.random.default_rng(0).uniform(-1, 1, (500, 2))
    z = quadrants_by_hand().forward(X).z[-1][:, 0]
    expected = 10 * np.sign(X[:, 0] * X[:, 1]) * np.abs(X).min(axis=1)
    np.testing.assert_allclose(z, expected, atol=1e-12)


def test_in_the_playground_the_hand_is_right_and_training_depends_on_the_activation() -> None:
    accuracies = {}
    for name in ("tanh", "relu"):
        settings = Settings().changed(data="xor", layers=(4,), activation=(name,), noise=0)
        experiment = Experiment(settings)
        experiment.trainer.run_epochs(100)
        accuracies[name] = experiment.measure()[2]
    assert accuracies["tanh"] == 1.0
    assert 0.7 < accuracies["relu"] < 0.8
    assert Experiment(settings, quadrants_by_hand()).measure()[2] == 1.0


def test_words_tell_the_outcome() -> None:
    assert outcome(rosenblatt_run(gate("OR"))).startswith("After 9 updates all points are right: epoch 6")
    xor = rosenblatt_run(gate("XOR"))
    assert "After update 4 the weights are those of update 0 to the bit" in outcome(xor)
    assert cycle_table(xor, NOTATION).count("\n") == 5
    assert bound_number(27.00000000000002) == bound_number(26.99999999999999) == "27"
    assert bound_number(float("inf")) == "∞"


def test_no_weights_fulfil_all_four_inequalities() -> None:
    targets = np.array(GATES["XOR"])
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    rng = np.random.default_rng(0)
    for w1, w2, b in rng.uniform(-3, 3, (200, 3)):
        held = int(((corners @ [w1, w2] + b) * targets > 0).sum())
        assert held <= 3
        assert f"**{held} of 4 hold.**" in inequalities(w1, w2, b, NOTATION)
