"""Backpropagation: one sample through a small network and back. One part at a time, chosen above and in the address."""

from types import MappingProxyType

import streamlit as st

from pages.backpropagation.all_paths import all_paths
from pages.backpropagation.batch import batch
from pages.backpropagation.check_it import check_it
from pages.backpropagation.controls import playground_link
from pages.backpropagation.perturb_it import perturb_it
from pages.backpropagation.step_by_step import step_by_step
from pages.backpropagation.work import work
from pages.common.lesson import opening
from pages.common.parts import choose_part

PARTS = MappingProxyType(
    {
        "steps": ("Step by step", step_by_step),
        "check": ("Check it", check_it),
        "nudge": ("Perturb it", perturb_it),
        "paths": ("All paths", all_paths),
        "work": ("What it saves", work),
        "batch": ("A batch", batch),
    }
)

with st.container(gap="xsmall"):
    opening(
        "Backpropagation: the chain rule, done backwards",
        "The error of the outputs walks back through the same weights, and then **one product per weight** is its "
        "exact gradient: the error at its output end times what comes in at its input end.",
    )
    part = choose_part({name: label for name, (label, _) in PARTS.items()}, key="backpropagation_part")
    PARTS[part][1]()
    playground_link()
