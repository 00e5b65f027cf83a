"""What a press owes to the page: kept until its place, or the whole page, was drawn."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from pages.common.due import drawn, due, is_anything_due, nothing_is_due

    before = is_anything_due()
    due("panel")
    due("list")
    drawn("panel")
    between = is_anything_due()
    drawn("list")
    after = is_anything_due()
    due("panel")
    nothing_is_due()
    st.session_state["seen"] = before, between, after, is_anything_due()


def test_something_is_due_until_every_place_was_drawn() -> None:
    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.session_state["seen"] == (False, True, False, False)
