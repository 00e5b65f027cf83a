"""Widgets that edit one setting each: the settings are the truth, the widget shows them and hands changes over."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.session import notes

_NOTHING = object()


def change(experiment: Experiment, **values: Any) -> None:
    """Change settings; what is not allowed is said in the message line and changes nothing."""
    try:
        experiment.change(experiment.settings.changed(**values))
        notes().clear()
    except ValueError as error:
        notes()[:] = [f"{str(error)[:1].upper()}{str(error)[1:]}."]


def widget_key(name: str, value: Any) -> str:
    """The key of the widget ``name``, which shows this value.

    A value that is not what the reader chose there brings a new key and so a new widget: until the browser has heard of
    it, it still sends what the old one showed, which would count as the reader's choice.
    """
    counts: dict[str, int] = st.session_state["widget_counts"]
    key = _numbered(name, counts.get(name, 0))
    shown = st.session_state.get(key, _NOTHING)
    if shown is not _NOTHING and shown != value:
        counts[name] = counts.get(name, 0) + 1
        key, shown = _numbered(name, counts[name]), _NOTHING
    if shown is _NOTHING:
        st.session_state[key] = value
    return key


def _numbered(name: str, count: int) -> str:
    return f"{name}:{count}" if count else name


def setting(
    experiment: Experiment,
    name: str,
    shown: Callable[[Any], Any] = lambda value: value,
    taken: Callable[[Any], Any] = lambda value: value,
) -> dict[str, Any]:
    """``key`` and ``on_change`` of the widget that edits a setting.

    ``shown`` turns the setting into the widget's value, ``taken`` the widget's value into the setting.
    """
    key = widget_key(f"setting_{name}", shown(getattr(experiment.settings, name)))

    def take() -> None:
        value = taken(st.session_state[key])
        if value is not None:
            change(experiment, **{name: value})

    return {"key": key, "on_change": take}


def attribute(owner: Any, name: str) -> dict[str, Any]:
    """``key`` and ``on_change`` of the widget that edits a plain attribute, such as a choice of view."""
    key = widget_key(f"view_{name}", getattr(owner, name))
    return {"key": key, "on_change": lambda: setattr(owner, name, st.session_state[key])}
