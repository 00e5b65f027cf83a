"""Networks built over the plane: steps, bumps, towers and cities are what they are said to be, everywhere."""

import warnings

import numpy as np
import pytest

from mlp_core.towers import (
    approximate_2d,
    bump_in_plane,
    leak,
    least_h,
    step_in_plane,
    tower_network,
    usual_h,
)

SIZES = (4, 8, 16, 32)


def hill(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 0.5 + 0.4 * np.sin(2 * np.pi * x) * np.cos(np.pi * y)


def rows(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """All pairs of two lines of points, (N, 2)."""
    return np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)


def misses(net, f, X: np.ndarray) -> np.ndarray:
    outputs = np.concatenate([net.predict(part) for part in np.array_split(X, 1 + len(X) // 256)])[:, 0]
    return np.abs(outputs - f(X[:, 0], X[:, 1]))


def inner(n: int, points: int = 5) -> np.ndarray:
    """Points in the inner 90 % of each of n cells of [0, 1]."""
    return ((np.arange(n)[:, None] + np.linspace(0.05, 0.95, points)) / n).ravel()


def test_a_step_and_a_bump_look_at_one_input_only():
    X = np.array([[0.2, 0.9], [0.5, 0.9], [0.8, 0.1]])
    np.testing.assert_allclose(step_in_plane(0, 0.5, 1000.0).predict(X)[:, 0], [0, 0.5, 1], atol=1e-12)
    np.testing.assert_allclose(step_in_plane(1, 0.5, 1000.0).predict(X)[:, 0], [1, 1, 0], atol=1e-12)
    np.testing.assert_allclose(bump_in_plane(0, 0.4, 0.6, 3.0, 1000.0).predict(X)[:, 0], [0, 3, 0], atol=1e-12)
    np.testing.assert_allclose(bump_in_plane(1, 0.0, 0.4, -2.0, 1000.0).predict(X)[:, 0], [0, 0, -2], atol=1e-12)
    assert step_in_plane(0, 0.5, 1.0).layer_sizes == (2, 1, 1)
    assert bump_in_plane(0, 0.4, 0.6, 1.0, 1.0).layer_sizes == (2, 2, 1)


def test_the_tower_of_the_book():
    net = tower_network(h=10.0)
    assert net.layer_sizes == (2, 4, 1, 1)
    assert net.weights[1].tolist() == [[10, -10, 10, -10]]
    assert net.biases[1].tolist() == [-15]
    places = [[0.5, 0.5], [0.5, 0.1], [0.9, 0.5], [0.1, 0.1]]
    np.testing.assert_allclose(net.predict(places)[:, 0], [0.99331, 0.00669, 0.00669, 3.06e-7], atol=5e-6, rtol=0.0)
    assert net.predict([[0.1, 0.1]])[0, 0] == pytest.approx(3.06e-7, rel=1e-3)


def test_a_tower_stands_where_it_is_put_and_as_high():
    net = tower_network((0.1, 0.3), (-2.0, -1.0), height=-4.0, h=40.0)
    places = [[0.2, -1.5], [0.2, 0.0], [0.5, -1.5]]
    np.testing.assert_allclose(net.predict(places)[:, 0], [-4, 0, 0], atol=1e-7)


def test_the_sizes_of_a_city_and_its_heights():
    net = approximate_2d(hill, 3)
    assert net.layer_sizes == (2, 8, 9, 1)
    middles = (np.arange(3) + 0.5) / 3
    X = rows(middles, middles)
    np.testing.assert_allclose(net.weights[2][0], hill(X[:, 0], X[:, 1]), atol=1e-14)
    np.testing.assert_allclose(net.predict(X)[:, 0], hill(X[:, 0], X[:, 1]), atol=0.01)


def test_a_city_is_whole_up_to_the_rim_of_its_domain():
    def slope(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return x + 2 * y

    net = approximate_2d(slope, 5, domain=((-2.0, 3.0), (10.0, 20.0)))
    corners = np.array([[-2, 10], [-2, 20], [3, 10], [3, 20]], dtype=float)
    nearest = np.array([[-1.5, 11], [-1.5, 19], [2.5, 11], [2.5, 19]])
    np.testing.assert_allclose(net.predict(corners)[:, 0], slope(nearest[:, 0], nearest[:, 1]), atol=0.2)


def test_the_error_of_a_city_falls_as_one_over_n():
    middle = (np.arange(128) + 0.5) / 128
    mean = np.array([misses(approximate_2d(hill, n), hill, rows(middle, middle)).mean() for n in SIZES])
    largest = np.array([misses(approximate_2d(hill, n), hill, rows(inner(n), inner(n))).max() for n in SIZES])
    scaled = np.stack([mean, largest]) * np.array(SIZES)
    assert (scaled.max(axis=1) / scaled.min(axis=1) < 1.25).all()
    # half a cell along each input: |∂f/∂x| ≤ 0.8π and |∂f/∂y| ≤ 0.4π, and the leaking plateaus
    assert (scaled[1] <= 0.9 * 0.6 * np.pi + 0.02).all()


@pytest.mark.parametrize("n", [2, 5, 12, 32])
def test_the_plateaus_leak_as_said_and_h_keeps_the_leak_below_one_nth(n):
    one = (np.arange(n) + 0.5) / n
    for h in (4.0, least_h(n), usual_h(n)):
        net = approximate_2d(lambda x, y: np.ones_like(x), n, h=h)
        outside = (n - 1) ** 2 / (1 + np.exp(1.5 * h))
        expected = 1 / (1 + np.exp(-h / 2)) + leak(n, h) + outside
        np.testing.assert_allclose(net.predict(rows(one, one))[:, 0], expected, rtol=1e-6)
    assert leak(n, least_h(n)) < 1 / n
    assert leak(n, usual_h(n)) < 0.007 / n
    assert usual_h(n) >= least_h(n) == 2 * np.log(2 * n**2)


def test_pits_remain_where_four_towers_meet():
    net = approximate_2d(lambda x, y: np.ones_like(x), 4, steepness=1000.0)
    corner, edge = net.predict([[0.5, 0.25], [0.5, 0.375]])[:, 0]
    assert corner < 0.01
    assert edge == pytest.approx(1.0, abs=0.01)


def test_a_weight_that_moves_moves_the_city():
    net = approximate_2d(hill, 4)
    before = net.predict([[0.1, 0.1], [0.9, 0.9]])[:, 0]
    net.weights[2][0, 0] += 1.0
    np.testing.assert_allclose(net.predict([[0.1, 0.1], [0.9, 0.9]])[:, 0] - before, [1, 0], atol=0.01)


def test_no_warning_at_any_steepness():
    X = rows(np.linspace(-1, 2, 31), np.linspace(-1, 2, 31))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for steepness in (1e-6, 1e6):
            nets = (tower_network(steepness=steepness), approximate_2d(hill, 8, steepness=steepness, h=1e6))
            assert all(np.isfinite(net.predict(X)).all() for net in nets)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: approximate_2d(hill, 0), "n_towers must be a whole number from 1 on, not 0"),
        (lambda: approximate_2d(hill, 4, domain=((0, 1), (1, 1))), "from < to"),
        (lambda: approximate_2d(hill, 4, domain=((0, np.inf), (0, 1))), "from < to"),
        (lambda: approximate_2d(hill, 4, steepness=-1.0), "steepness must be above 0, not -1.0"),
        (lambda: approximate_2d(hill, 4, h=0.0), "h must be above 0, not 0.0"),
        (lambda: approximate_2d(lambda x, y: 1.0, 4), r"the shape of x and y, \(4, 4\), not \(\)"),
        (lambda: approximate_2d(lambda x, y: np.where(x > 0.5, np.nan, y), 4), "not finite at x = 0.625, y = 0.125"),
        (lambda: tower_network(x_edges=(0.0, np.nan)), "an edge must be a finite number, not nan"),
        (lambda: tower_network(height=np.inf), "height must be a finite number, not inf"),
        (lambda: leak(0, 10.0), "n_towers"),
    ],
)
def test_bad_arguments_are_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
