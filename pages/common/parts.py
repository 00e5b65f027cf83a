"""The parts of a long lesson: one is shown at a time, chosen above, and named in the address as ?part=name."""

from collections.abc import Mapping

import streamlit as st

from mlp_core.names import shortened
from pages.common.address_notes import OF_PART, address_notes, tell_of_address
from pages.common.own_place import drawn_in_place

PARAMETER = "part"


def choose_part(labels: Mapping[str, str], *, key: str) -> str:
    """Draw the choice, and answer the name of the part that is shown.

    Parameters
    ----------
    labels : name in the address → what the button says; the first is shown unless the address names another
    key : names the choice in the session
    """
    asked = st.query_params.get(PARAMETER)
    # A link inside the app brings another part into a session that has one.
    if asked in labels and asked != st.session_state.get(key):
        st.session_state[key] = asked
    st.session_state.setdefault(key, next(iter(labels)))
    if asked != st.session_state.get(f"{key}:asked"):
        st.session_state[f"{key}:asked"] = asked
        known = asked is None or asked in labels
        said = f"The address has an unknown part: {shortened(asked or '')}. It can be one of {', '.join(labels)}."
        tell_of_address(OF_PART, [] if known else [said])
    address_notes(OF_PART)

    def into_address() -> None:
        if st.session_state[key] in labels:
            st.query_params[PARAMETER] = st.session_state[key]

    chosen = st.segmented_control(
        "Part of the lesson",
        list(labels),
        format_func=labels.get,
        required=True,
        key=key,
        on_change=drawn_in_place(into_address),
        persist_state="session",
        label_visibility="collapsed",
        help="Which part of the lesson is shown; the address keeps it.",
    )
    return chosen if chosen in labels else next(iter(labels))  # a browser may send what was not offered
