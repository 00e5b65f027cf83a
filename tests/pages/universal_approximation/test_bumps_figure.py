"""The curves of bumps are the network's own, for every way of building it; a weight that moves moves them."""

from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import MLP
from mlp_core.approximation import (
    approximate_1d,
    best_line_network,
    bump_curves,
    bumps_network,
    nielsen_function,
    step_network,
)
from pages.common.palette import DARK, LIGHT
from pages.universal_approximation.figures.bumps import (
    FUNCTION,
    NEGATIVE,
    NETWORK,
    POSITIVE,
    STEPS_DOWN,
    STEPS_UP,
    BumpsView,
    bump_places,
    bumps_figure,
)
from pages.universal_approximation.figures.neuron import OUTPUT, PLACE, neuron_figure
from pages.universal_approximation.side_by_side import network_drawing

UNIT = (0.0, 1.0)
WAYS = ("sigmoid", "tanh", "step", "relu", "gaussian")


def view(net: MLP, **keys) -> BumpsView:
    return BumpsView(net, UNIT, (-0.1, 1.0), LIGHT, **keys)


def traces(net: MLP, **keys) -> list[dict]:
    return bumps_figure(view(net, **keys))["data"]


def lines_of(trace: dict) -> list[tuple[np.ndarray, np.ndarray]]:
    """x and y of each line of a trace whose lines end at a NaN."""
    x, y = np.asarray(trace["x"]), np.asarray(trace["y"])
    ends = np.flatnonzero(~np.isfinite(y))
    return [(x[a + 1 : b], y[a + 1 : b]) for a, b in zip([-1, *ends], ends, strict=False)]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("activation", WAYS)
@pytest.mark.parametrize("n", [1, 2, 7, 200])
def test_the_curve_is_the_networks(activation, n, theme):
    net = approximate_1d(nielsen_function, n, activation=activation, steepness=300.0)
    figure = bumps_figure(BumpsView(net, UNIT, (-0.1, 1.0), theme, nielsen_function))
    go.Figure(figure)
    curve, truth = figure["data"][NETWORK], figure["data"][FUNCTION]
    np.testing.assert_allclose(curve["y"], net.predict(curve["x"][:, None])[:, 0], atol=1e-12)
    np.testing.assert_allclose(truth["y"], nielsen_function(truth["x"]))


@pytest.mark.parametrize("activation", WAYS)
def test_a_weight_that_moves_moves_curve_and_bump(activation):
    net = approximate_1d(nielsen_function, 6, activation=activation, steepness=300.0)
    before = traces(net)
    net.weights[1][0, 3] += 0.5
    after = traces(net)
    x = before[NETWORK]["x"][:, None]
    moved = 0.5 * net.forward(x).a[1][:, 3]
    assert np.abs(moved).max() > 0.1
    np.testing.assert_allclose(after[NETWORK]["y"] - before[NETWORK]["y"], moved, atol=1e-9)
    assert any(
        len(after[kind]["y"]) != len(before[kind]["y"])
        or not np.allclose(after[kind]["y"], before[kind]["y"], equal_nan=True)
        for kind in (POSITIVE, NEGATIVE)
    )


@pytest.mark.parametrize("activation", WAYS)
def test_every_bump_is_drawn_with_its_own_values_and_in_the_colour_of_its_sign(activation):
    net = approximate_1d(lambda x: np.cos(7 * x), 12, activation=activation, steepness=200.0)
    up, down = (lines_of(traces(net)[kind]) for kind in (POSITIVE, NEGATIVE))
    places = bump_places(net, UNIT)
    curves = bump_curves(net, places)
    assert len(up) + len(down) == len(curves) == 12 + (activation == "relu")
    falling = curves[np.arange(len(curves)), np.abs(curves).argmax(axis=1)] < 0
    assert len(down) == falling.sum() > 2
    for drawn, chosen in ((up, ~falling), (down, falling)):
        for (x, y), own_x, own_y in zip(drawn, places[chosen], curves[chosen], strict=True):
            np.testing.assert_allclose(x[1:-1], own_x)
            np.testing.assert_allclose(y[1:-1], own_y)
            assert (y[0], y[-1]) == (0, 0)
            assert UNIT[0] <= x.min() <= x.max() <= UNIT[1]


def test_many_bumps_stay_light():
    for n in (1, 50, 200):
        drawn = traces(approximate_1d(nielsen_function, n))
        assert sum(len(trace["x"]) for trace in drawn) < 9000


def test_single_neurons_are_their_output_weight_times_their_activation():
    net = bumps_network([(0.2, 0.4, 0.8), (0.5, 0.9, -0.6)], 60.0)
    drawn = traces(net, steps=True)
    x = drawn[NETWORK]["x"]
    terms = net.forward(x[:, None]).a[1] * net.weights[1][0]
    found = [y for kind in (STEPS_UP, STEPS_DOWN) for _, y in lines_of(drawn[kind])]
    np.testing.assert_allclose(found, terms.T[[0, 3, 1, 2]])
    np.testing.assert_allclose(np.sum(found, axis=0), drawn[NETWORK]["y"], atol=1e-12)


def test_linear_neurons_are_drawn_too():
    net = best_line_network(nielsen_function, 4)
    drawn = traces(net, function=nielsen_function)
    np.testing.assert_allclose(np.diff(drawn[NETWORK]["y"], 2), 0, atol=1e-12)
    assert len(lines_of(drawn[POSITIVE])) + len(lines_of(drawn[NEGATIVE])) == 4


@pytest.mark.parametrize(
    ("w", "b", "seen"), [(10.0, -4.0, True), (-999.0, 400.0, True), (5.0, 3.0, False), (0.0, 1.0, False)]
)
def test_one_neurons_curve_and_the_place_of_its_step(w, b, seen):
    net = step_network(w, b)
    figure = neuron_figure(net, UNIT, LIGHT)
    go.Figure(figure)
    curve, place = figure["data"][OUTPUT], figure["data"][PLACE]
    np.testing.assert_allclose(curve["y"], net.predict(curve["x"][:, None])[:, 0])
    np.testing.assert_allclose(place["x"], [-b / w] if seen else [])
    assert len(figure["layout"]["shapes"]) == seen
    net.biases[0][0] += 0.3
    assert np.abs(neuron_figure(net, UNIT, LIGHT)["data"][OUTPUT]["y"] - curve["y"]).max() > 0.01


@pytest.mark.parametrize("sizes", [(1, 1), (1, 2, 1), (1, 400, 1)])
def test_the_drawing_beside_it_has_the_networks_weights(sizes):
    net = MLP(sizes, [*["sigmoid"] * (len(sizes) - 2), "linear"] if len(sizes) > 2 else "sigmoid")
    links = network_drawing(net, LIGHT)["data"][0]
    assert len(links["customdata"]) == sum(min(a, 4) * min(b, 4) for a, b in pairwise(sizes))
