"""The surface is the cost, and the way on it is the record's."""

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core.learning_speed import train_single_neuron
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy.figures.surfaces import LIFT, camera, surface_figure, surface_top

LOSSES = ("half_quadratic", "quadratic", "binary_cross_entropy")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("target", [0, 1])
def test_surface_and_way(loss, target, theme) -> None:
    record = train_single_neuron(2, 1, 0.15, 90, loss, target=target)
    figure = surface_figure(record, loss, 60, target, theme)
    go.Figure(figure)
    ground, way, now = figure["data"]
    for row, column in ((0, 0), (3, 30), (40, 40)):
        alone = train_single_neuron(ground["x"][column], ground["y"][row], 0, 0, loss, target=target)
        assert ground["z"][row, column] == pytest.approx(alone.cost[0])
    np.testing.assert_array_equal(way["x"], record.weight[:61])
    np.testing.assert_array_equal(way["y"], record.bias[:61])
    np.testing.assert_array_equal(way["customdata"], record.cost[:61])
    upper = figure["layout"]["scene"]["zaxis"]["range"][1]
    np.testing.assert_allclose(way["z"] - record.cost[:61], LIFT * upper, rtol=1e-9)
    assert (now["x"][0], now["y"][0]) == (record.weight[60], record.bias[60])


def test_the_way_never_leaves_the_ground() -> None:
    record = train_single_neuron(5, 5, 10.0, 900, "binary_cross_entropy")
    ground, way, _ = surface_figure(record, "binary_cross_entropy", 900, 0, LIGHT)["data"]
    assert ground["x"][0] <= way["x"].min()
    assert ground["y"][0] <= way["y"].min()


def test_the_view_is_kept_while_it_runs_and_the_same_for_both() -> None:
    views = []
    for loss in LOSSES:
        record = train_single_neuron(2, 1, 0.15, 90, loss)
        views += [
            surface_figure(record, loss, at, 0, LIGHT, turn=30, tilt=10)["layout"]["scene"]["camera"] for at in (0, 90)
        ]
    assert all(view == views[0] == camera(30, 10) for view in views)


def test_from_above_and_from_the_side() -> None:
    above, side = camera(0, 90)["eye"], camera(90, 0)["eye"]
    assert (above["z"], side["y"]) == (pytest.approx(side["y"]), pytest.approx(above["z"]))
    assert (side["x"], side["z"]) == (pytest.approx(0), 0)


def test_the_top_holds_the_surface() -> None:
    record = train_single_neuron(2, 1, 0.15, 9, "quadratic")
    figure = surface_figure(record, "quadratic", 9, 0, LIGHT)
    assert figure["data"][0]["z"].max() <= surface_top(record, "quadratic", 0)
    assert surface_top(record, "quadratic", 0) == figure["layout"]["scene"]["zaxis"]["range"][1]
