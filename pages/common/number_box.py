"""A box for a number that takes whatever is typed: what is not allowed is refused in words, and it shows what runs.

Given limits, Streamlit's own box would keep a refused value on the screen, and say why only to who points at it.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import streamlit as st

from pages.common.controls import change, widget
from pages.common.experiment import Experiment
from pages.common.session import notes
from pages.common.settings import Settings

_REFUSED = "number_box:refused"


def number_box(
    label: str,
    value: float | None,
    take: Callable[[Any], None],
    *,
    name: str,
    allowed: tuple[float, float],
    place: Any = st,
    words_below: bool = True,
    **options: Any,
) -> None:
    """Draw the box.

    Parameters
    ----------
    value : what runs; None where it is several values
    take : is given an allowed number
    name : of the widget
    allowed : the smallest and the largest number
    words_below : whether a refusal stands below the box too, where the message line may be covered
    options : of ``st.number_input``
    """
    low, high = allowed

    def taken(chosen: float | None) -> None:
        if chosen is None:  # emptied
            return
        if low <= chosen <= high:
            take(chosen)
            return
        stays = "Nothing has changed" if value is None else f"It stays {_plain(value)}"
        words = f"{label} can be from {_plain(low)} to {_plain(high)}, not {_plain(chosen)}. {stays}"
        st.session_state[_REFUSED] = name, f"{words[:1].upper()}{words[1:]}."
        raise ValueError(words)

    # Of several values, + and − begin at the smallest that is allowed.
    place.number_input(label, low if value is None else None, value=value, **options, **widget(name, value, taken))
    refused, words = st.session_state.get(_REFUSED, ("", ""))
    if words_below and refused == name and notes()[:1] == [words]:
        place.caption(f":material/block: {words}")


def setting_box(experiment: Experiment, name: str, label: str, **options: Any) -> None:
    """The box of a setting, which knows what is allowed."""
    limits = next(each.metadata for each in fields(Settings) if each.name == name)
    if limits["kind"] == "number":
        options = {"format": "%g"} | options
    number_box(
        label,
        getattr(experiment.settings, name),
        lambda chosen: change(experiment, **{name: chosen}),
        name=f"setting_{name}",
        allowed=(limits["low"], limits["high"]),
        **options,
    )


def _plain(value: float) -> str:
    return f"{value:,.7g}".replace("-", "−")
