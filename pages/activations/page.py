"""Activation functions: what their slopes let a network learn. One part at a time, kept in the address."""

import streamlit as st

from pages.activations.parts import PARTS
from pages.common.lesson import opening
from pages.common.parts import choose_part

with st.container(gap="xsmall"):
    opening(
        "Activation functions",
        "The error reaches a weight only through **f′**: choose f by its slope, and by what many layers make of it.",
    )
    part = choose_part({name: label for name, (label, _) in PARTS.items()}, key="activations:part")
    PARTS[part][1]()
