"""The controls of a race, and the session's race for the present settings."""

from collections.abc import Callable, Hashable

import streamlit as st

from pages.common.icon_button import FRAMED
from pages.common.run_buttons import play_button
from pages.universal_approximation.race import Race


def race_for(key: str, made_for: Hashable, make: Callable[[], Race]) -> Race:
    """This session's race; a new one where the settings are others, which goes on playing if the old one did."""
    name = f"{key}:race"
    race = st.session_state.get(name)
    if race is None or race.made_for != made_for:
        new = make()
        if race is not None:
            new.playing, new.generation = race.playing, race.generation + 1
        st.session_state[name] = race = new
    return race


def restart(key: str) -> None:
    """The next race begins anew, from the same first weights."""
    st.session_state[f"{key}:race"].made_for = None


def other_weights(key: str) -> None:
    """Other random first weights."""
    st.session_state[f"{key}:seed"] = seed(key) + 1


def seed(key: str) -> int:
    """The seed of the first weights."""
    return st.session_state.get(f"{key}:seed", 0)


def race_buttons(key: str, race: Race) -> None:
    """Play or pause, start again, other random weights."""
    done = race.epoch >= race.last_epoch
    play_button(race.playing, race.set_playing, key=f"{key}:play", help="Train, or stop at once.", disabled=done)
    st.button(
        "Reset",
        key=f"{key}:restart",
        icon=":material/replay:",
        help="Back to the first weights.",
        on_click=restart,
        args=(key,),
        **FRAMED,
    )
    st.button(
        "Other random weights",
        key=f"{key}:other",
        icon=":material/casino:",
        help="The same networks from other first weights. Try: several. How much is luck?",
        on_click=other_weights,
        args=(key,),
    )
