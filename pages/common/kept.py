"""Runs that a session keeps until their settings change, so that a timeline only looks things up."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from pages.common.timeline import Timeline

T = TypeVar("T")


def kept(name: str, settings: Hashable, compute: Callable[[], T]) -> T:
    """What was computed last under this name, if it was for the same settings; else computed now."""
    key = f"kept:{name}"
    if key not in st.session_state or st.session_state[key][0] != settings:
        st.session_state[key] = (settings, compute())
    return st.session_state[key][1]


def last_kept(name: str) -> Any:
    """What was computed last under this name, whatever the settings; None where nothing was."""
    return st.session_state.get(f"kept:{name}", (None, None))[1]


def rest_at_end(key: str, settings: Hashable, last: int, seconds: float) -> None:
    """A run of other settings is shown as it ends, so that there is something to look at; Play starts from the start.

    To be called before ``timeline(key, last, …)``.
    """
    moving: Timeline = st.session_state.setdefault(f"{key}:timeline", Timeline(last, seconds))
    if st.session_state.get(f"{key}:shown") != settings:
        st.session_state[f"{key}:shown"] = settings
        moving.fit(last, seconds)
        moving.move_to(last)
