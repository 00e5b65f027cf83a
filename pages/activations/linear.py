"""Why non-linear: a deep linear network beside the one matrix that it equals."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core import MLP
from mlp_core.arrays import Array
from mlp_core.lessons.linear_collapse import collapse, largest_difference, nearest_matrix
from pages.activations import formulas
from pages.common.figure_style import label
from pages.common.figures.numbers import plain_number
from pages.common.figures.region import RegionView, plane, region_figure
from pages.common.figures.small_network import SmallNetwork, small_network_figure
from pages.common.formula import display_formula
from pages.common.labels import shown
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.live_slider import live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme

KEY = "activations:linear"
ACTIVATIONS = ("linear", "tanh", "relu", "gaussian")
MOST_HIDDEN, WIDTH, PIXELS = 4, 4, 64


def linear() -> None:
    """The section, with its words."""
    with section(
        "Why non-linear: many linear layers are one matrix",
        predict="how many linear layers does it take to draw a curved boundary?",
        do="add hidden layers, draw other weights; then bend them with tanh.",
        observe="No number of them: W₂(W₁x) = (W₂W₁)x. Every linear network, however deep, answers what **one** matrix "
        "answers, to the last digits; its lines of equal output are straight and parallel, so it solves only what one "
        "neuron solves. With tanh, ReLU or the Gaussian between the layers even the best single matrix is off, and "
        "the picture has bends: depth begins to pay.",
    ):
        _linear()


@st.fragment
def _linear() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        n_hidden = live_slider(
            "Hidden layers",
            range(1, MOST_HIDDEN + 1),
            3,
            key=f"{KEY}:hidden",
            width=260,
            help="Of four neurons each. Try: 4, still one matrix.",
        )
        activation = st.segmented_control(
            "Hidden activation", ACTIVATIONS, default="linear", required=True, format_func=shown, key=f"{KEY}:name",
            persist_state="session", help="What stands between the matrices. Try: tanh.",
        )  # fmt: skip
        st.session_state.setdefault(f"{KEY}:seed", 1)
        st.button(
            "Other weights", icon=":material/casino:", key=f"{KEY}:draw", on_click=_draw_anew,
            help="Draw all weights and biases anew.",
        )  # fmt: skip
    net = deep_network(n_hidden, activation or "linear", st.session_state[f"{KEY}:seed"])
    one = one_matrix(net)
    st.markdown(reading(net, one))
    live_chart(
        [linear_figures(net, one, theme())],
        key=f"{KEY}:charts",
        grid=_grid(),
        descriptions={
            "deep": "The deep network with all its weights.",
            "deep_answer": "What the deep network answers on the plane.",
            "matrix": "The one matrix, as a network without hidden layers.",
            "matrix_answer": "What the one matrix answers on the plane.",
        },
    )
    display_formula(formulas.SAME_MATRIX if activation == "linear" else formulas.BENT)
    name, layers = activation or "linear", (WIDTH,) * n_hidden
    open_in_playground(
        f"Train it on XOR in the playground: {n_hidden} hidden layers of {shown(name)}", data="xor", layers=layers,
        activation=(name,) * n_hidden,
    )  # fmt: skip


def _grid() -> Grid:
    """The deep drawing has the most room; below each other on a phone."""
    return Grid(
        wide={
            "columns": "minmax(0, 1.7fr) minmax(0, 1.15fr) minmax(0, 0.8fr) minmax(0, 1.15fr)",
            "rows": "330px",
            "areas": '"deep deep_answer matrix matrix_answer"',
            "height": "330px",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": "230px 300px 230px 300px",
            "areas": '"deep" "deep_answer" "matrix" "matrix_answer"',
            "height": "auto",
        },
    )


def _draw_anew() -> None:
    st.session_state[f"{KEY}:seed"] = (st.session_state[f"{KEY}:seed"] + 1) % 10_000


def deep_network(n_hidden: int, activation: str, seed: int) -> MLP:
    """Two inputs, hidden layers, one linear output; weights and biases normal, scaled so that answers stay near ±1."""
    net = MLP([2, *[WIDTH] * n_hidden, 1], [*[activation] * n_hidden, "linear"], "lecun_normal", seed)
    rng = np.random.default_rng(seed)
    for biases in net.biases:
        biases[:] = 0.3 * rng.standard_normal(len(biases))
    return net


def one_matrix(net: MLP) -> MLP:
    """The one matrix that answers the same, or, for a bent network, the nearest on the plane that is shown."""
    straight = all(f.name == "linear" for f in net.activations)
    return collapse(net) if straight else nearest_matrix(net, plane(PIXELS))


def reading(net: MLP, one: MLP) -> str:
    """How far apart the two are on the plane."""
    largest = largest_difference(net, one, plane(PIXELS))
    W, b = one.weights[0][0], one.biases[0][0]
    matrix = f"W = ({plain_number(W[0])}, {plain_number(W[1])}), b = {plain_number(b)}"
    if all(f.name == "linear" for f in net.activations):
        return (
            f"{net.n_layers} matrices, {net.parameters.size} parameters = **one matrix, 3 parameters**: {matrix} · "
            f"largest difference on the plane **{plain_number(largest, 2)}**"
        )
    return f"The nearest single matrix is {matrix}; it is still off by up to **{plain_number(largest)}**"


def linear_figures(net: MLP, one: MLP, colors: Theme) -> dict[str, Any]:
    """Both networks as drawings, and what they answer on the plane on one scale of colours."""
    deep, single = (each.predict(plane(PIXELS)).reshape(PIXELS, PIXELS) for each in (net, one))
    scale = max(float(np.abs(deep).max()), 1e-9)
    # So many numbers could not be read: thickness and colour tell the weights.
    blank = {"link_texts": [[[""] * W.shape[1]] * len(W) for W in net.weights],
             "bias_texts": [[""] * len(b) for b in net.biases]}  # fmt: skip
    deep_drawing = small_network_figure(SmallNetwork.of(net, colors, **blank))
    between = f"{net.n_layers} matrices, {shown(net.activations[0].name)} between"
    deep_drawing["layout"]["annotations"] = [
        label(f"<b>{between}</b>", 0.5, 1, xref="paper", yref="paper", yanchor="top", font={"size": 15})
    ]
    return {
        "deep": deep_drawing,
        "deep_answer": _answer(deep, scale, colors, f"<b>{net.n_layers} layers</b>"),
        "matrix": small_network_figure(SmallNetwork.of(one, colors, titles=("inputs", "output"))),
        "matrix_answer": _answer(single, scale, colors, "<b>one matrix</b>"),
    }


def _answer(values: Array, scale: float, colors: Theme, title: str) -> dict[str, Any]:
    nothing = np.empty((0, 2))
    return region_figure(
        RegionView(values, colors, nothing, np.empty(0), kind="values", value_scale=scale, title=title)
    )
