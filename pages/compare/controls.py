"""The controls of a comparison: running both, what differs and how, what both share, and how they are looked at."""

from typing import Any

import streamlit as st

from mlp_core import DATASETS
from pages.common.as_written import as_written
from pages.common.controls import widget
from pages.common.labels import shown
from pages.common.notation import current_notation
from pages.common.offered import RATES
from pages.common.run_buttons import new_weights_button, play_button, reset_button, speed_control, step_button
from pages.common.settings_words import summary
from pages.common.view import View
from pages.compare.choice import Choice
from pages.compare.differences import DIFFERENCES, offered
from pages.compare.pair import Pair


def run_row(pair: Pair) -> None:
    """Play, Step, Reset, New weights and the speed, for both at once."""
    play_button(
        pair.playing,
        pair.set_playing,
        key="compare_play",
        shortcut="P",
        width=120,
        disabled=pair.done,
        help="Train both in step, or stop where they are.",
    )
    step_button(pair.step, key="compare_step", disabled=pair.done, help="One mini-batch of each.")
    reset_button(pair.reset, key="compare_reset", help="Both back to the same first weights.")
    new_weights_button(
        pair.new_weights,
        key="compare_new_weights",
        help="Other first weights, again the same for both: is the winner always the same?",
    )
    speed = pair.choice.base.speed
    speed_control(
        "How much both train between two pictures: a mini-batch, an epoch, ten, or as many as fit.",
        default=speed,
        **widget("compare_speed", speed, pair.set_speed),
    )


def choice_row(pair: Pair) -> None:
    """What differs, the value of each side, and what both share."""
    choice = pair.choice
    kinds = offered(choice.base)
    st.selectbox(
        "What differs",
        kinds,
        index=kinds.index(choice.differs),
        format_func=lambda name: DIFFERENCES[name].label,
        width=175,
        help=f"All else is the same. Another choice begins anew. Try {choice.difference.try_this}",
        **widget("compare_differs", choice.differs, lambda name: pair.change(pair.choice.differing_in(name))),
    )
    for side, letter in enumerate("AB"):
        _value(pair, choice, side, letter)
    _data(pair, choice)
    if choice.differs != "rate":
        _rate(pair, choice)


def _value(pair: Pair, choice: Choice, side: int, letter: str) -> None:
    value = choice.values[side]

    def take(new: str) -> None:
        # The other box may have changed the choice since this one was drawn.
        if pair.choice.differs == choice.differs and new in choice.options:
            pair.change(pair.choice.with_value(side, new))

    keeps = "Begins both anew." if choice.difference.anew else "Switch it while they train: the weights stay."
    st.selectbox(
        letter,
        choice.options,
        index=choice.options.index(value),
        format_func=choice.difference.shown,
        width=175,
        help=f"{choice.difference.label} of {letter}. {keeps}",
        **widget(f"compare_{letter}_{choice.differs}", value, take),
    )


def _data(pair: Pair, choice: Choice) -> None:
    data = choice.base.data

    def take(name: str) -> None:
        if name in names:
            pair.change(pair.choice.with_base(pair.choice.base.changed(data=name)))

    names = tuple(dict.fromkeys((*DATASETS, data)))  # points of one's own are offered where there are some
    st.selectbox(
        "Data",
        names,
        index=names.index(data),
        format_func=lambda name: DATASETS[name].label if name in DATASETS else choice.base.kind.label,
        width=175,
        help="Of both. All else that they share comes from the playground.",
        **widget("compare_data", data, take),
    )


def _rate(pair: Pair, choice: Choice) -> None:
    rate, options = choice.base.rate, sorted({*RATES, choice.base.rate})

    def take(new: float) -> None:
        pair.change(pair.choice.with_base(pair.choice.base.changed(rate=new)))

    st.selectbox(
        f"Learning rate {current_notation().plain('rate')}",
        options,
        index=options.index(rate),
        format_func=shown,
        width=140,
        help="Of both. Another one begins both anew.",
        **widget("compare_rate", rate, take),
    )


def shared_popover(choice: Choice) -> None:
    """What both have in common."""
    with st.popover("Shared", type="tertiary", help="What both have in common"):
        st.markdown(f"Both: {as_written(summary(choice.base))}")
        st.caption("But for what differs. To change what they share, change it in the playground and come back.")


def look_popover(views: tuple[View, View], classes: bool) -> None:
    """How both are looked at."""
    with st.popover("View", type="tertiary", help="What the charts show"):
        st.toggle("Test points", help="Points kept out of training, drawn as squares.", **_of_both(views, "show_test"))
        if classes:
            st.toggle("Sharp regions", help="The class that is answered.", **_of_both(views, "sharp"))
            st.toggle("Ring errors", help="Points that are answered wrong.", **_of_both(views, "errors"))
        st.toggle("Logarithmic loss", help="Small losses can be told apart.", **_of_both(views, "log_loss"))


def _of_both(views: tuple[View, View], name: str) -> dict[str, Any]:
    value = getattr(views[0], name)

    def take(chosen: bool) -> None:
        for view in views:
            setattr(view, name, chosen)

    return widget(f"compare_{name}", value, take) | {"value": value}
