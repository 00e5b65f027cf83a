"""One sigmoid neuron: what its weight and its bias do to its step."""

import streamlit as st

from mlp_core import MLP
from mlp_core.approximation import UNIT_INTERVAL, step_network
from pages.common.figures.numbers import plain_number
from pages.common.lesson import section, theme
from pages.universal_approximation import formulas
from pages.universal_approximation.neuron_figure import neuron_figure
from pages.universal_approximation.side_by_side import network_drawing, side_by_side

FACTORS = (1, 2, 5, 10, 20, 50)


def one_neuron() -> None:
    """The section, with its words."""
    with section(
        "One neuron is a step",
        predict="if both w and b are multiplied by 20, where does the step go?",
        do="move b, then w; then multiply both. Make w negative.",
        observe="b moves the step, w makes it steeper and moves it too: it stands at **s = −b/w**, where the neuron "
        "answers 0.5. Multiply both, and it stays where it is and gets steeper: w = 50, b = −20, times 20, is the "
        "book's w = 1000, b = −400 with its step at 0.4. A negative w turns the step round.",
    ):
        _neuron()
        st.latex(formulas.neuron())


@st.fragment
def _neuron() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        w = st.slider(
            "Weight w", -50.0, 50.0, 10.0, 0.5, key="neuron:w", width="stretch", persist_state="session",
            help="How fast the answer changes with x. Try: 50, and −10.",
        )  # fmt: skip
        b = st.slider(
            "Bias b", -50.0, 50.0, -4.0, 0.5, key="neuron:b", width="stretch", persist_state="session",
            help="Moves the step. Try: drag it from −9 to −1 at w = 10.",
        )  # fmt: skip
        factor = st.select_slider(
            "Both times", FACTORS, 1, key="neuron:factor", width=200, persist_state="session",
            help="Multiplies w and b. Try: 20, and see which of place and steepness changes.",
        )  # fmt: skip
    net = step_network(w * factor, b * factor)
    colors = theme()
    side_by_side(
        {"curve": neuron_figure(net, UNIT_INTERVAL, colors), "network": network_drawing(net, colors)},
        key="neuron",
        readout=reading(net),
        above=480,
        descriptions={"curve": "The neuron's output over x, a step at s.", "network": "The neuron with w and b."},
    )


def reading(net: MLP) -> str:
    """Where the step of this neuron stands and how wide it is."""
    w, b = float(net.weights[0][0, 0]), float(net.biases[0][0])
    if w == 0:
        return f"w = 0: no step, the answer is **{plain_number(net.predict([[0.0]])[0, 0])}** for every x"
    # σ goes from 0.1 to 0.9 while wx + b goes from −ln 9 to ln 9
    return (
        f"w = **{plain_number(w, 4)}** · b = **{plain_number(b, 4)}** · step at s = **{plain_number(-b / w)}** · from "
        f"10 to 90 % within {plain_number(4.394 / abs(w))}"
    )
