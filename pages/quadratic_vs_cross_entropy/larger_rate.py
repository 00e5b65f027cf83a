"""Whether a larger learning rate for the quadratic cost would do as well: one learning rate for each loss."""

from functools import lru_cache, partial

import streamlit as st

from mlp_core.arrays import Array
from mlp_core.learning_speed import errors_against_learning_rate, rate_for_equal_first_step
from pages.common.figures.numbers import plain_number
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.timeline import timeline
from pages.quadratic_vs_cross_entropy.figures.learning_rates import factor_figure, outcome_figure
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.run import steps_figure
from pages.quadratic_vs_cross_entropy.letters import reader_symbols
from pages.quadratic_vs_cross_entropy.neuron_choice import CROSS_ENTROPY, Neuron, choose_neuron
from pages.quadratic_vs_cross_entropy.rate_grid import rate_grid

KEY = "larger_rate"
RATE_KEYS = ("larger_rate_quadratic", "larger_rate_entropy")
SMALLEST_RATE, LARGEST_RATE = 1e-3, 1e6


def larger_rate() -> None:
    """Prediction, controls, run and outcome."""
    s = reader_symbols()
    with section(
        "Isn't that just a larger learning rate?",
        predict="if the quadratic neuron's learning rate makes its first step as large as cross-entropy's, is the "
        "rest of the run the same?",
        do="**Starts badly wrong**, then **Equal first steps**, then **Play**. Equal again from another start: which "
        "factor now?",
        observe=rf"One larger {s.rate} does lift this neuron off its plateau, but it is not the same learning. The "
        rf"factor that makes steps equal is 1/{s.slope}: 57 at the start from {s.start(2, 2)}, 7 from "
        rf"{s.start(0.6, 0.9)}, 4 in the middle, growing again at the end; any one {s.rate} is right for one moment. "
        r"So the step that began equal becomes 8 times as large on the way, and then too small. On the outcome's "
        rf"logarithmic axes ten times the {s.rate} brings cross-entropy ten times as near to the target, the "
        r"quadratic cost only $\sqrt{10}$ times, until single steps are so large that one throws the neuron far "
        r"out. With one input to answer that does no harm; with several it does, as the next part shows.",
    ):
        _run()


@st.fragment
def _run() -> None:
    for key in RATE_KEYS:
        st.session_state.setdefault(key, 0.15)
    neuron = choose_neuron(timelines=(KEY,), own_rate=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for key, loss in zip(RATE_KEYS, neuron.losses, strict=True):
            st.number_input(
                f"{reader_symbols().rate}, {loss_name(loss)}", SMALLEST_RATE, LARGEST_RATE,
                format="%.4g", step=0.05, width=150, key=key,
                persist_state="session", help="The learning rate under this loss alone. Try ten times as much.",
            )  # fmt: skip
        st.button(
            "Equal first steps",
            icon=":material/balance:",
            help="Gives the quadratic cost the learning rate with which its first step is as large as cross-entropy's.",
            on_click=partial(_equal_first_steps, neuron),
        )
        moving = timeline(KEY, neuron.updates)
    rates = {loss: st.session_state[key] for key, loss in zip(RATE_KEYS, neuron.losses, strict=True)}
    records = {loss: neuron.trained(loss, rate) for loss, rate in rates.items()}
    now, colors, s = moving.position, theme(), reader_symbols()
    grid = rate_grid(max(rates.values()))
    errors = {loss: _errors(neuron, loss, grid[-1]) for loss in neuron.losses}
    reached = {loss: abs(float(record.output[-1]) - neuron.target) for loss, record in records.items()}
    outcome = outcome_figure(grid, errors, rates, reached, neuron.updates, colors, symbols=s)
    frames = [
        {
            "steps": steps_figure(records, rates, moment, neuron.target, colors, s),
            "outcome": outcome,
            "factor": factor_figure(records, rates, moment, neuron.target, colors, s),
        }
        for moment in moving.moments
    ]
    descriptions = {
        "steps": "Output and size of each step over the updates, for both losses at their own learning rates.",
        "outcome": "Error after all updates against the learning rate, for both losses, on logarithmic axes.",
        "factor": "How many times as large the quadratic cost's learning rate must be for an equal step, against the "
        "output: smallest at one half, growing without bound towards 0 and 1.",
    }
    words = [
        f"{loss_name(loss)}: step **{plain_number(rates[loss] * abs(record.gradient_weight[now]))}**"
        for loss, record in records.items()
    ]
    texts = {"now_quadratic": f"Update **{now}** · {words[0]}", "now_entropy": words[1]}
    live_chart(frames, key=KEY, grid=_grid(), texts=texts, descriptions=descriptions, **moving.options)


@lru_cache(maxsize=64)
def _errors(neuron: Neuron, loss: str, largest: float) -> Array:
    start = (neuron.weight, neuron.bias)
    return errors_against_learning_rate(*start, rate_grid(largest), neuron.updates, loss, target=neuron.target)


def _equal_first_steps(neuron: Neuron) -> None:
    quadratic, entropy = RATE_KEYS
    rate = rate_for_equal_first_step(
        neuron.weight, neuron.bias, st.session_state[entropy], CROSS_ENTROPY, neuron.quadratic, target=neuron.target
    )
    st.session_state[quadratic] = min(max(rate, SMALLEST_RATE), LARGEST_RATE)


def _grid() -> Grid:
    return Grid(
        wide={
            "columns": "minmax(0, 1.1fr) minmax(0, 1fr)",
            "rows": "26px minmax(0, 1fr) minmax(0, 1fr)",
            "areas": '"now_quadratic now_entropy" "steps outcome" "steps factor"',
            "height": "clamp(430px, calc(100vh - 473px), 900px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": "26px 26px 360px 280px 280px",
            "areas": '"now_quadratic" "now_entropy" "steps" "outcome" "factor"',
            "height": "auto",
        },
    )
