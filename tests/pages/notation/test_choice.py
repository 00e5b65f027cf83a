"""The choice of a notation: from the address, by hand, kept over pages, and what it changes on the screen."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.notation import DIALECTS, Notation

ROOT = Path(__file__).parents[3]


def lesson():
    import streamlit as st

    from pages.common.lesson import opening
    from pages.common.notation import current_notation, keep_notation_in_address

    keep_notation_in_address()
    opening("Descent", "Going down is easy.")
    st.session_state["error"] = current_notation().plain("error")


def opened(notation: str | None = None) -> AppTest:
    app = AppTest.from_function(lesson, default_timeout=20)
    if notation is not None:
        app.query_params["notation"] = notation
    return app.run()


def test_the_default_is_nielsen_and_not_in_the_address():
    app = opened()
    assert app.session_state["error"] == "δ"
    assert "notation" not in app.query_params


@pytest.mark.parametrize("key", list(DIALECTS))
def test_every_dialect_opens_from_the_address(key):
    app = opened(key)
    assert not app.exception
    assert app.session_state["error"] == Notation(DIALECTS[key]).plain("error")
    assert app.latex[0].value.strip("$\n ") == Notation(DIALECTS[key]).latex("forward")
    assert DIALECTS[key].differs in [each.value for each in app.caption]


def test_an_unknown_notation_is_the_default():
    app = opened("gibberish")
    assert app.session_state["error"] == "δ"
    assert "notation" not in app.query_params


def test_chosen_by_hand_it_is_in_the_address():
    app = opened()
    app.radio(key="notation_choice").set_value("trofimov").run()
    assert app.session_state["error"] == "Δ"
    assert app.run().query_params["notation"] == "trofimov"
    app.radio(key="notation_choice").set_value("nielsen").run()
    assert "notation" not in app.query_params


def test_the_playground_has_it_too_and_takes_the_address_without_a_note():
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    app.query_params["notation"] = "duda"
    app.run()
    assert not app.exception
    assert app.sidebar.radio(key="notation_choice").value == "duda"
    assert not app.warning


def test_an_unknown_notation_in_the_address_is_told():
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    app.query_params["notation"] = "hieroglyphs"
    app.run()
    assert app.sidebar.radio(key="notation_choice").value == "nielsen"
    assert "unknown notation: hieroglyphs. It can be one of nielsen" in app.warning[0].value
