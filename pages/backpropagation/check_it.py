"""Check it: each slope beside its central difference, and a well-known mistake that the check catches."""

import streamlit as st

from mlp_core.gradient_check import GradientCheck, check_gradient
from mlp_core.lessons.known_mistakes import with_diagonal_softmax
from pages.backpropagation.controls import problem_controls
from pages.backpropagation.figures.gradients import (
    TOLERANCE,
    agreement_figure,
    difference_figure,
    relative_difference,
)
from pages.backpropagation.parameters import parameter_name, parameters_of
from pages.backpropagation.problem import Problem, solved
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation

STEPS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12)


def check_it() -> None:
    """Prediction, the switch, figures and table."""
    loss = current_notation().plain("loss")
    with section(
        "Check it",
        predict="softmax shares 1 between its outputs. What if backpropagation forgets that, and takes each output for "
        "itself?",
        do="put in the mistake with the switch. Then find the step h at which the check itself fails.",
        observe=f"Right slopes agree with ({loss}(w + h) − {loss}(w − h)) / 2h in eight digits or so. With the "
        "mistake, found in published lecture notes, an output with target 0 gets no error at all, and the check shows "
        "it at once: the points leave the diagonal. With h too large the difference is no longer the slope; with h too "
        "small the two losses agree in nearly all their digits, and little is left of their difference.",
    ):
        _check()


@st.fragment
def _check() -> None:
    notation = current_notation()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        problem = problem_controls(notation)
        mistaken = st.toggle(
            rf"With the mistake ${notation.error}_k = {'-' if notation.dialect.error_sign > 0 else ''}"
            rf"{notation.target}_k (1 - {notation.output}_k)$",
            key="backpropagation_mistake",
            disabled=problem.sizes[-1] == 1,
            persist_state="session",
            help="Softmax with the diagonal of its Jacobian alone. It looks at a copy of the network with softmax "
            "outputs and cross-entropy; one output alone always answers 1.",
        )
        step = live_slider(
            "Step h of the central difference",
            STEPS,
            1e-6,
            width=260,
            key="backpropagation_check_step",
            help="Times the weight where that is above 1. Try the largest and the smallest.",
        )
    mistaken = mistaken and problem.sizes[-1] > 1
    checked = softmax_problem(problem) if mistaken else problem
    check, names = checked_gradient(checked, mistaken, step), _names(checked)
    wrong = int((relative_difference(check.analytic, check.numerical) > TOLERANCE).sum())
    st.markdown(_verdict(wrong, len(names), checked, problem))
    charts(
        {
            "agreement": agreement_figure(check.analytic, check.numerical, names, theme()),
            "difference": difference_figure(check.analytic, check.numerical, names, theme()),
        },
        key="backpropagation_check",
        height=330,
        descriptions={
            "agreement": "Each backpropagated slope against its central difference.",
            "difference": f"Relative differences; {wrong} of {len(names)} are mistakes.",
        },
    )
    loss = notation.plain("loss")
    st.dataframe(
        {
            "": names,
            f"∂{loss}/∂w, backpropagation": check.analytic,
            "central difference": check.numerical,
            "relative difference": relative_difference(check.analytic, check.numerical),
        },
        hide_index=True,
        height=240,
        column_config={
            f"∂{loss}/∂w, backpropagation": st.column_config.NumberColumn(format="%.9f"),
            "central difference": st.column_config.NumberColumn(format="%.9f"),
            "relative difference": st.column_config.NumberColumn(format="%.1e"),
        },
    )


def softmax_problem(problem: Problem) -> Problem:
    """The same network with softmax outputs under cross-entropy, the targets made a distribution where they are not."""
    typed = {} if problem.sample is not None else _as_distribution(problem.targets)
    return problem.changed(activations=(*problem.activations[:-1], "softmax"), loss="cross_entropy", **typed)


def checked_gradient(problem: Problem, mistaken: bool, step: float) -> GradientCheck:
    """The slopes beside their central differences, (P,), in the order of the parameters."""
    solution = solved(problem)
    gradient = solution.gradient.vector
    if mistaken:
        wrong = with_diagonal_softmax(solution.network)
        gradient = wrong.loss_and_gradient(solution.x, solution.t, problem.loss)[1].vector
    return check_gradient(solution.network, solution.x, solution.t, problem.loss, gradient, step)


def _as_distribution(targets: tuple[float, ...]) -> dict[str, tuple[float, ...]]:
    positive = [max(target, 0.0) for target in targets]
    total = sum(positive)
    return {"targets": tuple(t / total for t in positive) if total else (1.0, *[0.0] * (len(targets) - 1))}


def _names(problem: Problem) -> list[str]:
    solution, notation = solved(problem), current_notation()
    return [parameter_name(solution, each, notation) for each in parameters_of(solution.network)]


def _verdict(wrong: int, n: int, checked: Problem, problem: Problem) -> str:
    about = " Checked: this network with softmax outputs and cross-entropy." if checked != problem else ""
    if wrong:
        return f":orange[:material/error:] **{wrong} of {n} slopes are wrong** by this check.{about}"
    return f":blue[:material/check_circle:] **All {n} slopes agree** with their central differences.{about}"
