"""One neuron under each loss: the book's numbers, the gradients, and what a larger learning rate can do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import MLP, Trainer
from mlp_core.learning_speed import (
    COMPARED,
    cost_surface,
    errors_against_learning_rate,
    rate_for_equal_first_step,
    speed_curve,
    train_single_neuron,
)

numbers = st.floats(-4, 4)


def test_the_books_neuron_that_starts_a_little_wrong() -> None:
    """Nielsen, ch. 3: w = 0.6, b = 0.9, η = 0.15, quadratic cost with its ½."""
    output = train_single_neuron(0.6, 0.9, 0.15, 300, "half_quadratic").output
    np.testing.assert_allclose(output[[0, 150, 300]], [0.8176, 0.1527, 0.0940], atol=5e-5)


def test_the_books_neuron_that_starts_badly_wrong_stays_on_a_plateau() -> None:
    record = train_single_neuron(2.0, 2.0, 0.15, 300, "half_quadratic")
    assert record.output[0] == pytest.approx(0.9820, abs=5e-5)
    assert record.output[150] > 0.9
    assert record.output[250] < 0.5
    # The worst answer moves slowest: the gradient grows for as long as the neuron is on the plateau.
    assert (np.diff(record.gradient_weight[:200]) > 0).all()


def test_cross_entropy_learns_fastest_where_the_answer_is_worst() -> None:
    record = train_single_neuron(2.0, 2.0, 0.15, 300, "binary_cross_entropy")
    assert record.output[50] < 0.1
    assert (np.diff(record.gradient_weight) < 0).all()


@pytest.mark.parametrize("loss", COMPARED)
def test_every_array_has_an_entry_before_the_first_update(loss) -> None:
    record = train_single_neuron(0.6, 0.9, 0.15, 7, loss, x=1.5, target=1.0)
    names = ["weight", "bias", "pre_activation", "output", "slope", "cost", "gradient_weight", "gradient_bias"]
    assert list(vars(record)) == names
    assert {vars(record)[name].shape for name in names} == {(8,)}
    assert (record.weight[0], record.bias[0]) == (0.6, 0.9)
    assert not any(vars(record)[name].flags.writeable for name in names)
    np.testing.assert_allclose(record.pre_activation, record.weight * 1.5 + record.bias, rtol=1e-15)
    np.testing.assert_allclose(record.slope, record.output * (1 - record.output), rtol=1e-12)
    np.testing.assert_allclose(record.weight[1:], record.weight[:-1] - 0.15 * record.gradient_weight[:-1], rtol=1e-14)
    np.testing.assert_allclose(record.bias[1:], record.bias[:-1] - 0.15 * record.gradient_bias[:-1], rtol=1e-14)


@pytest.mark.parametrize("loss", COMPARED)
@given(weight=numbers, bias=numbers, x=numbers, target=st.sampled_from([0.0, 0.3, 1.0]))
def test_gradients_are_those_of_the_cost(loss, weight, bias, x, target) -> None:
    def cost(w: float, b: float) -> float:
        return float(train_single_neuron(w, b, 0.1, 0, loss, x, target).cost[0])

    record, h = train_single_neuron(weight, bias, 0.1, 0, loss, x, target), 1e-5
    by_weight = (cost(weight + h, bias) - cost(weight - h, bias)) / (2 * h)
    by_bias = (cost(weight, bias + h) - cost(weight, bias - h)) / (2 * h)
    assert record.gradient_weight[0] == pytest.approx(by_weight, rel=1e-5, abs=1e-8)
    assert record.gradient_bias[0] == pytest.approx(by_bias, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("loss", COMPARED)
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_a_trainer_takes_the_same_way(loss, target) -> None:
    record = train_single_neuron(0.6, -0.9, 0.15, 20, loss, x=0.7, target=target)
    net = MLP([1, 1], "sigmoid")
    net.parameters = [0.6, -0.9]
    trainer = Trainer(net, [[0.7]], [[target]], loss=loss, learning_rate=0.15, batch_size=1)
    for update in range(20):
        np.testing.assert_allclose(net.parameters, [record.weight[update], record.bias[update]], rtol=1e-9)
        trainer.step()


@pytest.mark.parametrize("loss", COMPARED)
def test_targets_0_and_1_mirror_each_other(loss) -> None:
    zero, one = train_single_neuron(2, 1, 0.2, 50, loss), train_single_neuron(-2, -1, 0.2, 50, loss, target=1.0)
    np.testing.assert_allclose(zero.output, 1 - one.output, rtol=1e-9)
    np.testing.assert_allclose(zero.cost, one.cost, rtol=1e-9)
    np.testing.assert_allclose(zero.gradient_weight, -one.gradient_weight, rtol=1e-9)


def test_half_is_half() -> None:
    half, whole = (train_single_neuron(2, 2, 0.15, 0, name) for name in ("half_quadratic", "quadratic"))
    assert whole.cost[0] == 2 * half.cost[0]
    assert whole.gradient_weight[0] == 2 * half.gradient_weight[0]


def test_far_out_nothing_overflows() -> None:
    record = train_single_neuron(1000.0, 0.0, 0.15, 3, "binary_cross_entropy")
    assert (record.output[0], record.cost[0], record.gradient_weight[0]) == (1.0, 1000.0, 1.0)
    assert train_single_neuron(1000.0, 0.0, 0.15, 3, "quadratic").gradient_weight[0] == 0.0


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_the_claim(target) -> None:
    """Against the output, the quadratic cost's gradient is 0 at both ends, cross-entropy's is the straight line."""
    z = np.concatenate([[-800.0], np.linspace(-12, 12, 101), [800.0]])
    quadratic = speed_curve(z, "half_quadratic", target=target)
    entropy = speed_curve(z, "binary_cross_entropy", target=target)
    a = quadratic.output
    np.testing.assert_array_equal([a[0], a[-1]], [0.0, 1.0])
    np.testing.assert_array_equal(quadratic.gradient_weight[[0, -1]], [0.0, 0.0])
    np.testing.assert_allclose(quadratic.gradient_weight, (a - target) * a * (1 - a), atol=1e-12)
    np.testing.assert_array_equal(entropy.gradient_weight, a - target)
    with np.errstate(divide="ignore"):
        expected = -np.log(1 - a[1:-1]) if target == 0 else -np.log(a[1:-1])
    np.testing.assert_allclose(entropy.cost[1:-1], expected, rtol=1e-6)


def test_equal_first_steps_are_equal_and_no_others() -> None:
    rate = rate_for_equal_first_step(2, 2, 0.15, "binary_cross_entropy", "half_quadratic")
    ours, theirs = (
        train_single_neuron(2, 2, eta, 5, name)
        for eta, name in ((0.15, "binary_cross_entropy"), (rate, "half_quadratic"))
    )
    assert theirs.weight[1] == pytest.approx(ours.weight[1], rel=1e-12)
    assert abs(theirs.weight[5] - ours.weight[5]) > 1e-3


def test_no_learning_rate_helps_where_the_gradient_is_zero() -> None:
    with pytest.raises(ValueError, match="∂C/∂w of half_quadratic is 0 at z = 800"):
        rate_for_equal_first_step(800, 0, 0.15, "binary_cross_entropy", "half_quadratic")


@pytest.mark.parametrize("loss", COMPARED)
def test_outcomes_are_those_of_the_neurons_trained_alone(loss) -> None:
    rates = np.array([0.01, 0.15, 2.0, 60.0])
    errors = errors_against_learning_rate(2, 2, rates, 40, loss, target=0.0)
    alone = [train_single_neuron(2, 2, rate, 40, loss).output[-1] for rate in rates]
    np.testing.assert_allclose(errors, alone, rtol=1e-9)


def test_a_larger_learning_rate_is_not_enough() -> None:
    """Ten times the learning rate takes cross-entropy ten times as near, the quadratic cost √10 times."""
    near, nearer = errors_against_learning_rate(2, 2, [0.2, 2.0], 300, "binary_cross_entropy")
    assert near / nearer == pytest.approx(10, rel=0.1)
    near, nearer = errors_against_learning_rate(0.6, 0.9, [0.2, 2.0], 300, "half_quadratic")
    assert near / nearer == pytest.approx(np.sqrt(10), rel=0.25)


@pytest.mark.parametrize("loss", COMPARED)
def test_the_surface_is_the_cost_of_every_neuron(loss) -> None:
    weights, biases = np.linspace(-2, 2, 4), np.linspace(-1, 3, 3)
    surface = cost_surface(weights, biases, loss, x=1.0, target=1.0)
    assert surface.shape == (3, 4)
    for row, b in enumerate(biases):
        for column, w in enumerate(weights):
            assert surface[row, column] == pytest.approx(train_single_neuron(w, b, 0, 0, loss, target=1.0).cost[0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"loss": "cross_entropy"}, "unknown loss 'cross_entropy'; known are: " + ", ".join(COMPARED)),
        ({"learning_rate": -0.1}, "learning_rate must be at least 0"),
        ({"learning_rate": np.inf}, "learning_rate must be a finite number"),
        ({"updates": 2.5}, "updates must be a whole number from 0 on"),
        ({"weight": np.nan}, "weights and bias must be finite"),
        ({"x": np.inf}, "inputs and targets must be finite"),
        ({"target": 1.5}, r"needs targets in \[0, 1\]"),
        ({"learning_rate": 1e300, "x": 1e200}, "grew past what a number can hold"),
    ],
)
def test_bad_arguments_are_named(arguments, words) -> None:
    good = {"weight": 1.0, "bias": 1.0, "learning_rate": 0.1, "updates": 3, "loss": "binary_cross_entropy"}
    with pytest.raises(ValueError, match=words):
        train_single_neuron(**(good | arguments))
