"""One neuron that is to answer 0 or 1 to the input 1, trained with both losses on one time axis."""

import streamlit as st

from pages.common.figures.numbers import plain_number
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.timeline import timeline
from pages.quadratic_vs_cross_entropy.figures.against_output import cost_figure, gradient_figure
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.run import run_figure
from pages.quadratic_vs_cross_entropy.figures.symbols import Symbols
from pages.quadratic_vs_cross_entropy.letters import reader_symbols
from pages.quadratic_vs_cross_entropy.neuron_choice import Neuron, choose_neuron

KEY = "one_neuron"


def one_neuron() -> None:
    """Prediction, controls, run and observation."""
    s = reader_symbols()
    with section(
        "One neuron, two losses",
        predict="of two neurons, one a little wrong and one badly wrong, which learns faster at first?",
        do="press **Play**, then **Starts badly wrong** and **Play** again. Drag the slider through the plateau.",
        observe=f"From {s.start(0.6, 0.9)} both neurons learn at once. From {s.start(2, 2)} the quadratic one stays "
        "above 0.93 for 150 updates, although its answer is as wrong as can be: on the curve its point lies "
        f"where the gradient is almost 0, because {s.slope} is. Cross-entropy's gradient is {s.error}: the worse "
        "the answer, the larger the step. Without the ½ the plateau is half as long, but it is still there.",
    ):
        _run()


@st.fragment
def _run() -> None:
    neuron = choose_neuron(timelines=(KEY,))
    moving = timeline(KEY, neuron.updates)
    records = {loss: neuron.trained(loss) for loss in neuron.losses}
    colors, s = theme(), reader_symbols()
    frames = [
        {
            "run": run_figure(records, now, neuron.target, colors, s),
            "gradient": gradient_figure(records, now, neuron.target, colors, s),
            "cost": cost_figure(records, now, neuron.target, colors, s),
        }
        for now in moving.moments
    ]
    descriptions = {
        "run": "Output, cost, size of the gradient and slope of the sigmoid over the updates, for both losses.",
        "gradient": "Size of the gradient against the output: for the quadratic cost 0 at both ends, for cross-entropy "
        "a straight line; a point for each neuron.",
        "cost": "Cost against the output for both targets and both losses; a point for each neuron.",
    }
    texts = _readouts(neuron, moving.position, s)
    live_chart(frames, key=KEY, grid=_grid(), texts=texts, descriptions=descriptions, **moving.options)


def _readouts(neuron: Neuron, now: int, s: Symbols) -> dict[str, str]:
    words = []
    for loss in neuron.losses:
        a, gradient = neuron.trained(loss).output[now], neuron.trained(loss).gradient_weight[now]
        words.append(
            f"{loss_name(loss)}: {s.a} = **{plain_number(a, 4)}**, {s.gradient} = **{plain_number(gradient, 4)}**"
        )
    return {"now_quadratic": f"Update **{now}** · {words[0]}", "now_entropy": words[1]}


def _grid() -> Grid:
    return Grid(
        wide={
            "columns": "minmax(0, 1.1fr) minmax(0, 1fr)",
            "rows": "26px minmax(0, 1.15fr) minmax(0, 1fr)",
            "areas": '"now_quadratic now_entropy" "run gradient" "run cost"',
            "height": "clamp(430px, calc(100vh - 473px), 900px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": "26px 26px 300px 460px 260px",
            "areas": '"now_quadratic" "now_entropy" "gradient" "run" "cost"',
            "height": "auto",
        },
    )
