"""Steps, outcomes and the factor between the losses are those of the neurons that were trained."""

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core.learning_speed import errors_against_learning_rate, train_single_neuron
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy.figures.learning_rates import factor_figure, outcome_figure
from pages.quadratic_vs_cross_entropy.figures.run import steps_figure
from pages.quadratic_vs_cross_entropy.rate_grid import rate_grid

LOSSES = ("half_quadratic", "binary_cross_entropy")
RATES = dict(zip(LOSSES, (8.5, 0.15), strict=True))
UPDATES = 80


def records(target=0) -> dict:
    return {loss: train_single_neuron(2.0, 2.0, RATES[loss], UPDATES, loss, target=target) for loss in LOSSES}


def traces(figure) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figure["data"] if "name" in trace}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("target", [0, 1])
def test_steps_are_rate_times_gradient(target, theme) -> None:
    runs = records(target)
    figure = steps_figure(runs, RATES, 50, target, theme)
    go.Figure(figure)
    for loss, record in runs.items():
        line = traces(figure)[f"size of the step in w, η |∂C/∂w| {loss}"]
        np.testing.assert_allclose(line["y"], np.abs(np.diff(record.weight))[:51], rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_outcome_is_the_error_of_each_learning_rate(theme) -> None:
    grid = rate_grid(8.5)
    errors = {loss: errors_against_learning_rate(2, 2, grid, UPDATES, loss) for loss in LOSSES}
    reached = {loss: float(record.output[-1]) for loss, record in records().items()}
    figure = outcome_figure(grid, errors, RATES, reached, UPDATES, theme)
    go.Figure(figure)
    for loss in LOSSES:
        line, point = traces(figure)[loss], traces(figure)[f"{loss} now"]
        np.testing.assert_array_equal(line["x"], grid)
        seen = errors[loss] > 1e-4
        np.testing.assert_array_equal(line["y"][seen], errors[loss][seen])
        assert (point["x"], point["y"]) == ([RATES[loss]], [reached[loss]])


@pytest.mark.parametrize("quadratic", ["half_quadratic", "quadratic"])
@pytest.mark.parametrize("target", [0, 1])
def test_the_factor_is_one_over_the_slope(target, quadratic) -> None:
    halves = 1 if quadratic == "half_quadratic" else 2
    runs = {
        loss: train_single_neuron(2, 1, 0.5, UPDATES, loss, target=target)
        for loss in (quadratic, "binary_cross_entropy")
    }
    figure = factor_figure(runs, {quadratic: 3.0, "binary_cross_entropy": 0.5}, 30, target, LIGHT)
    go.Figure(figure)
    line, point = traces(figure)["factor"], traces(figure)[f"{quadratic} now"]
    np.testing.assert_allclose(line["y"], 1 / (halves * line["x"] * (1 - line["x"])), rtol=1e-6)
    a = runs[quadratic].output[30]
    assert point["x"] == [a]
    assert point["y"][0] == pytest.approx(min(1 / (halves * a * (1 - a)), 1e4))
    assert figure["layout"]["shapes"][0]["y0"] == 6.0


def test_a_saturated_neuron_has_no_factor() -> None:
    runs = {loss: train_single_neuron(800.0, 2.0, 0.1, 1, loss) for loss in LOSSES}
    figure = factor_figure(runs, dict.fromkeys(LOSSES, 0.1), 0, 0, LIGHT)
    go.Figure(figure)
    assert any("∞" in each["text"] for each in figure["layout"]["annotations"])


def test_the_grid_grows_to_the_decade_of_the_rate() -> None:
    assert (rate_grid(5)[0], rate_grid(5)[-1]) == (1e-3, 100.0)
    assert rate_grid(22000.0)[-1] == pytest.approx(1e5)
    assert not rate_grid(5).flags.writeable
