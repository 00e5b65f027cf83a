"""Undo and redo: small buttons that say what they would take back or do again."""

import streamlit as st

from pages.common.experiment import Experiment


def undo_buttons(experiment: Experiment) -> None:
    """For the last changes of settings, and for what was lost by them.

    While it plays they name no change and stay enabled: a switch of the activation then shows without a run of the
    page, which would find them outdated.
    """
    playing = experiment.playing
    undo, redo = (None, None) if playing else (experiment.undo_label, experiment.redo_label)
    st.button(
        "",
        key="undo",
        icon=":material/undo:",
        type="tertiary",
        disabled=not (playing or undo),
        help=f"Undo (Ctrl+Z): {undo}." if undo else "Undo (Ctrl+Z) the last change; weights lost by it come back.",
        on_click=experiment.undo,
    )
    st.button(
        "",
        key="redo",
        icon=":material/redo:",
        type="tertiary",
        disabled=not (playing or redo),
        help=f"Do again (Ctrl+Y): {redo}." if redo else "Do again what was undone (Ctrl+Y).",
        on_click=experiment.redo,
    )
