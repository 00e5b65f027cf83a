"""The check itself: on functions whose gradient is known, and what it says when it fails."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.gradient_check import GradientCheck, check_directions, check_gradient, numerical_gradient
from tests.mlp_core.problems import random_network


def test_numerical_gradient_of_a_known_function() -> None:
    point = np.array([[1.0, -2.0], [0.5, 3.0]])
    kept = point.copy()
    gradient = numerical_gradient(lambda x: float((x**3).sum()), point)
    np.testing.assert_allclose(gradient, 3 * point**2, rtol=1e-6)
    np.testing.assert_array_equal(point, kept)
    # the step grows with the entry: 1e-6 is nothing beside 1e12
    np.testing.assert_allclose(numerical_gradient(lambda x: float((x**2).sum()), np.array([1e12])), [2e12], rtol=1e-6)


def test_relative_error() -> None:
    found = GradientCheck(np.array([1.0, 0.0, 2.0, 0.0]), np.array([1.0, 0.0, 1.0, 0.5]))
    np.testing.assert_array_equal(found.relative_error, [0.0, 0.0, 0.5, 1.0])
    assert found.worst == 1.0
    assert str(found) == "worst relative error 1 at entry 3: analytic 0, numerical 0.5"


def test_every_parameter_of_a_network() -> None:
    net = random_network([2, 3, 1], ["tanh", "sigmoid"])
    X, T = np.array([[0.3, -0.7], [1.1, 0.4]]), np.array([[1.0], [0.0]])
    kept = net.parameters.copy()
    found = check_gradient(net, X, T, "binary_cross_entropy")
    assert found.numerical.shape == net.parameters.shape
    assert found.worst < 1e-6, str(found)
    np.testing.assert_array_equal(net.parameters, kept)

    wrong = found.analytic.copy()
    wrong[4] += 0.01
    spoilt = check_gradient(net, X, T, "binary_cross_entropy", gradient=wrong)
    assert np.argmax(spoilt.relative_error) == 4
    assert "at entry 4" in str(spoilt)


@pytest.mark.parametrize("n_directions", [1, 4])
def test_directions_are_seeded(n_directions: int) -> None:
    net, X, T = MLP([2, 2, 1], "tanh"), np.array([[0.3, -0.7]]), np.array([[0.5]])
    kept = net.parameters.copy()
    one, two, other = (check_directions(net, X, T, "quadratic", n_directions, seed) for seed in (1, 1, 2))
    assert one.analytic.shape == (n_directions,)
    np.testing.assert_array_equal(one.analytic, two.analytic)
    assert (one.analytic != other.analytic).all()
    np.testing.assert_array_equal(net.parameters, kept)
