"""The file of a download button is made on the click, sent until the browser has it, and never again."""

import json
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.common import file_download as module


def page() -> None:
    import streamlit as st

    from pages.common.file_download import file_download

    st.session_state.setdefault("made", 0)
    st.session_state.setdefault("rows", "1,2\n")

    def make() -> str | None:
        st.session_state["made"] += 1
        return st.session_state["rows"]

    file_download("Rows", "rows.csv", make, key="rows_file", help="The rows.")


def sent(app: AppTest) -> list[dict[str, str]]:
    """What the browser is given to save."""
    return [json.loads(each.proto.json) for each in app.get("bidi_component")]


def test_made_on_the_click_and_sent_with_every_run_until_it_has_arrived() -> None:
    app = AppTest.from_function(page).run()
    assert (app.session_state["made"], sent(app)) == (0, [])
    app.button(key="rows_file").click().run()
    [first] = sent(app)
    assert (first["name"], first["text"]) == ("rows.csv", "1,2\n")
    app.run()
    assert sent(app) == [first]
    assert app.session_state["made"] == 1
    app.session_state["rows"] = "3,4\n"
    app.button(key="rows_file").click().run()
    [second] = sent(app)
    assert second["text"] == "3,4\n"
    assert second["id"] != first["id"]


def test_nothing_to_save_sends_nothing() -> None:
    app = AppTest.from_function(page).run()
    app.session_state["rows"] = None
    app.button(key="rows_file").click().run()
    assert not app.exception
    assert (app.session_state["made"], sent(app)) == (1, [])


@pytest.mark.parametrize(("arrived", "left"), [("a", True), ("b", False), (None, True)])
def test_only_the_file_itself_is_taken_off(monkeypatch: pytest.MonkeyPatch, arrived: str | None, left: bool) -> None:
    state = {"rows:parcel": {"id": "b", "name": "rows.csv", "text": ""}, "rows:save": {"arrived": arrived}}
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    module._unpack("rows")
    assert ("rows:parcel" in state) == left
