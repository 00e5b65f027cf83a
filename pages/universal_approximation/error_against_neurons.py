"""The largest miss against the number of hidden neurons: bumps, hats and Gaussians, measured, with their bounds."""

from types import MappingProxyType

import numpy as np
import streamlit as st

from mlp_core.approximation import approximate_1d
from mlp_core.arrays import Array
from mlp_core.lessons.approximation_error import errors_of_sizes, largest_curvature, largest_miss, largest_slope
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.universal_approximation import formulas
from pages.universal_approximation.figures.bumps import BumpsView, bumps_figure
from pages.universal_approximation.figures.miss import WAYS, MissView, miss_figure
from pages.universal_approximation.function_choice import choose_function, where_finite
from pages.universal_approximation.functions_of_one import Followed
from pages.universal_approximation.side_by_side import side_by_side

STEEPNESS = (10, 20, 50, 100, 200, 500, 1000, 10_000, 1_000_000)
SIZES = (1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160, 200)
NAMES = MappingProxyType({"sigmoid": "bumps", "relu": "hats", "gaussian": "Gaussians"})


def error_against_neurons() -> None:
    """The section, with its words."""
    with section(
        "Error against the number of hidden neurons",
        predict="bumps miss by at most L·d/(2N). Hats made of ReLUs join the values of f by straight lines: "
        "how steeply does their error fall?",
        do="lower the steepness to 100, then 20, and look at the bumps' error; then choose the step and |x|.",
        observe="On log axes bumps fall with slope **−1** and stay below their bound; hats fall with slope **−2** once "
        "they are finer than the waves of f, for half the neurons. Soft steps are a second limit: once a step is as "
        "wide as a bump, more bumps smear the function and the ends sag, and the curve bends up again. At a jump the "
        "largest miss never falls below half the jump; |x| is met exactly by hats with a kink at 0, which leaves gaps "
        "in their curve. Barron (1993): with the best weights of n neurons the mean **squared** error falls at least "
        "as 1/n, for any number of inputs, if f is smooth enough.",
    ):
        _errors()
        display_formula(formulas.bound_of_bumps() + r"\qquad\qquad" + formulas.bound_of_hats())


@st.fragment
@where_finite()
def _errors() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        followed = choose_function("error")
        steepness = live_slider(
            "Steepness w",
            STEEPNESS,
            10_000,
            key="error:steepness",
            width=200,
            help="Of the bumps' steps; hats and Gaussians have none. Try: 100, then 20.",
        )
        way = st.segmented_control(
            "Shown beside it", WAYS, default="sigmoid", required=True, format_func=NAMES.get, key="error:way",
            persist_state="session", help="Which network the second picture shows; the ring is its error.",
        )  # fmt: skip
        n = live_slider(
            "N",
            range(1, 201),
            40,
            key="error:n",
            help="Bumps, hats or Gaussians of that network. Try: 160 with a steepness of 100.",
        )
    f, interval, colors = followed.function(), followed.interval, theme()
    net = approximate_1d(f, n, interval, way, float(steepness))
    now = (net.layer_sizes[1], largest_miss(net, f, interval))
    slope, curvature = _bounds(followed)
    misses = {each: _misses(followed, each, float(steepness) if each == "sigmoid" else 1.0) for each in WAYS}
    view = MissView(np.array(SIZES, dtype=float), misses, slope, curvature, now, colors)
    side_by_side(
        {
            "errors": miss_figure(view),
            "curve": bumps_figure(
                BumpsView(net, interval, followed.value_range(), colors, f, bumps_name=f"single {NAMES[way]}")
            ),
        },
        key="error",
        readout=f"N = **{n}** {NAMES[way]} · hidden neurons **{now[0]}** · largest miss **{plain_number(now[1])}**",
        above=470,
        equal=True,
        descriptions={
            "errors": "The largest miss against the number of hidden neurons, both on log axes, with its bounds.",
            "curve": "The network of N bumps, hats or Gaussians beside the function.",
        },
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _misses(followed: Followed, way: str, steepness: float) -> Array:
    return errors_of_sizes(followed.function(), SIZES, followed.interval, way, steepness)


@st.cache_data(max_entries=64, show_spinner=False)
def _bounds(followed: Followed) -> tuple[float, float]:
    """L·d and M·d² of the function on its interval of length d."""
    f, length = followed.function(), followed.interval[1] - followed.interval[0]
    return largest_slope(f, followed.interval) * length, largest_curvature(f, followed.interval) * length**2
