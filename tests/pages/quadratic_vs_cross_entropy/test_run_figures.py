"""The figures of one neuron show the record they are given, and nothing else."""

from types import SimpleNamespace

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core.learning_speed import train_single_neuron
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy.figures.against_output import cost_figure, gradient_figure
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color
from pages.quadratic_vs_cross_entropy.figures.run import run_figure
from pages.quadratic_vs_cross_entropy.figures.strips import Strip, strips_figure

LOSSES = ("half_quadratic", "binary_cross_entropy")
STRIPS = (("output a", "output"), ("cost C", "cost"), ("|∂C/∂w|", "gradient_weight"), ("f′(z)", "slope"))


def runs(target=0, updates=200, losses=LOSSES) -> dict:
    return {loss: train_single_neuron(2.0, 1.0, 0.15, updates, loss, target=target) for loss in losses}


def traces(figure) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figure["data"] if "name" in trace}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("position", [0, 1, 200])
@pytest.mark.parametrize("draw", [run_figure, gradient_figure, cost_figure])
def test_plotly_accepts_the_figures(draw, position, target, theme) -> None:
    go.Figure(draw(runs(target), position, target, theme))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(("name", "field"), STRIPS)
@pytest.mark.parametrize("position", [0, 70, 200])
def test_a_line_is_the_record_up_to_the_moment(position, name, field, loss) -> None:
    records = runs()
    line = traces(run_figure(records, position, 0, LIGHT))[f"{name} {loss}"]
    np.testing.assert_array_equal(line["x"], np.arange(position + 1))
    np.testing.assert_array_equal(line["y"], np.abs(getattr(records[loss], field)[: position + 1]))
    assert line["line"]["color"] == loss_color(loss, LIGHT)


def test_a_changed_record_moves_the_line() -> None:
    records = runs()
    changed = {**records, LOSSES[0]: SimpleNamespace(**{**vars(records[LOSSES[0]]), "output": np.full(201, 0.25)})}
    line = traces(run_figure(changed, 200, 0, LIGHT))[f"output a {LOSSES[0]}"]
    np.testing.assert_array_equal(line["y"], 0.25)


def test_the_axes_hold_still_while_it_runs() -> None:
    records = runs()
    first, last = (run_figure(records, position, 0, LIGHT)["layout"] for position in (0, 200))
    axes = [name for name in first if "axis" in name]
    assert len(axes) == 1 + len(STRIPS)
    assert [first[name]["range"] for name in axes] == [last[name]["range"] for name in axes]
    for number, (_, field) in enumerate(STRIPS, 1):
        low, high = first[f"yaxis{number if number > 1 else ''}"]["range"]
        whole = np.concatenate([np.abs(getattr(record, field)) for record in records.values()])
        assert low < whole.min()
        assert whole.max() < high


@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("quadratic", ["half_quadratic", "quadratic"])
def test_the_claim_is_the_gradient_at_every_output(quadratic, target) -> None:
    losses = (quadratic, "binary_cross_entropy")
    records = runs(target, losses=losses)
    shown = traces(gradient_figure(records, 60, target, LIGHT))
    factor = 1 if quadratic == "half_quadratic" else 2
    for loss in losses:
        a, size = shown[loss]["x"], shown[loss]["y"]
        slope = a * (1 - a) * factor if loss == quadratic else 1.0
        np.testing.assert_allclose(size, np.abs(a - target) * slope, atol=1e-12)
        assert (a[0], a[-1]) == (0.0, 1.0)
        point = shown[f"{loss} now"]
        assert point["x"] == [records[loss].output[60]]
        assert point["y"] == [abs(records[loss].gradient_weight[60])]


@pytest.mark.parametrize("target", [0, 1])
def test_the_cost_is_drawn_for_both_targets(target) -> None:
    records = runs(target)
    shown = traces(cost_figure(records, 60, target, LIGHT))
    for each in (0, 1):
        a, cost = shown[f"half_quadratic t = {each}"]["x"], shown[f"half_quadratic t = {each}"]["y"]
        np.testing.assert_allclose(cost, 0.5 * (a - each) ** 2, atol=1e-15)
        a, cost = shown[f"binary_cross_entropy t = {each}"]["x"], shown[f"binary_cross_entropy t = {each}"]["y"]
        inside = (a > 1e-3) & (a < 1 - 1e-3)
        np.testing.assert_allclose(cost[inside], -np.log(1 - np.abs(a - each)[inside]), rtol=1e-9)
    for loss in LOSSES:
        assert shown[f"{loss} now"]["x"] == [records[loss].output[60]]
        assert shown[f"{loss} now"]["y"] == [records[loss].cost[60]]


@pytest.mark.parametrize(("weight", "exponent"), [(5.0, True), (2.0, False)])
def test_ticks_of_tiny_costs_are_short(weight, exponent) -> None:
    records = {loss: train_single_neuron(weight, weight, 0.15, 50, loss, target=1) for loss in LOSSES}
    layout = run_figure(records, 0, 1, LIGHT)["layout"]
    assert layout["yaxis2"]["tickformat"].endswith("e") is exponent


@pytest.mark.parametrize("pixels", [160, 380])
def test_names_of_equal_values_keep_a_line_of_text_apart(pixels) -> None:
    values = np.full(5, 0.5)
    figure = strips_figure(
        (Strip("one", dict.fromkeys(LOSSES, values), 1.0), Strip("two", dict.fromkeys(LOSSES, values))),
        0,
        LIGHT,
        pixels,
    )
    low, high = figure["layout"]["yaxis"]["domain"]
    places = [each["y"] for each in figure["layout"]["annotations"] if each["yref"] == "y"]
    assert abs(places[0] - places[1]) * (high - low) * pixels == pytest.approx(20)


def test_the_plateau_is_as_long_as_the_page_says() -> None:
    """Above 0.93 for 150 updates from w = b = 2, half as long without the ½."""
    outputs = {loss: train_single_neuron(2.0, 2.0, 0.15, 300, loss).output for loss in ("half_quadratic", "quadratic")}
    assert outputs["half_quadratic"][150] > 0.93 > outputs["half_quadratic"][155]
    assert outputs["quadratic"][75] > 0.93 > outputs["quadratic"][78]
