"""A bump out of two neurons, and two bumps out of four."""

import streamlit as st

from mlp_core import MLP
from mlp_core.approximation import UNIT_INTERVAL, bumps_network
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.open_in_playground import open_in_playground
from pages.universal_approximation import formulas
from pages.universal_approximation.edges import edges
from pages.universal_approximation.figures.bumps import BumpsView, bumps_figure
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.network_view import weights_popover
from pages.universal_approximation.side_by_side import network_drawing, side_by_side

STEEPNESS = (5, 10, 20, 50, 100, 200, 500, 1000, 1_000_000)
Y_RANGE = (-1.75, 1.75)
# Below it the second row is left free, so that sliders of one kind stand under each other.
STEEPNESS_WIDTH = 200
# (left, right), height as the bumps begin: the book's [0.4, 0.6], and two neighbours of different height
ONE = (((0.4, 0.6), 1.2),)
TWO = (((0.1, 0.4), 0.8), ((0.5, 0.9), -0.6))


def one_bump() -> None:
    """The section on one bump."""
    with section(
        "Two neurons make a bump",
        predict="one step up at 0.4 and one step down at 0.6: which two output weights make a bump of height 1.2?",
        do="move the edges and the height; then lower the steepness to 10.",
        observe="The output weights are **h and −h**: the second step takes back what the first gave. The dotted "
        "curves are what each neuron adds. With a steepness of 10 the first step is not yet up when the second "
        "comes down: the bump is lower than h, and round.",
    ):
        _bumps("bump", ONE, 100)
        display_formula(formulas.bump(reader_letters()))


def two_bumps() -> None:
    """The section on two bumps."""
    with section(
        "Four neurons make two bumps",
        predict="what does the network answer where two bumps overlap?",
        do="drag the right edge of the first bump over the second one; then let them touch, edge on edge.",
        observe="The output neuron **adds**: where bumps overlap, so do their heights. Edge on edge they make a "
        "staircase of two steps. Nothing is special about two: N bumps are a staircase of N steps, and any continuous "
        "function is close to one.",
    ):
        _bumps("two_bumps", TWO, 200)


@st.fragment
def _bumps(key: str, begin: tuple[tuple[tuple[float, float], float], ...], first_steepness: int) -> None:
    bumps = []
    for number, (places, height) in enumerate(begin, start=1):
        its = f" {number}" if len(begin) > 1 else ""
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            left, right = edges(
                its, 0.0, 1.0, places, 0.01, key=f"{key}:edges{number}", help="Where one of its two steps stands."
            )
            h = live_slider(
                f"Height h{its}",
                evenly(-1.5, 1.5, 0.05),
                height,
                key=f"{key}:height{number}",
                help="The output weight of its first neuron. Try: a negative one.",
            )
            if number == 1:
                steepness = live_slider(
                    "Steepness w",
                    STEEPNESS,
                    first_steepness,
                    key=f"{key}:steepness",
                    width=STEEPNESS_WIDTH,
                    help="The weight from x to every hidden neuron. Try: 10.",
                )
            else:
                st.space(STEEPNESS_WIDTH)
        bumps.append((left, right, h))
    net = bumps_network(bumps, float(steepness))
    colors = theme()
    side_by_side(
        {
            "curve": bumps_figure(BumpsView(net, UNIT_INTERVAL, Y_RANGE, colors, steps=True)),
            "network": network_drawing(net, colors, reader_letters().notation),
        },
        key=key,
        readout=reading(net, bumps),
        above=430 + 70 * len(begin),
        descriptions={
            "curve": "What each neuron adds, the bumps, and their sum.",
            "network": "The network with its weights and biases: two hidden neurons for each bump.",
        },
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        weights_popover(net, key)
        open_in_playground(
            "Open in the playground", network=net, key=f"{key}:open", data="lecture_function",
            layers=net.layer_sizes[1:-1], activation=("sigmoid",),
        )  # fmt: skip


def reading(net: MLP, bumps: list[tuple[float, float, float]]) -> str:
    """What the network answers in the middle of each bump."""
    words = []
    for left, right, _ in bumps:
        middle = (left + right) / 2
        words.append(f"at x = {plain_number(middle)} it answers **{plain_number(net.predict([[middle]])[0, 0])}**")
    return f"A network {'-'.join(map(str, net.layer_sizes))}: " + ", ".join(words)
