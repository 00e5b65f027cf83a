"""Surfaces over two weights: their gradients, their curvatures, and the learning rate that is just stable."""

import numpy as np
import pytest

from mlp_core.lessons.descent import descend
from mlp_core.lessons.neuron_cost import NeuronCost, contradicting_points, overlapping_classes
from mlp_core.lessons.surfaces import Bowl, Saddle, Surface, largest_stable_rate, nearest_minimum

SURFACES = (
    Bowl(1.0), Bowl(30.0, 0.7), Saddle(), overlapping_classes(), contradicting_points(),
    NeuronCost([0.5, -1.0, 2.0], [0.2, -0.4, 0.9], "tanh", "quadratic"),
)  # fmt: skip


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: type(each).__name__)
def test_gradient_and_hessian_against_central_differences(surface: Surface) -> None:
    rng, h = np.random.default_rng(0), 1e-5
    for w in rng.uniform(-2, 2, (10, 2)):
        steps = h * np.eye(2)
        numerical = [(surface.value(w + step) - surface.value(w - step)) / (2 * h) for step in steps]
        np.testing.assert_allclose(surface.gradient(w), numerical, rtol=1e-6, atol=1e-9)
        second = [(surface.gradient(w + step) - surface.gradient(w - step)) / (2 * h) for step in steps]
        np.testing.assert_allclose(surface.hessian(w), second, rtol=1e-6, atol=1e-7)
        np.testing.assert_allclose(surface.curvatures(w), np.linalg.eigvalsh(surface.hessian(w)), atol=1e-12)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: type(each).__name__)
def test_many_weights_at_once_are_each_alone(surface: Surface) -> None:
    W = np.random.default_rng(1).uniform(-3, 3, (3, 4, 2))
    values, gradients = surface.value(W), surface.gradient(W)
    assert values.shape == (3, 4)
    assert gradients.shape == (3, 4, 2)
    assert values[2, 1] == pytest.approx(float(surface.value(W[2, 1])), rel=1e-14)
    np.testing.assert_allclose(gradients[2, 1], surface.gradient(W[2, 1]), rtol=1e-13)


@pytest.mark.parametrize("condition", [1.0, 4.0, 100.0])
def test_the_bowls_curvatures_are_one_and_its_condition_number(condition: float) -> None:
    bowl = Bowl(condition, 0.4)
    np.testing.assert_allclose(np.linalg.eigvalsh(bowl.matrix), [1, condition], rtol=1e-12)
    np.testing.assert_allclose(bowl.curvatures([3.0, -2.0]), [1, condition], rtol=1e-12)
    assert largest_stable_rate(bowl, [0.0, 0.0]) == pytest.approx(2 / condition)


@pytest.mark.parametrize("condition", [1.5, 10.0, 60.0])
def test_plain_descent_on_the_bowl_is_stable_up_to_two_by_the_largest_curvature(condition: float) -> None:
    bowl, rate = Bowl(condition), 2 / condition
    below, above = (descend(bowl, [1.5, 1.0], "sgd", share * rate, 400).values for share in (0.99, 1.01))
    assert below[-1] < 1e-3 * below[0]
    assert above[-1] > above[0]


def test_on_the_fit_it_holds_near_the_minimum() -> None:
    fit = overlapping_classes()
    minimum = nearest_minimum(fit, [1.0, 0.0])
    rate = largest_stable_rate(fit, minimum)
    below, above = (descend(fit, minimum + 1e-4, "sgd", share * rate, 300).points[-1] for share in (0.97, 1.03))
    assert np.linalg.norm(below - minimum) < 1e-5
    assert np.linalg.norm(above - minimum) > 1e-3


def test_minima_are_where_nothing_slopes() -> None:
    np.testing.assert_allclose(nearest_minimum(Saddle(), [0.3, 0.2]), [0, 1], atol=1e-9)
    np.testing.assert_allclose(nearest_minimum(Saddle(), [0.3, -0.2]), [0, -1], atol=1e-9)
    np.testing.assert_allclose(nearest_minimum(Bowl(50), [2.0, 2.0]), [0, 0], atol=1e-9)
    points = contradicting_points()
    poor, deep = nearest_minimum(points, [-1.0, 0.5]), nearest_minimum(points, [3.0, 0.0])
    assert poor[0] < 0.5 < 2 < deep[0]
    assert points.value(deep) < 0.8 * points.value(poor)
    assert points.curvatures(poor)[0] > 0
    # Every answer of the poorer valley is about a half.
    assert np.abs(points.network(poor).predict(points.x[:, None]) - 0.5).max() < 0.2


def test_a_saddle_has_no_minimum_along_its_ridge() -> None:
    assert Saddle().curvatures([0.0, 0.0]) == (-1.0, 1.0)
    with pytest.raises(ValueError, match="no minimum"):
        nearest_minimum(Saddle(), [1.0, 0.0])


def test_the_neuron_is_the_network() -> None:
    fit, w = overlapping_classes(), np.array([0.7, -1.3])
    net = fit.network(w)
    loss, gradient = net.loss_and_gradient(fit.x[:, None], fit.t[:, None], loss="binary_cross_entropy")
    assert float(fit.value(w)) == pytest.approx(loss, rel=1e-14)
    np.testing.assert_allclose(fit.gradient(w), gradient.vector, rtol=1e-12)
    np.testing.assert_allclose(fit.sample_gradients(w).mean(axis=0), gradient.vector, rtol=1e-12)
    np.testing.assert_allclose(fit.repeated(3).value(w), fit.value(w), rtol=1e-14)
    assert len(fit.repeated(3)) == 3 * len(fit)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Bowl(0.5), "at least 1, not 0.5"),
        (lambda: Bowl(np.inf), "finite"),
        (lambda: Bowl().value([1.0, 2.0, 3.0]), r"\(…, 2\), not \(3,\)"),
        (lambda: NeuronCost([1.0], [1.0, 2.0]), r"same shape .* not \(1,\) and \(2,\)"),
        (lambda: NeuronCost([], []), "N ≥ 1"),
        (lambda: NeuronCost([1.0], [1.0], "tanh", "binary_cross_entropy"), "tanh"),
        (lambda: overlapping_classes().repeated(0), "from 1 on"),
    ],
)
def test_bad_arguments(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
