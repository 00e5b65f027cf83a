"""Undo and redo: small buttons that say what they would take back or do again."""

from collections.abc import Callable

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.icon_button import BARE
from pages.common.own_place import drawn_in_place


def undo_buttons(experiment: Experiment) -> None:
    """For the last changes of settings, and for what was lost by them.

    While it plays they name no change and stay enabled: a switch of the activation then shows without a run of the
    page, which would find them outdated.
    """
    playing = experiment.playing
    undo, redo = (None, None) if playing else (experiment.undo_label, experiment.redo_label)
    otherwise = "Undo (Ctrl+Z) the last change; weights lost by it come back."
    _button("undo", playing or undo, f"Undo (Ctrl+Z): {undo}." if undo else otherwise, experiment.undo)
    otherwise = "Do again what was undone (Ctrl+Y)."
    _button("redo", playing or redo, f"Do again (Ctrl+Y): {redo}." if redo else otherwise, experiment.redo)


def _button(name: str, enabled: object, words: str, act: Callable[[], None]) -> None:
    options = {"icon": f":material/{name}:", "disabled": not enabled, "help": words, **BARE}
    st.button(name.capitalize(), key=name, on_click=drawn_in_place(act), **options)
