"""Widgets that edit one setting each: the settings are the truth, the widget shows them and hands changes over."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.session import notes


def change(experiment: Experiment, **values: Any) -> None:
    """Change settings; what is not allowed is said in the message line and changes nothing."""
    try:
        experiment.change(experiment.settings.changed(**values))
        notes().clear()
    except ValueError as error:
        notes()[:] = [f"{str(error)[:1].upper()}{str(error)[1:]}."]


def setting(
    experiment: Experiment,
    name: str,
    shown: Callable[[Any], Any] = lambda value: value,
    taken: Callable[[Any], Any] = lambda value: value,
) -> dict[str, Any]:
    """``key`` and ``on_change`` of the widget that edits a setting.

    ``shown`` turns the setting into the widget's value, ``taken`` the widget's value into the setting.
    """
    key = f"setting_{name}"
    st.session_state[key] = shown(getattr(experiment.settings, name))

    def take() -> None:
        value = taken(st.session_state[key])
        if value is not None:
            change(experiment, **{name: value})

    return {"key": key, "on_change": take}


def attribute(owner: Any, name: str) -> dict[str, Any]:
    """``key`` and ``on_change`` of the widget that edits a plain attribute, such as a choice of view."""
    key = f"view_{name}"
    st.session_state[key] = getattr(owner, name)
    return {"key": key, "on_change": lambda: setattr(owner, name, st.session_state[key])}
