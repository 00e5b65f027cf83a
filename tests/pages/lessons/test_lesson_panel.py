"""The panel above the controls: opened by an address, stepped, answered, put right, and left."""

import json
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.crowd import crowd
from pages.common.lessons import LESSONS
from pages.common.lessons.run import LessonRun
from pages.common.live_chart import decode_message
from tests.pages.live_sliders import live_charts, playground_addresses

ROOT = Path(__file__).parents[3]
XOR = LESSONS["xor_needs_a_hidden_layer"]


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def run(app: AppTest):
    return app.session_state["lesson_run"]


def settings(app: AppTest):
    return app.session_state["experiment"].settings


def stage(app: AppTest) -> dict:
    """What the charts were sent last."""
    for element in live_charts(app):
        payload = decode_message(element.proto.bytes)
        if "message" in payload.get("texts", {}):
            return payload
    raise AssertionError("no charts")


def message(app: AppTest) -> str:
    """The line above the charts."""
    return stage(app)["texts"]["message"]


def says(app: AppTest, text: str) -> bool:
    sent = [json.loads(each.proto.json) for each in app.main.get("bidi_component") if not each.proto.bytes]
    folding = [words for each in sent for words in each.get("texts", ())]
    return any(text in words for words in [*(each.value for each in app.main.markdown), *folding])


def keys(app: AppTest) -> set[str]:
    return {each.key for each in app.button}


def address(app: AppTest) -> dict[str, str]:
    """What the page writes into the address of the lesson."""
    return {name: value for name, value in parse_qsl(stage(app)["address"]) if name in ("lesson", "step")}


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_is_reached_by_its_address_at_every_step(name):
    lesson = LESSONS[name]
    for step, each in enumerate(lesson.steps):
        app = opened(lesson=name, step=str(step + 1))
        assert settings(app) == lesson.settings_at(step)
        assert says(app, f"**{lesson.title}** · {step + 1} of {len(lesson.steps)}")
        assert says(app, each.text)
        assert says(app, each.question)
        assert not says(app, each.answer)
        assert "lesson_put_right" not in keys(app)


def test_without_a_lesson_there_is_no_panel():
    assert not keys(opened()) & {"lesson_next", "lesson_leave"}


def test_forth_and_back_change_the_controls_and_the_address():
    app = opened(lesson=XOR.name)
    assert app.button(key="lesson_back").disabled
    app.button(key="lesson_next").click().run()
    assert settings(app).layers == (6,)
    assert address(app) == {"lesson": XOR.name, "step": "2"}
    app.button(key="lesson_next").click().run()
    assert "lesson_next" not in keys(app)
    app.button(key="lesson_back").click().run()
    app.button(key="lesson_back").click().run()
    assert settings(app).layers == ()
    assert address(app) == {"lesson": XOR.name, "step": "1"}


def test_a_step_that_is_passed_over_is_trained_in_turn_with_all_who_train(monkeypatch):
    in_turn = []
    monkeypatch.setattr(LessonRun, "train", lambda run, experiment: in_turn.append(crowd()._busy))
    opened(lesson="dying_relu").button(key="lesson_next").click().run()
    assert in_turn == [True]
    opened(lesson="dying_relu", step="2")
    assert in_turn == [True, True]


def test_the_answer_opens_on_a_click_and_stays_with_its_step():
    app = opened(lesson=XOR.name)
    app.button(key="lesson_answer").click().run()
    assert says(app, XOR.steps[0].answer)
    app.button(key="lesson_next").click().run()
    assert not says(app, XOR.steps[1].answer)
    app.button(key="lesson_back").click().run()
    assert says(app, XOR.steps[0].answer)
    app.button(key="lesson_answer").click().run()
    assert says(app, XOR.steps[0].question)


def test_what_is_seen_is_said_with_its_number_and_ticked():
    app = opened(lesson=XOR.name)
    assert message(app) == ""
    app.session_state["experiment"].trainer.run_epochs(40)
    app.run()
    assert message(app).startswith("✓ accuracy **")
    app.run()
    assert says(app, "check:] seen")
    assert app.session_state["panel"] == (0, True, False, ())
    app.button(key="lesson_answer").click().run()
    assert app.session_state["panel"] == (0, True, True, ())


def test_a_real_control_that_reverts_the_key_setting_is_told_and_put_right():
    app = opened(lesson="tanh_against_relu")
    app.button_group(key="activation").set_value("sigmoid").run()
    assert app.button(key="lesson_put_right").label == "Put right: sigmoid → tanh"
    app.button(key="lesson_put_right").click().run()
    assert settings(app).activation == ("tanh",)
    assert "lesson_put_right" not in keys(app)
    app.slider(key="setting_noise").set_value(30).run()
    assert app.button(key="lesson_put_right").label == "Put right: noise 30 → 5"


@pytest.mark.parametrize("name", LESSONS)
def test_no_hint_of_the_page_gives_a_lesson_s_answer_away(name):
    app = opened(lesson=name)
    assert message(app) == ""
    app.button(key="lesson_leave").click().run()
    assert message(app).startswith("**step** has slope 0" if name == "a_step_has_no_slope" else "Press **Play**.")


def test_leaving_keeps_the_experiment_and_clears_the_address():
    app = opened(lesson=XOR.name, step="2")
    experiment = app.session_state["experiment"]
    app.button(key="lesson_leave").click().run()
    assert not keys(app) & {"lesson_next", "lesson_leave"}
    assert app.session_state["experiment"] is experiment
    assert address(app) == {}


def test_an_address_that_is_reported_late_does_not_open_a_lesson_that_was_left():
    app = opened(lesson=XOR.name)
    app.button(key="lesson_leave").click().run()
    app.run()  # the browser still reports the lesson
    assert "lesson_leave" not in keys(app)
    del app.query_params["lesson"]
    app.run()
    app.query_params["lesson"] = XOR.name  # a link
    app.run()
    assert "lesson_leave" in keys(app)


def test_the_own_address_begins_nothing_anew():
    app = opened(lesson=XOR.name)
    app.button(key="lesson_next").click().run()
    experiment = app.session_state["experiment"]
    for name, value in parse_qsl(stage(app)["address"]):
        app.query_params[name] = value
    app.run()
    assert app.session_state["experiment"] is experiment
    assert run(app).step == 1


def test_a_card_begins_the_lesson_that_runs_anew():
    app = opened(lesson=XOR.name, step="2")
    app.session_state["experiment"].trainer.run_epochs(3)
    app.switch_page("lessons/page.py").run()
    app.switch_page("playground/page.py")
    del app.query_params["step"]
    app.run()
    assert run(app).step == 0
    assert app.session_state["experiment"].trainer.steps == 0


def test_after_the_last_step_the_next_lesson_begins():
    app = opened(lesson="tanh_against_relu", step="2")
    app.button(key="lesson_after").click().run()
    assert run(app).lesson is LESSONS["a_bump_from_two_neurons"]
    assert settings(app) == run(app).lesson.settings
    assert address(app) == {"lesson": "a_bump_from_two_neurons", "step": "1"}
    experiment = app.session_state["experiment"]
    app.run()
    assert app.session_state["experiment"] is experiment


def test_settings_in_the_address_are_what_the_lesson_begins_with():
    app = opened(lesson=XOR.name, data="xor", layers="", noise="20")
    assert settings(app).noise == 20
    assert run(app).lesson is XOR
    assert app.button(key="lesson_put_right").label == "Put right: noise 20 → 5"


@pytest.mark.parametrize(("step", "opened_at"), [("0", 1), ("99", 3), ("two", 1), ("-1", 1), ("٣", 1), ("1" * 9999, 1)])
def test_a_step_that_is_none_is_the_nearest_and_is_told(step, opened_at):
    app = opened(lesson=XOR.name, step=step)
    assert run(app).step == opened_at - 1
    assert "The lesson has steps 1 to 3, not" in app.warning[0].value
    assert f"it is open at step {opened_at}." in app.warning[0].value
    app.button(key="lesson_next" if opened_at < 3 else "lesson_back").click().run()
    app.button(key="address_notes:view").click().run()
    assert not app.warning


def test_a_step_that_there_is_needs_no_words():
    assert not opened(lesson=XOR.name, step="3").warning


def test_an_unknown_lesson_is_told():
    app = opened(lesson="flying")
    assert app.warning[0].value.startswith("The address has an unknown lesson: flying.")
    assert "lesson_leave" not in keys(app)


@pytest.mark.parametrize("name", [name for name, lesson in LESSONS.items() if lesson.further is not None])
def test_what_a_lesson_leads_on_to_leads_back(name):
    lesson = LESSONS[name]
    app = opened(lesson=name, step=str(len(lesson.steps)))
    (read_on,) = (each.proto for each in app.get("page_link") if each.proto.label == "Read on")
    part = f"part={lesson.further.part}" if lesson.further.part else ""
    assert (read_on.page, read_on.query_string) == (lesson.further.page, part)


def test_the_panel_is_shortened_on_the_page_that_the_lesson_leads_on_to():
    app = opened(lesson=XOR.name, step="3")
    experiment = app.session_state["experiment"]
    app.switch_page("perceptron/page.py").run()
    assert not app.exception
    assert says(app, f"**{XOR.title}** · {XOR.further.label}")
    assert playground_addresses(app)["Back to the lesson"] == f"/?lesson={XOR.name}&step=3"
    app.switch_page("activations/page.py").run()
    assert not says(app, XOR.title)
    app.switch_page("playground/page.py")
    del app.query_params["lesson"], app.query_params["step"]
    app.run()
    assert run(app).step == 2
    assert app.session_state["experiment"] is experiment


def test_the_address_of_a_step_opens_it_as_it_was_found():
    app = opened(lesson="dying_relu", step="2")
    trained = app.session_state["experiment"].trainer.epoch
    assert trained > 0
    written = dict(parse_qsl(stage(app)["address"]))
    again = opened(**written)
    assert again.session_state["experiment"].trainer.epoch == trained
    assert settings(again) == settings(app)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("the_gradient_vanishes", [f"layer {layer}" for layer in range(1, 6)]),
        ("momentum_in_a_ravine", ["train loss", "test loss"]),
        ("dying_relu", ["train loss", "test loss", "train accuracy", "test accuracy"]),
    ],
)
def test_the_curves_show_what_the_lesson_speaks_of(name, wanted):
    app = opened(lesson=name)
    app.session_state["experiment"].trainer.run_epochs(3)
    app.run()
    names = [trace.get("name", "") for trace in stage(app)["frames"][-1]["curves"]["data"]]
    assert [each for each in names if each.startswith(("layer", "train", "test"))] == wanted
    app.button(key="lesson_leave").click().run()
    names = [trace.get("name", "") for trace in stage(app)["frames"][-1]["curves"]["data"]]
    assert "train accuracy" in names
