"""The way from a lesson into the playground: the matching experiment, or a network built by hand."""

from typing import Any

import streamlit as st

from mlp_core import MLP
from pages.common.experiment import Experiment
from pages.common.links import query_from_settings
from pages.common.own_place import kept_press, was_pressed
from pages.common.playground_link import PLAYGROUND, playground_link
from pages.common.session import take_experiment
from pages.common.settings import Settings


def open_in_playground(label: str, *, network: MLP | None = None, key: str | None = None, **settings: Any) -> None:
    """A link to the playground with these settings, given by the names of ``Settings``.

    Parameters
    ----------
    network : its weights are the first weights there, those of Reset too. It has the shape of the settings, and takes
        the data's inputs as they were before they were standardised.
    key : where several networks are offered on one page, another one for each

    Raises
    ------
    ValueError : settings that are not allowed, or a network of another shape
    """
    chosen = Settings().changed(**settings)
    if network is None:
        playground_link(label, query_from_settings(chosen), key=key)
        return
    name = key or f"playground:{label}"
    st.button(label, key=name, icon=":material/open_in_new:", on_click=kept_press(name))
    if was_pressed(name):
        take_experiment(Experiment(chosen, network))
        st.switch_page(PLAYGROUND)
