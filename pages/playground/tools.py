"""The right end of the first row: what is done with the whole experiment, and how it is looked at."""

import streamlit as st

from pages.common.controls import attribute
from pages.common.experiment import Experiment
from pages.common.view import View
from pages.playground.pin_tool import pin_button, pinned_list
from pages.playground.share import share_popover
from pages.playground.take_home import take_home
from pages.playground.undo import undo_buttons

LEGEND = (
    "Orange is negative or class 0, blue positive or class 1; a thicker link is a larger weight, the dot at a box its "
    "bias. A triangle at the region's edge is a point that lies past it. On the curves ◆ **levels off** stands where "
    "the accuracy has hardly changed since, ◆ **early stop** where the test loss was lowest; a violet line is "
    "something you changed."
)


def tools(experiment: Experiment, view: View) -> None:
    """What stands at the right end of the first row."""
    undo_buttons(experiment)
    pin_button(experiment, view)
    share_popover(experiment)
    with st.container(width="content"):  # a fragment would take all the room there is
        take_home(experiment)
    with st.popover("View", type="tertiary", help="What the charts show"):
        _view(experiment, view)
        pinned_list(experiment, view)


def _view(experiment: Experiment, view: View) -> None:
    st.toggle(
        "Test points",
        disabled=not len(experiment.dataset.X_test),
        help="Points kept out of training, drawn as squares.",
        **attribute(view, "show_test"),
    )
    if experiment.settings.task != "regression":
        st.toggle("Sharp regions", help="The class that is answered, without shades.", **attribute(view, "sharp"))
        st.toggle("Ring errors", help="Points that are answered wrong.", **attribute(view, "errors"))
    if experiment.settings.n_inputs == 1 and experiment.settings.layers:
        help_text = "The activation of each neuron of a hidden layer: the last one, or the one that is chosen."
        st.toggle("Neuron curves", help=help_text, **attribute(view, "neuron_curves"))
    st.toggle("Gradients on the links", help="∂L/∂w in place of the weights.", **attribute(view, "gradient_links"))
    st.toggle("Logarithmic loss", help="Small losses can be told apart.", **attribute(view, "log_loss"))
    st.caption(LEGEND)
