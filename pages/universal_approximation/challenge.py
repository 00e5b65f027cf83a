"""The challenge of the book: five heights set by hand, with the live score and the best one of this sitting."""

from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_core import MLP
from mlp_core.lessons.height_challenge import BEST_HEIGHTS, BUMPS, GOAL, height_network, misses, score
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.open_in_playground import open_in_playground
from pages.universal_approximation.figures.challenge import HEIGHT_RANGE, bump_at, heights_figure, output_figure
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.network_view import weights_popover

STEP = 0.01
SHOWN = tuple(round(height, 2) for height in BEST_HEIGHTS)
BEST = "challenge:best"
# One of the five is set first, so that the first look shows what a height does.
FIRST_HEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0)


def challenge() -> None:
    """The section, with its words."""
    wanted = f"{reader_letters().drawn_sigmoid}⁻¹(f)"
    with section(
        "The challenge: five bumps",
        predict=f"the output neuron is a sigmoid, so the heights must follow {wanted}, the dashed line on the left. "
        "The score is the mean distance to it. Is the best height of a bump the mean of the line over its fifth?",
        do=f"drag the heights in the left picture, or the sliders, until the score is below **{GOAL:.2f}**.",
        observe="The score adds up distances, not squares, so the best height leaves as many of its places above as "
        f"below: the **median** of {wanted} over the fifth, not the mean. With five bumps no one gets below 0.37; only "
        "narrower bumps do. Setting five heights by eye is what descent does with the gradient of a cost.",
    ):
        _challenge()


@st.fragment
def _challenge() -> None:
    heights = tuple(_height(k, column) for k, column in enumerate(st.columns(BUMPS)))
    net = height_network(heights)
    _keep_best(heights, net)
    s = reader_letters()
    st.markdown(_reading(net))
    charts(
        {
            "heights": heights_figure(net, theme(), s.drawn_sigmoid),
            "output": output_figure(net, theme(), s.output_formula),
        },
        key="challenge",
        columns=2,
        height=370,
        events={"heights": ["drag"]},
        on_event=_dragged,
        descriptions={
            "heights": "The five heights and the line they should follow; the bump under the pointer is dragged to it.",
            "output": "The output of the network and the function.",
        },
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "All to 0", icon=":material/replay:", key="challenge:zero", help="Start again.",
            on_click=partial(_set, FIRST_HEIGHTS),
        )  # fmt: skip
        st.button(
            "Show the best", icon=":material/lightbulb:", key="challenge:solve",
            help="The best five heights. They do not count as yours.", on_click=partial(_set, SHOWN),
        )  # fmt: skip
        weights_popover(net, "challenge")
        open_in_playground(
            "Open these bumps in the playground", network=on_the_playground(net), key="challenge:open",
            data="lecture_function", layers=net.layer_sizes[1:-1], activation=("sigmoid",), output="tanh",
            loss="half_quadratic",
        )  # fmt: skip


def _height(k: int, column: DeltaGenerator) -> float:
    with column:
        return live_slider(
            f"Height {k + 1}", evenly(*HEIGHT_RANGE, STEP), FIRST_HEIGHTS[k], key=height_key(k),
            help=f"Of the bump from {0.2 * k:.1f} to {0.2 * (k + 1):.1f}. Arrow keys move it by {STEP:g}.",
        )  # fmt: skip


def height_key(k: int) -> str:
    """Where the session keeps a height."""
    return f"challenge:height{k}"


def _set(heights: tuple[float, ...]) -> None:
    st.session_state.update({height_key(k): height for k, height in enumerate(heights)})


def _dragged(event: dict[str, Any]) -> None:
    """The bump under the pointer gets the pointer's height; pulled across, one bump after the other does."""
    if event["kind"] == "drag":
        low, high = HEIGHT_RANGE
        height = round(min(max(float(event["y"]), low), high), 2)
        st.session_state[height_key(bump_at(event["x"]))] = height


def _keep_best(heights: tuple[float, ...], net: MLP) -> None:
    """The best score of this sitting; what "Show the best" set does not count."""
    if heights not in (SHOWN, FIRST_HEIGHTS):
        st.session_state[BEST] = min(st.session_state.get(BEST, score(net)), score(net))


def _reading(net: MLP) -> str:
    best = f"**{st.session_state[BEST]:.3f}**" if BEST in st.session_state else "none yet"
    reached = ":material/check_circle: **Goal reached.**" if score(net) < GOAL else ""
    parts = " · ".join(f"{part:.2f}" for part in misses(net).reshape(BUMPS, -1).mean(axis=1))
    return (
        f"#### Score **{score(net):.3f}**\n"
        f"Goal **{GOAL:.2f}** · best of this sitting {best} · mean distance in each fifth: {parts} {reached}"
    )


def on_the_playground(net: MLP) -> MLP:
    """The same network for the playground's data, whose target is 2f − 1: 2σ(z) − 1 = tanh(z/2)."""
    other = net.copy()
    other.weights[1] /= 2
    other.biases[1] /= 2
    other.activations = ("sigmoid", "tanh")
    return other
