"""Quadratic against cross-entropy: how fast does it learn? One part at a time, chosen above and in the address."""

from types import MappingProxyType

import streamlit as st

from pages.common.lesson import opening
from pages.quadratic_vs_cross_entropy.one_neuron import one_neuron

PARTS = MappingProxyType(
    {
        "neuron": ("One neuron", one_neuron),
    }
)

with st.container(gap="xsmall"):
    opening(
        "Quadratic or cross-entropy: how fast does it learn?",
        "Under the quadratic cost a sigmoid neuron learns **slowest just where its answer is worst**; under "
        "cross-entropy it learns fastest there.",
    )
    part = st.segmented_control(
        "Part of the lesson",
        list(PARTS),
        default="neuron",
        required=True,
        format_func=lambda name: PARTS[name][0],
        key="part",
        bind="query-params",
        label_visibility="collapsed",
        help="Which part of the lesson is shown; the address keeps it.",
    )
    PARTS[part][1]()
