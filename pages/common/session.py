"""What belongs to one session: its experiment, begun by the address it was opened with, and the address of now."""

from collections.abc import Mapping

import streamlit as st

from mlp_core.names import shortened
from pages.common.address_bar import AddressBar
from pages.common.address_notes import OF_SETTINGS, OF_VIEW, tell_of_address
from pages.common.experiment import Experiment
from pages.common.links import NOT_SETTINGS, fewest, settings_from_query
from pages.common.presenting import HIDE, VIEW, Presentation, presentation_from_query
from pages.common.settings import Settings
from pages.common.went_back import went_back

# What the address says of a lesson: its name, and which of its steps, from 1.
LESSON, STEP = "lesson", "step"


def current_experiment() -> Experiment:
    """This session's experiment. An address that names another one, and was not written by the page, begins that."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in NOT_SETTINGS}
    present = st.session_state.get("experiment")
    if _address_bar().asks_for_another(query, present and present.settings, went_back()):
        settings, unclear = settings_from_query(query)
        st.session_state["experiment"] = Experiment(settings)
        notes().clear()
        tell_of_address(OF_SETTINGS, unclear + repeated_in_address(), took=settings != Settings())
    return st.session_state["experiment"]


def repeated_in_address() -> list[str]:
    """A sentence for each name that the address gives several values."""
    often = [name for name in st.query_params if len(st.query_params.get_all(name)) > 1]
    sentences = (f"The address says {shortened(name)} more than once: the last value counts." for name in often)
    return fewest(list(sentences))


def address_to_write(experiment: Experiment, lesson: Mapping[str, str]) -> str | None:
    """The query of this experiment's address; None where the address bar already leads there.

    ``lesson`` is what the address says of the lesson that runs, by ``LESSON`` and ``STEP``; nothing where none does.
    """
    beside = {name: value for name, value in st.query_params.to_dict().items() if name in NOT_SETTINGS}
    wanted = {name: value for name, value in beside.items() if name not in (LESSON, STEP)} | lesson
    return _address_bar().text(experiment.settings, wanted, other_beside=wanted != beside)


def current_presentation() -> Presentation | None:
    """The presenting view that the address asks for; None for the usual one."""
    presentation, unclear = presentation_from_query(st.query_params)
    asked = [st.query_params.get(name) for name in (VIEW, HIDE)]
    if asked != st.session_state.get("presentation_asked", [None, None]):
        st.session_state["presentation_asked"] = asked
        tell_of_address(OF_VIEW, unclear, took=presentation is not None)
    return presentation


def present(presentation: Presentation) -> None:
    """Go to the presenting view."""
    st.query_params.update(presentation.query())


def leave_presenting() -> None:
    """Back to the usual view."""
    st.query_params.from_dict({name: text for name, text in st.query_params.items() if name not in (VIEW, HIDE)})


def _address_bar() -> AddressBar:
    return st.session_state.setdefault("address", AddressBar())


def take_experiment(experiment: Experiment) -> None:
    """Go on with this experiment."""
    st.session_state["experiment"] = experiment
    notes().clear()


def forget_address() -> None:
    """Whichever experiment the next address names begins anew, also the one that was read last."""
    st.session_state.pop("address", None)


def notes() -> list[str]:
    """Sentences for the message line until the next change, such as why a value was refused."""
    return st.session_state.setdefault("notes", [])
