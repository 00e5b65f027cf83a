"""Quadratic against cross-entropy: how fast does it learn? One part at a time, chosen above and in the address."""

from types import MappingProxyType

import streamlit as st

from pages.common.lesson import opening
from pages.common.open_in_playground import open_in_playground
from pages.common.parts import choose_part
from pages.quadratic_vs_cross_entropy.larger_rate import larger_rate
from pages.quadratic_vs_cross_entropy.one_neuron import one_neuron
from pages.quadratic_vs_cross_entropy.origin import origin
from pages.quadratic_vs_cross_entropy.points import points
from pages.quadratic_vs_cross_entropy.random_starts import random_starts
from pages.quadratic_vs_cross_entropy.surface import surface
from pages.quadratic_vs_cross_entropy.whole_network import whole_network
from pages.quadratic_vs_cross_entropy.why import why

PARTS = MappingProxyType(
    {
        "neuron": ("One neuron", one_neuron),
        "rate": ("A larger learning rate?", larger_rate),
        "points": ("Two inputs, n points", points),
        "surface": ("Cost surface", surface),
        "network": ("A whole network", whole_network),
        "starts": ("Many random starts", random_starts),
        "why": ("Why", why),
        "origin": ("Where it comes from", origin),
    }
)

with st.container(gap="xsmall"):
    opening(
        "Quadratic or cross-entropy: how fast does it learn?",
        "Under the quadratic cost a sigmoid neuron learns **slowest just where its answer is worst**; under "
        "cross-entropy it learns fastest there.",
    )
    part = choose_part({name: label for name, (label, _) in PARTS.items()}, key="quadratic_vs_cross_entropy:part")
    PARTS[part][1]()
    open_in_playground(
        "Open a neuron with two inputs in the playground",
        data="gaussians",
        samples=20,
        noise=30,
        test=0,
        layers=(),
        activation=(),
        loss="half_quadratic",
        rate=0.1,
        batch=0,
    )
