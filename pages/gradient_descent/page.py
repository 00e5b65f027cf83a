"""Gradient descent: which way, how far, on how much of the data, and when to stop. One part at a time, kept in the
address."""

import streamlit as st

from pages.common.lesson import opening
from pages.common.parts import choose_part
from pages.gradient_descent.parts import PARTS

with st.container(gap="xsmall"):
    opening(
        "Gradient descent: downhill, step by step",
        "A step against the gradient of **a few examples** is a noisy step down the cost of **all** of them: cheaper, "
        "often wrong, and mostly enough.",
    )
    part = choose_part({name: label for name, (label, _) in PARTS.items()}, key="gradient_descent:part")
    PARTS[part][1]()
