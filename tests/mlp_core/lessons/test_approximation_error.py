"""Misses, slopes and curvatures are those of the functions they are measured on."""

from math import inf

import numpy as np
import pytest

from mlp_core.approximation import approximate_1d, nielsen_function
from mlp_core.lessons.approximation_error import (
    errors_of_sizes,
    largest_curvature,
    largest_miss,
    largest_slope,
    predict_line,
)


def jump(x: np.ndarray) -> np.ndarray:
    return np.where(x >= 0, 1.0, -1.0)


@pytest.mark.parametrize(
    ("f", "interval", "slope", "curvature"),
    [
        (nielsen_function, (0.0, 1.0), 6.996, 170.55),
        (np.sin, (0.0, 6.0), 1.0, 1.0),
        (np.abs, (-1.0, 1.0), 1.0, inf),
        (lambda x: x**2, (-1.0, 1.0), 2.0, 2.0),
        (jump, (-1.0, 1.0), inf, inf),
        (np.ones_like, (0.0, 1.0), 0.0, 0.0),
    ],
)
def test_slopes_and_curvatures(f, interval, slope, curvature):
    assert largest_slope(f, interval) == pytest.approx(slope, rel=1e-3)
    assert largest_curvature(f, interval) == pytest.approx(curvature, rel=1e-3, abs=1e-3)


def test_a_miss_is_the_largest_difference_of_the_networks_outputs():
    net = approximate_1d(nielsen_function, 20)
    x = np.linspace(0, 1, 1001)
    np.testing.assert_allclose(predict_line(net, x), net.predict(x[:, None])[:, 0], atol=1e-12)
    expected = np.abs(net.predict(x[:, None])[:, 0] - nielsen_function(x)).max()
    assert largest_miss(net, nielsen_function, points=1001) == pytest.approx(expected)
    before = largest_miss(net, nielsen_function)
    net.weights[1][0, :2] += 1.0, -1.0
    assert largest_miss(net, nielsen_function) > before + 0.5


def test_the_errors_fall_with_the_number_of_bumps_and_of_hats():
    sizes = (10, 20, 40, 80)
    bumps = errors_of_sizes(np.sin, sizes, (0.0, 6.0), "sigmoid", 1e5)
    hats = errors_of_sizes(np.sin, sizes, (0.0, 6.0), "relu", 1e5)
    np.testing.assert_allclose(bumps[:-1] / bumps[1:], 2.0, rtol=0.1)
    np.testing.assert_allclose(hats[:-1] / hats[1:], 4.0, rtol=0.1)
    assert (bumps <= 6.0 / (2 * np.array(sizes))).all()
    assert (hats <= 36.0 / (8 * np.array(sizes) ** 2)).all()
