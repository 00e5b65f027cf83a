"""One sigmoid neuron: what its weight and its bias do to its step."""

import streamlit as st

from mlp_core import MLP
from mlp_core.approximation import UNIT_INTERVAL, step_network
from pages.common.bias_slider import bias_slider
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import Notation
from pages.universal_approximation import formulas
from pages.universal_approximation.figures.neuron import neuron_figure
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.side_by_side import network_drawing, side_by_side

FACTORS = (1, 2, 5, 10, 20, 50)


def one_neuron() -> None:
    """The section, with its words."""
    s = reader_letters()
    b, place = s.notation.plain("bias"), step_place(s.notation)
    with section(
        "One neuron is a step",
        predict=f"if both w and {b} are multiplied by 20, where does the step go?",
        do=f"move {b}, then w; then multiply both. Make w negative.",
        observe=f"{b} moves the step, w makes it steeper and moves it too: it stands at **s = {place}**, where the "
        "neuron answers 0.5. Multiply both, and it stays where it is and gets steeper: w = 50, "
        f"{b} = {s.bias('20')}, times 20, is the book's w = 1000, {b} = {s.bias('400')} with its step at 0.4. A "
        "negative w turns the step round.",
    ):
        _neuron()
        display_formula(formulas.neuron(s))


@st.fragment
def _neuron() -> None:
    s = reader_letters()
    n = s.notation
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        w = live_slider(
            "Weight w",
            evenly(-50.0, 50.0, 0.5),
            10.0,
            key="neuron:w",
            help="How fast the answer changes with x. Try: 50, and −10.",
        )
        b = bias_slider(
            f"Bias {n.plain('bias')}", -50.0, 50.0, -4.0, 0.5, key="neuron:b",
            help=f"Moves the step. Try: drag it from {s.bias('9')} to {s.bias('1')} at w = 10.",
        )  # fmt: skip
        factor = live_slider(
            "Both times",
            FACTORS,
            1,
            key="neuron:factor",
            width=200,
            help=f"Multiplies w and {n.plain('bias')}. Try: 20, and see which of place and steepness changes.",
        )
    net = step_network(w * factor, b * factor)
    colors = theme()
    side_by_side(
        {
            "curve": neuron_figure(net, UNIT_INTERVAL, colors, n.plain("output"), step_place(n)),
            "network": network_drawing(net, colors, n),
        },
        key="neuron",
        readout=reading(net, n),
        above=480,
        descriptions={"curve": "The neuron's output over x, a step at s.", "network": "The neuron with both."},
    )


def step_place(n: Notation) -> str:
    """Where the step stands, as text."""
    return f"{'' if n.dialect.bias_sign < 0 else '−'}{n.plain('bias')}/w"


def reading(net: MLP, n: Notation) -> str:
    """Where the step of this neuron stands and how wide it is."""
    w, b = float(net.weights[0][0, 0]), float(net.biases[0][0])
    if w == 0:
        return f"w = 0: no step, the answer is **{plain_number(net.predict([[0.0]])[0, 0])}** for every x"
    # σ goes from 0.1 to 0.9 while wx + b goes from −ln 9 to ln 9
    return (
        f"w = **{plain_number(w, 4)}** · {n.plain('bias')} = **{plain_number(n.shown_bias(b), 4)}** · step at s = "
        f"**{plain_number(-b / w)}** · from 10 to 90 % within {plain_number(4.394 / abs(w))}"
    )
