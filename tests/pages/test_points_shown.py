"""Which points a frame draws, and where."""

from itertools import pairwise

import numpy as np
import pytest

from mlp_core.own_data import OwnData
from mlp_core.own_sources import no_points, standardised
from pages.common.experiment import Experiment
from pages.common.figures.line import LineView, line_figure, value_range
from pages.common.figures.region import HALF_WIDTH, RegionView, region_figure
from pages.common.frames import frame
from pages.common.palette import LIGHT, point_palette, value_color
from pages.common.points_shown import MOST_POINTS, is_drawing, shown_history, shown_rows
from pages.common.settings import Settings
from pages.common.view import View


def region(experiment, view=None):
    return frame(experiment, view or View(), LIGHT, ("region",))["region"]


def test_a_few_points_are_all_drawn_and_thousands_evenly_thinned():
    X = np.column_stack([np.arange(9000.0), np.arange(9000.0)])
    data = standardised(X, np.arange(9000) % 2, ("a", "b")).generate(test_share=0.5)
    for test, all_rows in ((False, data.X), (True, data.X_test)):
        rows = shown_rows(data, test)
        assert len(rows.X) == len(rows.T) == MOST_POINTS
        assert {tuple(row) for row in rows.X} <= {tuple(row) for row in all_rows}
        np.testing.assert_array_equal(rows.X[[0, -1]], all_rows[[0, -1]])
    few = standardised(X[:20], np.arange(20) % 2, ("a", "b")).generate(test_share=0.5)
    assert shown_rows(few).X is few.X


@pytest.mark.parametrize("n_classes", [2, 3, 6])
def test_classes_of_one_input_stand_in_bands_that_do_not_overlap(n_classes):
    names = [str(k) for k in range(n_classes)]
    data = OwnData(np.linspace(-2, 2, 60)[:, None], np.arange(60) % n_classes, names).generate(test_share=0.0)
    rows = shown_rows(data)
    np.testing.assert_array_equal(rows.places[:, 0], data.X[:, 0])
    heights = [rows.places[data.labels == k, 1] for k in range(n_classes)]
    assert all(low.max() < high.min() for low, high in pairwise(heights))
    assert np.abs(rows.places[:, 1]).max() < HALF_WIDTH


def test_the_region_of_one_input_is_the_network_over_that_input():
    points = OwnData(np.linspace(-2, 2, 12)[:, None], np.arange(12) % 3, ("a", "b", "c"))
    experiment = Experiment(Settings().changed(points=points))
    experiment.trainer.run_epochs(3)
    view = View(probe=(0.5,))
    figure = region(experiment, view)
    outputs = experiment.network.predict(np.array([[0.5]]))[0]
    assert ", ".join(f"{value:.3f}" for value in outputs) in figure["layout"]["annotations"][0]["text"]
    assert (figure["data"][3]["x"][0], figure["data"][3]["y"][0]) == (0.5, 0.0)
    np.testing.assert_array_equal(figure["data"][0]["x"], np.float32(experiment.dataset.X[:, 0]))


def test_while_one_draws_a_box_can_be_dragged_and_test_points_are_shown():
    experiment = Experiment(
        Settings().changed(points=OwnData(np.eye(2)[np.arange(20) % 2], np.arange(20) % 2), test=50)
    )
    assert region(experiment)["layout"]["dragmode"] is False
    assert len(region(experiment)["data"][1]["x"]) == 0
    drawing = region(experiment, View(drawing=True))
    assert drawing["layout"]["dragmode"] == "select"
    assert len(drawing["data"][1]["x"]) == len(experiment.dataset.X_test) > 0
    spiral = Experiment(Settings())
    assert not is_drawing(spiral, View(drawing=True))
    assert region(spiral, View(drawing=True))["layout"]["dragmode"] is False


def test_where_there_is_no_point_nothing_was_measured():
    experiment = Experiment(Settings().changed(points=no_points()))
    assert is_drawing(experiment, View())
    history = shown_history(experiment)
    assert (len(history), history.epoch.tolist()) == (1, [0])
    assert np.isnan(history.train_loss).all()
    assert np.isnan(history.layer_gradient_norms).all()
    full = Experiment(Settings())
    assert shown_history(full) is full.trainer.history


def test_an_unscaled_regression_is_drawn_in_the_units_of_the_plane():
    X = np.linspace(100, 200, 20)[:, None]
    points = standardised(X, np.linspace(5000.0, 9000.0, 20))
    experiment = Experiment(Settings().changed(points=points, scaling="none", test=0))
    figure = region(experiment)
    network, data = figure["data"][4], figure["data"][5]
    assert np.abs(data["x"]).max() < 2
    assert np.abs(data["y"]).max() <= 1.001
    at = np.array([[points.centre[0] + points.scale[0] * network["x"][7]]])
    expected = (experiment.network.predict(at)[0, 0] - points.target_centre) / points.target_scale
    assert network["y"][7] == pytest.approx(expected, abs=1e-6)


def test_the_line_one_draws_on_stands_still_and_names_its_input():
    x = np.linspace(-2, 2, 5)
    view = LineView(x, x, LIGHT, np.array([0.0]), np.array([0.1]), drawing=True, x_name="height")
    low, high = value_range(view)
    assert (low, high) == value_range(LineView(x, x, LIGHT, np.empty(0), np.empty(0)))
    assert low < -1 < 1 < high
    assert "height" in [each["text"] for each in line_figure(view)["layout"]["annotations"]]


def test_a_value_has_the_colour_of_its_points():
    view = RegionView(np.zeros((3, 3)), LIGHT, np.zeros((3, 2)), np.array([-1.0, 0.0, 1.0]), targets_are_values=True)
    colors = region_figure(view)["data"][0]["marker"]["color"]
    assert colors == [value_color(LIGHT, value) for value in (-1, 0, 1)]
    assert colors[0] == point_palette(LIGHT)[0]
