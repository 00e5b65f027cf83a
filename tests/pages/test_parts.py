"""The part of a lesson that is shown: chosen by hand or by the address, which may be older than the choice."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.common import parts


def lesson() -> None:
    import streamlit as st

    from pages.common.parts import choose_part

    st.session_state["shown"] = choose_part({"a": "A", "b": "B", "c": "C"}, key="lesson:part")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands still unless a test moves it."""
    now = [100.0]
    monkeypatch.setattr(parts, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def app(clock: list[float]) -> AppTest:
    return AppTest.from_function(lesson).run()


def choose(app: AppTest, part: str) -> None:
    app.segmented_control(key="lesson:part").set_value(part).run()
    assert (shown(app), app.query_params["part"]) == (part, part)


def shown(app: AppTest) -> str:
    assert not app.exception
    return app.session_state["shown"]


def said_by_the_browser(app: AppTest, part: str) -> str:
    """What is shown in a run that comes with this address."""
    app.query_params["part"] = part
    return shown(app.run())


def test_a_choice_is_written_into_the_address_and_a_link_brings_another_part(app: AppTest) -> None:
    assert shown(app) == "a"
    choose(app, "b")
    assert said_by_the_browser(app, "c") == "c"
    assert said_by_the_browser(app, "none such") == "c"


def test_an_address_from_before_the_choice_takes_nothing_back(app: AppTest, clock: list[float]) -> None:
    choose(app, "b")
    choose(app, "c")
    assert said_by_the_browser(app, "b") == "c"
    clock[0] += parts.SECONDS_TO_HEAR
    assert said_by_the_browser(app, "b") == "b"


def test_a_step_back_is_followed_at_once(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(app, "b")
    choose(app, "c")
    monkeypatch.setattr(parts, "went_back", lambda: True)
    assert said_by_the_browser(app, "b") == "b"
