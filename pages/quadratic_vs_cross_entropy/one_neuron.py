"""One neuron that is to answer 0 or 1 to the input 1, trained with both losses on one time axis."""

import streamlit as st

from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.timeline import timeline
from pages.quadratic_vs_cross_entropy.figures.against_output import cost_figure, gradient_figure
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.run import run_figure
from pages.quadratic_vs_cross_entropy.neuron_choice import Neuron, choose_neuron

KEY = "one_neuron"
GRID = Grid(
    wide={
        "columns": "minmax(0, 1.1fr) minmax(0, 1fr)",
        "rows": "26px minmax(0, 1.15fr) minmax(0, 1fr)",
        "areas": '"readout readout" "run gradient" "run cost"',
        "height": "clamp(430px, calc(100vh - 445px), 900px)",
    },
    narrow={
        "columns": "minmax(0, 1fr)",
        "rows": "52px 300px 460px 260px",
        "areas": '"readout" "gradient" "run" "cost"',
        "height": "auto",
    },
)


def one_neuron() -> None:
    """Prediction, controls, run and observation."""
    with section(
        "One neuron, two losses",
        predict="of two neurons, one a little wrong and one badly wrong, which learns faster at first?",
        do="press **Play**, then **Starts badly wrong** and **Play** again. Drag the slider through the plateau.",
        observe="From w = 0.6, b = 0.9 both neurons learn at once. From w = b = 2 the quadratic one stays near 0.98 "
        "for some 150 updates, although its answer is as wrong as can be: on the curve its point lies where |∂C/∂w| is "
        "almost 0, because $f'(z)$ is. Cross-entropy's gradient is $a - t$: the worse the answer, the larger the step. "
        "Without the ½ the plateau is half as long, but it is still there.",
    ):
        _run()


@st.fragment
def _run() -> None:
    neuron = choose_neuron(timelines=(KEY,))
    moving = timeline(KEY, neuron.updates)
    records = {loss: neuron.trained(loss) for loss in neuron.losses}
    now, colors = moving.position, theme()
    figures = {
        "run": run_figure(records, now, neuron.target, colors),
        "gradient": gradient_figure(records, now, neuron.target, colors),
        "cost": cost_figure(records, now, neuron.target, colors),
    }
    descriptions = {
        "run": "Output, cost, size of the gradient and f′(z) over the updates, for both losses.",
        "gradient": "Size of the gradient against the output: for the quadratic cost 0 at both ends, for cross-entropy "
        "a straight line; a point for each neuron.",
        "cost": "Cost against the output for both targets and both losses; a point for each neuron.",
    }
    live_chart(
        [figures], key=KEY, grid=GRID, texts={"readout": _readout(neuron, now)}, descriptions=descriptions,
        **moving.options,
    )  # fmt: skip


def _readout(neuron: Neuron, now: int) -> str:
    parts = [f"Update **{now}**"]
    for loss in neuron.losses:
        a, gradient = neuron.trained(loss).output[now], neuron.trained(loss).gradient_weight[now]
        parts.append(f"{loss_name(loss)}: a = **{a:.4f}**, ∂C/∂w = **{gradient:.4f}**")
    return " · ".join(parts)
