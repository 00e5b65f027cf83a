"""H(p, q) = H(p) + D(p‖q): two distributions to set, and the three quantities as one stacked picture."""

import numpy as np
import streamlit as st

from mlp_core.arrays import Array
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.quadratic_vs_cross_entropy.figures.divergence import distributions_figure, stacked_figure
from pages.quadratic_vs_cross_entropy.origin_formulas import decomposition

KEY = "divergence"
OUTCOMES = 4
FIRST = (("p", (50, 25, 15, 10)), ("q", (10, 20, 30, 40)))


def divergence_section() -> None:
    """Prediction, both distributions, and observation."""
    with section(
        "Cross-entropy is entropy plus divergence",
        predict="p is what is so, q what a model says. If you move q alone, how small can H(p, q) get?",
        do="drag the bars of **q** towards those of p. Then press **One-hot p**, and drag q again.",
        observe="The two bars always have the same length. H(p) does not depend on q: all that learning can remove is "
        "$D_{\\mathrm{KL}}(p\\,\\|\\,q)$, and it is 0 only for q = p. So lowering cross-entropy and lowering the "
        "divergence are the same. For a one-hot p the entropy is 0, and both are $-\\ln q_k$ of the one true class. "
        "Bits are nats divided by ln 2; q = 0 where p is not makes both infinite.",
    ):
        display_formula(decomposition())
        _run()


@st.fragment
def _run() -> None:
    for name, weights in FIRST:
        for k, weight in enumerate(weights):
            st.session_state.setdefault(f"{KEY}_{name}{k}", weight)
    for name, _ in FIRST:
        words = "what is so" if name == "p" else "the model"
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for k in range(OUTCOMES):
                live_slider(
                    f"{name}{'₁₂₃₄'[k]}",
                    range(0, 101),
                    key=f"{KEY}_{name}{k}",
                    width=160,
                    help=f"Weight of outcome {k + 1} in {name}, {words}; a probability is its share of the four.",
                )
            if name == "p":
                st.button("One-hot p", key=f"{KEY}:one_hot", on_click=_one_hot, help="Outcome 1 for certain.")
                unit = st.segmented_control(
                    "Unit", ("nats", "bits"), default="nats", required=True, key=f"{KEY}_unit", persist_state="session",
                    help="Logarithms to the base e or 2.",
                )  # fmt: skip
            else:
                st.button("q = p", key=f"{KEY}:equal", on_click=_equal, help="A perfect model.")
                st.button("Again", key=f"{KEY}:again", icon=":material/replay:", on_click=_begin, help="As at first.")
    p, q = _shares("p"), _shares("q")
    if p is None or q is None:
        st.info("A distribution needs at least one weight above 0. Until then all four outcomes count alike.")
    even = np.full(OUTCOMES, 1 / OUTCOMES)
    p, q, colors = even if p is None else p, even if q is None else q, theme()
    charts(
        {"distributions": distributions_figure(p, q, colors), "stacked": stacked_figure(p, q, unit, colors)},
        key=f"{KEY}:charts",
        height=270,
        descriptions={
            "distributions": "The probabilities of four outcomes in p and in q.",
            "stacked": "H(p) and D(p‖q) end to end, and H(p, q) below, as long as both together.",
        },
    )


def _shares(name: str) -> Array | None:
    """The probabilities (4,), or None where all weights are 0."""
    weights = np.array([st.session_state[f"{KEY}_{name}{k}"] for k in range(OUTCOMES)], dtype=float)
    return weights / weights.sum() if weights.sum() > 0 else None


def _set(name: str, weights: tuple[int, ...]) -> None:
    st.session_state.update({f"{KEY}_{name}{k}": weight for k, weight in enumerate(weights)})


def _one_hot() -> None:
    _set("p", (100, 0, 0, 0))


def _equal() -> None:
    _set("q", tuple(st.session_state[f"{KEY}_p{k}"] for k in range(OUTCOMES)))


def _begin() -> None:
    for name, weights in FIRST:
        _set(name, weights)
