"""The tab of the loss landscape: its figure is computed from the network, at rest alone."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core.landscape import Landscape
from pages.common.experiment import Experiment
from pages.common.palette import LIGHT
from pages.common.settings import Settings
from pages.playground.figures.landscape import landscape_figure
from pages.playground.figures.landscape_surface import LIFT, landscape_surface_figure
from pages.playground.figures.loss_scale import LossScale, loss_scale
from pages.playground.landscape_tab import (
    CELLS,
    CONTOURS,
    DIVERGED,
    PAUSE,
    TITLES,
    TRAIN,
    asked,
    description,
    landscapes,
    why_not,
)
from tests.pages.playground.test_page import experiment, message, opened


def trained(frames: int = 6, **values) -> Experiment:
    found = Experiment(Settings(samples=100, layers=(4,), activation=("tanh",)).changed(**values))
    for _ in range(frames):
        found.train(0.002)
    return found


def figures(found: Experiment, draw=landscape_figure) -> list[dict]:
    panels = landscapes(found, found.path)
    scale = loss_scale([panel for panel in panels if isinstance(panel, Landscape)])
    shown = [draw(title, panel, scale, LIGHT) for title, panel in zip(TITLES, panels, strict=True)]
    for each in shown:
        go.Figure(each)
    return shown


def contours(shown: Iterable[dict]) -> list[dict]:
    return [trace for each in shown for trace in each["data"] if trace["type"] == "contour"]


def words(shown: dict) -> list[str]:
    return [note["text"] for note in shown["layout"]["annotations"]]


def tab(app) -> dict[str, dict]:
    """The figures of the open tab."""
    return message(app, "details")["frames"][0]


def test_the_middle_of_both_is_the_loss_of_the_network_and_the_path_ends_there() -> None:
    found = trained()
    shown = figures(found)
    loss = found.network.loss(found.trainer.X, found.trainer.T, found.trainer.loss)
    assert len(contours(shown)) == 2
    for trace in contours(shown):
        middle = len(trace["x"]) // 2
        assert (trace["x"][middle], trace["y"][middle]) == (0, 0)
        assert trace["text"][middle][middle] == f"{loss:.4g}"
    lines = [trace for each in shown for trace in each["data"] if trace.get("mode") == "lines"]
    for line in lines:
        assert len(line["x"]) == 7  # six frames, and the start
        np.testing.assert_allclose([line["x"][-1], line["y"][-1]], 0, atol=1e-12)


def test_both_planes_have_one_scale_and_the_axes_say_how_much_they_hold() -> None:
    main, random = figures(trained())
    first, second = contours([main, random])
    assert (first["zmin"], first["zmax"]) == (second["zmin"], second["zmax"])
    assert first["colorbar"] == second["colorbar"]
    assert "% of the path" in main["layout"]["xaxis"]["title"]["text"]
    assert "path" not in random["layout"]["xaxis"]["title"]["text"]


def test_surfaces_have_the_heights_of_the_losses_and_the_path_those_of_its_own_weights() -> None:
    found = trained()
    panels = landscapes(found, found.path)
    scale = loss_scale(panels)
    bottom, top = scale.ends
    own = []
    for parameters in [*found.path, found.network.parameters]:
        network = found.network.copy()
        network.parameters = parameters
        own.append(network.loss(found.trainer.X, found.trainer.T, found.trainer.loss))
    for panel, shown in zip(panels, figures(found, landscape_surface_figure), strict=True):
        ground, line, start, now = shown["data"]
        np.testing.assert_array_equal(ground["z"], scale.heights(panel.losses))
        inside = np.isfinite(line["z"])
        np.testing.assert_allclose(line["z"][inside] - LIFT * (top - bottom), scale.heights(np.array(own))[inside])
        assert inside[-1]
        assert (np.abs(line["x"][inside]) <= panel.x[-1]).all()
        assert now["text"] == [f"{own[-1]:.4g}"]
        assert (now["x"][0], now["y"][0]) == pytest.approx((0, 0), abs=1e-12)
        assert start["x"][0] == panel.path[0, 0]
        assert shown["layout"]["scene"]["xaxis"]["range"] == [panel.x[0], panel.x[-1]]


def test_where_there_is_none_there_are_words() -> None:
    for draw in (landscape_figure, landscape_surface_figure):
        main, random = figures(trained(0), draw)
        assert not main["data"]
        assert words(main) == [f"<b>{TITLES[0]}</b>", TRAIN]
        assert random["data"]


@pytest.mark.parametrize(("high", "log"), [(0.5, False), (50.0, True)])
def test_losses_far_apart_are_shown_on_a_logarithmic_scale(high, log) -> None:
    found = trained(1)
    (panel,) = (each for each in landscapes(found, found.path) if isinstance(each, Landscape))
    bounded = replace(panel, losses=np.array([[0.2, np.inf]]), path_losses=np.array([0.1, high]))
    assert loss_scale([bounded]) == LossScale(0.1, high, log)
    assert loss_scale([bounded]).heights(bounded.losses)[0, 1] == (np.log10(high) if log else high)


@pytest.mark.parametrize(
    ("scale", "texts"),
    [
        (LossScale(0.0, 1.0, False), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (LossScale(0.3, 0.5, False), ["0.3", "0.35", "0.4", "0.45", "0.5"]),
        (LossScale(0.04, 1.1, True), ["0.05", "0.1", "0.2", "0.5", "1"]),
        (LossScale(3e-5, 20.0, True), ["0.0001", "0.01", "1"]),
    ],
)
def test_ticks_are_at_round_losses(scale, texts) -> None:
    ticks = scale.ticks()
    assert ticks["ticktext"] == texts
    losses = np.array([float(text) for text in texts])
    np.testing.assert_allclose(ticks["tickvals"], scale.heights(losses), atol=1e-9)


def test_the_path_begins_where_the_network_got_its_shape() -> None:
    found = trained()
    assert found.path.shape == (6, found.network.parameters.size)
    np.testing.assert_array_equal(found.path[0], Experiment(found.settings).network.parameters)
    found.change(found.settings.changed(layers=(5,)))
    for _ in range(3):
        found.train(0.002)
    assert found.path.shape == (2, found.network.parameters.size)
    found.look_at(3)
    assert len(found.path) == 3
    assert landscapes(Experiment(found.settings), Experiment(found.settings).path)[0] == TRAIN


def test_when_there_is_nothing_to_see_it_says_why() -> None:
    found = trained()
    assert why_not(found) == ""
    found.playing = True
    assert why_not(found) == PAUSE
    found.playing = False
    found.network.parameters[0] = np.nan
    assert why_not(found) == DIVERGED
    shown = landscape_figure("a", PAUSE, loss_scale([]), LIGHT)
    assert words(shown) == ["<b>a</b>", PAUSE]


def test_the_words_say_what_is_computed() -> None:
    small, large = trained(1), trained(0, samples=2000, layers=(16,) * 6, l2=0.01)
    assert "C over the training data, on" in description(small, CONTOURS, "C")
    n = len(asked(large)[1])
    assert n < 1400
    assert f"{n} of the 1400 training samples, without the penalty" in description(large, CONTOURS, "C")


def test_the_tab_is_computed_at_rest_and_kept() -> None:
    app = opened()
    app.session_state["details"] = "Loss landscape"
    for _ in range(4):
        experiment(app).train(0.002)
    app.run()
    assert not app.exception
    assert len(contours(tab(app).values())) == 2
    computed = app.session_state["kept:landscape"]
    app.run()
    assert app.session_state["kept:landscape"] is computed
    app.button(key="step").click().run()
    assert app.session_state["kept:landscape"] is not computed
    at_rest, epoch = tab(app), experiment(app).trainer.epoch
    app.button(key="play").click().run()
    while_training = tab(app)
    for cell, title in zip(CELLS, TITLES, strict=True):
        assert words(while_training[cell]) == [f"<b>{title}, at epoch {epoch}</b>"]
        (shown,), (before,) = contours([while_training[cell]]), contours([at_rest[cell]])
        assert shown["text"] == before["text"]
    app.selectbox(key="setting_loss").set_value("quadratic").run()
    assert contours(tab(app).values()) == []


def test_the_surface_is_chosen_and_stays_chosen() -> None:
    app = opened()
    app.session_state["details"] = "Loss landscape"
    experiment(app).train(0.002)
    app.run()
    app.button_group(key="landscape_shape").set_value("Surface").run()
    assert not app.exception
    assert [trace["type"] for each in tab(app).values() for trace in each["data"]].count("surface") >= 1
    app.session_state["details"] = "Weights"
    app.run()
    app.session_state["details"] = "Loss landscape"
    app.run()
    assert contours(tab(app).values()) == []
