"""The playground: configure a network, press Play, watch it learn, change anything while it does."""

import streamlit as st

from pages.common.crowd import crowd
from pages.common.drawing import hand_draws
from pages.common.lessons.panel import panel_state
from pages.common.lessons.present import running_lesson
from pages.common.palette import Theme, theme_named
from pages.common.sent import wait_until_sent
from pages.common.session import current_experiment, current_presentation, notes
from pages.common.view import View
from pages.playground.details import details
from pages.playground.inspector import inspector
from pages.playground.own_controls import brush_near_region
from pages.playground.presenting import curves_are_low, presenting_controls, presenting_layout
from pages.playground.rows import gap_of_network_row, network_row, output_popover
from pages.playground.run_row import run_row
from pages.playground.sidebar import sidebar
from pages.playground.stage import stage
from pages.playground.tools import tools

# Settings that nothing but the network's row shows.
SHOWN_IN_SHAPE = ("activation", "slope", "beta")

experiment = current_experiment()
presentation = current_presentation()
view: View = st.session_state.setdefault("view", View())


def theme() -> Theme:
    """The colours of the reader's present theme."""
    return theme_named(st.context.theme.type or "light")


def shown_around() -> tuple[object, ...]:
    """What the page shows outside its fragments."""
    elsewhere = {"points", *SHOWN_IN_SHAPE}
    settings = {name: value for name, value in vars(experiment.settings).items() if name not in elsewhere}
    run = experiment.playing, experiment.divergence, experiment.looking_back
    pins = tuple(pin.number for pin in view.pins)
    seen = view.layer, view.selected, view.inspections
    return settings, *run, *seen, pins, tuple(notes()), theme(), current_presentation()


def shown_in_shape() -> tuple[object, ...]:
    """What the network's row shows besides."""
    return tuple(getattr(experiment.settings, name) for name in SHOWN_IN_SHAPE)


def shown_at_rest() -> tuple[object, ...]:
    """What both show besides, but not before a hand that draws points has come to rest."""
    return experiment.generation, experiment.settings.points


def shown_in_panel() -> tuple[object, ...]:
    """What the panel of a lesson shows of the experiment."""
    return panel_state(running_lesson(), experiment)


def catch_up() -> None:
    """Run the page where it shows what no longer is: a stop, a click in the drawing, a rerun merged into another."""
    tab = st.session_state["tab"]  # of tabs that were never pressed Streamlit does not always know which is open
    shown = shown_around(), shown_in_shape(), st.session_state.get("details") or tab, shown_in_panel()
    known = st.session_state["around"], st.session_state["shape"], tab, st.session_state.get("panel", ())
    rested = st.session_state["at_rest"] == shown_at_rest() or hand_draws(view)
    if shown != known or not rested:
        st.rerun()


view.fit(experiment.network.layer_sizes)
# Taken before the controls are drawn, so that what another run changes meanwhile is seen as a difference.
st.session_state["around"], st.session_state["shape"] = shown_around(), shown_in_shape()
st.session_state["at_rest"] = shown_at_rest()
st.session_state["tab"] = st.session_state.get("details")
if presentation is None:
    sidebar(experiment, view, theme())
    with st.container(horizontal=True, vertical_alignment="center", gap=6):
        run_row(experiment, with_help=running_lesson() is None)
        tools(experiment, view)


@st.fragment
def shape() -> None:
    """The network's row: what is switched there while it trains shows in the next frame, without a run of the page."""
    if experiment.playing:
        st.session_state["shape"] = shown_in_shape()
        st.session_state["at_rest"] = experiment.generation, st.session_state["at_rest"][1]
    catch_up()
    if presentation is not None:
        presenting_controls(experiment, view, presentation)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap=gap_of_network_row(experiment)):
        network_row(experiment, view)
        output_popover(experiment)
        inspector(experiment, view)


@st.fragment
def live() -> None:
    """The charts rerun by themselves while the rest of the page stands still."""
    diverged, lesson = experiment.divergence is not None, running_lesson() is not None
    if presentation is None:
        stage(experiment, view, theme())
    else:
        low_curves = curves_are_low(presentation, lesson)
        stage(experiment, view, theme(), presenting_layout(presentation, diverged, lesson), low_curves)
    if crowd().n > 1:
        wait_until_sent()
    catch_up()


renewed_every = crowd().seconds_of_rest if experiment.playing else None


@st.fragment(run_every=renewed_every)
def closer_look() -> None:
    """The tabs, renewed now and then while it trains."""
    if renewed_every and not 0.4 < renewed_every / crowd().seconds_of_rest < 2.5:
        st.rerun()
    with crowd().turn():
        details(experiment, theme())
    st.session_state["tab"] = st.session_state["details"]


shape()
with st.container():  # also while it is empty: the place of the charts is the same then
    if presentation is None:
        brush_near_region(experiment, view, theme())
live()  # in no container: there the charts could be gone for good where a run of the page meets their own
if presentation is None:
    closer_look()
