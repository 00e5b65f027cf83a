"""Forward, loss, backward, update: one term at a click, lit in the drawing, with its formula and its numbers."""

import streamlit as st

from pages.backpropagation.controls import change, problem_controls
from pages.backpropagation.drawing import drawings, upright, upright_height
from pages.backpropagation.figures.chain_view import ChainView
from pages.backpropagation.formulas import function_lines, group_lines
from pages.backpropagation.numbers_so_far import numbers_so_far
from pages.backpropagation.problem import Problem, solved
from pages.backpropagation.steps import Group, groups_of
from pages.backpropagation.view import view_of
from pages.backpropagation.words import described, said
from pages.common.formula import display_formula
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.notation import Notation, current_notation
from pages.common.timeline import Timeline, timeline

KEY = "backpropagation_steps"
SECONDS_A_STEP = 1.4
# A network that diverges further would soon have no finite numbers left to show.
MOST_LOSS = 1e6


def step_by_step() -> None:
    """Prediction, controls, formula and drawing."""
    slope = f"∂{current_notation().plain('loss')}/∂w"
    with section(
        "Step by step",
        predict=f"which values must be known before the first {slope} can be computed?",
        do="step on with :material/skip_next:, or press **Play**; :material/replay: goes back to the start of the way "
        "forward. Change the activation functions and the loss.",
        observe="Forward, every neuron needs all of the layer before it. Backward, an error term needs all of the "
        "layer after it, through **the same weights**, and the slope of its own activation function. Then each weight "
        "takes one product: what comes in at its input end times the error at its output end. One pass backward takes "
        "about twice the multiplications of one pass forward. After the update the loss on this sample is lower, "
        "unless the learning rate is too large.",
    ):
        _steps()


@st.fragment
def _steps() -> None:
    notation = current_notation()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        problem = problem_controls(notation)
        whole_layers = st.segmented_control(
            "A step is",
            (False, True),
            default=False,
            required=True,
            format_func=lambda whole: "a layer" if whole else "a term",
            key="backpropagation_whole_layers",
            label_visibility="collapsed",
            persist_state="session",
            help="One value at each step, or a whole layer.",
        )
        groups = groups_of(problem.sizes, problem.activations, whole_layers)
        st.markdown(_summary(problem, notation))
    st.session_state.setdefault(f"{KEY}:timeline", _begun(groups))
    moving = timeline(KEY, len(groups), seconds=SECONDS_A_STEP * len(groups), unit="step")
    position = moving.position
    _formulas(problem, groups, position, notation)
    solution = solved(problem)
    view = view_of(solution, groups, position, notation, theme())
    live_chart(
        [drawings(view, "chain")],
        key=KEY,
        grid=layout(view),
        texts={"message": said(problem, groups, position, notation)},
        descriptions=dict.fromkeys(("chain", upright("chain")), described(solution, groups, position, notation)),
        **moving.options,
    )
    with st.expander("Every number so far"):
        for line in numbers_so_far(solution, groups, position, notation):
            display_formula(line)
    if position == len(groups):
        st.button(
            "Start again from the updated weights",
            icon=":material/replay:",
            help="The same sample, after this step of gradient descent, unless the loss has grown out of the picture.",
            disabled=not solution.loss_after < MOST_LOSS,
            on_click=lambda: (change(done=problem.updated().done), moving.move_to(0)),
        )


def _begun(groups: tuple[Group, ...]) -> Timeline:
    """The page opens where the way back begins: all of the forward pass is there, and no slope yet."""
    moving = Timeline(len(groups), SECONDS_A_STEP * len(groups))
    moving.move_to(1 + next(i for i, group in enumerate(groups) if group[0].kind == "loss"))
    return moving


def layout(view: ChainView) -> Grid:
    """The drawing under one line of words."""
    return Grid(
        wide={
            "columns": "minmax(0, 1fr)",
            "rows": "26px minmax(0, 1fr)",
            "areas": '"message" "chain"',
            "height": "clamp(330px, calc(100vh - 544px), 640px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            # Three lines of words; where the reader's letters are larger and need more, the drawing makes room.
            "rows": f"minmax(68px, auto) {upright_height(view)}",
            "areas": f'"message" "{upright("chain")}"',
            "height": "auto",
        },
    )


def _formulas(problem: Problem, groups: tuple[Group, ...], position: int, notation: Notation) -> None:
    """In a box of fixed height, so that the drawing below stands still."""
    with st.container(height=118, border=False, gap=None):
        if position == 0:
            display_formula(notation.latex("forward"))
        else:
            for line in group_lines(solved(problem), groups[position - 1], notation):
                display_formula(line)


def _summary(problem: Problem, notation: Notation) -> str:
    n = len(problem.done)
    done = f" · after {n} update{'s' * (n > 1)}" if n else ""
    sizes = "–".join(str(n) for n in problem.sizes)
    name = notation.network_name(len(problem.sizes) - 2)
    return f"{sizes}, a {name}{done} · {function_lines(solved(problem), notation)}"
