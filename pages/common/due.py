"""What is still to be drawn because Streamlit drew something else.

The browser sends a press together with what a live chart asks at that moment, under the name of the chart's fragment:
the callback of the press is called, but the place that shows what it did does not run. A callback says that its place
is due, the place when it was drawn, and the chart's fragment runs the page while anything is.
"""

import streamlit as st

_DUE = "due"


def due(place: str) -> None:
    """This place shows something else from now on."""
    st.session_state.setdefault(_DUE, set()).add(place)


def drawn(place: str) -> None:
    """This place shows what there is now."""
    st.session_state.get(_DUE, set()).discard(place)


def is_anything_due() -> bool:
    """Whether a run of the page is owed."""
    return bool(st.session_state.get(_DUE))


def nothing_is_due() -> None:
    """A run of the page begins, which draws everything there is."""
    st.session_state.pop(_DUE, None)
