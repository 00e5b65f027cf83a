"""Not zero-centred: a neuron whose inputs are all positive goes by zigzag; beside it the same data centred."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.arrays import Array
from mlp_core.lessons.one_example_steps import StepsRecord, one_example_steps
from pages.activations import formulas
from pages.activations.figures.steps import StepsView, directions_figure, path_figure
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.timeline import Timeline, timeline

KEY = "activations:centred"
EXAMPLES, UPDATES, SECONDS = 40, 150, 12.0
RATES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2)
# From here on all inputs of all examples are positive.
ALL_POSITIVE = 1.1
GOAL, START = (1.0, -1.0), (-1.0, 1.0)


def centred() -> None:
    """The section, with its words."""
    with section(
        "Not zero-centred: the zigzag",
        predict="one weight must rise, the other fall, and all inputs are positive. Which way can a single step go?",
        do="press **Play**; then move the mean of the inputs from 1.1 to 0.",
        observe="With positive inputs ∂C/∂w₁ and ∂C/∂w₂ have the sign of δ, both: every one-example step goes up-right "
        "or down-left, two quadrants of four, and the goal lies in a third. The neuron gets there by zigzag, several "
        "times as far as the straight way. The same examples with mean 0 step into all four quadrants. Outputs of "
        "sigmoid and ReLU are never negative, so the next layer is in the left case; tanh centres them.",
    ):
        _centred()
        display_formula(formulas.positive_inputs(current_notation()))
        open_in_playground(
            "Compare sigmoid with tanh in the playground", data="circle", layers=(8, 8),
            activation=("sigmoid", "sigmoid"), batch=1, rate=0.1,
        )  # fmt: skip


@st.fragment
def _centred() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        mean = live_slider(
            "Mean of the inputs, left",
            evenly(0.0, 1.5, 0.1),
            ALL_POSITIVE,
            key=f"{KEY}:mean",
            width=280,
            help=f"From {ALL_POSITIVE:g} on every input is positive. Try: 0.5, then 0.",
        )
        rate = live_slider(
            "Learning rate η", RATES, 0.1, key=f"{KEY}:rate", width=220, help="The same for both. Try: 0.01."
        )
        st.session_state.setdefault(f"{KEY}:seed", 0)
        st.button("Other examples", icon=":material/casino:", key=f"{KEY}:draw", on_click=_draw_anew,
                  help="Draw the examples anew.")  # fmt: skip
    seed = st.session_state[f"{KEY}:seed"]
    left, right = (_run(each, rate, seed) for each in (mean, 0.0))
    last = min(len(left.steps), len(right.steps))
    st.session_state.setdefault(f"{KEY}:timeline", _begun())
    moving = timeline(KEY, last, seconds=SECONDS, unit="update")
    st.markdown(f"{reading('Left', left, moving.position)} — {reading('right, centred', right, moving.position)}")
    words = "all inputs positive" if mean >= ALL_POSITIVE else f"inputs of mean {mean:g}"
    charts(
        zigzag_figures((words, "the same, centred"), (left, right), moving.position, theme()),
        key=f"{KEY}:charts",
        columns=4,
        height=340,
        above=439,
        descriptions={
            "path": "The way of the two weights where the inputs have this mean.",
            "directions": "Its steps from one origin.",
            "centred_path": "The way of the two weights where the inputs are centred.",
            "centred_directions": "Its steps from one origin.",
        },
        **moving.options,
    )


def _draw_anew() -> None:
    st.session_state[f"{KEY}:seed"] = (st.session_state[f"{KEY}:seed"] + 1) % 10_000


def _begun() -> Timeline:
    """The page opens on some steps: none would be an empty picture."""
    moving = Timeline(UPDATES, SECONDS)
    moving.move_to(40)
    return moving


@st.cache_data(max_entries=100, show_spinner=False)
def _run(mean: float, rate: float, seed: int) -> StepsRecord:
    X, t = examples(mean, seed)
    return one_example_steps(X, t, rate, UPDATES, START, seed=seed)


def examples(mean: float, seed: int) -> tuple[Array, Array]:
    """Inputs (EXAMPLES, 2) uniform within 1 of the mean, targets (EXAMPLES,) that the weights GOAL answer.

    GOAL sums to 0, so the same bias, 0, is right for every mean.
    """
    X = np.random.default_rng(seed).uniform(-1.0, 1.0, (EXAMPLES, 2)) + mean
    return X, X @ np.array(GOAL)


def zigzag_figures(
    names: tuple[str, str], runs: tuple[StepsRecord, StepsRecord], position: int, colors: Theme
) -> dict[str, Any]:
    """Way and steps of both runs, the steps on one scale."""
    reach = 1.05 * max(float(np.abs(run.steps).max()) for run in runs)
    left, right = (StepsView(colors, name, run, position, GOAL, reach) for name, run in zip(names, runs, strict=True))
    return {
        "path": path_figure(left),
        "directions": directions_figure(left),
        "centred_path": path_figure(right),
        "centred_directions": directions_figure(right),
    }


def reading(name: str, run: StepsRecord, position: int) -> str:
    """Share of the steps in two quadrants, and the length of the way."""
    if position == 0:
        return f"{name}: no step yet"
    return (
        f"{name}: **{100 * run.share_together(position):.0f} %** of the steps in the two grey quadrants, "
        f"way **{plain_number(run.detour(position), 2)}×** the straight one, loss {plain_number(run.loss[position], 2)}"
    )
