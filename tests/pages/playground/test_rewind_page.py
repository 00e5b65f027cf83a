"""The page while one looks back through a run, and its buttons to undo and do again."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.view import View
from pages.playground.stage import answer
from tests.pages.playground.test_page import experiment, message, newest, opened, settings


def trained(frames: int = 6, **query: str) -> AppTest:
    app = opened(**query)
    for _ in range(frames):
        experiment(app).train(0.002)
    return app.run()


def test_the_slider_spans_the_run_and_rests_at_its_moments() -> None:
    app = opened()
    slider = message(app)["slider"]
    assert (slider["last"], slider["values"], slider["stops"]) == (0, [0], [0])
    slider = message(trained())["slider"]
    assert (slider["last"], slider["values"], slider["stops"]) == (6, [6], list(range(7)))
    curves = message(app)["frames"][0]["curves"]["layout"]
    along = slider["along"]
    assert along["end"] == curves["xaxis"]["range"][1]
    assert (along["left"], along["right"], along["bottom"]) == tuple(curves["margin"][side] for side in "lrb")


def test_while_it_plays_the_slider_stands_at_the_end() -> None:
    app = opened()
    app.button(key="play").click().run()
    slider = message(app)["slider"]
    assert slider["stops"] is None
    assert slider["values"] == [slider["last"]] == [experiment(app).end]


def test_all_of_the_page_shows_the_moment_that_is_looked_back_to() -> None:
    app = trained()
    app.select_slider(key="setting_rate").set_value(0.1).run()
    experiment(app).change(settings(app).changed(layers=(8, 8, 4)))
    experiment(app).train(0.002)
    app.run()
    experiment(app).look_at(4)
    app.run()
    assert not app.exception
    sent = message(app)
    assert "Epoch **4**" in sent["texts"]["readout"]
    assert sent["texts"]["message"].startswith("Looking back at epoch **4** of 7")
    assert sent["slider"]["values"] == [4]
    assert sent["slider"]["last"] == 7
    assert app.select_slider(key=newest(app, "setting_rate")).value == 0.3
    weights = message(app, "details")
    assert weights["generation"].startswith("Gradient per layer")
    curves = sent["frames"][0]["curves"]
    np.testing.assert_array_equal(curves["data"][0]["x"], range(8))
    line = curves["layout"]["shapes"][-1]
    assert (line["x0"], line["x1"]) == (4, 4)
    assert app.button(key="play").label == "Go on"
    assert not app.button(key="to_end").disabled
    assert "epoch 7" in app.button(key="to_end").help
    app.button(key="to_end").click().run()
    assert "Epoch **7**" in message(app)["texts"]["readout"]
    assert settings(app).layers == (8, 8, 4)
    assert app.button(key="play").label == "Play"
    assert app.button(key="to_end").disabled


@pytest.mark.parametrize("way", ["play", "step"])
def test_going_on_cuts_the_run_and_undo_brings_the_rest_back(way: str) -> None:
    app = trained()
    end = experiment(app).network.parameters.copy()
    experiment(app).look_at(2)
    app.run()
    app.button(key=way).click().run()
    assert not experiment(app).looking_back
    assert experiment(app).end < 6
    assert experiment(app).undo_label == "going on from epoch 2 (back to epoch 6)"
    app.button(key="undo").click().run()
    np.testing.assert_array_equal(experiment(app).network.parameters, end)
    assert "Epoch **6**" in message(app)["texts"]["readout"]
    assert message(app)["playing"] is False


def test_undo_and_redo_name_what_they_would_do() -> None:
    app = opened()
    assert app.button(key="undo").disabled
    assert app.button(key="redo").disabled
    app.slider(key="setting_noise").set_value(30).run()
    assert app.button(key="undo").help == "Undo (Ctrl+Z): noise 5 → 30 (back to epoch 0)."
    before = message(app)["frames"][0]["region"]["data"][0]["x"]
    app.button(key="undo").click().run()
    assert settings(app).noise == 5
    assert app.slider(key=newest(app, "setting_noise")).value == 5
    assert not np.array_equal(message(app)["frames"][0]["region"]["data"][0]["x"], before)
    assert app.button(key="undo").disabled
    assert app.button(key="redo").help == "Do again (Ctrl+Y): noise 5 → 30 (back to epoch 0)."
    app.button(key="redo").click().run()
    assert settings(app).noise == 30
    np.testing.assert_array_equal(message(app)["frames"][0]["region"]["data"][0]["x"], before)


def test_undoing_a_live_change_while_it_plays_goes_on_playing() -> None:
    app = opened()
    app.button(key="play").click().run()
    experiment(app).change(settings(app).changed(activation=("relu", "relu")))
    app.run()
    steps = experiment(app).trainer.steps
    app.button(key="undo").click().run()
    assert settings(app).activation == ("tanh", "tanh")
    assert experiment(app).playing
    assert experiment(app).trainer.steps > steps


def test_what_is_switched_while_it_plays_can_be_undone_at_once() -> None:
    app = opened()
    app.button(key="play").click().run()
    assert not app.button(key="undo").disabled
    experiment(app).change(settings(app).changed(activation=("relu", "relu")))
    app.button(key="undo").click().run()
    assert settings(app).activation == ("tanh", "tanh")
    app.button(key="undo").click().run()  # there is nothing more
    assert not app.exception
    app.button(key="redo").click().run()
    assert settings(app).activation == ("relu", "relu")
    app.button(key="play").click().run()
    assert app.button(key="undo").help == "Undo (Ctrl+Z): tanh → ReLU."


def test_keys_undo_and_do_again() -> None:
    app = opened()
    experiment(app).change(settings(app).changed(noise=30))
    app.run()
    wanted = message(app)["keys"]
    noises = []
    for key in wanted:
        answer(experiment(app), View(), {"kind": "key", "figure": None, "key": key})
        noises.append(settings(app).noise)
        if key == "mod+shift+z":
            experiment(app).undo()
    assert wanted == ["mod+z", "mod+shift+z", "mod+y"]
    assert noises == [5, 30, 30]
