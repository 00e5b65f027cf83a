"""The comparison of one session: begun by its address, or with the settings of the playground."""

import streamlit as st

from pages.common.address_bar import address_text
from pages.common.address_notes import OF_COMPARISON, tell_of_address
from pages.common.session import repeated_in_address, take_experiment
from pages.common.settings import Settings
from pages.common.view import View
from pages.compare.choice import asked_for, choice_from_query, fitting, query_from_choice
from pages.compare.pair import Pair

PLAYGROUND = "playground/page.py"


def current_pair() -> Pair:
    """This session's comparison.

    An address that names one and was not read yet begins it; else it goes on, but under the playground's settings
    where these were changed since.
    """
    state, query = st.session_state, asked_for(st.query_params.to_dict())
    present = _playground()
    if query and query != state.get("compare_address"):
        choice, notes = choice_from_query(query)
        state["compare"] = Pair(choice)
        untouched = choice == fitting(Settings())[0]
        tell_of_address(OF_COMPARISON, notes + repeated_in_address(), took=not untouched)
        state["compare_base"] = present
    elif "compare" not in state:
        state["compare"], state["compare_base"] = Pair(fitting(present or Settings())[0]), present
    elif present is not None and (state["compare_base"] is None or present.different(state["compare_base"])):
        state["compare_base"] = present
        state["compare"].change(state["compare"].choice.with_base(present))
    return state["compare"]


def current_views() -> tuple[View, View]:
    """How A and B are looked at."""
    return st.session_state.setdefault("compare_views", (View(), View()))


def keep_in_address(pair: Pair) -> None:
    """Write the comparison into an address that named another, in names that a person can read and edit."""
    query, asked = query_from_choice(pair.choice), asked_for(st.query_params.to_dict())
    st.session_state["compare_address"] = query
    if asked and asked != query:
        others = {name: st.query_params[name] for name in st.query_params if name not in asked_for(st.query_params)}
        st.query_params.from_dict({**others, **query})


def address_to_begin_with(pair: Pair) -> str | None:
    """The address of a page that was opened without one: it takes that one's place, so that Back leads out of the page.

    None where the address names a comparison.
    """
    present = st.query_params.to_dict()
    return None if asked_for(present) else address_text(present | query_from_choice(pair.choice))


def open_in_playground(pair: Pair, side: int) -> None:
    """Go on with a copy of A (0) or B (1) in the playground."""
    experiment = pair.sides[side].copy()
    take_experiment(experiment)
    st.session_state["compare_base"] = experiment.settings
    st.switch_page(PLAYGROUND)


def _playground() -> Settings | None:
    """The settings of the playground, if it was open in this session."""
    experiment = st.session_state.get("experiment")
    return None if experiment is None else experiment.settings
