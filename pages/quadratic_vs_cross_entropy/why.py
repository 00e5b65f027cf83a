"""Why: the derivation in steps that open on a click, with the neuron's numbers, and the form it has in general."""

import streamlit as st

from mlp_core.neuron_on_points import answer
from pages.common.formula import display_formula
from pages.common.lesson import section
from pages.quadratic_vs_cross_entropy import formulas
from pages.quadratic_vs_cross_entropy.general_form import general_form
from pages.quadratic_vs_cross_entropy.letters import reader_letters
from pages.quadratic_vs_cross_entropy.neuron_choice import CROSS_ENTROPY, Neuron, choose_neuron


def why() -> None:
    """The derivation for one neuron, then the general form."""
    with section(
        "Why: one neuron, step by step",
        predict="in which factor of the gradient does the plateau hide?",
        do="open the steps one after the other; then change w and see which number collapses.",
        observe="The error is large, the input is 1, and still the quadratic gradient is small: step 4 made it so. "
        "Cross-entropy's slope by the output, step 6, has the same factor below the line, so that the two cancel: step "
        "7 is left with output − target.",
    ):
        _steps()
    general_form()


@st.fragment
def _steps() -> None:
    neuron = choose_neuron(learns=False)
    at, s = _numbers(neuron), reader_letters()
    steps = (
        ("1 · Forward: what does it answer?", formulas.forward(at, s), ""),
        ("2 · What does that answer cost?", formulas.costs(at, s), ""),
        ("3 · Chain rule: how does w reach the cost?", formulas.chain_rule(s), ""),
        (
            "4 · How steep is the sigmoid there?",
            formulas.slope(at, s),
            "Near 0 or 1 the neuron is saturated: whatever happens to w, its output hardly moves.",
        ),
        (
            "5 · The quadratic cost keeps that factor",
            formulas.quadratic_gradient(at, s),
            "A large error times a slope of almost 0 is almost 0.",
        ),
        (
            "6 · Cross-entropy by the output: the same factor, below the line",
            formulas.entropy_slope(at, s),
            "The worse the answer, the more steeply this cost rises.",
        ),
        (
            "7 · They cancel",
            formulas.entropy_gradient(at, s),
            f"For the bias {s.b} the same without x{' and with the other sign' * (s.bias_sign < 0)}. What is left "
            "is the error itself.",
        ),
        (
            "8 · The other way round: which cost has no such factor?",
            formulas.the_other_way(s),
            "Asked for beforehand, a gradient without the sigmoid's slope leaves cross-entropy as the only choice.",
        ),
    )
    for title, formula, words in steps:
        with st.expander(title):
            display_formula(formula)
            if words:
                st.markdown(words)


def _numbers(neuron: Neuron) -> formulas.Numbers:
    z = neuron.weight + neuron.bias
    return formulas.Numbers(
        weight=neuron.weight,
        bias=neuron.bias,
        x=1.0,
        target=neuron.target,
        quadratic=answer(z, neuron.target, neuron.quadratic),
        entropy=answer(z, neuron.target, CROSS_ENTROPY),
        halved=neuron.quadratic == "half_quadratic",
    )
