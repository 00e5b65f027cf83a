"""Which page of the app a session is on: its charts see by the address when the reader is on the way to another."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

_OTHERS = "other_pages"


def note_page(page: StreamlitPage, pages: Sequence[StreamlitPage]) -> None:
    """This run draws this one of the pages.

    Where the last one drew another, what that one's charts still ask for is not answered any more: an answer would
    bring the old page back, or leave an empty one.
    """
    base = st.get_option("server.baseUrlPath").strip("/")
    root = f"/{base}" if base else ""
    others = [f"{root}/{each.url_path}".rstrip("/") for each in pages if each != page]
    context = get_script_run_ctx()
    if context is not None and others != st.session_state.get(_OTHERS):
        context.fragment_storage.clear()
    st.session_state[_OTHERS] = others


def other_pages() -> list[str]:
    """The paths of all other pages, without a slash at their end; none where there is one page only."""
    return st.session_state.get(_OTHERS, [])
