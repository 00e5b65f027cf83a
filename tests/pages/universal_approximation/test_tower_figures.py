"""The stages from a step to a tower: every surface is the network's own answer, and moves with its weights."""

from dataclasses import replace

import numpy as np
import pytest

from pages.common.notation import DIALECTS, Notation
from pages.common.palette import DARK, LIGHT, map_palette
from pages.universal_approximation import plane
from pages.universal_approximation.figures.surface import surface_figure
from pages.universal_approximation.letters import Letters
from pages.universal_approximation.tower_stages import (
    STAGES,
    TowerSettings,
    reading,
    stage_network,
    tower_figures,
)

NIELSEN = Letters.of(Notation(DIALECTS["nielsen"]))
SETTINGS = TowerSettings((-0.4, 0.4), (-0.2, 0.6), 10.0, -15.0, 50.0)
SIZES = {"Step in x": (2, 1, 1), "Bump in y": (2, 2, 1), "Tower": (2, 4, 1, 1)}


def z_of(figure: dict) -> np.ndarray:
    return figure["data"][0]["z"]


@pytest.mark.parametrize("stage", STAGES)
def test_the_output_is_the_networks(stage):
    net = stage_network(stage, SETTINGS)
    assert net.layer_sizes == SIZES.get(stage, net.layer_sizes)
    figures = tower_figures(stage, net, SETTINGS, LIGHT, NIELSEN)
    along = plane.line()
    for row, column in ((0, 0), (30, 20), (45, 59)):
        expected = net.predict([[along[column], along[row]]])[0, 0]
        assert z_of(figures["output"])[row, column] == pytest.approx(expected, rel=1e-12)
    before = z_of(figures["output"]).copy()
    net.weights[-1][0, 0] *= 1.5
    assert np.abs(z_of(tower_figures(stage, net, SETTINGS, LIGHT, NIELSEN)["output"]) - before).max() > 0.3


@pytest.mark.parametrize("axis", ["x", "y"])
def test_a_stage_looks_along_its_axis(axis):
    for kind in ("Step", "Bump"):
        z = plane.surface(stage_network(f"{kind} in {axis}", SETTINGS))
        changes = np.ptp(z, axis=1 if axis == "x" else 0)
        constant = np.ptp(z, axis=0 if axis == "x" else 1)
        assert changes.min() > 0.9
        assert constant.max() == 0


def test_what_the_tower_receives_is_cut_at_zero():
    net = stage_network("Tower", SETTINGS)
    figures = tower_figures("Tower", net, SETTINGS, DARK, NIELSEN)
    received, output = z_of(figures["received"]), z_of(figures["output"])
    np.testing.assert_allclose(1 / (1 + np.exp(-received)), output, rtol=1e-9)
    np.testing.assert_array_equal(figures["received"]["data"][1]["z"], np.zeros((2, 2)))
    low, high = figures["received"]["layout"]["scene"]["zaxis"]["range"]
    assert low < received.min()
    assert received.max() < high


def test_the_bias_lets_the_plateaus_up_or_takes_all_down():
    heights = {}
    for bias in (-5.0, -15.0, -22.5):
        net = stage_network("Tower", replace(SETTINGS, bias=bias))
        assert net.biases[1][0] == bias
        heights[bias] = net.predict([[0.0, 0.2], [0.0, -0.9]])[:, 0]
    assert (heights[-5.0] > 0.99).all()
    assert heights[-15.0] == pytest.approx([0.99331, 0.00669], abs=1e-4)
    assert (heights[-22.5] < 0.1).all()


def test_the_reading_says_what_the_network_answers():
    text = reading("Tower", stage_network("Tower", SETTINGS), SETTINGS, NIELSEN.notation)
    assert "**0.99331**" in text
    assert "**0.00669**" in text
    assert "**3.06e−7**" in text
    assert "2-2-1" in reading("Bump in x", stage_network("Bump in x", SETTINGS), SETTINGS, NIELSEN.notation)


def test_a_surface_keeps_its_camera_and_has_large_text():
    figure = surface_figure(plane.line(), np.zeros((60, 60)), LIGHT, "A title", (-1, 1), 1.0)
    scene = figure["layout"]["scene"]
    assert scene["uirevision"] == "kept"
    assert all(scene[axis]["tickfont"]["size"] >= 13 for axis in ("xaxis", "yaxis", "zaxis"))
    ends = [figure["data"][0]["colorscale"][k] for k in (0, -1)]
    assert ends == [[k, f"rgb({','.join(map(str, map_palette(LIGHT)[255 * k]))})"] for k in (0, 1)]
