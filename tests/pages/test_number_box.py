"""A number box refuses in words, shows what runs, and changes nothing."""

from dataclasses import fields

import pytest

from pages.common.settings import Settings
from tests.pages.playground.test_page import experiment, message, newest, opened, settings

LIMITS = {each.name: each.metadata for each in fields(Settings)}
# Settings that have a box, and what the address must say for it to be there.
BOXES = {
    "scale": {}, "l1": {}, "l2": {}, "clip": {}, "stop_gradient": {}, "stop_loss": {}, "stop_epoch": {},
    "mu": {"optimizer": "momentum"}, "gamma": {"optimizer": "rmsprop"}, "beta1": {"optimizer": "adam"},
    "drop": {"schedule": "step"}, "every": {"schedule": "step"}, "decay": {"schedule": "exponential"},
    "half": {"schedule": "1/t"}, "span": {"schedule": "cosine"},
    "slope": {"activation": "leaky_relu"}, "beta": {"activation": "swish"},
}  # fmt: skip


@pytest.mark.parametrize("name", BOXES)
def test_what_is_out_of_range_is_refused_in_words_and_the_box_shows_what_runs(name):
    app = opened(**BOXES[name])
    before, low, high = settings(app), LIMITS[name]["low"], LIMITS[name]["high"]
    for refused in (high * 2 + 1, low - 1):
        app.number_input(key=newest(app, f"setting_{name}")).set_value(refused).run()
        assert settings(app) == before
        box = app.number_input(key=newest(app, f"setting_{name}"))
        assert box.value == getattr(before, name)
        words = message(app)["texts"]["message"]
        assert words.lower().startswith(box.label.lower())
        assert f"from {low:,.7g} to {high:,.7g}, not " in words
        assert any(words in caption.value for caption in app.caption)
    allowed = (low + high) // 2 if LIMITS[name]["kind"] == "whole" else (low + high) / 2
    app.number_input(key=newest(app, f"setting_{name}")).set_value(allowed).run()
    assert getattr(settings(app), name) == allowed
    assert not any("can be from" in caption.value for caption in app.caption)


@pytest.mark.parametrize("layers", ["8,8", "4,6"])
def test_a_layer_with_too_many_neurons_is_refused_and_keeps_those_it_has(layers):
    app = opened(layers=layers)
    before, network = settings(app), experiment(app).network
    for refused in (99, 0, -3):
        if refused < 1 and layers == "4,6":  # the browser's own box refuses these
            continue
        app.number_input(key=newest(app, "neurons")).set_value(refused).run()
        assert settings(app) == before
        assert app.number_input(key=newest(app, "neurons")).value == (8 if layers == "8,8" else None)
        assert "Neurons can be from 1 to 16, not" in message(app)["texts"]["message"]
    assert experiment(app).network is network
    app.number_input(key=newest(app, "neurons")).set_value(16).run()
    assert settings(app).layers == (16, 16)
    assert "can be from" not in message(app)["texts"]["message"]


def test_a_weight_beyond_all_reason_is_refused():
    app = opened()
    view = app.session_state["view"]
    view.selected, view.inspections = ("link", 1, 2, 0), 1
    app.run()
    before = experiment(app).network.weights[0][2, 0]
    app.number_input(key="weight_link_1_2_0_0:1").set_value(1e6).run()
    assert experiment(app).network.weights[0][2, 0] == before
    assert "Value can be from −1,000 to 1,000, not 1,000,000" in message(app)["texts"]["message"]
