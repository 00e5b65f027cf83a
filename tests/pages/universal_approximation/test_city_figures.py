"""The city: its surfaces, its cut and its errors are those of the network, for functions chosen and typed."""

import numpy as np
import pytest

from mlp_core.patterns import hills_target
from pages.common.palette import LIGHT
from pages.universal_approximation import plane
from pages.universal_approximation.city_errors import SIZES, city, inner_error, mean_error, measured
from pages.universal_approximation.city_pictures import CitySettings, city_figures, cut_points, errors_now
from pages.universal_approximation.functions_of_two import CHOICES, TYPED, function_named


def figures_of(net, f, settings):
    built = plane.surface(net)
    errors = measured(f, (1, 2), settings.steepness, settings.h)
    now = errors_now(f, net, built, errors, settings.n)
    return city_figures(f, net, built, settings, errors, now, LIGHT), errors, now


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("cut", ["corners", "middles"])
def test_all_four_figures_hold_the_networks_values(name, cut):
    settings = CitySettings(name, "x * y", 4, 500.0, None, cut)
    f = function_named(name, settings.text)
    net = city(f, 4, 500.0, None)
    figures, errors, now = figures_of(net, f, settings)
    along = plane.line()
    np.testing.assert_allclose(figures["function"]["data"][0]["z"], f(*np.meshgrid(along, along)))
    np.testing.assert_allclose(figures["city"]["data"][0]["z"], plane.surface(net))
    t, X = cut_points(4, cut)
    np.testing.assert_allclose(figures["cut"]["data"][0]["y"], f(X[:, 0], X[:, 1]))
    np.testing.assert_allclose(figures["cut"]["data"][1]["y"], net.predict(X)[:, 0], rtol=1e-9)
    assert {-0.5, 0.0, 0.5} <= set(t)
    np.testing.assert_allclose(figures["errors"]["data"][2]["y"], np.maximum(errors.inner, 1e-5))
    assert figures["errors"]["data"][3]["x"].tolist() == [4, 4]
    assert figures["errors"]["data"][3]["y"] == pytest.approx(np.maximum(now[1:], 1e-5))


def test_a_weight_that_moves_moves_the_pictures():
    f = function_named("hills", "")
    settings = CitySettings("hills", "", 4, 500.0, None, "middles")
    net = city(f, 4, 500.0, None)
    before, _, _ = figures_of(net, f, settings)
    net.weights[2] *= 2.0
    after, _, now = figures_of(net, f, settings)
    for name, trace in (("city", 0), ("cut", 1)):
        key = "z" if name == "city" else "y"
        np.testing.assert_allclose(after[name]["data"][trace][key], 2 * before[name]["data"][trace][key])
    assert now[1] > 1.5 * measured(f, (4,), 500.0, None).mean[0]


def test_errors_are_means_and_maxima_of_the_misses():
    f = function_named("waves", "")
    net = city(f, 2, 1000.0, None)
    x, y = (each.ravel() for each in np.meshgrid(plane.line(), plane.line()))
    assert mean_error(plane.surface(net), f) == pytest.approx(
        np.abs(net.predict(np.column_stack([x, y]))[:, 0] - f(x, y)).mean()
    )
    assert inner_error(net, f, 2) >= abs(net.predict([[0.5, 0.95]])[0, 0] - f(np.array(0.5), np.array(0.95)))


def test_the_errors_of_now_are_those_of_the_curve_where_it_has_them():
    f = function_named("hills", "")
    errors = measured(f, (2, 4), 1000.0, None)
    net = city(f, 4, 1000.0, None)
    known = errors_now(f, net, plane.surface(net), errors, 4)
    fresh = errors_now(f, net, plane.surface(net), measured(f, (2,), 1000.0, None), 4)
    assert known == pytest.approx(fresh)


def test_with_steep_steps_both_errors_fall_as_one_over_n_and_a_fixed_h_spoils_it():
    f = function_named("hills", "")
    good = measured(f, SIZES, 10_000.0, None)
    assert good.mean[-1] * 32 == pytest.approx(good.mean[2] * 4, rel=0.2)
    assert good.inner[-1] < good.inner[3] / 3
    one = function_named("one", "")
    leaking = measured(one, SIZES, 10_000.0, 4.0)
    assert leaking.mean[-1] > 5 * leaking.mean[2]


def test_the_playgrounds_functions_are_its_own():
    X = plane.pairs(plane.line(9), plane.line(7))
    np.testing.assert_array_equal(function_named("hills", "")(X[:, 0], X[:, 1]), hills_target(X))
    assert [each.data for each in CHOICES.values()] == ["hills", "", "", "plane", "", ""]


@pytest.mark.parametrize(("text", "words"), [("x +", "column 3"), ("ln(x)", "not a number"), ("z", "column 1")])
def test_a_wrong_expression_gets_a_sentence(text, words):
    with pytest.raises(ValueError, match=words):
        function_named(TYPED, text)


def test_a_typed_function_of_both_inputs():
    f = function_named(TYPED, "2x - y^2")
    np.testing.assert_allclose(f(np.array([1.0, 0.5]), np.array([0.0, -1.0])), [2, 0])
