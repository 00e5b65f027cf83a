"""Eight pictures to choose from, one of them not to be had, and one that Python refuses."""

import base64

import streamlit as st

from pages.common.picture_choice import PictureOption, picture_choice

WORDS = ("red", "orange", "gold", "green", "teal", "blue", "indigo", "violet")

st.session_state.setdefault("color", "gold")


def picture(color: str) -> str:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="{color}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


options = [
    PictureOption(color, color, picture(color), disabled="No teal today." if color == "teal" else "") for color in WORDS
]
with st.sidebar:
    chosen = picture_choice("Color", options, st.session_state.color, key="colors")
if chosen != "violet":
    st.session_state.color = chosen
st.write(f"The color is {st.session_state.color}, asked for {chosen}.")
if st.button("Back to red"):
    st.session_state.color = "red"
    st.rerun()
