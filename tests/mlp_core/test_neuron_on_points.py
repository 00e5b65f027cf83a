"""A neuron on n points: the mean of what each point pulls, held against the engine's network."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.learning_speed import COMPARED, train_single_neuron
from mlp_core.neuron_on_points import answer, errors_after, train_neuron_on_points

X = np.array([[0.5, -1.0], [1.5, 0.2], [-0.7, 0.9], [0.1, 0.1], [-2.0, -0.4]])
T = np.array([1.0, 1.0, 0.0, 1.0, 0.0])


@pytest.mark.parametrize("loss", COMPARED)
def test_every_entry_is_the_networks(loss) -> None:
    record = train_neuron_on_points(X, T, [0.8, -0.3], 0.2, 0.5, 6, loss)
    net = MLP([2, 1], "sigmoid")
    for k in range(7):
        net.parameters = [*record.weights[k], record.bias[k]]
        cost, gradient = net.loss_and_gradient(X, T[:, None], loss)
        assert record.cost[k] == pytest.approx(cost, rel=1e-12)
        np.testing.assert_allclose(record.output[k], net.predict(X)[:, 0], rtol=1e-12)
        np.testing.assert_allclose(record.delta[k], gradient.deltas[0][:, 0], rtol=1e-12)
        np.testing.assert_allclose(record.gradient_weights[k], gradient.weights[0][0], rtol=1e-12)
        assert record.gradient_bias[k] == pytest.approx(gradient.biases[0][0], rel=1e-12)
        if k:
            np.testing.assert_allclose(
                record.weights[k], record.weights[k - 1] - 0.5 * record.gradient_weights[k - 1], rtol=1e-12
            )


def test_the_mean_is_over_the_points() -> None:
    record = train_neuron_on_points(X, T, [0.8, -0.3], 0.2, 0.5, 3, "binary_cross_entropy")
    terms = record.delta[:, :, None] * X
    np.testing.assert_allclose(record.gradient_weights, terms.mean(axis=1), rtol=1e-12)
    np.testing.assert_allclose(record.cost, record.sample_cost.mean(axis=1), rtol=1e-15)
    assert not any(array.flags.writeable for array in vars(record).values())


def test_one_point_twice_is_one_point() -> None:
    single = train_single_neuron(2.0, 2.0, 0.15, 30, "half_quadratic")
    twice = train_neuron_on_points([[1.0], [1.0]], [0.0, 0.0], [2.0], 2.0, 0.15, 30, "half_quadratic")
    np.testing.assert_allclose(twice.weights[:, 0], single.weight, rtol=1e-12)


def test_a_stack_of_learning_rates_is_each_of_them() -> None:
    rates = [0.1, 1.0, 20.0]
    errors = errors_after(X, T, [0.8, -0.3], 0.2, rates, 25, "quadratic")
    alone = [train_neuron_on_points(X, T, [0.8, -0.3], 0.2, rate, 25, "quadratic").output[-1] for rate in rates]
    np.testing.assert_allclose(errors, [np.abs(output - T).mean() for output in alone], rtol=1e-9)


def test_an_answer_by_hand() -> None:
    """σ(ln 3) = 0.75, f′ = 0.1875; target 1: ½·0.0625 and −0.25·0.1875, −ln 0.75 and −0.25."""
    quadratic, entropy = (answer(np.log(3.0), 1.0, name) for name in ("half_quadratic", "binary_cross_entropy"))
    assert (quadratic.output, quadratic.slope) == (pytest.approx(0.75), pytest.approx(0.1875))
    assert (quadratic.cost, quadratic.delta) == (pytest.approx(0.03125), pytest.approx(-0.046875))
    assert (entropy.cost, entropy.delta) == (pytest.approx(0.2876820724), pytest.approx(-0.25))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"X": [1.0, 2.0]}, r"X must have shape \(n, n_inputs\)"),
        ({"T": [1.0]}, r"X must have shape .* not \(5, 2\) and \(1,\)"),
        ({"weights": [1.0]}, r"2 inputs need weights of shape \(2,\), not \(1,\)"),
        ({"T": [0.0, 1.0, 2.0, 0.0, 1.0]}, "needs targets in"),
        ({"loss": "unheard of"}, "unknown loss"),
    ],
)
def test_bad_arguments_are_named(arguments, words) -> None:
    good = {"X": X, "T": T, "weights": [0.0, 0.0], "bias": 0.0, "learning_rate": 1.0, "updates": 2}
    with pytest.raises(ValueError, match=words):
        train_neuron_on_points(**(good | {"loss": "binary_cross_entropy"} | arguments))
