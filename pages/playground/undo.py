"""Undo and redo: small buttons that say what they would take back or do again."""

import streamlit as st

from pages.common.experiment import Experiment


def undo_buttons(experiment: Experiment) -> None:
    """For the last changes of settings, and for what was lost by them."""
    undo, redo = undoable(experiment)
    st.button(
        "",
        key="undo",
        icon=":material/undo:",
        type="tertiary",
        disabled=undo is None,
        help=f"Undo (Ctrl+Z): {undo}." if undo else "Undo (Ctrl+Z) a change; weights lost by it come back.",
        on_click=experiment.undo,
    )
    st.button(
        "",
        key="redo",
        icon=":material/redo:",
        type="tertiary",
        disabled=redo is None,
        help=f"Do again (Ctrl+Y): {redo}." if redo else "Do again what was undone (Ctrl+Y).",
        on_click=experiment.redo,
    )


def undoable(experiment: Experiment) -> tuple[str | None, str | None]:
    """What the two would take back and do again."""
    return experiment.undo_label, experiment.redo_label
