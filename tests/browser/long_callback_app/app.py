"""Two buttons; the callback of the first takes its time before it touches the session state."""

from time import sleep

import streamlit as st

from pages.common.whole_callbacks import keep_callbacks_whole

SECONDS = 3.0  # also a slow machine has pressed the second by then

keep_callbacks_whole()
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
