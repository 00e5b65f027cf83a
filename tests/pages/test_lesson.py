"""What lesson pages are made of: sections, rows of charts, and a run shown along its time."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import decode_message


def lesson():
    import streamlit as st

    from pages.common.lesson import charts, opening, section
    from pages.common.timeline import timeline

    opening("Descent", "Going down is easy.")
    with section("A run", predict="where it ends", do="press Play", observe="It ends at 10."):
        moving = timeline("run", 10, seconds=2.0)
        st.session_state["moving"] = moving
        figure = {"data": [{"type": "scatter", "x": [0, 1], "y": [0, moving.position]}], "layout": {}}
        charts({"left": figure, "middle": figure, "right": figure}, key="charts", columns=2, **moving.options)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(lesson, default_timeout=20).run()


def message(app: AppTest) -> dict:
    return decode_message(app.get("bidi_component")[0].proto.bytes)


def test_a_section_names_prediction_control_and_observation(app):
    assert not app.exception
    words = " ".join(each.value for each in app.markdown)
    assert "Going down is easy." in words
    assert "**Predict:** where it ends" in words
    assert "**Try:** press Play" in words
    assert app.expander[0].markdown[0].value == "It ends at 10."


def test_charts_stand_side_by_side_and_on_a_phone_below_each_other(app):
    grid = message(app)["grid"]
    assert grid["wide"]["areas"] == '"left middle" "right ."'
    assert grid["narrow"]["areas"] == '"left" "middle" "right"'


def test_charts_are_lower_in_a_low_window_where_the_page_says_what_stands_above():
    def low() -> None:
        from pages.common.lesson import charts

        figure = {"data": [], "layout": {}}
        charts({"left": figure, "right": figure, "below": figure}, key="charts", height=360, above=452)

    grid = message(AppTest.from_function(low).run())["grid"]
    row = "clamp(250px, calc(100vh - 452px), 360px)"
    assert grid["wide"]["rows"] == f"{row} {row}"
    assert grid["wide"]["height"] == f"calc(2 * {row} + 8px)"
    assert grid["narrow"]["rows"] == "360px 360px 360px"


def test_play_moves_on_at_each_ask_until_the_end(app):
    app.button(key="run:play").click().run()
    moving = app.session_state["moving"]
    assert moving.playing
    assert message(app)["playing"]
    moving.advance()
    assert moving.position == 0
    moving.seconds = 1e-9
    moving.advance()
    assert (moving.position, moving.playing) == (10, False)
    app.run().button(key="run:play").click().run()
    assert (moving.position, moving.playing) == (0, True)
    app.button(key="run:play").click().run()
    assert not moving.playing


def test_single_steps_the_start_and_the_ends(app):
    moving = app.session_state["moving"]
    for key, position in (("back", 0), ("forward", 1), ("forward", 2), ("back", 1), ("start", 0)):
        app.button(key=f"run:{key}").click().run()
        assert app.session_state["moving"].position == position
    app.session_state["moving"].options["on_slide"](10)
    app.run()
    assert message(app)["slider"] == {"label": "Update", "last": 10, "values": [10]}
    app.button(key="run:forward").click().run()
    assert app.session_state["moving"] is moving
    assert moving.position == 10


def test_a_drag_pauses_where_it_is(app):
    app.button(key="run:play").click().run()
    moving = app.session_state["moving"]
    moving.options["on_slide"](7)
    app.run()
    assert (moving.position, moving.playing) == (7, False)
    assert message(app)["playing"] is False
    assert message(app)["frames"][0]["left"]["data"][0]["y"] == [0, 7]


def test_a_shorter_run_keeps_the_place_within_it(app):
    moving = app.session_state["moving"]
    moving.move_to(10)
    moving.fit(4, 2.0)
    assert moving.position == 4


def test_a_message_carries_the_moments_since_the_last_one(app):
    moving = app.session_state["moving"]
    assert moving.moments == (0,)
    moving.set_playing(True)
    moving.advance()
    assert moving.moments == (0,)
    moving.seconds = 1e-9
    moving.advance()
    assert moving.moments[-1] == moving.position == 10
    assert list(moving.moments) == sorted(set(moving.moments))
    assert len(moving.moments) > 2
    moving.move_to(7)
    assert moving.moments == (7,)
