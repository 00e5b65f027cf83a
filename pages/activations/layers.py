"""Through the layers: what a deep stack does to activations on the way forward and to δ on the way back."""

from math import isfinite, log

import streamlit as st

from mlp_core import ACTIVATIONS, INITIALIZERS
from mlp_core.lessons.depth import Depth, measure_depth, stack
from pages.activations import formulas
from pages.activations.choice import TWELVE
from pages.activations.figures.depth import activations_figure, deltas_figure, spread_figure
from pages.common.figures.numbers import plain_number
from pages.common.labels import shown
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground

KEY = "activations:layers"
WIDTHS = (5, 10, 20, 50, 100, 200)
# words → activation, initializer
EXAMPLES = (
    ("Sigmoid vanishes", "sigmoid", "glorot_uniform"),
    ("Large normal explodes", "tanh", "normal"),
    ("Glorot holds tanh", "tanh", "glorot_uniform"),
    ("He holds ReLU", "relu", "he_normal"),
    ("Glorot with ReLU", "relu", "glorot_uniform"),
)
# The playground has room for six layers.
MOST_OPENED, NEURONS_OPENED = 6, 16


def layers() -> None:
    """The section, with its words."""
    with section(
        "Through the layers: does the error reach the first one?",
        predict="20 sigmoid layers, σ′ ≤ ¼: how much of δ is left in the first layer?",
        do="press the five examples in turn; then drag the layers to 50, and the width to 5.",
        observe="Sigmoid: each layer keeps about 5 % of ‖δ‖², so the first layers hardly learn: E[f′²] is near 1/18 "
        "and n·Var(w) = 1. Weights of variance 1 make n·Var(w) = n and the error explodes, even through saturated "
        "tanh. Glorot takes Var(w) = 1/n for f′ near 1; ReLU passes half, so He doubles it: the factor is 1, and depth "
        "costs nothing. The prediction takes weights and slopes as independent: narrow layers stray from it.",
    ):
        _layers()
        st.markdown(" &emsp; ".join(f"${each}$" for each in formulas.back_through_layers(current_notation())))


@st.fragment
def _layers() -> None:
    for name, first in (("activation", "sigmoid"), ("initializer", "glorot_uniform"), ("seed", 0)):
        st.session_state.setdefault(f"{KEY}:{name}", first)
    with st.container(horizontal=True, gap="small"):
        for words, activation, initializer in EXAMPLES:
            st.button(words, key=f"{KEY}:{words}", on_click=_take, args=(activation, initializer),
                      help=f"{shown(activation)}, first weights {shown(initializer)}.")  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        n_layers = live_slider(
            "Layers", range(1, 51), 20, key=f"{KEY}:n", width=260, help="How many equal layers. Try: 50."
        )
        width = live_slider(
            "Width",
            WIDTHS,
            100,
            key=f"{KEY}:width",
            width=180,
            help="Neurons a layer. Try: 5, and see the prediction fail.",
        )
        activation = st.selectbox("Activation", TWELVE, format_func=shown, key=f"{KEY}:activation", width=160,
                                  persist_state="session", help="Of every layer.")  # fmt: skip
        initializer = st.selectbox("First weights", list(INITIALIZERS), format_func=shown, key=f"{KEY}:initializer",
                                   width=180, persist_state="session", help="Their variance decides.")  # fmt: skip
        st.button("Other weights", icon=":material/casino:", key=f"{KEY}:draw", on_click=_draw_anew,
                  help="Draw them again from the same distribution.")  # fmt: skip
    depth = _measured(n_layers, width, activation, initializer, st.session_state[f"{KEY}:seed"])
    error = current_notation().plain("error")
    st.markdown(reading(depth, error))
    charts(
        {
            "activations": activations_figure(depth, theme()),
            "spread": spread_figure(depth, theme()),
            "deltas": deltas_figure(depth, theme(), error),
        },
        key=f"{KEY}:charts",
        columns=3,
        height=330,
        above=431,
        descriptions={
            "activations": "Where the activations of each layer lie: median, middle half, 95 %.",
            "spread": "The standard deviation of the activations of each layer.",
            "deltas": "The root mean square of the error term of each layer, with the predicted line.",
        },
    )
    hidden = min(n_layers, MOST_OPENED)
    open_in_playground(
        f"Train {hidden} such layer{'s' if hidden > 1 else ''} of {NEURONS_OPENED} in the playground", data="circle",
        layers=(NEURONS_OPENED,) * hidden, activation=(activation,) * hidden, initializer=initializer,
    )  # fmt: skip


@st.cache_data(max_entries=100, show_spinner=False)
def _measured(n_layers: int, width: int, activation: str, initializer: str, seed: int) -> Depth:
    return measure_depth(stack(n_layers, width, ACTIVATIONS[activation], INITIALIZERS[initializer], seed))


def _take(activation: str, initializer: str) -> None:
    st.session_state[f"{KEY}:activation"], st.session_state[f"{KEY}:initializer"] = activation, initializer


def _draw_anew() -> None:
    st.session_state[f"{KEY}:seed"] = (st.session_state[f"{KEY}:seed"] + 1) % 10_000


def reading(depth: Depth, error: str = "δ") -> str:
    """The measured factor and slope beside the predicted ones."""
    n = len(depth.delta_spread)
    slope, variance = float(depth.mean_square_slope.mean()), float(depth.n_variance.mean())
    parts = f"mean E[f′²] = {plain_number(slope)}, n·Var(w) = {plain_number(variance)}"
    if not isfinite(depth.measured_factor):
        nothing = "one layer has no slope" if n == 1 else f"{error} is 0 in some layer: no error comes back"
        return f"**{nothing}** ({parts})"
    measured, predicted = depth.measured_factor, depth.predicted_factor
    left = depth.delta_spread[0] / depth.delta_spread[-1]
    return (
        f"A layer back, ‖{error}‖² is multiplied by: measured **{plain_number(measured)}**, predicted E[f′²]·n·Var(w) "
        f"= **{plain_number(predicted)}** · slope of log‖{error}‖ **{plain_number(log(measured) / 2)}** a layer, "
        f"predicted {plain_number(log(predicted) / 2)} · from layer {n} to layer 1: × **{plain_number(left)}** "
        f"({parts})"
    )
