"""How the button that comes first is drawn."""

from typing import Literal

import streamlit as st


def leading() -> Literal["primary", "secondary"]:
    """Filled; but in the dark theme as any other: Streamlit writes white on the accent there, which cannot be read."""
    return "secondary" if st.context.theme.type == "dark" else "primary"
