"""What Python sends to a live slider, and what it makes of its words."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.live_slider import _take, evenly
from tests.pages.live_sliders import slide, stands


def page() -> None:
    import streamlit as st

    from pages.common.live_slider import evenly, live_slider

    stops = evenly(-1.0, st.session_state.get("high", 1.0), 0.5)
    answer = live_slider("z", stops, 0.5, key="z", help="Move it.", said=lambda z: f"{z:g} V")
    st.markdown(f"stands at {answer}")


def sent(app: AppTest) -> dict:
    return json.loads(app.get("bidi_component")[0].proto.json)


def test_the_message_says_what_each_stop_stands_for() -> None:
    app = AppTest.from_function(page).run()
    message = sent(app)
    said = ["-1 V", "-0.5 V", "0 V", "0.5 V", "1 V"]
    assert message["slider"] == {"label": "z", "last": 4, "said": said, "help": "Move it."}
    assert message["value"] == 3
    assert app.markdown[0].value == "stands at 0.5"


def test_the_session_holds_the_value_and_may_change_it() -> None:
    app = slide(AppTest.from_function(page).run(), "z", -1.0)
    assert (sent(app)["value"], app.markdown[0].value) == (0, "stands at -1.0")


def test_a_value_that_is_off_the_track_now_goes_to_its_end() -> None:
    app = slide(AppTest.from_function(page).run(), "z", 1.0)
    app.session_state["high"] = 0.0
    app.run()
    assert (sent(app)["value"], sent(app)["words"], app.markdown[0].value) == (2, "0 V", "stands at 0.0")
    assert stands(app, "z") == 1.0


def test_a_value_between_two_stops_stays_what_it_is() -> None:
    app = slide(AppTest.from_function(page).run(), "z", 0.4)
    assert (sent(app)["value"], sent(app)["words"], app.markdown[0].value) == (3, "0.4 V", "stands at 0.4")


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict:
    state: dict = {"z:heard": {"client": None, "number": 0}}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def say(state: dict, client: str, number: int, value: int) -> list[float]:
    """The value at each call of the callback."""
    told: list[float] = []
    state["z:live"] = {"slid": {"client": client, "number": number, "value": value}}
    _take("z:live", "z", (0.1, 0.2, 0.3), lambda: told.append(state["z"]))
    return told


def test_a_word_is_taken_once(state: dict) -> None:
    assert say(state, "a", 1, 1) == [0.2]
    state["z"] = 0.3
    assert say(state, "a", 1, 1) == []
    assert state["z"] == 0.3
    assert say(state, "a", 2, 0) == [0.1]
    assert state["z:heard"] == {"client": "a", "number": 2}


def test_a_new_browser_page_counts_anew(state: dict) -> None:
    say(state, "a", 7, 1)
    assert say(state, "b", 1, 2) == [0.3]


def test_a_word_from_before_the_stops_became_fewer_stays_among_them(state: dict) -> None:
    assert say(state, "a", 1, 9) == [0.3]


def test_news_of_a_slider_that_is_gone_is_left_alone(state: dict) -> None:
    _take("z:live", "z", (0.1, 0.2), None)
    assert "z" not in state


def test_stops_are_round_numbers_with_both_ends() -> None:
    assert evenly(0.0, 0.3, 0.1) == (0.0, 0.1, 0.2, 0.3)
    assert len(evenly(-6.0, 6.0, 0.05)) == 241
