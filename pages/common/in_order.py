"""What reaches a busy server together is taken in the order in which the hand did it.

Streamlit calls the presses of buttons first, then the components in no order of time. So the browser marks what it has
told of slides, taps, drags and boxes on a chart, and has no answer to, when the hand goes on to something else: a press
or a choice takes that first. What is not marked came after them: a chart takes the choices first.
"""

from collections.abc import Callable

import streamlit as st

_CHARTS, _CHOICES = "charts_receive", "choices_receive"


def chart_receives(key: str, receive: Callable[..., None]) -> None:
    """``receive(only_before=True)`` takes what a hand did to the chart of this key before it went on."""
    _all(_CHARTS)[key] = receive


def choice_receives(key: str, receive: Callable[[], None]) -> None:
    """``receive()`` takes the choice of this key, where there is one that was not taken yet."""
    _all(_CHOICES)[key] = receive


def take_what_came_before() -> None:
    """In the callback of a press or a choice."""
    for receive in _all(_CHARTS).values():
        receive(only_before=True)


def take_choices() -> None:
    """In the callback of a chart."""
    for receive in _all(_CHOICES).values():
        receive()


def _all(kind: str) -> dict[str, Callable[..., None]]:
    """Looked up with each ask of a chart, so in a place of its own and not among all that the session keeps."""
    return st.session_state.setdefault(kind, {})
