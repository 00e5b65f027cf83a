"""One of several pictures to choose: a group of radio buttons that are small images with a word below."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from pages.common.in_order import choice_receives, take_what_came_before
from pages.common.received import entries, whole
from pages.common.web_component import web_component

_component = web_component(Path(__file__).parent)


@dataclass(frozen=True)
class PictureOption:
    """What can be chosen: its value, the word below its picture, the picture as a data URI.

    `disabled` says why it cannot be chosen now; empty where it can. An `action` is done and not chosen: it happens on a
    press, not when the arrow keys come by.
    """

    value: str
    label: str
    picture: str
    disabled: str = ""
    action: bool = False


def picture_choice(
    label: str,
    options: Sequence[PictureOption],
    value: str,
    *,
    key: str,
    columns: int = 4,
    compact: bool = False,
    narrow_only: bool = False,
    on_change: Callable[[str], None] | None = None,
) -> str:
    """Show the options with `value` chosen; answer what the reader chose since the last run, else `value`.

    Python keeps the value: it may be another one at every run. With `on_change` the choice is handed to that function
    before the run instead, and `value` is answered. `label` names the group to screen readers; `compact` puts the
    words beside smaller pictures; with `narrow_only` it is shown where the sidebar would cover the page, as on a phone.

    Raises
    ------
    ValueError : `value` is not among the options
    """
    if value not in {option.value for option in options}:
        raise ValueError(f"picture_choice: {value!r} is not among {[option.value for option in options]}")
    chosen = _fresh(key, options)
    data = {
        "label": label,
        "value": value if chosen is None else chosen,
        "columns": columns,
        "compact": compact,
        "narrowOnly": narrow_only,
        "options": [asdict(option) for option in options],
        # A choice that Python does not follow has to be taken back in the browser: this makes the message a new one.
        "taken": st.session_state.get(f"{key}:taken"),
    }
    receive = partial(_hand_over, key, options, on_change)
    choice_receives(key, receive)
    _component(key=key, data=data, on_choice_change=receive)
    return data["value"]


def _hand_over(key: str, options: Sequence[PictureOption], on_change: Callable[[str], None] | None) -> None:
    chosen = None if on_change is None else _fresh(key, options)
    if chosen is not None:
        take_what_came_before()
        on_change(chosen)


def _fresh(key: str, options: Sequence[PictureOption]) -> str | None:
    """The value of a choice that was not taken yet and may be taken; it counts as taken from then on."""
    choice = entries(st.session_state.get(key, {}).get("choice"))
    number = whole(choice.get("number"))
    if number is None or number == st.session_state.get(f"{key}:taken"):
        return None
    st.session_state[f"{key}:taken"] = number
    return next((o.value for o in options if o.value == choice.get("value") and not o.disabled), None)
