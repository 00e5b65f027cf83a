"""The bias trick: a bias, or one more weight on an input that is always 1."""

import streamlit as st

from pages.common.figures.numbers import plain_number
from pages.common.figures.small_network import SmallNetwork, small_network_figure
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.notation import Notation, current_notation
from pages.perceptron import formulas
from pages.perceptron.choice import current_choice
from pages.perceptron.data_row import data_row
from pages.perceptron.kept import kept_run
from pages.perceptron.neurons import BiasTrick, both_forms
from pages.perceptron.words import bias_trick_seen

FORMS = ("bias", "w₀ on x₀ = 1")
MOST_ROWS = 8


def bias_trick() -> None:
    """The section, with its words."""
    with section(
        "The bias trick",
        predict="does a neuron answer differently when its bias becomes a weight on an input that is always 1?",
        do="flip the switch and compare the two columns of answers.",
        observe=bias_trick_seen(current_notation()),
    ):
        _bias_trick()


@st.fragment
def _bias_trick() -> None:
    """The switch, the neuron drawn either way, and both forms' answers side by side."""
    choice = current_choice()
    data_row(choice)
    data = choice.data
    if not data.points:
        st.info("There are no points to answer yet: choose other data, or click some in the part on Rosenblatt's rule.")
        return
    run, n = kept_run(data), current_notation()
    form = st.segmented_control(
        "The neuron has",
        FORMS,
        default=FORMS[0],
        key="perceptron:form",
        format_func=lambda form: name_of_bias(n) if form == FORMS[0] else form,
        required=True,
        help="Two ways to write the same neuron. The numbers in the table come from two networks, one of each form.",
    )
    both = both_forms(data, run.weights[run.best])
    display_formula(formulas.with_bias(n) if form == FORMS[0] else formulas.with_input(n))
    drawing, answers = st.columns([2, 3])
    with drawing:
        words = f"One neuron with {name_of_bias(n) if form == FORMS[0] else form}."
        charts({"neuron": small_network_figure(_drawn(both, form, n))}, key="perceptron:neuron", columns=1, height=300,
               descriptions={"neuron": words})  # fmt: skip
    with answers:
        st.markdown(answers_table(both, data.points, n))
        rows = len(data.points)
        more = f" (the first {MOST_ROWS} are shown)" if rows > MOST_ROWS else ""
        st.markdown(
            f"All {rows} outputs{more}: **{both.different} differ**. Largest difference of "
            f"{n.plain('pre_activation')}: **{plain_number(both.difference)}**. "
            f"Weights: those of Rosenblatt's rule after update {run.best:,}."
        )


def name_of_bias(n: Notation) -> str:
    """The first form; where a bias is called w₀ too, it is the one that stands alone."""
    return f"{n.plain('bias')} alone" if n.dialect.bias_as_weight else f"a bias {n.plain('bias')}"


def _drawn(both: BiasTrick, form: str, n: Notation) -> SmallNetwork:
    output = (n.plain("output"),)
    if form == FORMS[0]:
        return SmallNetwork.of(both.with_bias, theme(), inside=(("x₁", "x₂"), output), **n.drawn_bias)
    return SmallNetwork.of(both.with_input, theme(), inside=(("1", "x₁", "x₂"), output), bias_texts=(("no bias",),))


def answers_table(both: BiasTrick, points: tuple[tuple[float, float, float], ...], n: Notation) -> str:
    """The first points with z and output of both forms, as a table in Markdown."""
    forms = "with w₀ alone" if n.dialect.bias_as_weight else "with b", "with x₀"
    names = [f"{n.plain(letter)} {form}" for letter in ("pre_activation", "output") for form in forms]
    lines = [f"| x₁ | x₂ | {' | '.join(names)} |", "|--:|--:|--:|--:|--:|--:|"]
    for (x1, x2, _), z, z0, a, a0 in zip(
        points[:MOST_ROWS], both.z_bias, both.z_input, both.y_bias, both.y_input, strict=False
    ):
        cells = (x1, x2, z, z0, a, a0)
        lines.append("| " + " | ".join(plain_number(value) for value in cells) + " |")
    return "\n".join(lines)
