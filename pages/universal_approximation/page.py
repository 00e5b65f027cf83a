"""Universal approximation by hand: networks that are built, not trained. One part at a time, kept in the address."""

import streamlit as st

from pages.common.lesson import opening
from pages.common.parts import choose_part
from pages.universal_approximation.parts import PARTS

with st.container(gap="xsmall"):
    opening(
        "Universal approximation: build the network, do not train it",
        "One hidden layer comes **as close as you like to any continuous function**: two neurons make a bump, and "
        "enough bumps side by side follow anything.",
    )
    part = choose_part({name: label for name, (label, _) in PARTS.items()}, key="universal_approximation:part")
    PARTS[part][1]()
