"""What belongs to one session: its experiment, made from the address it was opened with."""

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.links import settings_from_query


def current_experiment() -> Experiment:
    """This session's experiment; the first call reads the address bar."""
    if "experiment" not in st.session_state:
        settings, notes = settings_from_query(st.query_params.to_dict())
        st.session_state["experiment"] = Experiment(settings)
        st.session_state["notes"] = notes
    return st.session_state["experiment"]


def notes() -> list[str]:
    """Sentences for the message line until the next change, such as what was not understood in the address."""
    return st.session_state.setdefault("notes", [])
