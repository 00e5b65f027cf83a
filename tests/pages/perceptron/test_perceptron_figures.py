"""The page's pictures show the numbers of the run they are given."""

import numpy as np
import pytest

from mlp_core.lessons.margin import novikoff_bound
from pages.common.notation import DIALECTS, Notation
from pages.common.palette import DARK, LIGHT
from pages.perceptron import formulas
from pages.perceptron.choice import Choice
from pages.perceptron.data import far_points, gate, random_points
from pages.perceptron.figures.curves import Curve, CurvesView, curves_figure
from pages.perceptron.figures.geometry import foot, half_plane, line_path
from pages.perceptron.figures.growth import CountsView, GrowthView, counts_figure, growth_figure
from pages.perceptron.figures.layers import hidden_layer_figures, region_picture
from pages.perceptron.figures.plane import Line, PlaneView, plane_figure
from pages.perceptron.figures.weight_path import WeightPathView, weight_path_figure
from pages.perceptron.gradient import EPOCHS, gradient_figures
from pages.perceptron.neurons import xor_by_hand
from pages.perceptron.rule import rule_figures
from pages.perceptron.runs import gradient_run, rosenblatt_run

NIELSEN = Notation(DIALECTS["nielsen"])
LINES = ([-1.0, 2.0, 2.0], [0.5, 0.0, -3.0], [0.2, 1.0, 0.0])


def scores(w: np.ndarray, trace: dict) -> np.ndarray:
    return w[0] + w[1] * np.array(trace["x"]) + w[2] * np.array(trace["y"])


@pytest.mark.parametrize("weights", LINES)
def test_the_line_and_its_sides_have_the_scores_they_stand_for(weights: list[float]) -> None:
    w = np.array(weights)
    data = gate("OR")
    view = PlaneView(LIGHT, data.X, data.y, data.low, data.high, [Line(w, LIGHT.text)], w)
    negative, positive, line, points, _ = plane_figure(view)["data"]
    np.testing.assert_allclose(scores(w, line), 0, atol=1e-9)
    assert (scores(w, negative) < 1e-9).all()
    assert (scores(w, positive) > -1e-9).all()
    assert scores(w, positive).max() > 1
    np.testing.assert_array_equal(np.column_stack([points["x"], points["y"]]), data.X)
    ends = np.column_stack([line["x"], line["y"]])
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(2 * view.reach)


def test_without_a_line_one_side_is_everything_or_nothing() -> None:
    for w, positive, negative in (([0, 0, 0], 1, 1), ([2, 0, 0], 4, 1), ([-2, 0, 0], 1, 4), ([900, 1, 0], 4, 1)):
        sizes = [len(half_plane(np.array(w, dtype=float), sign, (0, 0), 10)[0]) for sign in (1.0, -1.0)]
        assert sizes == [positive, negative]
    assert np.isnan(line_path(np.array([1.0, 0, 0]), (0, 0), 10)[0]).all()
    assert foot(np.zeros(3), (0, 0)) is None


@pytest.mark.parametrize("name", ["OR", "XOR", "Random", "Far points"])
def test_each_moment_shows_its_update(name: str) -> None:
    data = Choice(name=name).data
    run = rosenblatt_run(data)
    for position in range(run.last + 1):
        figures = rule_figures(data, run, position, LIGHT, NIELSEN)
        *_, points, ring = figures["plane"]["data"]
        path, _, present = figures["weights"]["data"]
        assert len(points["x"]) == len(data.points)
        np.testing.assert_array_equal([present["x"][0], present["y"][0]], run.weights[position, 1:])
        assert len(path["x"]) == position + 1
        if position:
            update = run.record.updates[position - 1]
            np.testing.assert_array_equal([ring["x"][0], ring["y"][0]], data.X[update.row])
            before, after = figures["plane"]["data"][2:4]
            for w, line in ((update.before, before), (update.after, after)):
                assert np.isnan(line["x"]).all() if not w[1:].any() else np.abs(scores(w, line)).max() < 1e-6
        else:
            assert np.isnan(ring["x"]).all()


def test_the_arrow_of_an_update_is_the_point_that_was_added() -> None:
    run = rosenblatt_run(gate("OR"))
    for position, update in enumerate(run.record.updates, 1):
        figure = weight_path_figure(WeightPathView(LIGHT, run.weights, position, update.target))
        arrows = [each for each in figure["layout"]["annotations"] if each.get("showarrow")]
        assert len(arrows) == bool(update.added[1:].any())
        for arrow in arrows:
            moved = [arrow["x"] - arrow["ax"], arrow["y"] - arrow["ay"]]
            np.testing.assert_allclose(moved, update.added[1:])
            assert arrow["arrowcolor"] == (LIGHT.positive if update.target > 0 else LIGHT.negative)
        assert any(each["text"].startswith("b = ") for each in figure["layout"]["annotations"])


def test_the_cycle_is_drawn_from_where_it_begins() -> None:
    run = rosenblatt_run(gate("XOR"))
    cycle = weight_path_figure(WeightPathView(LIGHT, run.weights, 4, -1.0, 0))["data"][1]
    np.testing.assert_array_equal(np.column_stack([cycle["x"], cycle["y"]]), run.weights[:, 1:])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_growth_lies_between_the_two_lines_of_the_proof(theme) -> None:
    run = rosenblatt_run(random_points(30, 0.05, seed=1))
    upper, length, lower, along = growth_figure(GrowthView(theme, run.weights, run.bound))["data"]
    k = length["x"]
    assert (length["y"] <= np.sqrt(k) * run.bound.radius + 1e-9).all()
    assert (along["y"] >= k * run.bound.margin - 1e-9).all()
    assert (along["y"] <= length["y"] + 1e-9).all()
    np.testing.assert_allclose(upper["y"], np.sqrt(upper["x"]) * run.bound.radius)
    np.testing.assert_allclose(lower["y"], lower["x"] * run.bound.margin)


def test_without_a_margin_the_lower_line_is_missing() -> None:
    run = rosenblatt_run(gate("XOR"))
    figure = growth_figure(GrowthView(LIGHT, run.weights, run.bound))
    assert len(figure["data"]) == 2
    assert np.isnan(figure["data"][1]["y"][-1])
    assert figure["layout"]["shapes"] == []


def test_counts_show_every_run_and_the_page_s_own() -> None:
    margins, updates, bounds = np.array([0.1, 0.2]), np.array([7, 3]), np.array([300.0, 75.0])
    figure = counts_figure(CountsView(LIGHT, margins, updates, bounds, (0.3, 9)))
    upper, counted, own = figure["data"]
    np.testing.assert_array_equal(upper["y"], bounds)
    np.testing.assert_array_equal(counted["y"], updates)
    assert (own["x"], own["y"]) == ([0.3], [9])
    assert np.isnan(counts_figure(CountsView(LIGHT, margins, updates, bounds))["data"][2]["x"][0])


def test_three_neurons_are_shown_at_the_same_epoch() -> None:
    data = far_points()
    run = rosenblatt_run(data)
    linear, tanh = (gradient_run(data, name, 0.03, False, EPOCHS) for name in ("linear", "tanh"))
    figures = gradient_figures(data, run, (linear, tanh), 10, LIGHT, NIELSEN)
    lines = figures["three"]["data"][2:5]
    for w, line in zip((run.weights[-1], linear.weights[10], tanh.weights[10]), lines, strict=True):
        np.testing.assert_allclose(scores(w, line), 0, atol=1e-6)
    for trace, each in zip(figures["errors"]["data"], (linear, tanh), strict=False):
        np.testing.assert_array_equal(trace["y"], each.loss[:11])
    for trace, wrong in zip(figures["wrong"]["data"][1:], (linear.wrong, tanh.wrong), strict=False):
        np.testing.assert_array_equal(trace["y"], wrong[:11])
    assert figures["wrong"]["data"][0]["y"][-1] == 0


def test_a_curve_that_runs_away_does_not_flatten_the_others() -> None:
    curves = [Curve("a", np.array([2.0, 1.0, 0.5]), "#000000"), Curve("b", np.array([2.0, 1e6]), "#111111")]
    layout = curves_figure(CurvesView(LIGHT, curves, 2, 2, "loss"))["layout"]
    assert layout["yaxis"]["range"][1] < 5


def test_the_region_is_what_the_network_by_hand_answers() -> None:
    network, low, high = xor_by_hand(), (-1.0, -1.0), (2.0, 2.0)
    picture = region_picture(network, low, high)
    n = len(picture)
    for row, column in ((0, 0), (0, n - 1), (n // 2, n // 2), (n - 1, 0), (n // 4, n // 3)):
        x = [[-1 + 3 * (column + 0.5) / n, 2 - 3 * (row + 0.5) / n]]
        assert picture[row, column] == network.predict(x)[0, 0]
    assert set(np.unique(picture)) == {-1.0, 1.0}


def test_the_hidden_plane_shows_the_hidden_activations_and_the_output_line() -> None:
    data, network = gate("XOR"), xor_by_hand()
    figures = hidden_layer_figures(network, data.X, data.y, 1, LIGHT)
    _, _, line, points, ring = figures["hidden"]["data"]
    np.testing.assert_array_equal(np.column_stack([points["x"], points["y"]]), network.forward(data.X).a[1])
    np.testing.assert_allclose(np.array(line["x"]) + np.array(line["y"]), 1.5, atol=1e-9)
    assert (ring["x"][0], ring["y"][0]) == (1.0, 1.0)
    for neuron, line in enumerate(figures["region"]["data"][2:4]):
        w = np.array([network.biases[0][neuron], *network.weights[0][neuron]])
        np.testing.assert_allclose(scores(w, line), 0, atol=1e-9)


def test_formulas_hold_the_numbers_of_the_update() -> None:
    update = rosenblatt_run(gate("OR")).record.updates[5]
    assert formulas.update_score(update.target, update.before, (0, 1), update.score, NIELSEN) == (
        r"y\,(w\cdot x + b) = +1\,[(1,\,1)\cdot(0,\,1) + (-1)] = 0 \le 0"
    )
    assert formulas.update_step(update.target, update.before, (0, 1), update.after, NIELSEN) == (
        r"w \leftarrow (1,\,1) + (0,\,1) = (1,\,2), \quad b \leftarrow -1 + 1 = 0"
    )


def test_the_best_direction_on_the_plane_is_the_widest_street() -> None:
    data = random_points(30, 0.2, seed=0)
    direction = novikoff_bound(data.X, data.y).direction
    assert (data.y * (direction[0] + data.X @ direction[1:])).min() == pytest.approx(0.2)
