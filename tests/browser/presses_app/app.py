"""Two buttons, beside a part that is renewed by a timer; the first one's callback is long before it tells its press."""

from time import sleep

import streamlit as st

from pages.common.each_press_once import carry_out_each_press_once

SECONDS = 3.0  # also a slow machine has pressed the second by then

carry_out_each_press_once()
state = st.session_state
for name in ("slow", "quick"):
    state.setdefault(name, 0)


def slow() -> None:
    sleep(SECONDS)
    state.slow += 1


def quick() -> None:
    state.quick += 1


st.button("Slow", on_click=slow)
st.button("Quick", on_click=quick)
st.write(f"slow {state.slow}, quick {state.quick}")


@st.fragment(run_every=0.5)
def renewed() -> None:
    st.write("renewed")


renewed()
