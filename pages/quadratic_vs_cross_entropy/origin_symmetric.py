"""The symmetric cross-entropy, and where it is lowest for soft targets."""

import streamlit as st

from mlp_core.lessons.information import symmetric_minimiser
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.open_in_playground import open_in_playground
from pages.quadratic_vs_cross_entropy.figures.divergence import minimum_figure, symmetric_figure
from pages.quadratic_vs_cross_entropy.letters import reader_letters, reader_symbols
from pages.quadratic_vs_cross_entropy.origin_formulas import symmetric

KEY = "symmetric"


def symmetric_section() -> None:
    """Prediction, the target, and observation."""
    s = reader_symbols()
    with section(
        "A symmetric form, and its price",
        predict="add cross-entropy with output and target exchanged, so that both directions count. For a target of "
        "0.7, at which output is the sum lowest?",
        do=f"drag **{s.t}** from 0.7 to 0.5, to 0.9 and to 1.",
        observe=f"Cross-entropy is lowest at {s.a} = {s.t} for every target. The symmetric form is lowest there "
        f"only at {s.t} = ½ and, but for the clipping of {s.t} in its logarithms, at 0 and 1: a soft target is "
        f"overshot, away from ½, for the second part is linear in {s.a}. With hard labels it does no harm, and such "
        "a loss resists wrong labels; a network that is to answer probabilities must not be trained with it.",
    ):
        display_formula(symmetric(reader_letters()))
        _run()
    open_in_playground("Open in the playground", loss="symmetric_cross_entropy", data="moons")


@st.fragment
def _run() -> None:
    s = reader_symbols()
    t = live_slider(
        f"Target {s.t}",
        evenly(0.0, 1.0, 0.01),
        0.7,
        width=320,
        key=f"{KEY}_t",
        help="A soft target is a probability between 0 and 1, such as 0.7.",
    )
    colors = theme()
    charts(
        {"cost": symmetric_figure(t, colors, s), "minimum": minimum_figure(t, colors, s)},
        key=f"{KEY}:charts",
        height=270,
        descriptions={
            "cost": f"Cross-entropy and its symmetric form over the output {s.a}, with the lowest point of each.",
            "minimum": "The output at which the symmetric form is lowest, against the target; the diagonal beside it.",
        },
    )
    st.markdown(f"{s.t} = **{t:.2f}** · cross-entropy is lowest at {s.a} = **{t:.2f}**, the symmetric form at "
                f"{s.a} = **{symmetric_minimiser(t):.3f}**")  # fmt: skip
