"""Compare: two experiments train in step from the same first weights and differ in one setting."""

import streamlit as st

from pages.common.address_notes import OF_COMPARISON, address_notes
from pages.common.crowd import crowd
from pages.common.lesson import theme
from pages.common.own_place import kept_press, was_pressed
from pages.common.sent import wait_until_sent
from pages.compare.controls import choice_row, look_popover, run_row, shared_popover
from pages.compare.session import current_pair, current_views, keep_in_address, open_in_playground
from pages.compare.stage import stage
from pages.compare.words import what_differs

pair, views = current_pair(), current_views()


def shown_around() -> tuple[object, ...]:
    """What the page shows outside its charts."""
    return pair.choice, pair.playing, pair.done, theme()


@st.fragment
def live() -> None:
    """The charts rerun by themselves while the rest of the page stands still."""
    stage(pair, views, theme())
    if crowd().n > 1:
        wait_until_sent()
    if st.session_state["compare_around"] != shown_around():
        st.rerun()


keep_in_address(pair)
address_notes(OF_COMPARISON)
st.session_state["compare_around"] = shown_around()
with st.container(horizontal=True, vertical_alignment="center", gap=8):
    run_row(pair)
    look_popover(views, pair.choice.base.task != "regression")
    shared_popover(pair.choice)
    for side, letter in enumerate("AB"):
        name = f"compare_open_{letter}"
        st.button(
            f"Open {letter}",
            key=name,
            icon=":material/open_in_new:",
            type="tertiary",
            help=f"Go on with {letter} in the playground, with its weights and curves.",
            on_click=kept_press(name),
        )
        if was_pressed(name):
            open_in_playground(pair, side)
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    choice_row(pair)
st.markdown(what_differs(pair))
live()
