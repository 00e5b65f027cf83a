"""What reaches a busy server together is taken in the order in which the hand did it.

Streamlit calls the presses of buttons first, then the components in no order of time. So the browser marks what it has
told of slides, taps, drags and boxes on a chart, and has no answer to, when the hand goes on to something else: a press
or a choice takes that first. What is not marked came after them: a chart takes the choices first.
"""

from collections.abc import Callable

import streamlit as st

_CHART, _CHOICE = ":chart_receives", ":choice_receives"


def chart_receives(key: str, receive: Callable[..., None]) -> None:
    """``receive(only_before=True)`` takes what a hand did to the chart of this key before it went on."""
    st.session_state[f"{key}{_CHART}"] = receive


def choice_receives(key: str, receive: Callable[[], None]) -> None:
    """``receive()`` takes the choice of this key, where there is one that was not taken yet."""
    st.session_state[f"{key}{_CHOICE}"] = receive


def take_what_came_before() -> None:
    """In the callback of a press or a choice."""
    for receive in _all(_CHART):
        receive(only_before=True)


def take_choices() -> None:
    """In the callback of a chart."""
    for receive in _all(_CHOICE):
        receive()


def _all(kind: str) -> list[Callable[..., None]]:
    return [st.session_state[name] for name in list(st.session_state) if str(name).endswith(kind)]
