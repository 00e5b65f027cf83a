"""Gradients, pre-activations, weights and confusion are those of the network and data they are drawn from."""

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import MLP
from pages.common.figure_style import CURVE_MARGINS, round_up, spread, thin, tick_step
from pages.common.figures.gradient_norms import gradient_curves, gradient_figure
from pages.common.palette import DARK, LIGHT
from pages.playground.figures.diagnostics import preactivation_figure, unit_health
from pages.playground.figures.matrices import confusion_figure, weight_scale, weights_figure


def texts(figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("sizes", [(2, 1), (2, 8, 8, 1), (2, 16, 16, 16, 16, 16, 16, 3)], ids=str)
def test_plotly_accepts_the_figures(make, theme, sizes) -> None:
    net = make.network(sizes, output="softmax" if sizes[-1] > 1 else "sigmoid")
    n_layers = len(sizes) - 1
    norms = np.random.default_rng(0).random((50, n_layers))
    go.Figure(gradient_figure(np.arange(50.0), norms, theme, [(20, "tanh → ReLU")]))
    go.Figure(preactivation_figure(net.forward(make.grid()).z, net.activations, theme))
    go.Figure(weights_figure(net.weights, net.biases, theme))
    counts = np.array([[4, 0, 1], [0, 7, 0], [2, 0, 3]])
    go.Figure(confusion_figure([("training", counts), ("test", counts)], ["a", "b", "c"], theme))


def test_a_line_for_each_layers_gradient_norm() -> None:
    epoch = np.arange(40.0)
    norms = np.column_stack([10.0 ** (-layer) * (1 + epoch) for layer in range(3)])
    norms[5, 1], norms[6, 2] = np.nan, 0.0
    figure = gradient_figure(epoch, norms, LIGHT)
    low, high = figure["layout"]["yaxis"]["range"]
    for layer, trace in enumerate(figure["data"]):
        drawn = norms[:, layer] > 0
        np.testing.assert_allclose(trace["x"], epoch[drawn])
        np.testing.assert_allclose(trace["y"], norms[drawn, layer], rtol=1e-6)
        assert low <= np.log10(trace["y"].min())
        assert np.log10(trace["y"].max()) <= high
    assert texts(figure) == ["layer 1", "layer 2", "layer 3"]
    assert len({trace["line"]["color"] for trace in figure["data"]}) == 3


def test_in_the_place_of_the_curves_the_lines_are_the_same_and_layers_are_numbers() -> None:
    epoch = np.arange(40.0)
    norms = np.column_stack([10.0 ** (-layer) * (1 + epoch) for layer in range(3)])
    wide, low = gradient_figure(epoch, norms, LIGHT), gradient_curves(epoch, norms, LIGHT, shown_epoch=10.0)
    for one, other in zip(wide["data"], low["data"], strict=True):
        np.testing.assert_array_equal(one["y"], other["y"])
    assert texts(low)[1:] == ["1", "2", "3"]
    assert [shape["x0"] for shape in low["layout"]["shapes"]] == [10.0, 10.0]
    assert low["layout"]["margin"]["l"] == CURVE_MARGINS["left"]
    go.Figure(low)


def test_gradients_not_yet_measured_are_an_empty_figure_not_an_error() -> None:
    figure = gradient_figure(np.array([0.0]), np.full((1, 3), np.nan), LIGHT)
    go.Figure(figure)
    assert texts(figure) == []


def test_the_histogram_counts_every_pre_activation(make) -> None:
    net = make.network()
    z = net.forward(make.grid()).z
    figure = preactivation_figure(z, net.activations, LIGHT)
    for values, bars in zip(z, figure["data"], strict=True):
        assert bars["y"].sum() == pytest.approx(1, abs=1e-5)
        assert bars["y"][bars["x"] > 1e-6].sum() == pytest.approx((values > 0).mean(), abs=float(bars["y"][20]) + 1e-5)
        mean = (bars["x"] * bars["y"]).sum()
        assert mean == pytest.approx(values.mean(), abs=0.1 * np.abs(values).mean() + 0.01)
        for x, color in zip(bars["x"], bars["marker"]["color"], strict=True):
            assert x == pytest.approx(0, abs=1e-6) or color == (LIGHT.negative if x < 0 else LIGHT.positive)


def test_pre_activations_past_all_numbers_still_make_a_figure() -> None:
    f = MLP((1, 1), ["tanh"]).activations[0]
    for z in (np.full((4, 2), np.nan), np.array([[np.inf, -1e200], [0.0, 1.0]])):
        go.Figure(preactivation_figure([z], [f], LIGHT))


def test_titles_say_which_units_do_not_learn() -> None:
    net = MLP((1, 4, 1), ["relu", "sigmoid"], seed=0)
    net.weights[0][:] = 1.0
    net.biases[0][:] = [-9.0, -9.0, -9.0, 9.0]
    net.weights[1][:], net.biases[1][:] = 0.0, 50.0
    z = net.forward(np.linspace(-1, 1, 20)[:, None]).z
    figure = preactivation_figure(z, net.activations, LIGHT)
    assert "3 of 4 dead" in texts(figure)[0]
    assert "100% saturated" in texts(figure)[1]
    step = MLP((1, 1), ["step"])
    assert unit_health(step.forward(np.ones((3, 1))).z[0], step.activations[0]) == "no gradient anywhere"


def test_weights_are_drawn_as_they_are_on_one_scale(make) -> None:
    net = make.network((2, 3, 1))
    traces = weights_figure(net.weights, net.biases, LIGHT)["data"]
    shown = [trace["z"] for trace in traces]
    for layer in range(2):
        np.testing.assert_allclose(shown[2 * layer], net.weights[layer], rtol=1e-6)
        np.testing.assert_allclose(shown[2 * layer + 1][:, 0], net.biases[layer], rtol=1e-6)
    largest = max(np.abs(net.parameters))
    assert {(trace["zmin"], trace["zmax"]) for trace in traces} == {(-traces[0]["zmax"], traces[0]["zmax"])}
    assert largest <= weight_scale(net.weights, net.biases) <= 1.6 * largest


def test_weights_past_all_numbers_still_have_a_scale() -> None:
    weights, biases = [np.array([[np.nan, np.inf], [2.0, -3.0]])], [np.array([np.nan, 0.0])]
    assert weight_scale(weights, biases) == 3.0
    assert weight_scale([np.full((1, 1), np.nan)], [np.full(1, np.nan)]) == pytest.approx(0.1)
    go.Figure(weights_figure(weights, biases, LIGHT))


def test_numbers_stand_in_the_cells_only_while_they_fit(make) -> None:
    small, large = make.network((2, 3, 1)), make.network((2, 16, 16, 16, 1))
    assert all("texttemplate" in trace for trace in weights_figure(small.weights, small.biases, LIGHT)["data"])
    assert not any("texttemplate" in trace for trace in weights_figure(large.weights, large.biases, LIGHT)["data"])


def test_confusion_shows_counts_and_their_share_of_the_true_class() -> None:
    counts = np.array([[1, 1, 0], [0, 1, 0], [1, 0, 2]])
    figure = confusion_figure([("training", counts)], ["0", "1", "2"], LIGHT)
    np.testing.assert_allclose(figure["data"][0]["z"], [[0.5, 0.5, 0], [0, 1, 0], [1 / 3, 0, 2 / 3]])
    assert "<b>2</b><br>67%" in texts(figure)
    assert "<b>training</b> · 4 of 6 right" in texts(figure)


def test_a_class_without_samples_has_a_share_of_zero() -> None:
    figure = confusion_figure([("test", np.zeros((2, 2), int))], ["0", "1"], LIGHT)
    assert figure["data"][0]["z"].tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("value", "up"), [(0.7, 0.8), (1.0, 1.0), (1.01, 1.2), (83.0, 100.0), (1e-9, 1e-9), (4.2e7, 5e7)]
)
def test_round_numbers_above(value, up) -> None:
    assert round_up(value) == pytest.approx(up)


def test_ticks_are_few_and_whole_where_asked() -> None:
    assert tick_step(0.8, 4) == pytest.approx(0.2)
    assert tick_step(10, 4, whole=True) == 5
    assert tick_step(2, 4, whole=True) == 1


def test_places_are_spread_in_their_order_and_inside() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        places = rng.uniform(-0.2, 1.2, 6)
        moved = np.array(spread(places.tolist(), 0.1, 0, 1))
        assert (np.diff(moved[np.argsort(places, kind="stable")]) >= 0.1 - 1e-9).all()
        assert moved.min() >= -1e-9
        assert moved.max() <= 1 + 1e-9
    assert spread([0.2, 0.8], 0.1, 0, 1) == [0.2, 0.8]
    assert spread([0.5, 0.5], 0.2, 0, 1) == pytest.approx([0.4, 0.6])
    assert spread([], 0.2, 0, 1) == []


def test_thinning_keeps_first_and_last_and_leaves_out_what_was_not_measured() -> None:
    x, y = np.arange(10.0), np.array([np.nan, 1, 2, np.nan, 4, 5, 6, 7, 8, np.nan])
    assert thin(x, y, 100)[0].tolist() == [1, 2, 4, 5, 6, 7, 8]
    few = thin(x, y, 3)[0].tolist()
    assert (few[0], few[-1]) == (1, 8)
    assert len(few) <= 3
