"""The presenting view as a script: its buttons change what they say, and what is hidden is not there."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mlp_core import DATASETS
from mlp_core.own_sources import no_points
from pages.common.experiment import Experiment
from pages.common.live_chart import decode_message
from pages.common.presenting import PARTS, Presentation
from pages.common.settings import Settings
from pages.common.view import View
from pages.playground.presenting import DIGITS, _data, presenting_layout, press

ROOT = Path(__file__).parents[3]


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def buttons(app: AppTest) -> dict[str, dict]:
    """Key → the button that the page was given for it."""
    for element in app.get("bidi_component"):
        if element.proto.component_name == "key_buttons":
            groups = json.loads(element.proto.json)["groups"]
            return {button["key"]: button for group in groups for button in group["buttons"]}
    return {}


def next_data(experiment: Experiment, view: View) -> str:
    """The value of the button that shows the next data set."""
    return _data(experiment, view).buttons[0].value


def stage(app: AppTest) -> dict:
    return next(
        sent
        for sent in (decode_message(each.proto.bytes) for each in app.get("bidi_component") if each.proto.bytes)
        if "network" in sent.get("frames", [{}])[0]
    )


def test_large_buttons_and_charts_stand_alone():
    app = opened(view="present")
    assert not app.sidebar.children
    assert not app.tabs
    assert not app.button
    keys = buttons(app)
    assert {"p", "ArrowRight", "n", "Escape", *map(str, range(1, 10))} <= set(keys)
    assert not {"r", "c", " "} & set(keys)
    assert [keys[str(digit)]["value"] for digit in range(1, 10)] == [f"activation:{name}" for name in DIGITS]
    assert [digit for digit in "123456789" if keys[digit]["pressed"]] == ["1"]
    assert stage(app)["grid"]["enlarged"] is not None


def test_what_is_hidden_is_not_there():
    app = opened(view="present", hide="activation,layers,rate,loss,speed,data,network,numbers")
    assert set(buttons(app)) == {"p", "ArrowRight", "n", "w", "Escape"}
    areas = stage(app)["grid"]["wide"]["areas"]
    assert "network" not in areas
    assert "readout" not in areas
    assert "region" in areas


def test_the_slider_through_time_is_there_where_the_curves_are():
    def slider_after_a_step(**query: str):
        app = opened(view="present", **query)
        app.session_state["experiment"].step()
        return stage(app.run())["slider"]

    assert slider_after_a_step() is not None
    assert slider_after_a_step(hide="curves") is None


@pytest.mark.parametrize("hidden", [set(), {"network"}, {"region"}, {"curves"}, {"network", "curves"}, set(PARTS)])
@pytest.mark.parametrize("lesson", [False, True])
def test_an_arrangement_names_every_chart_that_is_shown_in_rows_of_one_width(hidden, lesson):
    presentation = Presentation(frozenset(hidden - {"region"} if len(hidden) > 5 else hidden))
    layout = presenting_layout(presentation, lesson=lesson)
    for place in (layout.wide, layout.narrow):
        rows = [row.split() for row in place["areas"].strip('"').split('" "')]
        assert len({len(row) for row in rows}) == 1
        shown = {name for row in rows for name in row} - {"readout", "message"}
        assert shown == {name for name in ("network", "region", "curves") if presentation.shows(name)}


def test_only_curves_below_the_region_are_drawn_for_a_low_place():
    def numbers_on_the_loss_axis(**query: str) -> int:
        axis = stage(opened(**query))["frames"][0]["curves"]["layout"]["yaxis"]
        return int(axis["range"][1] / axis["dtick"] + 1e-9) + 1

    assert numbers_on_the_loss_axis(view="present") <= 3
    assert numbers_on_the_loss_axis() > 3
    assert numbers_on_the_loss_axis(view="present", hide="network") > 3


def test_each_button_does_what_it_says():
    experiment, view = Experiment(Settings()), View()

    def pressed(value: str) -> Settings:
        press(experiment, view, value)
        return experiment.settings

    pressed("play")
    assert experiment.playing
    pressed("pause")
    assert not experiment.playing
    pressed("step")
    assert experiment.trainer.steps == 1
    pressed("reset")
    assert experiment.trainer.steps == 0
    assert pressed("activation:relu").activation == ("relu", "relu")
    view.layer = 2
    assert pressed("activation:swish").activation == ("relu", "swish")
    pressed("all_layers")
    assert view.layer is None
    assert pressed("more_layers").layers == (8, 8, 8)
    assert pressed("fewer_layers").layers == (8, 8)
    assert pressed("rate:0.1").rate == 0.1
    assert pressed("loss:quadratic").loss == "quadratic"
    assert pressed("speed:max").speed == "max"
    assert pressed("data:xor").data == "xor"
    seed = experiment.settings.seed
    assert pressed("new_weights").seed == seed + 1


def test_the_key_of_the_data_keeps_points_of_one_s_own_and_leads_back_to_them():
    own = no_points().with_point((0.5, 0.5), 1).with_point((-0.5, 0), 0)
    experiment, view = Experiment(Settings().changed(points=own)), View(drawing=True)
    seen = []
    for _ in range(len(DATASETS) + 1):
        press(experiment, view, next_data(experiment, view))
        seen.append(experiment.settings.data)
    assert seen == [*DATASETS, "own"]
    assert experiment.settings.points == own
    without = Experiment(Settings().changed(data=list(DATASETS)[-1]))
    assert next_data(without, View()) == f"data:{next(iter(DATASETS))}"


def test_without_a_hidden_layer_no_activation_can_be_picked():
    app = opened(view="present", layers="")
    assert "1" not in buttons(app)
    press(app.session_state["experiment"], View(), "activation:relu")


def test_the_share_panel_makes_a_link_that_hides_what_is_not_ticked():
    app = opened(data="xor")
    app.checkbox(key="class_shows:network").uncheck()
    app.checkbox(key="class_shows:loss").uncheck().run()
    links = [each.value for each in app.code]
    assert links[0].endswith("/?data=xor&layers=8,8&activation=tanh,tanh&loss=cross_entropy")
    assert links[1] == f"{links[0]}&view=present&hide=loss,network"
    app.button(key="present_class").click().run()
    assert app.query_params["hide"] in ("loss,network", ["loss,network"])
    assert "l" not in buttons(app)


def test_what_a_presentation_cannot_hide_is_told():
    assert "colour" in opened(view="present", hide="colour").warning[0].value
