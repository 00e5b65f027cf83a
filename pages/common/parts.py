"""The parts of a long lesson: one is shown at a time, chosen above, and named in the address as ?part=name."""

from collections.abc import Mapping
from math import inf
from time import monotonic

import streamlit as st

from mlp_core.names import shortened
from pages.common.address_notes import OF_PART, address_notes, tell_of_address
from pages.common.own_place import drawn_in_place
from pages.common.went_back import went_back

PARAMETER = "part"
# So long a slow server or browser may take until the address is known on both sides.
SECONDS_TO_HEAR = 5.0


def choose_part(labels: Mapping[str, str], *, key: str) -> str:
    """Draw the choice, and answer the name of the part that is shown.

    Parameters
    ----------
    labels : name in the address → what the button says; the first is shown unless the address names another
    key : names the choice in the session
    """
    state, asked = st.session_state, st.query_params.get(PARAMETER)
    left, at = state.get(f"{key}:left", (None, -inf))
    # A link inside the app brings another part into a session that has one; a browser that has not heard of the last
    # choice brings the part that was left by it.
    is_old = asked == left and monotonic() - at < SECONDS_TO_HEAR and not went_back()
    if asked in labels and not is_old:
        state[key] = asked
    state.setdefault(key, next(iter(labels)))
    if asked != state.get(f"{key}:asked"):
        state[f"{key}:asked"] = asked
        known = asked is None or asked in labels
        said = f"The address has an unknown part: {shortened(asked or '')}. It can be one of {', '.join(labels)}."
        tell_of_address(OF_PART, [] if known else [said], took=False)
    address_notes(OF_PART)

    def into_address() -> None:
        if state[key] in labels:
            state[f"{key}:left"] = st.query_params.get(PARAMETER), monotonic()
            st.query_params[PARAMETER] = state[key]

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
