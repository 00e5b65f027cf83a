"""A small sample of 0/1 labels: its likelihood, the negative logarithm of it, and what sum and mean change."""

from functools import partial

import streamlit as st

from mlp_core.lessons.likelihood import bernoulli_cost, bernoulli_likelihood, descend_bernoulli
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.quadratic_vs_cross_entropy.figures.likelihood import cost_figure, descent_figure, likelihood_figure
from pages.quadratic_vs_cross_entropy.letters import reader_letters, reader_symbols
from pages.quadratic_vs_cross_entropy.origin_formulas import bernoulli

KEY = "bernoulli"
SIZE = 8
FIRST_ONES = (1, 2, 4, 5, 8)
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
UPDATES, START = 40, -3.0


def bernoulli_section() -> None:
    """Prediction, the sample and the model, and observation."""
    s = reader_symbols()
    with section(
        "From a likelihood to a loss",
        predict=f"a model gives each of eight points the probability {s.a} of class 1. Which {s.a} makes the labels "
        "that were seen most likely?",
        do=f"drag **{s.a}** to the top of the likelihood. Toggle labels. Then change **sum** to **mean** and watch the "
        "descent.",
        observe="The likelihood is highest, and −ln ℒ lowest, at the share of ones. The logarithm turns the "
        "product over points into a sum, one **binary cross-entropy** for each. Sum and mean have the same "
        f"minimum; but the gradient of the sum is N times as long, so a step {s.rate} on the sum is a step "
        f"N{s.rate} on the mean: the circles lie on the line.",
    ):
        display_formula(bernoulli(reader_letters()))
        _run()


@st.fragment
def _run() -> None:
    s = reader_symbols()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        ones = st.pills(
            "Points of class 1", range(1, SIZE + 1), selection_mode="multi", default=FIRST_ONES, key=f"{KEY}_ones",
            persist_state="session", help="Click a point to change its label: 1 where it is marked, else 0.",
        )  # fmt: skip
        a = live_slider(
            f"{s.a}, the model's probability of class 1",
            evenly(0.01, 0.99, 0.01),
            0.3,
            width=230,
            key=f"{KEY}_a",
            help="Drag it to where the likelihood is highest.",
        )
        reduction = st.segmented_control(
            "Loss", ("sum", "mean"), default="sum", required=True, key=f"{KEY}_reduction", persist_state="session",
            help="The cross-entropies of the points added up, or their mean.",
        )  # fmt: skip
        rate = live_slider(
            f"{s.rate} of the descent",
            RATES,
            0.05,
            width=150,
            key=f"{KEY}_rate",
            help=f"From {s.a} = 0.05 downhill. A large {s.rate} does to the sum what N times that does to the mean.",
        )
    labels = tuple(int(number in ones) for number in range(1, SIZE + 1))
    descend = partial(descend_bernoulli, labels, START, updates=UPDATES)
    runs = (
        (f"sum, {s.rate}", descend(learning_rate=rate, reduction="sum"), "line"),
        (f"mean, {s.rate}", descend(learning_rate=rate, reduction="mean"), "line"),
        (f"mean, N{s.rate}", descend(learning_rate=SIZE * rate, reduction="mean"), "points"),
    )
    colors = theme()
    charts(
        {
            "likelihood": likelihood_figure(labels, a, colors, s),
            "cost": cost_figure(labels, a, reduction, colors, s),
            "descent": descent_figure(runs, sum(labels) / SIZE, colors, s),
        },
        key=f"{KEY}:charts",
        columns=3,
        height=270,
        descriptions={
            "likelihood": f"Likelihood of the labels over the probability {s.a} of class 1.",
            "cost": f"Negative log-likelihood over {s.a}.",
            "descent": f"{s.a} over the updates of descent on the sum, the mean, and the mean at N times the rate.",
        },
    )
    shares = " · ".join(
        (
            f"ℒ = **{float(bernoulli_likelihood(labels, a)):.3g}**",
            f"−ln ℒ = **{float(bernoulli_cost(labels, a)):.3f}**",
            f"−ln ℒ / N = **{float(bernoulli_cost(labels, a, 'mean')):.3f}**",
            f"best {s.a} = {sum(labels)}/{SIZE} = **{sum(labels) / SIZE:.3f}**",
        )
    )
    st.markdown(shares)
