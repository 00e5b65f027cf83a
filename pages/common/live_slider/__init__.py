"""A slider that the pictures follow while it is dragged; Streamlit's own tells its value on release.

It moves over any list of numbers. The browser tells one value at a time and the next after the answer, so that a slow
server draws fewer pictures and never runs behind. Arrow keys, Home and End move it too.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import streamlit as st

from pages.common.figures.numbers import plain_number
from pages.common.own_place import drawn_in_place
from pages.common.received import entries, whole, word
from pages.common.web_component import web_component

Number = TypeVar("Number", int, float)
_HERE = Path(__file__).parent
_component = web_component(_HERE, _HERE.parent / "live_chart" / "slider.js", _HERE / "live_slider.js")


def in_figures(value: float) -> str:
    """How a slider writes a number unless it is told otherwise."""
    return plain_number(value, digits=4)


def live_slider(
    label: str,
    stops: Sequence[Number],
    first: Number | None = None,
    *,
    key: str,
    help: str,
    said: Callable[[Number], str] = in_figures,
    width: int | str = "stretch",
    on_change: Callable[[], None] | None = None,
) -> Number:
    """Draw the slider and answer where it stands; call it in the fragment that draws what it steers.

    Parameters
    ----------
    label : plain text, before the value
    stops : the values, in the order of the track
    first : where it stands at first; by default at the first stop
    key : of the session's entry that holds the value; it may be set at any time, before or after the slider is drawn,
        also to a value between two stops
    help : one line, shown to the mouse that rests on it and to screen readers
    said : how a value is written, with its unit
    width : "stretch" or in pixels
    on_change : called before the rerun, with the new value in place
    """
    value = st.session_state.setdefault(key, stops[0] if first is None else first)
    value = min(max(value, min(stops)), max(stops))
    near = min(range(len(stops)), key=lambda index: abs(stops[index] - value))
    exchange = st.session_state.setdefault(f"{key}:heard", {"client": None, "number": 0})
    data = {
        "slider": {"label": label, "last": len(stops) - 1, "said": [said(stop) for stop in stops], "help": help},
        "value": near,
        "words": said(value),
        "heard": dict(exchange),
    }
    name = f"{key}:live"
    _component(
        key=name, data=data, width=width, on_slid_change=drawn_in_place(partial(_take, name, key, stops, on_change))
    )
    return value


def evenly(low: float, high: float, step: float) -> tuple[float, ...]:
    """Values from low to high, both included, `step` apart."""
    count = round((high - low) / step)
    return tuple(round(low + k * step, 10) for k in range(count + 1))


def _take(name: str, key: str, stops: Sequence[Number], on_change: Callable[[], None] | None) -> None:
    slid = entries(st.session_state.get(name, {}).get("slid"))
    client, number, stop = word(slid.get("client")), whole(slid.get("number")), whole(slid.get("value"))
    heard = st.session_state.get(f"{key}:heard", {})
    # A word that was lost on the way is said again; it may have arrived after all.
    if None in (client, number, stop) or (client == heard.get("client") and number <= heard["number"]):
        return
    heard.update(client=client, number=number)
    st.session_state[key] = stops[min(stop, len(stops) - 1)]
    if on_change is not None:
        on_change()
