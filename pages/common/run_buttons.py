"""The buttons that run a training, alike on every page; each page says in ``help`` what they do there."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from pages.common.labels import SPEED_LABELS
from pages.common.leading_button import leading
from pages.common.own_place import drawn_in_place
from pages.common.settings import SPEEDS


def play_button(
    playing: bool, set_playing: Callable[[bool], object], *, label: str = "Play", width: int = 110, **options: Any
) -> None:
    """Play, or Pause while it plays: it is set and not toggled, because Streamlit may hand over one press twice.

    Parameters
    ----------
    set_playing : called with whether it is to play
    label : what it says at rest
    width : in pixels, the same in both states
    options : handed on to ``st.button``
    """
    st.button(
        "Pause" if playing else label,
        icon=":material/pause:" if playing else ":material/play_arrow:",
        type=leading(),
        width=width,
        on_click=drawn_in_place(partial(set_playing, not playing)),
        **options,
    )


def step_button(step: Callable[[], object], **options: Any) -> None:
    """One step, by hand; ``options`` are handed on to ``st.button``, here and below."""
    st.button("Step", icon=":material/skip_next:", shortcut="Right", on_click=drawn_in_place(step), **options)


def reset_button(reset: Callable[[], object], **options: Any) -> None:
    """Back to where the training began."""
    st.button("Reset", icon=":material/replay:", shortcut="N", on_click=drawn_in_place(reset), **options)


def new_weights_button(draw: Callable[[], object], **options: Any) -> None:
    """Other first weights."""
    st.button("New weights", icon=":material/casino:", on_click=drawn_in_place(draw), **options)


def speed_control(help: str, **arguments: Any) -> None:
    """How much is trained between two pictures; ``arguments`` are its key, its value and its callback."""
    st.segmented_control(
        "Training per frame",
        SPEEDS,
        required=True,
        format_func=SPEED_LABELS.__getitem__,
        label_visibility="collapsed",
        help=help,
        **arguments,
    )
