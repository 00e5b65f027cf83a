"""Large buttons with a key printed on each, for one who stands before a class: the keys work wherever the focus is."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from pages.common.received import entries, several, whole, word
from pages.common.web_component import web_component

_component = web_component(Path(__file__).parent)


@dataclass(frozen=True)
class KeyButton:
    """One button.

    Parameters
    ----------
    value : what is handed over when it is pressed
    label : the words on it; without any, its key alone
    key : as the browser calls it, such as "p", "1" or "ArrowRight"; a capital letter wants the shift key
    icon : the name of a Material symbol, or none
    help : one line: a tooltip, and what screen readers say where there are no words
    pressed : whether it is the chosen one; None where nothing is chosen by it
    primary : filled, the one that comes first
    """

    value: str
    label: str
    key: str
    icon: str = ""
    help: str = ""
    pressed: bool | None = None
    primary: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class KeyGroup:
    """Buttons that belong together: their name for screen readers, and the words before them, or none."""

    name: str
    buttons: tuple[KeyButton, ...]
    title: str = ""


def key_buttons(groups: Sequence[KeyGroup], *, key: str, on_press: Callable[[str], None]) -> None:
    """Show the groups beside each other, the last one at the right end.

    Each press hands its button's value to `on_press`, in their order and once, before the rerun. In a fragment only
    that one runs again.

    Raises
    ------
    ValueError : two buttons with the same key
    """
    keys = [button.key for group in groups for button in group.buttons]
    twice = sorted({each for each in keys if keys.count(each) > 1})
    if twice:
        raise ValueError(f"each button needs a key of its own: {', '.join(twice)} is there twice")
    heard = st.session_state.setdefault(f"{key}:heard", {"client": None, "number": 0})
    data = {"groups": [asdict(group) for group in groups], "heard": dict(heard)}
    _component(key=key, data=data, on_pressed_change=partial(_take, key, on_press))


def _take(key: str, on_press: Callable[[str], None]) -> None:
    told = entries(st.session_state.get(key, {}).get("pressed"))
    client, heard = word(told.get("client")), st.session_state[f"{key}:heard"]
    if client is None:
        return
    if heard["client"] != client:
        heard.update(client=client, number=0)
    # what was not answered yet is told again, and may have arrived after all
    for press in map(entries, several(told.get("presses"))):
        number, value = whole(press.get("number")), word(press.get("value"))
        if number is not None and value is not None and number > heard["number"]:
            heard["number"] = number
            on_press(value)
