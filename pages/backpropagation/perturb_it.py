"""Perturb it: one pre-activation is nudged, and the loss changes as its error term says, for small nudges."""

import numpy as np
import streamlit as st

from mlp_core.lessons.perturbation import losses_when_nudged
from pages.backpropagation.controls import columns_beside, problem_controls
from pages.backpropagation.drawing import drawings, upright, upright_height
from pages.backpropagation.figures.gradients import nudge_figure
from pages.backpropagation.formulas import row_label
from pages.backpropagation.problem import Solution, solved
from pages.backpropagation.steps import groups_of
from pages.backpropagation.view import lit, view_of
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import Notation, current_notation

MOST = 2.0


def perturb_it() -> None:
    """Prediction, the slider, the curve and the line."""
    notation = current_notation()
    error, z, loss = notation.plain("error"), notation.plain("pre_activation"), notation.plain("loss")
    minus = "−" if notation.dialect.error_sign < 0 else ""
    with section(
        "Perturb it",
        predict=f"which neuron should be nudged, and which way, to lower the loss most? Look at the {error}s.",
        do="move ε a little, then far. Choose a neuron with a large error term, then one with a small one.",
        observe=f"The error term is the slope of the loss along the neuron's own {z}: a small nudge ε changes {loss} "
        f"by {minus}{error}·ε, and what is missing shrinks with ε². Far out the curve leaves the line, which knows the "
        "network at one point only. A neuron with an error near 0 can be nudged a little with hardly any effect: it "
        "is not to blame.",
    ):
        _perturb()


@st.fragment
def _perturb() -> None:
    notation = current_notation()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        problem = problem_controls(notation)
        solution = solved(problem)
        places = [(layer, row) for layer, b in enumerate(solution.network.biases, start=1) for row in range(len(b))]
        layer, row = st.selectbox(
            "Neuron",
            places,
            index=len(places) - len(solution.network.biases[-1]),
            format_func=lambda place: f"{row_label(solution, *place)} of layer {place[0]}",
            width=200,
            key=f"backpropagation_nudged:{problem.sizes}:{problem.activations}",
            help="Whose pre-activation is nudged.",
        )
        nudge = live_slider(
            "Nudge ε",
            evenly(-MOST, MOST, 0.01),
            0.5,
            width=340,
            key="backpropagation_nudge",
            help="Added to the pre-activation, before the activation function.",
        )
    nudges = np.linspace(-MOST, MOST, 161)
    changes, change = loss_changes(solution, layer, row, nudges), loss_changes(solution, layer, row, [nudge])[0]
    slope = float(solution.gradient.deltas[layer - 1][0, row])
    st.markdown(_said(notation, slope, nudge, change))
    names = (f"{notation.plain('pre_activation')} of neuron {row_label(solution, layer, row)} in layer {layer}",)
    groups = groups_of(problem.sizes, problem.activations, True)
    view = view_of(solution, groups, len(groups) - 2, notation, theme())
    view = lit(view, used=[("z", layer, row)], found=[("d", layer, row)])
    told = "The network with all error terms; the nudged neuron is lit."
    charts(
        {
            "nudge": nudge_figure(nudges, changes, slope, nudge, change, (*names, notation.plain("loss")), theme()),
            **drawings(view, "network"),
        },
        key="backpropagation_nudge_charts",
        narrow={"network": (upright("network"), upright_height(view))},
        columns=columns_beside(problem),
        height=380,
        above=382,
        descriptions={
            "nudge": "Change of the loss along one pre-activation: true, and by the error term.",
            "network": told,
            upright("network"): told,
        },
    )


def loss_changes(solution: Solution, layer: int, row: int, nudges: object) -> np.ndarray:
    """How much the loss changes by each nudge, (len(nudges),); layers count from 1."""
    losses = losses_when_nudged(solution.network, solution.x, solution.t, solution.problem.loss, layer - 1, row, nudges)
    return losses - solution.loss


def _said(notation: Notation, slope: float, nudge: float, change: float) -> str:
    sign = notation.dialect.error_sign
    predicted = slope * nudge
    true, linear, missing = (f"{each:+.5f}".replace("-", "−") for each in (change, predicted, change - predicted))
    factors = f"{'-' if sign < 0 else ''}({sign * slope:.5f}) · {nudge:g}".replace("-", "−")
    return (
        rf"True change **{true}** · predicted ${'-' if sign < 0 else ''}{notation.error} \cdot \varepsilon$ = "
        f"{factors} = **{linear}** · missing {missing}"
    )
