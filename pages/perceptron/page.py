"""The perceptron: a rule that ends where a line exists, and never where none does. One part at a time."""

import streamlit as st

from pages.common.lesson import opening
from pages.common.open_in_playground import open_in_playground
from pages.common.parts import choose_part
from pages.perceptron.parts import PARTS

with st.container(gap="xsmall"):
    opening(
        "The perceptron",
        "Add the inputs that come out wrong: if a line separates the two classes, this finds one after at most (R/γ)² "
        "updates; if none does, it never ends.",
    )
    part = choose_part({name: label for name, (label, _) in PARTS.items()}, key="perceptron:part")
    PARTS[part][1]()
    if part not in ("xor", "hidden"):  # which lead on by themselves
        open_in_playground(
            "One tanh neuron on two clouds in the playground, by gradient",
            data="gaussians",
            layers=(),
            activation=(),
            output="tanh",
            loss="half_quadratic",
            rate=0.03,
        )
