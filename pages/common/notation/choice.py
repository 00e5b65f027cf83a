"""The reader's choice of a notation: in the frame of every page, remembered, and in the address."""

import streamlit as st

from mlp_core.names import shortened
from pages.common.address_notes import OF_NOTATION, tell_of_address
from pages.common.notation.dialects import DIALECTS, NIELSEN
from pages.common.notation.notation import Notation
from pages.common.own_place import drawn_in_place

# The name of the choice in the address and in the session.
NOTATION = "notation"


def current_notation() -> Notation:
    """The notation that this reader chose, by hand or by the address; Nielsen's where they did not."""
    if NOTATION not in st.session_state:
        asked = st.query_params.get(NOTATION, "")
        st.session_state[NOTATION] = asked if asked in DIALECTS else NIELSEN.key
        if asked not in ("", *DIALECTS):
            known = ", ".join(DIALECTS)
            said = f"The address has an unknown notation: {shortened(asked)}. It can be one of {known}."
            tell_of_address(OF_NOTATION, [said], took=False)
    return Notation(DIALECTS[st.session_state[NOTATION]])


def keep_notation_in_address() -> None:
    """Write the choice into the address, which a change of pages empties; the default needs no mention."""
    key = current_notation().dialect.key
    if key != NIELSEN.key:
        # Each writing is a step of the browser's history, so what is there already is not written again.
        if st.query_params.get(NOTATION) != key:
            st.query_params[NOTATION] = key
    elif NOTATION in st.query_params:
        del st.query_params[NOTATION]


def notation_choice() -> None:
    """A button that shows the notation, and opens to the others and what is different in them."""
    notation = current_notation()
    widget = f"{NOTATION}_choice"

    def taken() -> None:
        if st.session_state[widget] in DIALECTS:  # a browser may send what was not offered
            st.session_state[NOTATION] = st.session_state[widget]

    with st.popover(
        f"Notation: {notation.dialect.name}",
        icon=":material/function:",
        type="tertiary",
        help="Notation: in whose letters the formulas of all pages are written.",
        key=f"{NOTATION}_popover",
    ):
        st.radio(
            "Notation",
            list(DIALECTS),
            index=list(DIALECTS).index(notation.dialect.key),
            format_func=lambda key: DIALECTS[key].name,
            help="Formulas on all pages follow. The choice is in the address, so that a link carries it.",
            key=widget,
            on_change=drawn_in_place(taken),
        )
        st.latex(notation.latex("forward"))
        st.latex(notation.latex("output_error"))
        st.markdown(_legend(notation))
        st.caption(notation.dialect.differs)


def _legend(notation: Notation) -> str:
    parts = [f"${getattr(notation, name)}$ {name}" for name in ("error", "target", "loss")]
    parts.append(f"${notation.rate}$ learning rate")
    if name := notation.dialect.called_activation:
        parts.append(f"“activation” means ${getattr(notation, name)}$")
    return " · ".join(parts)
