"""The divergence of two Gaussians, in both directions."""

import numpy as np
import streamlit as st

from mlp_core.lessons.information import NATS_PER_UNIT, kl_gaussians
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.quadratic_vs_cross_entropy.figures.divergence import POINTS, densities_figure, integrand_figure
from pages.quadratic_vs_cross_entropy.origin_formulas import gaussians

KEY = "gaussians"
FIRST = (("mean_p", 0.0), ("std_p", 1.0), ("mean_q", 1.0), ("std_q", 0.6))
LABELS = (("mean", "μ", -4.0, 4.0, "Mean"), ("std", "σ", 0.3, 3.0, "Standard deviation"))


def gaussians_section() -> None:
    """Prediction, two Gaussians, and observation."""
    with section(
        "Divergence has a direction",
        predict="q is narrow and stands inside a wide p. Which is larger, $D(p\\,\\|\\,q)$ or $D(q\\,\\|\\,p)$?",
        do="make **σ of q** small, then large. Then move **μ of q** away.",
        observe="$D(p\\,\\|\\,q)$ is large where p has mass and q has none: it punishes a model that excludes what "
        "happens. $D(q\\,\\|\\,p)$ does not mind what q leaves out. With equal σ both are "
        "$(\\mu_p - \\mu_q)^2/(2\\sigma^2)$; with different σ they never agree. Training with cross-entropy lowers "
        "$D(p\\,\\|\\,q)$, data first.",
    ):
        display_formula(gaussians())
        _run()


@st.fragment
def _run() -> None:
    for name, value in FIRST:
        st.session_state.setdefault(f"{KEY}_{name}", value)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for which in "pq":
            for kind, letter, low, high, words in LABELS:
                live_slider(
                    f"{letter} of {which}",
                    evenly(low, high, 0.1),
                    width=150,
                    key=f"{KEY}_{kind}_{which}",
                    help=f"{words} of {which}.",
                )
        st.button("Swap p and q", key=f"{KEY}:swap", icon=":material/swap_horiz:", on_click=_swap, help="What changes?")
        unit = st.segmented_control(
            "Unit", ("nats", "bits"), default="nats", required=True, key=f"{KEY}_unit", persist_state="session",
            help="Logarithms to the base e or 2.",
        )  # fmt: skip
    p, q = ((st.session_state[f"{KEY}_mean_{each}"], st.session_state[f"{KEY}_std_{each}"]) for each in "pq")
    x, colors = np.linspace(-10, 10, POINTS), theme()
    values = kl_gaussians(*p, *q, unit), kl_gaussians(*q, *p, unit)
    charts(
        {
            "densities": densities_figure(x, p, q, colors),
            "integrand": integrand_figure(x, p, q, values, NATS_PER_UNIT[unit], colors),
        },
        key=f"{KEY}:charts",
        height=270,
        descriptions={
            "densities": "The densities of both Gaussians.",
            "integrand": "What each x adds to the divergence, in both directions.",
        },
    )


def _swap() -> None:
    for kind in ("mean", "std"):
        p, q = f"{KEY}_{kind}_p", f"{KEY}_{kind}_q"
        st.session_state[p], st.session_state[q] = st.session_state[q], st.session_state[p]
