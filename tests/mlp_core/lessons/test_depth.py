"""Signals through a stack: measured as the engine computes them, and the factor that predicts them."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.lessons.depth import deltas_back, measure_depth, stack


def test_deltas_are_those_of_backpropagation():
    net = stack(4, 6, "maxout", "glorot_normal", 3)
    X, T = np.random.default_rng(0).standard_normal((2, 5, 6))
    trace = net.forward(X)
    _, gradient = net.loss_and_gradient(X, T, "half_quadratic")
    for ours, theirs in zip(deltas_back(net, trace, trace.a[-1] - T), gradient.deltas, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.parametrize(
    ("activation", "initializer", "factor"),
    [
        ("sigmoid", "glorot_normal", 1 / 18),
        ("relu", "he_normal", 1.0),
        ("relu", "he_uniform", 1.0),
        ("relu", "glorot_uniform", 0.5),
        ("relu", "normal", 50.0),
        ("linear", "lecun_normal", 1.0),
        ("maxout", "glorot_normal", 1.0),
    ],
)
def test_the_factor_is_the_known_one_and_the_predicted_one(activation, initializer, factor):
    depth = measure_depth(stack(30, 100, activation, initializer))
    assert depth.measured_factor == pytest.approx(factor, rel=0.06)
    assert depth.predicted_factor == pytest.approx(depth.measured_factor, rel=0.04)


def test_each_layers_delta_is_predicted_from_the_weights_after_it():
    net = stack(4, 200, "linear", "lecun_normal")
    for factor, W in zip((1.0, 3.0, 0.5, 2.0), net.weights, strict=True):
        W *= factor
    depth = measure_depth(net)
    np.testing.assert_allclose(depth.predicted_delta, [3.0, 1.0, 2.0, 1.0], rtol=0.03)
    np.testing.assert_allclose(depth.delta_spread, depth.predicted_delta, rtol=0.05)


def test_sigmoid_vanishes_a_large_normal_explodes_glorot_and_he_hold():
    def first_to_last(*arguments):
        spread = measure_depth(stack(20, 100, *arguments)).delta_spread
        return spread[0] / spread[-1]

    assert first_to_last("sigmoid", "glorot_uniform") < 1e-10
    assert first_to_last("tanh", "normal") > 1e5
    assert 0.1 < first_to_last("tanh", "glorot_uniform") < 1.0
    assert 0.5 < first_to_last("relu", "he_normal") < 2.0


def test_shapes_and_ends():
    depth = measure_depth(stack(3, 7, "tanh", "glorot_normal"))
    assert depth.quantiles.shape == (4, 5)
    assert depth.activation_spread.shape == (4,)
    assert depth.activation_spread[0] == pytest.approx(1.0, abs=0.1)
    assert depth.delta_spread.shape == depth.predicted_delta.shape == depth.n_variance.shape == (3,)
    assert np.all(np.diff(depth.quantiles, axis=1) >= 0)


def test_where_nothing_comes_back_there_is_no_factor():
    for activation, initializer in (("step", "normal"), ("relu", "zeros")):
        assert np.isnan(measure_depth(stack(5, 10, activation, initializer)).measured_factor)
    assert np.isnan(measure_depth(stack(1, 10, "tanh", "normal")).measured_factor)


def test_other_networks_are_refused():
    with pytest.raises(ValueError, match="one width and one activation"):
        measure_depth(MLP([3, 3, 2], "tanh"))
