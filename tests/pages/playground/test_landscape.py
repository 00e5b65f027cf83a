"""The tab of the loss landscape: its figure is computed from the network, at rest alone."""

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.common.experiment import Experiment
from pages.common.palette import LIGHT
from pages.common.settings import Settings
from pages.playground.figures.landscape import landscape_figure
from pages.playground.figures.landscape_surface import LIFT, landscape_surface_figure
from pages.playground.figures.loss_scale import LossScale, loss_scale
from pages.playground.landscape_tab import (
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


def figure(found: Experiment) -> dict:
    return landscape_figure(list(zip(TITLES, landscapes(found, found.path), strict=True)), LIGHT)


def contours(shown: dict) -> list[dict]:
    return [trace for trace in shown["data"] if trace["type"] == "contour"]


def test_the_middle_of_both_is_the_loss_of_the_network_and_the_path_ends_there() -> None:
    found = trained()
    shown = figure(found)
    go.Figure(shown)
    loss = found.network.loss(found.trainer.X, found.trainer.T, found.trainer.loss)
    assert len(contours(shown)) == 2
    for trace in contours(shown):
        middle = len(trace["x"]) // 2
        assert (trace["x"][middle], trace["y"][middle]) == (0, 0)
        assert trace["text"][middle][middle] == f"{loss:.4g}"
    lines = [trace for trace in shown["data"] if trace.get("mode") == "lines"]
    for line in lines:
        assert len(line["x"]) == 7  # six frames, and the start
        np.testing.assert_allclose([line["x"][-1], line["y"][-1]], 0, atol=1e-12)


def test_both_planes_have_one_scale_and_the_axes_say_how_much_they_hold() -> None:
    shown = figure(trained())
    first, second = contours(shown)
    assert (first["zmin"], first["zmax"]) == (second["zmin"], second["zmax"])
    assert [first["showscale"], second["showscale"]] == [True, False]
    assert "% of the path" in shown["layout"]["xaxis"]["title"]["text"]
    assert "path" not in shown["layout"]["xaxis2"]["title"]["text"]


def surface(found: Experiment) -> dict:
    return landscape_surface_figure(list(zip(TITLES, landscapes(found, found.path), strict=True)), LIGHT)


def test_surfaces_have_the_heights_of_the_losses_and_the_path_those_of_its_own_weights() -> None:
    found = trained()
    shown = surface(found)
    go.Figure(shown)
    panels = landscapes(found, found.path)
    scale = loss_scale([losses for panel in panels for losses in (panel.losses, panel.path_losses)])
    bottom, top = scale.ends
    own = []
    for parameters in [*found.path, found.network.parameters]:
        network = found.network.copy()
        network.parameters = parameters
        own.append(network.loss(found.trainer.X, found.trainer.T, found.trainer.loss))
    for panel, scene in zip(panels, ("scene", "scene2"), strict=True):
        ground, line, start, now = [trace for trace in shown["data"] if trace["scene"] == scene]
        np.testing.assert_array_equal(ground["z"], scale.heights(panel.losses))
        inside = np.isfinite(line["z"])
        np.testing.assert_allclose(line["z"][inside] - LIFT * (top - bottom), scale.heights(np.array(own))[inside])
        assert inside[-1]
        assert (np.abs(line["x"][inside]) <= panel.x[-1]).all()
        assert now["text"] == [f"{own[-1]:.4g}"]
        assert (now["x"][0], now["y"][0]) == pytest.approx((0, 0), abs=1e-12)
        assert start["x"][0] == panel.path[0, 0]
        assert shown["layout"][scene]["xaxis"]["range"] == [panel.x[0], panel.x[-1]]


def test_a_surface_there_is_none_of_is_words() -> None:
    fresh = trained(0)
    shown = surface(fresh)
    go.Figure(shown)
    assert {trace["scene"] for trace in shown["data"]} == {"scene2"}
    assert TRAIN in [note["text"] for note in shown["layout"]["annotations"]]


@pytest.mark.parametrize(("high", "log"), [(0.5, False), (50.0, True)])
def test_losses_far_apart_are_shown_on_a_logarithmic_scale(high, log) -> None:
    assert loss_scale([np.array([[0.1, high], [np.inf, 0.2]])]) == LossScale(0.1, high, log)


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
    texts = [note["text"] for note in landscape_figure([("a", PAUSE), ("b", PAUSE)], LIGHT)["layout"]["annotations"]]
    assert texts == ["<b>a</b>", PAUSE, "<b>b</b>", PAUSE]


def test_the_words_say_what_is_computed() -> None:
    small, large = trained(1), trained(0, samples=2000, layers=(16,) * 6, l2=0.01)
    assert "C over the training data, on" in description(small, "Contours", "C")
    n = len(asked(large)[1])
    assert n < 1400
    assert f"{n} of the 1400 training samples, without the penalty" in description(large, "Contours", "C")


def test_the_tab_is_computed_at_rest_and_kept() -> None:
    app = opened()
    app.session_state["details"] = "Loss landscape"
    for _ in range(4):
        experiment(app).train(0.002)
    app.run()
    assert not app.exception
    chart = message(app, "details")["frames"][0]["chart"]
    assert len(contours(chart)) == 2
    computed = app.session_state["kept:landscape"]
    app.run()
    assert app.session_state["kept:landscape"] is computed
    app.button(key="step").click().run()
    assert app.session_state["kept:landscape"] is not computed
    at_rest = message(app, "details")["frames"][0]["chart"]
    epoch = experiment(app).trainer.epoch
    app.button(key="play").click().run()
    while_training = message(app, "details")["frames"][0]["chart"]
    assert [each["text"] for each in contours(while_training)] == [each["text"] for each in contours(at_rest)]
    titles = [note["text"] for note in while_training["layout"]["annotations"]]
    assert titles == [f"<b>{title}, at epoch {epoch}</b>" for title in TITLES]
    app.selectbox(key="setting_loss").set_value("quadratic").run()
    assert contours(message(app, "details")["frames"][0]["chart"]) == []


def test_the_surface_is_of_the_same_losses() -> None:
    app = opened()
    app.session_state["details"] = "Loss landscape"
    experiment(app).train(0.002)
    app.run()
    app.button_group(key="landscape_shape").set_value("Surface").run()
    assert not app.exception
    kinds = [trace["type"] for trace in message(app, "details")["frames"][0]["chart"]["data"]]
    assert kinds.count("surface") >= 1
    assert "contour" not in kinds
