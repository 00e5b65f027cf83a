"""What a control did is drawn: the page runs where the place of the control does not run by itself."""

from types import SimpleNamespace

import pytest
import streamlit as st

from pages.common import own_place

HERE, CHART, GONE = "here", "chart", "gone"


class Rerun(BaseException):
    """As Streamlit ends a callback."""


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch):
    """Press a control that stands in a fragment, or in none, in a run of these fragments, or of the whole page."""

    def rerun() -> None:
        raise Rerun

    def pressed(place: str | None, running: list[str] | None, act) -> None:
        storage = SimpleNamespace(contains=lambda each: each in (HERE, CHART))
        context = SimpleNamespace(fragment_ids_this_run=running, fragment_storage=storage)
        monkeypatch.setattr(own_place, "get_script_run_ctx", lambda: context)
        monkeypatch.setattr(own_place.ThreadState, "get", lambda: SimpleNamespace(fragment_id=place))
        own_place.drawn_in_place(act)()

    monkeypatch.setattr(st, "rerun", rerun)
    return pressed


@pytest.mark.parametrize(
    ("place", "running"), [(HERE, [HERE]), (HERE, [CHART, HERE]), (HERE, None), (None, None)], ids=repr
)
def test_a_place_that_runs_needs_nothing_else(press, place: str | None, running: list[str] | None) -> None:
    done: list[bool] = []
    press(place, running, lambda: done.append(True))
    assert done == [True]


@pytest.mark.parametrize(("place", "running"), [(None, [CHART]), (HERE, [CHART]), (GONE, [GONE])], ids=repr)
def test_the_page_runs_where_the_place_does_not(press, place: str | None, running: list[str]) -> None:
    done: list[bool] = []
    with pytest.raises(Rerun):
        press(place, running, lambda: done.append(True))
    assert done == [True]


def test_outside_of_a_run_there_is_nothing_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_place, "get_script_run_ctx", lambda: None)
    own_place.draw_in_place()


def test_a_press_is_told_to_the_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(own_place, "get_script_run_ctx", lambda: None)
    own_place.kept_press("open")()
    assert [own_place.was_pressed("open") for _ in range(2)] == [True, False]
