"""The playground: configure a network, press Play, watch it learn, change anything while it does."""

from time import sleep

import streamlit as st

from pages.common.palette import Theme, theme_named
from pages.common.session import current_experiment
from pages.playground.details import details
from pages.playground.inspector import inspector
from pages.playground.rows import network_row, output_popover, run_row, view_popover
from pages.playground.sidebar import sidebar
from pages.playground.stage import stage
from pages.playground.view import View

SECONDS_TO_SEND = 0.03

experiment = current_experiment()
view: View = st.session_state.setdefault("view", View())


def theme() -> Theme:
    """The colours of the reader's present theme."""
    return theme_named(st.context.theme.type or "light")


def shown_state() -> tuple[object, ...]:
    """What the page shows outside the charts."""
    tab = st.session_state.get("details")
    changed = (experiment.settings, experiment.generation, experiment.playing, experiment.divergence)
    return (*changed, view.layer, view.selected, view.inspections, theme(), tab)


view.fit(experiment.network.layer_sizes)
# Taken before the controls are drawn, so that what another run changes meanwhile is seen as a difference.
st.session_state["shown_state"] = shown_state()
sidebar(experiment, theme())
with st.container(horizontal=True, vertical_alignment="center", gap=8):
    run_row(experiment)
    output_popover(experiment)
    view_popover(experiment, view)
with st.container(horizontal=True, vertical_alignment="center", gap=8):
    network_row(experiment, view)
    inspector(experiment, view)


@st.fragment
def live() -> None:
    """The charts rerun by themselves while the rest of the page stands still."""
    stage(experiment, view, theme())
    # A click in the drawing, a stop, or a control whose own rerun the browser merged into the charts' one.
    if shown_state() != st.session_state["shown_state"]:
        st.rerun()


@st.fragment(run_every=1.0 if experiment.playing else None)
def closer_look() -> None:
    """The tabs, renewed now and then while it trains."""
    details(experiment, theme())
    *others, _ = st.session_state["shown_state"]
    st.session_state["shown_state"] = (*others, st.session_state["details"])


live()
closer_look()
# A fragment run that starts before this run was sent takes its charts out of Streamlit's queue, but not the word that
# the run is done: the browser would remove the charts and build them anew. So the queue gets the time to empty.
sleep(SECONDS_TO_SEND)
