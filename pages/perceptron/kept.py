"""Runs that a session keeps until their data or settings change, so that a timeline only looks things up."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from pages.perceptron.data import PerceptronData
from pages.perceptron.runs import RosenblattRun, rosenblatt_run

T = TypeVar("T")


def kept(name: str, settings: Hashable, compute: Callable[[], T]) -> T:
    """What was computed last under this name, if it was for the same settings; else computed now."""
    key = f"perceptron:kept:{name}"
    if key not in st.session_state or st.session_state[key][0] != settings:
        st.session_state[key] = (settings, compute())
    return st.session_state[key][1]


def kept_run(data: PerceptronData) -> RosenblattRun:
    """Rosenblatt's rule on these data."""
    return kept("rosenblatt", data, lambda: rosenblatt_run(data))
