"""What a control did is drawn where the control stands, also where Streamlit runs another place.

The browser sends all that happens in one moment as one request, under the name of one fragment: a control that is used
just when a live chart asks for frames is sent under the name of the chart. Its callback is called, but its own place
does not run. Nor does it where its fragment is gone, as that of a part of a lesson that is being replaced.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from pages.common.in_order import take_what_came_before


def drawn_in_place(act: Callable[..., object]) -> Callable[..., None]:
    """The callback of a control that does this, and runs the page where the control's own place would not run.

    What a hand did to a chart before it came to the control is done before.
    """

    def called(*arguments: Any) -> None:
        take_what_came_before()
        act(*arguments)
        draw_in_place()

    return called


def kept_press(name: str) -> Callable[..., None]:
    """The callback of a control whose press the page answers where it draws it: ``was_pressed`` tells of it."""
    return drawn_in_place(partial(st.session_state.__setitem__, f"{name}:pressed", True))


def was_pressed(name: str) -> bool:
    """Whether the control of this name was pressed since the page asked last."""
    return st.session_state.pop(f"{name}:pressed", False)


def draw_in_place() -> None:
    """Run the page unless the place of the control whose callback this is runs anyway; the callback ends here."""
    context = get_script_run_ctx()
    running = context and context.fragment_ids_this_run
    if not running:  # the whole page
        return
    place = ThreadState.get().fragment_id
    if place not in running or not context.fragment_storage.contains(place):
        st.rerun()
