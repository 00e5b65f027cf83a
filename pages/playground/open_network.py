"""Opening a network that was taken home: what the file holds, and taking it over."""

from collections.abc import Callable

import streamlit as st

from pages.common.as_written import as_written
from pages.common.experiment import Experiment
from pages.common.leading_button import leading
from pages.common.saved import opened
from pages.common.session import notes
from pages.common.settings_words import summary


def read(content: bytes) -> Experiment | str:
    """The file opened into an experiment of its own, or the sentence that says why not."""
    try:
        return opened(content)
    except ValueError as error:
        return str(error)


def what_it_is(network: Experiment) -> str:
    """How far the network has trained, and on what, as Markdown."""
    return f"**Epoch {network.trainer.epoch:,}** of {as_written(summary(network.settings))}"


def open_button(key: str, on_click: Callable[..., None]) -> None:
    """The button that takes it over."""
    st.button(
        "Open it",
        key=key,
        icon=":material/folder_open:",
        type=leading(),
        help="The present experiment gives way to it. Undo brings it back.",
        on_click=on_click,
    )


def take(experiment: Experiment, network: Experiment) -> None:
    """Go on with it."""
    experiment.become(network, "opening a file")
    notes()[:] = [f"Opened at epoch {experiment.trainer.epoch:,}. Undo brings back what was here before."]
