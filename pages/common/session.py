"""What belongs to one session: its experiment, made from the address it was opened with."""

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.links import NOT_SETTINGS, settings_from_query


def current_experiment() -> Experiment:
    """This session's experiment. An address that names one, and was not read yet, begins another."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in NOT_SETTINGS}
    if "experiment" not in st.session_state or (query and query != st.session_state.get("address")):
        settings, notes = settings_from_query(query)
        st.session_state["experiment"] = Experiment(settings)
        st.session_state["notes"] = notes
    st.session_state["address"] = query
    return st.session_state["experiment"]


def take_experiment(experiment: Experiment) -> None:
    """Go on with this experiment."""
    st.session_state["experiment"] = experiment
    notes().clear()


def forget_address() -> None:
    """Whichever experiment the next address names begins anew, also the one that was read last."""
    st.session_state.pop("address", None)


def notes() -> list[str]:
    """Sentences for the message line until the next change, such as what was not understood in the address."""
    return st.session_state.setdefault("notes", [])
