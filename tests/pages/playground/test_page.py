"""The page as a script: it runs on every kind of data, and every control changes what it says it changes."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core import DATASETS
from pages.common.as_written import as_written
from pages.common.links import settings_from_query
from pages.common.live_chart import decode_message
from pages.common.notation import DIALECTS, Notation
from tests.pages.live_sliders import live_charts

ROOT = Path(__file__).parents[3]


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def experiment(app: AppTest):
    return app.session_state["experiment"]


def newest(app, name):
    """The key of the widget of this name that stands on the page now."""
    count = app.session_state[f"{name}:count"]
    return f"{name}:{count}" if count else name


def settings(app: AppTest):
    return experiment(app).settings


def message(app: AppTest, key: str = "stage") -> dict:
    """What the live chart was sent last."""
    for element in live_charts(app):
        payload = decode_message(element.proto.bytes)
        if key == "stage" and "network" in payload.get("frames", [{}])[0]:
            return payload
        if key != "stage" and "chart" in payload.get("frames", [{}])[0]:
            return payload
    raise AssertionError(f"no chart of {key}")


def test_the_first_screen_is_computed():
    app = opened()
    sent = message(app)
    assert set(sent["frames"][0]) == {"network", "region", "curves"}
    assert "Epoch **0** · Steps **0**" in sent["texts"]["readout"]
    assert sent["texts"]["message"] == "Press **Play**. No straight line parts these two."
    assert sent["playing"] is False


def test_the_address_follows_the_settings_and_begins_nothing_anew():
    app = opened(data="xor", notation="duda")
    assert message(app)["address"] is None
    app.slider(key=newest(app, "setting_noise")).set_value(25).run()
    first = experiment(app)
    sent = dict(parse_qsl(message(app)["address"]))
    assert (sent["data"], sent["noise"], sent["notation"]) == ("xor", "25", "duda")
    app.button(key="step").click().run()
    for name, value in sent.items():  # what the browser reports from now on
        app.query_params[name] = value
    app.run()
    assert experiment(app) is first
    assert first.trainer.steps == 1
    app.query_params["data"] = "moons"
    app.run()
    assert experiment(app) is not first
    assert settings(app).data == "moons"


def test_what_an_address_says_that_is_not_understood_can_be_read_in_full():
    wrong = {"noise": "99", "layers": "many", "activation": "tanh,bent,curved", "loss": "hinge", "rate": "quick"}
    app = opened(data="xor", colour="blue", size="3", **wrong)
    told = app.warning[0].value
    known = [as_written(note) for note in settings_from_query({"data": "xor", **wrong})[1]]
    assert len(known) == len(wrong)
    assert all(told.count(note) == 1 for note in known)
    assert "unknown settings: colour, size." in told
    assert app.session_state["notes"] == []  # told once, and the message line is free for what happens
    app.button(key="address_notes:view").click().run()
    assert not app.warning
    assert app.session_state["experiment"].settings.data == "xor"
    assert not opened(data="xor").warning


def test_another_address_takes_away_what_was_wrong_in_the_one_before():
    app = opened(data="xor", colour="blue")
    assert app.warning[0].value.startswith("The address has an unknown setting: colour.")
    del app.query_params["colour"]
    app.query_params["data"] = "moons"
    assert not app.run().warning


@pytest.mark.parametrize("data", sorted(DATASETS))
def test_every_data_set_opens_plays_and_shows_its_figures(data):
    app = opened(data=data)
    app.button(key="play").click().run()
    assert not app.exception
    assert experiment(app).trainer.steps >= 1
    assert message(app)["playing"] is True


@pytest.mark.parametrize("layers", ["", "1", "16,16,16,16,16,16"])
def test_every_depth_opens(layers):
    app = opened(layers=layers)
    assert len(settings(app).layers) == (0 if not layers else layers.count(",") + 1)
    app.button(key="step").click().run()
    assert not app.exception
    assert experiment(app).trainer.steps == 1


def test_play_is_pause_is_play():
    app = opened()
    assert app.button(key="play").label == "Play"
    app.button(key="play").click().run()
    assert app.button(key="play").label == "Pause"
    epoch = experiment(app).trainer.epoch
    app.button(key="play").click().run()
    assert app.button(key="play").label == "Play"
    assert experiment(app).trainer.epoch == epoch
    assert message(app)["playing"] is False


def test_step_is_one_mini_batch_and_reset_takes_it_back():
    app = opened()
    first = experiment(app).network.parameters.copy()
    app.button(key="step").click().run()
    assert experiment(app).trainer.steps == 1
    assert not np.array_equal(experiment(app).network.parameters, first)
    app.button(key="reset").click().run()
    np.testing.assert_array_equal(experiment(app).network.parameters, first)
    app.button(key="new_weights").click().run()
    assert not np.array_equal(experiment(app).network.parameters, first)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("slider", "noise", 20),
        ("slider", "samples", 100),
        ("slider", "test", 50),
        ("select_slider", "rate", 0.1),
        ("selectbox", "optimizer", "adam"),
        ("selectbox", "batch", 0),
        ("selectbox", "loss", "quadratic"),
        ("selectbox", "initializer", "he_normal"),
        ("number_input", "scale", 2.0),
        ("number_input", "l1", 0.01),
        ("number_input", "l2", 0.01),
        ("number_input", "clip", 1.0),
        ("selectbox", "schedule", "cosine"),
        ("number_input", "stop_gradient", 0.01),
        ("number_input", "stop_loss", 0.1),
        ("number_input", "stop_epoch", 100),
        ("button_group", "speed", "max"),
        ("button_group", "features", ["x1", "x2", "x1_x2"]),
    ],
)
def test_each_widget_edits_its_setting(kind, name, value):
    app = opened()
    before = settings(app)
    getattr(app, kind)(key=f"setting_{name}").set_value(value).run()
    assert not app.exception
    taken = tuple(value) if isinstance(value, list) else value
    assert settings(app) == replace(before, **{name: taken})


@pytest.mark.parametrize(
    ("optimizer", "name"),
    [("momentum", "mu"), ("nesterov", "mu"), ("rmsprop", "gamma"), ("adam", "beta1"), ("adam", "beta2")],
)
def test_an_optimizer_brings_its_own_parameters(optimizer, name):
    app = opened(optimizer=optimizer)
    app.number_input(key=f"setting_{name}").set_value(0.5).run()
    assert getattr(settings(app), name) == 0.5
    assert getattr(experiment(app).trainer.optimizer, name) == 0.5


@pytest.mark.parametrize(
    ("schedule", "name", "value"),
    [
        ("step", "drop", 0.1),
        ("step", "every", 7),
        ("exponential", "decay", 0.9),
        ("1/t", "half", 50.0),
        ("cosine", "span", 90),
    ],
)
def test_a_schedule_brings_its_own_parameters(schedule, name, value):
    app = opened(schedule=schedule)
    app.number_input(key=f"setting_{name}").set_value(value).run()
    assert getattr(settings(app), name) == value
    trainer = experiment(app).trainer
    trainer.run_epochs(101)
    assert trainer.present_rate < settings(app).rate


def test_one_click_toggles_every_hidden_activation_and_one_layer_can_be_chosen():
    app = opened()
    app.button_group(key="activation").set_value("relu").run()
    assert settings(app).activation == ("relu", "relu")
    app.button_group(key="layer").set_value(2).run()
    app.button_group(key="activation").set_value("sigmoid").run()
    assert settings(app).activation == ("relu", "sigmoid")
    app.button_group(key=newest(app, "any_activation")).set_value("maxout").run()
    assert settings(app).activation == ("relu", "maxout")
    app.number_input(key="neurons").set_value(5).run()
    assert settings(app).layers == (8, 5)


def test_a_late_value_of_a_widget_that_was_set_from_elsewhere_changes_nothing():
    app = opened(layers="4,5", activation="tanh,relu")
    late = app.button_group(key="layer")
    app.session_state["view"].layer = 1
    app.run()
    assert app.button_group(key=newest(app, "layer")).value == 1
    # What the browser sends until it has heard that the row edits layer 1 now.
    states = app._tree.get_widget_states()
    states.widgets.append(late.set_value(0)._widget_state)
    app._run(states)
    assert app.session_state["view"].layer == 1
    assert app.number_input(key=newest(app, "neurons")).value == 4


def test_layers_come_and_go():
    app = opened()
    app.button(key="more_layers").click().run()
    assert settings(app).layers == (8, 8, 8)
    for left in (2, 1, 0):
        app.button(key="fewer_layers").click().run()
        assert len(settings(app).layers) == left
    assert app.button(key="fewer_layers").disabled
    app.button(key="more_layers").click().run()
    assert not app.exception
    assert len(settings(app).layers) == 1


def test_output_and_loss_are_offered_where_they_are_legal():
    app = opened()
    app.button_group(key="output").set_value("tanh").run()
    assert (settings(app).output, settings(app).loss) == ("tanh", "half_quadratic")
    assert app.selectbox(key=newest(app, "setting_loss")).options == ["quadratic", "½ quadratic"]
    reasons = " ".join(caption.value for caption in app.caption)
    assert "binary cross-entropy needs an output that is a probability" in reasons.lower()


@pytest.mark.parametrize("name", ["show_test", "sharp", "errors", "gradient_links", "log_loss"])
def test_each_view_changes_the_picture_and_not_the_network(name):
    app = opened()
    app.button(key="step").click().run()
    before, parameters = message(app)["frames"][0], experiment(app).network.parameters.copy()
    app.toggle(key=f"view_{name}").set_value(True).run()
    assert repr(message(app)["frames"][0]) != repr(before)
    np.testing.assert_array_equal(experiment(app).network.parameters, parameters)


@pytest.mark.parametrize("activation", ["step", "sign"])
def test_a_flat_activation_says_so_and_still_trains(activation):
    app = opened(activation=activation)
    assert "slope 0" in message(app)["texts"]["message"]
    app.button(key="play").click().run()
    for _ in range(20):  # on a busy machine a frame ends before its epoch
        if experiment(app).trainer.epoch == 0:
            app.run()
    assert experiment(app).trainer.epoch >= 1


def test_a_divergence_is_said_in_words_and_can_be_stepped_back():
    app = opened(data="hills", activation="relu", rate="100", speed="max")
    app.button(key="play").click().run()
    for _ in range(20):
        if experiment(app).divergence is None:
            app.run()
    assert "Diverged" in message(app)["texts"]["message"]
    assert "learning rate of 100" in message(app)["texts"]["message"]
    assert app.button(key="play").disabled
    assert not [button for button in app.button if button.key == "step"]
    app.button(key="step_back").click().run()
    assert settings(app).rate == 10.0
    assert not app.exception
    assert np.isfinite(experiment(app).network.parameters).all()


def test_a_clicked_link_can_be_changed_and_cut():
    app = opened()
    app.session_state["view"].selected = ("link", 1, 2, 0)
    app.run()
    app.number_input(key="weight_link_1_2_0_0:0").set_value(1.5).run()
    assert experiment(app).network.weights[0][2, 0] == 1.5
    app.toggle(key="cut_link_1_2_0").set_value(True).run()
    assert experiment(app).network.weights[0][2, 0] == 0.0
    app.button(key="play").click().run()
    assert experiment(app).network.weights[0][2, 0] == 0.0


@pytest.mark.parametrize("tab", ["Gradient per layer", "Pre-activations", "Weights", "Confusion matrix"])
def test_only_the_open_tab_is_computed(tab):
    app = opened()
    app.session_state["details"] = tab
    app.run()
    assert not app.exception
    charts = [e for e in app.get("bidi_component") if b'"chart"' in e.proto.bytes]
    assert len(charts) == 1
    revision = message(app, "details")["frames"][0]["chart"]["layout"]["uirevision"]
    assert tab.lower().replace("-", "").startswith(revision.removesuffix("s"))


def test_untrained_networks_follow_the_slider():
    app = opened(data="sine")
    app.session_state["details"] = "Untrained networks"
    app.run()
    before = repr(message(app, "details")["frames"][0])
    app.slider(key="gallery_scale").set_value(9.0).run()
    assert repr(message(app, "details")["frames"][0]) != before


@pytest.mark.parametrize("key", ["nielsen", "trofimov", "duda"])
def test_formulas_and_letters_follow_the_notation(key) -> None:
    notation = Notation(DIALECTS[key])
    app = opened(notation=key)
    z = notation.pre_activation
    assert rf"f({z}) = \tanh {z} \qquad f'({z}) = 1 - \tanh^2 {z}" in [each.value.strip("$\n ") for each in app.latex]
    assert f"Learning rate {notation.plain('rate')}" in [each.label for each in app.sidebar.select_slider]
    assert any(f"The norm of ∂{notation.plain('loss')}/∂W" in each.value for each in app.caption)


def test_in_a_lesson_no_help_lies_on_its_text():
    run_row = ("play", "step", "reset", "new_weights")
    assert all(opened().button(key=key).help for key in run_row)
    assert not any(opened(lesson="xor_needs_a_hidden_layer").button(key=key).help for key in run_row)
