"""What Python sends to the pictures to choose from, and which answers it takes."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.picture_choice import PictureOption, _fresh, picture_choice


def page() -> None:
    import streamlit as st

    from pages.common.picture_choice import PictureOption, picture_choice

    options = [PictureOption("a", "first", "data:,a"), PictureOption("b", "second", "data:,b", disabled="not now")]
    value = st.session_state.get("value", "a")
    st.session_state["chosen"] = picture_choice("Letter", options, value, key="letter", columns=2)


def test_message_holds_the_options() -> None:
    app = AppTest.from_function(page).run()
    data = json.loads(app.get("bidi_component")[0].proto.json)
    assert (data["label"], data["value"], data["columns"]) == ("Letter", "a", 2)
    assert [option["disabled"] for option in data["options"]] == ["", "not now"]
    assert app.session_state["chosen"] == "a"


OPTIONS = (PictureOption("a", "first", "data:,a"), PictureOption("b", "second", "data:,b", disabled="not now"))


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'c' is not among \['a', 'b'\]"):
        picture_choice("Letter", OPTIONS, "c", key="letter")


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict:
    state: dict = {}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def test_a_choice_is_taken_once(state: dict) -> None:
    state["letter"] = {"choice": {"value": "a", "number": 5}}
    assert [_fresh("letter", OPTIONS), _fresh("letter", OPTIONS)] == ["a", None]
    state["letter"] = {"choice": {"value": "a", "number": 6}}
    assert _fresh("letter", OPTIONS) == "a"


@pytest.mark.parametrize(
    "answer", [{}, {"choice": {"value": "b", "number": 1}}, {"choice": {"value": "z", "number": 2}}]
)
def test_what_cannot_be_chosen_is_not_taken(state: dict, answer: dict) -> None:
    assert _fresh("letter", OPTIONS) is None
    state["letter"] = answer
    assert _fresh("letter", OPTIONS) is None


def calling_back() -> None:
    import streamlit as st

    from pages.common.picture_choice import PictureOption, _hand_over

    state = st.session_state
    state["told"] = []
    options = [PictureOption("a", "first", "data:,a")]
    state["letter"] = {"choice": {"value": "a", "number": 1}}
    _hand_over("letter", options, state.told.append)
    _hand_over("letter", options, state.told.append)
    _hand_over("letter", options, None)


def test_the_callback_is_told_once() -> None:
    app = AppTest.from_function(calling_back).run()
    assert not app.exception
    assert app.session_state["told"] == ["a"]
