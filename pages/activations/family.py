"""Family ties: smooth activations that become others when they are made sharper."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.family_ties import TIES
from pages.activations import formulas
from pages.activations.figures.lines import Line, LinesView, colored, lines_figure, with_gaps
from pages.common.figures.numbers import plain_number
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme

SHARPNESS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 64.0, 128.0)
# The grid is fine enough for k = 128, and has a point on each side of 0.
HALF_WIDTH, POINTS = 4.0, 1602
ALLOWED = 0.05
RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"step": (-0.15, 1.15), "relu": (-0.4, 4.2), "sign": (-1.25, 1.25), "tanh": (-1.25, 1.25)}
)
# The one that k makes sharper, and the one that stays.
WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "step": ("σ(kz)", "step"),
        "relu": ("softplus(kz)/k", "ReLU"),
        "sign": ("softsign(kz)", "sign"),
        "tanh": ("2σ(kz) − 1", "tanh z"),
    }
)


def family() -> None:
    """The section, with its words."""
    with section(
        "Family ties",
        predict="which k makes 2σ(kz) − 1 the same as tanh z? And does σ(kz) ever become a step at z = 0?",
        do="move the sharpness k to 2, then on to 128.",
        observe="At k = 2 the two are the same function: tanh is a sigmoid, stretched and moved, so a tanh network can "
        "be rewritten as a sigmoid one. Softplus misses ReLU by ln 2 / k at most, at z = 0: half of it for twice the "
        "k. σ(kz) comes as near to the step as you like everywhere but at 0, where one is ½ and the other jumps; "
        "softsign likewise, but slowly, because its tails fall like 1/z.",
    ):
        _family()
        st.markdown(" &emsp; ".join(f"${formula}$" for formula in formulas.TIES))
        open_in_playground(
            "Train sigmoid neurons with large first weights", data="circle", layers=(8,), activation=("sigmoid",),
            scale=8.0, initializer="glorot_uniform",
        )  # fmt: skip


@st.fragment
def _family() -> None:
    k = live_slider(
        "Sharpness k",
        SHARPNESS,
        1.0,
        key="activations:family:k",
        help="How many times as steep at 0. Try: 2, then 128.",
    )
    charts(
        tie_figures(k, theme()),
        key="activations:family:charts",
        columns=4,
        height=320,
        descriptions={name: f"{words[0]} beside {words[1]}, k = {k:g}." for name, words in WORDS.items()},
    )


def tie_figures(k: float, colors: Theme) -> dict[str, Any]:
    """{name of the tie: figure}; the traces are the one that does not move, and the sharpened one on it."""
    z = np.linspace(-HALF_WIDTH, HALF_WIDTH, POINTS)
    figures = {}
    for name, tie in TIES.items():
        moving, still = WORDS[name]
        lines = [
            Line(z, with_gaps(tie.other(z)), colors.muted, 7),
            Line(z, tie.smooth(z, k), colors.accent, 3),
        ]
        title = f"{colored(moving, colors.accent)} and {colored(still, colors.muted)}<br>{gap_in_words(name, k)}"
        view = LinesView(colors, lines, (-HALF_WIDTH, HALF_WIDTH), RANGES[name], title)
        figures[name] = lines_figure(view)
        figures[name]["layout"]["margin"]["t"] = 52
    return figures


def gap_in_words(name: str, k: float) -> str:
    """How far the two are apart, measured on a grid."""
    z, tie = np.linspace(-60.0, 60.0, 48_001), TIES[name]
    if name in ("step", "sign"):
        width = tie.unsettled_width(k, z, ALLOWED)
        words = plain_number(width) if width < 119 else "more than 100"
        return f"5 % or more apart on a width of {words}"
    gap = tie.largest_gap(k, z)
    return "the same to the last digits" if gap < 1e-14 else f"largest gap {plain_number(gap)}"
