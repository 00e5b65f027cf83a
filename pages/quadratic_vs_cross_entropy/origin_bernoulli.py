"""A small sample of 0/1 labels: its likelihood, the negative logarithm of it, and what sum and mean change."""

from functools import partial

import streamlit as st

from mlp_core.likelihood import bernoulli_cost, bernoulli_likelihood, descend_bernoulli
from pages.common.lesson import charts, section, theme
from pages.quadratic_vs_cross_entropy.figures.likelihood import cost_figure, descent_figure, likelihood_figure
from pages.quadratic_vs_cross_entropy.origin_formulas import bernoulli

KEY = "bernoulli"
SIZE = 8
FIRST_ONES = (1, 2, 4, 5, 8)
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
UPDATES, START = 40, -3.0


def bernoulli_section() -> None:
    """Prediction, the sample and the model, and observation."""
    with section(
        "From a likelihood to a loss",
        predict="a model gives each of eight points the probability $a$ of class 1. Which $a$ makes the labels that "
        "were seen most likely?",
        do="drag **a** to the top of the likelihood. Toggle labels. Then change **sum** to **mean** and watch the "
        "descent.",
        observe="The likelihood is highest, and $-\\ln L$ lowest, at the share of ones. The logarithm turns the "
        "product over points into a sum, one **binary cross-entropy** for each. Sum and mean have the same minimum; "
        "but the gradient of the sum is N times as long, so a step η on the sum is a step Nη on the mean: the circles "
        "lie on the line.",
    ):
        st.latex(bernoulli())
        _run()


@st.fragment
def _run() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        ones = st.pills(
            "Points of class 1", range(1, SIZE + 1), selection_mode="multi", default=FIRST_ONES, key=f"{KEY}_ones",
            help="Click a point to change its label: 1 where it is marked, else 0.",
        )  # fmt: skip
        a = st.slider(
            "a, the model's probability of class 1", 0.01, 0.99, 0.3, 0.01, width=230, key=f"{KEY}_a",
            help="Drag it to where the likelihood is highest.",
        )  # fmt: skip
        reduction = st.segmented_control(
            "Loss", ("sum", "mean"), default="sum", required=True, key=f"{KEY}_reduction",
            help="The cross-entropies of the points added up, or their mean.",
        )  # fmt: skip
        rate = st.select_slider(
            "η of the descent", RATES, 0.05, width=150, key=f"{KEY}_rate",
            help="From a = 0.05 downhill. What a large η does to the sum, it does to the mean at N times that η.",
        )  # fmt: skip
    labels = tuple(int(number in ones) for number in range(1, SIZE + 1))
    descend = partial(descend_bernoulli, labels, START, updates=UPDATES)
    runs = (
        ("sum, η", descend(learning_rate=rate, reduction="sum"), "line"),
        ("mean, η", descend(learning_rate=rate, reduction="mean"), "line"),
        ("mean, Nη", descend(learning_rate=SIZE * rate, reduction="mean"), "points"),
    )
    colors = theme()
    charts(
        {
            "likelihood": likelihood_figure(labels, a, colors),
            "cost": cost_figure(labels, a, reduction, colors),
            "descent": descent_figure(runs, sum(labels) / SIZE, colors),
        },
        key=f"{KEY}:charts",
        columns=3,
        height=270,
        descriptions={
            "likelihood": "Likelihood of the labels over the probability a of class 1.",
            "cost": "Negative log-likelihood over a.",
            "descent": "a over the updates of gradient descent on the sum, on the mean, and on the mean at N times η.",
        },
    )
    shares = " · ".join(
        (
            f"L = **{float(bernoulli_likelihood(labels, a)):.3g}**",
            f"−ln L = **{float(bernoulli_cost(labels, a)):.3f}**",
            f"−ln L / N = **{float(bernoulli_cost(labels, a, 'mean')):.3f}**",
            f"best a = {sum(labels)}/{SIZE} = **{sum(labels) / SIZE:.3f}**",
        )
    )
    st.markdown(shares)
