"""N bumps that follow a function: N grows while the network is built anew for each."""

from math import inf

import streamlit as st

from mlp_core import DATASETS
from mlp_core.approximation import approximate_1d, bumps_network
from mlp_core.lessons.approximation_error import largest_miss, largest_slope
from mlp_core.network import MLP
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.timeline import Timeline, timeline
from pages.universal_approximation import formulas
from pages.universal_approximation.figures.bumps import BumpsView, bumps_figure
from pages.universal_approximation.function_choice import choose_function, data_in_playground, where_finite
from pages.universal_approximation.functions_of_one import Followed
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.network_view import weights_popover
from pages.universal_approximation.side_by_side import network_drawing, side_by_side

MOST_BUMPS, FIRST_BUMPS, SECONDS = 200, 8, 16.0
STEEPNESS = (10, 20, 50, 100, 200, 500, 1000, 10_000, 1_000_000)
# So few that the largest network is measured between two frames.
MISS_POINTS = 2001
# The playground has room for 16 hidden neurons.
BUMPS_OPENED = 8


def follow() -> None:
    """The section, with its words."""
    with section(
        "N bumps follow a function",
        predict="with twice as many bumps, how much smaller is the largest miss?",
        do="press **Play**, or drag N; do it again with the steepness at 1000000. Then choose another function, or "
        "*Type one …*.",
        observe="Each bump is as high as f in its middle, so the staircase is off by at most half a cell times the "
        "slope: |f′| ≤ L gives **L·d/(2N)** on an interval of length d. Twice the bumps, half the bound, and with "
        "steep steps half the miss. At steepness 1000 the miss falls faster still from N = 50 on: steps nearly as wide "
        "as the bumps round the staircase into a smooth line. Too soft is too much: with the steepness at 20, the "
        "bumps of N = 100 melt into each other and the curve no longer follows. No weight was trained: all come from "
        "values of f. The first and the last edge stand one cell outside the interval, so that the ends do not sag. "
        "At a jump the miss stays, however many bumps: the theorem is about continuous functions.",
    ):
        _follow()
        display_formula(formulas.bumps(reader_letters()))
        display_formula(formulas.bound_of_bumps())


@st.fragment
@where_finite()
def _follow() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        followed = choose_function("follow")
        steepness = live_slider(
            "Steepness w",
            STEEPNESS,
            1000,
            key="follow:steepness",
            width=200,
            help="The weight from x to every hidden neuron. Try: 20 with many bumps.",
        )
    st.session_state.setdefault("follow:timeline", _begun())
    moving = timeline("follow", MOST_BUMPS, seconds=SECONDS, unit="bump")
    nets = [built(followed, n, float(steepness)) for n in moving.moments]
    s = reader_letters()
    net, colors, place = nets[-1], theme(), (followed.interval, followed.value_range())
    side_by_side(
        [
            {
                "curve": bumps_figure(BumpsView(each, *place, colors, followed.function())),
                "network": network_drawing(each, colors, s.notation),
            }
            for each in nets
        ],
        key="follow",
        readout=reading(followed, net, moving.position),
        above=528,
        descriptions={
            "curve": "The function, the single bumps, and the network's output, which is their sum.",
            "network": "The network with its first and last bumps: two hidden neurons each.",
        },
        **moving.options,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        weights_popover(net, "follow")
        _into_the_playground(followed)


def _begun() -> Timeline:
    """The page opens on some bumps: none would be an empty picture."""
    moving = Timeline(MOST_BUMPS, SECONDS)
    moving.move_to(FIRST_BUMPS)
    return moving


def built(followed: Followed, n_bumps: int, steepness: float) -> MLP:
    """The network of N bumps; for N = 0 of one whose height is 0."""
    if n_bumps == 0:
        return bumps_network([(*followed.interval, 0.0)], steepness)
    return approximate_1d(followed.function(), n_bumps, followed.interval, "sigmoid", steepness)


def reading(followed: Followed, net: MLP, n: int) -> str:
    """The numbers of this network of N bumps: the miss is measured on it."""
    miss = plain_number(largest_miss(net, followed.function(), followed.interval, points=MISS_POINTS))
    if n == 0:
        return f"N = **0**: without a bump the network answers 0 · largest miss **{miss}**"
    slope = _slope(followed) * (followed.interval[1] - followed.interval[0])
    bound = "no bound: f jumps or is infinitely steep" if slope == inf else f"bound {plain_number(slope / (2 * n))}"
    return f"N = **{n}** · **{2 * n}** neurons · largest miss **{miss}** · {bound}"


@st.cache_data(max_entries=64, show_spinner=False)
def _slope(followed: Followed) -> float:
    return largest_slope(followed.function(), followed.interval)


def _into_the_playground(followed: Followed) -> None:
    data = data_in_playground(followed)
    if not data:
        return
    kind = DATASETS[data]
    target = kind.target
    net = approximate_1d(lambda x: target(x[:, None]), BUMPS_OPENED, kind.interval, "sigmoid", 1000.0)
    open_in_playground(
        f"Open {BUMPS_OPENED} bumps in the playground", network=net, key="follow:open", data=data,
        layers=net.layer_sizes[1:-1], activation=("sigmoid",),
    )  # fmt: skip
