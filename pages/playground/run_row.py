"""The first row of controls above the charts: running the training."""

from functools import partial

import streamlit as st

from pages.common.controls import change, setting
from pages.common.experiment import Experiment
from pages.common.icon_button import BARE
from pages.common.leading_button import leading
from pages.common.run_buttons import new_weights_button, play_button, reset_button, speed_control, step_button


def run_row(experiment: Experiment, with_help: bool = True) -> None:
    """Play, Step, Reset, New weights and the speed.

    Where a lesson stands above, its text must not be covered by the help of the button that it says to press.
    """
    words = {
        "play": "Train on from here. What came after it goes; Undo brings it back."
        if experiment.looking_back
        else "Train, or stop where it is.",
        "step_back": _where_back(experiment) if experiment.divergence is not None else "",
        "step": "One mini-batch: one update of the weights. Where Tab has led into a row of choices or onto a slider, "
        "→ moves there instead.",
        "reset": where_reset_leads(experiment),
        "new_weights": "Other first weights: does it still learn?",
    }
    helps = words if with_help else dict.fromkeys(words)
    playing, stopped = experiment.playing, experiment.trainer.status != "running"
    back = experiment.looking_back
    play_button(
        playing,
        partial(set_playing, experiment),
        label="Go on" if back else "Play",
        key="play",
        shortcut="P",
        width=112,
        disabled=stopped,
        help=helps["play"],
    )
    if experiment.divergence is not None:
        st.button(
            "Step back",
            key="step_back",
            icon=":material/undo:",
            type=leading(),
            help=helps["step_back"],
            on_click=experiment.return_to_best,
        )
    else:
        step_button(experiment.step, key="step", disabled=stopped, help=helps["step"])
    reset_button(experiment.reset, key="reset", help=helps["reset"])
    new_weights_button(partial(_new_weights, experiment), key="new_weights", help=helps["new_weights"])
    speed_control(
        "How much is trained between two pictures: one mini-batch, one epoch, ten, or as much as fits.",
        **setting(experiment, "speed", "default"),
    )
    # There before it is of use: what came and went under the hand that drags the slider would move the row.
    if back or experiment.divergence is None:
        st.button(
            "To the end of the run",
            key="to_end",
            icon=":material/last_page:",
            disabled=not back,
            help=f"Back to the run's end, epoch {int(experiment.end):,}.",
            on_click=partial(experiment.look_at, experiment.end),
            **BARE,
        )


def _new_weights(experiment: Experiment) -> None:
    change(experiment, seed=(experiment.settings.seed + 1) % 10_000)


def where_reset_leads(experiment: Experiment) -> str:
    """To first weights, or to a network that came with its training."""
    epoch = experiment.opened_at
    if epoch is None:
        return "Back to the same first weights."
    return f"Back to the network that was opened, at epoch {epoch:,}. New weights begin at epoch 0."


def _where_back(experiment: Experiment) -> str:
    best = experiment.trainer.best_epoch
    later = [text for epoch, text in experiment.marks if epoch > best]
    stays = f" What was changed since stays: {later[-1]}." if later else ""
    return f"The weights of epoch {best}, the best so far, and a tenth of the rate.{stays}"


def set_playing(experiment: Experiment, playing: bool) -> None:
    """Play or pause. A run that has diverged must be taken back first.

    Streamlit may hand over one press twice; what is set, and not toggled, is the same afterwards.
    """
    experiment.playing = playing and experiment.trainer.status == "running"
    experiment.rest()
