"""The plane and the bars are the record's: lines through outputs of ½, terms and their means."""

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import MLP
from mlp_core.neuron_on_points import train_neuron_on_points
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy.figures.points import TERMS, plane_figure, terms, terms_figure
from pages.quadratic_vs_cross_entropy.points import STARTS, Lesson

LOSSES = ("half_quadratic", "binary_cross_entropy")
LESSON = Lesson(n=9, noise=30, start=STARTS["Badly wrong"], learning_rate=0.5, updates=40)
X, T = LESSON.points()


def records() -> dict:
    *weights, bias = LESSON.start
    return {loss: train_neuron_on_points(X, T, weights, bias, 0.5, 40, loss) for loss in LOSSES}


def traces(figure) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figure["data"]}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_lines_are_where_the_neurons_answer_one_half(theme) -> None:
    runs = records()
    figure = plane_figure(X, T, runs, 20, theme)
    go.Figure(figure)
    for loss, record in runs.items():
        net = MLP([2, 1], "sigmoid")
        net.parameters = [*record.weights[20], record.bias[20]]
        line = traces(figure)[f"line {loss}"]
        np.testing.assert_allclose(net.predict(np.column_stack([line["x"], line["y"]])), 0.5, atol=1e-9)
        assert np.ptp(line["x"]) + np.ptp(line["y"]) > 6
    for target in (0, 1):
        shown = traces(figure)[f"target {target}"]
        np.testing.assert_array_equal(np.column_stack([shown["x"], shown["y"]]), X[target == T])


def test_an_undecided_neuron_has_no_line() -> None:
    runs = {loss: train_neuron_on_points(X, T, [0, 0], 0, 0.5, 1, loss) for loss in LOSSES}
    assert len(traces(plane_figure(X, T, runs, 0, LIGHT))["line half_quadratic"]["x"]) == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("quantity", TERMS)
@pytest.mark.parametrize("position", [0, 40])
def test_bars_are_each_points_share_and_the_line_is_their_mean(position, quantity, theme) -> None:
    runs = records()
    figure = terms_figure(X, T, runs, position, quantity, theme)
    go.Figure(figure)
    for loss, record in runs.items():
        factor = {"w₁": X[:, 0], "w₂": X[:, 1], "b": 1.0}.get(quantity)
        expected = record.sample_cost[position] if factor is None else record.delta[position] * factor
        np.testing.assert_allclose(traces(figure)[f"terms {loss}"]["y"], expected, rtol=1e-12)
        np.testing.assert_allclose(traces(figure)[f"mean {loss}"]["y"], [expected.mean()] * 2, rtol=1e-9)


def test_both_losses_share_a_scale_that_holds_still() -> None:
    ranges = {
        tuple(terms_figure(X, T, records(), position, "b", LIGHT)["layout"][name]["range"])
        for position in (0, 20, 40)
        for name in ("yaxis", "yaxis2")
    }
    assert len(ranges) == 1


def test_the_worst_answers_lead_under_cross_entropy_alone() -> None:
    """The claim of the part, at the start of its first lesson."""
    runs = records()
    miss = np.abs(runs[LOSSES[0]].output[0] - T)
    worst = int(miss.argmax())
    assert miss[worst] > 0.99
    assert np.abs(runs["binary_cross_entropy"].delta[0]).argmax() == worst
    assert np.abs(runs["half_quadratic"].delta[0, worst]) < 0.01


def test_by_the_second_weight_all_terms_pull_one_way_and_lead_the_mean() -> None:
    """The means −0.72 and −0.03 that the part names, of the lesson as it opens."""
    lesson = Lesson(10, 30, STARTS["Badly wrong"], 0.2, 1)
    points, targets = lesson.points()
    *weights, bias = lesson.start
    means = {}
    for loss in ("half_quadratic", "binary_cross_entropy"):
        run = train_neuron_on_points(points, targets, weights, bias, lesson.learning_rate, lesson.updates, loss)
        each, mean = terms(run, points, "w₂")
        assert (each[0] < 0).all()
        means[loss] = round(float(mean[0]), 2)
    assert means == {"half_quadratic": -0.03, "binary_cross_entropy": -0.72}
