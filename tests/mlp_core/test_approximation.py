"""Networks built over the line: they follow f as closely as the theory says, for every way of building them."""

import warnings

import numpy as np
import pytest

from mlp_core import approximation, towers
from mlp_core.approximation import (
    approximate_1d,
    best_line_network,
    bump_curves,
    bump_network,
    bumps_network,
    nielsen_function,
    step_network,
)

X = np.linspace(0, 1, 10_001)
WAYS = ("sigmoid", "tanh", "step", "relu", "gaussian")
# max |f′| and max |f″| of the book's function on [0, 1]
L, M = 6.996, 170.55


def outputs(net, x=X) -> np.ndarray:
    return net.predict(np.asarray(x, dtype=float)[:, None])[:, 0]


def largest_miss(net, f=nielsen_function, x=X) -> float:
    return float(np.abs(outputs(net, x) - f(x)).max())


def test_the_function_of_the_book():
    values = nielsen_function(X)
    assert (values[0], values[-1]) == (0.25, pytest.approx(0.8433, abs=5e-5))
    assert (values.min(), values.max()) == (pytest.approx(0.0952, abs=5e-5), pytest.approx(0.8529, abs=5e-5))
    assert (X[values.argmin()], X[values.argmax()]) == (
        pytest.approx(0.3145, abs=1e-4),
        pytest.approx(0.9889, abs=1e-4),
    )
    slope = np.gradient(values, X)
    assert np.abs(slope).max() == pytest.approx(L, abs=2e-3)
    assert np.abs(np.gradient(slope, X)[2:-2]).max() == pytest.approx(M, rel=2e-3)


def test_the_step_of_the_book_stands_at_minus_b_over_w():
    net = step_network(999.0, -400.0)
    assert net.layer_sizes == (1, 1)
    np.testing.assert_allclose(outputs(net, [400 / 999, 0.39, 0.41]), [0.5, 0, 1], atol=1e-4)


@pytest.mark.parametrize("height", [0.6, 1.2, -2.0])
def test_a_bump_is_two_steps(height):
    net = bump_network(0.4, 0.6, height, 1000.0)
    assert net.layer_sizes == (1, 2, 1)
    assert net.weights[1].tolist() == [[height, -height]]
    np.testing.assert_allclose(
        outputs(net, [0.39, 0.41, 0.5, 0.59, 0.61]), height * np.array([0, 1, 1, 1, 0]), atol=1e-3
    )


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "step"])
def test_bumps_add_up(activation):
    net = bumps_network([(0.1, 0.3, 1.0), (0.2, 0.6, -0.5)], 5000.0, activation)
    np.testing.assert_allclose(outputs(net, [0.05, 0.15, 0.25, 0.5, 0.7]), [0, 1, 0.5, -0.5, 0], atol=1e-9)


def test_the_errors_of_bumps_and_hats_that_are_known():
    for n, bumps, hats in ((10, 0.2461, 0.0857), (50, 0.0693, 0.0077), (100, 0.0349, 0.0020)):
        edges = np.arange(n + 1) / n
        x = np.sort(np.concatenate([X[::5], edges, np.clip(edges - 1e-9, 0, 1)]))
        for activation, known in (("step", bumps), ("relu", hats)):
            net = approximate_1d(nielsen_function, n, activation=activation)
            assert largest_miss(net, x=x) == pytest.approx(known, abs=1e-4)
        assert bumps <= L / (2 * n)
        assert hats <= M / (8 * n**2)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "step"])
@pytest.mark.parametrize(
    ("f", "slope", "interval"),
    [
        (nielsen_function, L, (0.0, 1.0)),
        (lambda x: np.sin(2 * np.pi * x), 2 * np.pi, (0.0, 1.0)),
        (np.abs, 1.0, (-1.0, 1.0)),
        (lambda x: x**2, 6.0, (-3.0, 1.0)),
    ],
)
def test_steep_bumps_keep_the_bound_off_their_edges(activation, f, slope, interval):
    low, high = interval
    x = np.linspace(low, high, 3001)
    for n in (5, 6, 7, 10, 23, 50, 101, 200):
        net = approximate_1d(f, n, interval, activation, steepness=1e6)
        edges = np.linspace(low, high, n + 1)[1:-1]
        off = np.abs(x[:, None] - edges).min(axis=1) > 1e-5 * (high - low)
        assert off[[0, -1]].all()
        assert largest_miss(net, f, x[off]) <= slope * (high - low) / (2 * n) + 1e-3


@pytest.mark.parametrize("activation", WAYS)
def test_shapes_and_errors_that_fall(activation):
    paired = activation in ("sigmoid", "tanh", "step")
    misses = []
    for n in (1, 2, 3, 12, 50, 200):
        net = approximate_1d(nielsen_function, n, activation=activation)
        assert net.layer_sizes == (1, 2 * n if paired else n, 1)
        assert [f.name for f in net.activations] == [activation, "linear"]
        misses.append(largest_miss(net))
    assert misses[-1] < misses[-2] < misses[-3] < misses[0]
    assert misses[-1] < (0.018 if paired else 0.0015)


@pytest.mark.parametrize("activation", WAYS)
def test_the_ends_are_right(activation):
    net = approximate_1d(lambda x: 1.0 + x, 100, (2.0, 4.0), activation)
    np.testing.assert_allclose(outputs(net, [2.0, 4.0]), [3.0, 5.0], atol=0.011)


def test_gaussians_fall_with_the_square_of_their_number():
    misses = [largest_miss(approximate_1d(np.sin, n, (0.0, 6.0), "gaussian"), np.sin, 6 * X) for n in (20, 40, 80)]
    assert misses[0] / misses[1] > 3
    assert misses[1] / misses[2] > 3


def test_tanh_and_sigmoid_build_the_same_function():
    built = [approximate_1d(nielsen_function, 7, activation=name, steepness=90.0) for name in ("sigmoid", "tanh")]
    np.testing.assert_allclose(outputs(built[0]), outputs(built[1]), atol=1e-12)


def test_steps_too_soft_for_their_bumps_miss():
    soft, steep = (largest_miss(approximate_1d(nielsen_function, 50, steepness=w)) for w in (20.0, 5000.0))
    assert soft > 0.2 > 0.08 > steep


@pytest.mark.parametrize("activation", WAYS)
def test_the_single_bumps_are_the_networks_own_and_add_up_to_it(activation):
    net = approximate_1d(nielsen_function, 9, activation=activation, steepness=200.0)
    x = X[::100]
    net.weights[1][0, 3] += 0.7
    curves = bump_curves(net, x)
    assert len(curves) == 9 + (activation == "relu")
    constant = 0.0 if activation == "relu" else net.biases[1][0]
    np.testing.assert_allclose(curves.sum(axis=0) + constant, outputs(net, x), atol=1e-9)


def test_each_bump_can_be_looked_at_where_it_is():
    net = approximate_1d(nielsen_function, 6, steepness=80.0)
    own = np.sort(np.random.default_rng(0).uniform(size=(6, 11)), axis=1)
    every = bump_curves(net, own.ravel()).reshape(6, 6, 11)
    np.testing.assert_allclose(bump_curves(net, own), every[np.arange(6), np.arange(6)], atol=1e-12)


def test_linear_neurons_make_a_line_however_many():
    for n in (1, 30):
        net = best_line_network(nielsen_function, n)
        slope, constant = np.polyfit(np.linspace(0, 1, 1001), nielsen_function(np.linspace(0, 1, 1001)), 1)
        np.testing.assert_allclose(outputs(net), constant + slope * X, atol=1e-9)
        np.testing.assert_allclose(bump_curves(net, X).sum(axis=0) + net.biases[1][0], outputs(net), atol=1e-9)
    net.parameters = np.random.default_rng(0).normal(size=net.parameters.size)
    np.testing.assert_allclose(np.diff(outputs(net), 2), 0.0, atol=1e-9)


@pytest.mark.parametrize("activation", WAYS)
def test_no_warning_at_any_steepness(activation):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for steepness in (1e-6, 1e6):
            net = approximate_1d(nielsen_function, 50, (-1.0, 2.0), activation, steepness)
            assert np.isfinite(outputs(net, np.linspace(-2e3, 2e3, 1001))).all()
            assert np.isfinite(outputs(bump_network(0.4, 0.6, 1.2, steepness))).all()


def test_the_networks_of_the_plane_are_here_too():
    assert approximation.approximate_2d is towers.approximate_2d
    assert approximation.tower_network is towers.tower_network


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: approximate_1d(np.sin, 0), "n_bumps must be a whole number from 1 on, not 0"),
        (lambda: approximate_1d(np.sin, 5, (1.0, 1.0)), "from < to"),
        (lambda: approximate_1d(np.sin, 5, (0.0, np.inf)), "from < to"),
        (lambda: approximate_1d(np.sin, 5, steepness=0.0), "steepness must be above 0, not 0.0"),
        (lambda: approximate_1d(np.sin, 5, activation="linear"), "known are: sigmoid, tanh, step, relu, gaussian"),
        (lambda: approximate_1d(lambda x: 1.0, 5), r"the shape of x, \(5,\), not \(\)"),
        (lambda: approximate_1d(lambda x: np.where(x > 0.8, np.nan, x), 5), "not finite at x = 0.9"),
        (lambda: bumps_network([]), "at least one"),
        (lambda: bump_network(0.4, np.nan, 1.0), "all finite"),
        (lambda: bumps_network([(0.0, 1.0, 1.0)], activation="relu"), "known are: sigmoid, tanh, step"),
        (lambda: step_network(np.inf, 0.0), "weight must be a finite number, not inf"),
    ],
)
def test_bad_arguments_are_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
