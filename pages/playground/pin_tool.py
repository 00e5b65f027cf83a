"""Pin: keep the present run on the curves with one click; the list of those that are kept."""

from functools import partial

import streamlit as st

from pages.common.as_written import as_written
from pages.common.experiment import Experiment
from pages.common.icon_button import BARE
from pages.common.pins import MOST_PINS, PinnedRun, label, pinned, without
from pages.common.session import notes
from pages.common.settings_words import summary
from pages.common.view import View

COMPARE = "compare/page.py"


def pin_button(experiment: Experiment, view: View) -> None:
    """One click pins."""
    st.button(
        "Pin",
        key="pin",
        icon=":material/keep:",
        disabled=experiment.is_empty,
        help=f"Pin: keep this run on the curves in grey, to compare the next ones with it, up to {MOST_PINS}. "
        "View lists them.",
        on_click=partial(_pin, experiment, view),
        **BARE,
    )


def _pin(experiment: Experiment, view: View) -> None:
    view.pins = pinned(experiment, view.pins)


def pinned_list(experiment: Experiment, view: View) -> None:
    """The pinned runs with their settings, to be run again or taken off; nothing where there are none."""
    if not view.pins:
        return
    st.markdown("**Pinned runs**")
    for pin in view.pins:
        st.markdown(f"**{pin.number}** · {as_written(label(pin, view.pins, experiment.settings))}")
        st.caption("  \n".join(map(as_written, _words(pin))))
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Run it again",
                key=f"pin_again:{pin.number}",
                icon=":material/replay:",
                help="Its settings and first weights, from the start. Undo brings back the present run.",
                on_click=partial(_again, experiment, pin),
            )
            st.button(
                "Unpin",
                key=f"unpin:{pin.number}",
                icon=":material/keep_off:",
                type="tertiary",
                help="Take it off the curves.",
                on_click=partial(_unpin, view, pin.number),
            )
    if len(view.pins) > 1:
        st.button("Unpin all", key="unpin_all", help="Take all of them off the curves.", on_click=partial(_clear, view))
    st.page_link(COMPARE, label="Train two side by side", icon=":material/compare:")


def _words(pin: PinnedRun) -> list[str]:
    columns = pin.columns
    parts = [summary(pin.settings), f"{pin.epoch:,} epochs, loss {columns['train_loss'][-1]:.3g}"]
    accuracy = columns["train_accuracy"][-1]
    if accuracy == accuracy:  # a regression has none
        parts[-1] += f", accuracy {accuracy:.1%}"
    parts += [f"epoch {epoch:g}: {text}" for epoch, text in pin.marks[-4:]]
    return parts


def _again(experiment: Experiment, pin: PinnedRun) -> None:
    experiment.reset(pin.start, f"running {pin.number} again")
    notes().clear()


def _unpin(view: View, number: int) -> None:
    view.pins = without(view.pins, number)


def _clear(view: View) -> None:
    view.pins = ()
