"""Widgets that edit one setting each: the settings are the truth, the widget shows them and hands changes over."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.own_place import drawn_in_place
from pages.common.session import notes

_NOTHING = object()


def change(experiment: Experiment, **values: Any) -> None:
    """Change settings; what is not allowed is said in the message line and changes nothing."""
    try:
        experiment.change(experiment.settings.changed(**values))
        notes().clear()
    except ValueError as error:
        _say(error)


def _say(error: ValueError) -> None:
    notes()[:] = [f"{str(error)[:1].upper()}{str(error)[1:]}."]


def widget(name: str, value: Any, take: Callable[[Any], None]) -> dict[str, Any]:
    """``key`` and ``on_change`` of a widget that shows this value and hands the reader's choice to ``take``.

    A value that is not what the reader chose there brings a new key and so a new widget. Until the browser has heard of
    it, it still sends what the old one showed, and Streamlit takes that for a choice: it is not handed over. The new
    widget must get its value as its default; set through the session state, it would first report another one.
    """
    key = _key(name)
    if key in st.session_state and st.session_state[key] != value:
        st.session_state[f"{name}:count"] += 1
        key = _key(name)

    def changed() -> None:
        if key != _key(name):
            return
        try:
            take(st.session_state[key])
        except ValueError as error:  # a browser may send what was not offered
            _say(error)

    return {"key": key, "on_change": drawn_in_place(changed)}


def _key(name: str) -> str:
    count = st.session_state.setdefault(f"{name}:count", 0)
    return f"{name}:{count}" if count else name


def setting(
    experiment: Experiment,
    name: str,
    default: str = "value",
    shown: Callable[[Any], Any] = lambda value: value,
    taken: Callable[[Any], Any] = lambda value: value,
) -> dict[str, Any]:
    """``key``, ``on_change`` and the default of the widget that edits a setting.

    ``default`` is what the widget calls its default; ``shown`` turns the setting into the widget's value, ``taken`` the
    widget's value into the setting.
    """
    value = shown(getattr(experiment.settings, name))

    def take(chosen: Any) -> None:
        chosen = taken(chosen)
        if chosen is not None:
            change(experiment, **{name: chosen})

    return widget(f"setting_{name}", value, take) | {default: value}


def choice(experiment: Experiment, name: str, options: Sequence[Any]) -> dict[str, Any]:
    """The same of a select box, with its options."""
    arguments = setting(experiment, name, "index")
    return arguments | {"options": options, "index": list(options).index(arguments["index"])}


def attribute(owner: Any, name: str) -> dict[str, Any]:
    """``key``, ``on_change`` and default of the switch that sets a plain attribute, such as a choice of view."""
    value = getattr(owner, name)
    return widget(f"view_{name}", value, lambda chosen: setattr(owner, name, chosen)) | {"value": value}
