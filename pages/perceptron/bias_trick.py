"""The section on the bias trick: a bias, or one more weight on an input that is always 1."""

import streamlit as st

from pages.common.figures.numbers import plain_number
from pages.common.figures.small_network import SmallNetwork, small_network_figure
from pages.common.lesson import charts, theme
from pages.perceptron import formulas
from pages.perceptron.choice import Choice
from pages.perceptron.kept import kept_run
from pages.perceptron.neurons import BiasTrick, bias_trick

FORMS = ("a bias b", "w₀ on x₀ = 1")
MOST_ROWS = 8


def bias_trick_section(choice: Choice) -> None:
    """The switch, the neuron drawn either way, and both forms' answers side by side."""
    data = choice.data
    if not data.points:
        st.info("There are no points to answer yet: click some into the plane above.")
        return
    run = kept_run(data)
    form = st.segmented_control(
        "The neuron has",
        FORMS,
        default=FORMS[0],
        key="perceptron:form",
        required=True,
        help="Two ways to write the same neuron. The numbers in the table come from two networks, one of each form.",
    )
    both = bias_trick(data, run.weights[run.best])
    st.latex(formulas.WITH_BIAS if form == FORMS[0] else formulas.WITH_INPUT)
    drawing, answers = st.columns([2, 3])
    with drawing:
        charts({"neuron": small_network_figure(_drawn(both, form))}, key="perceptron:neuron", columns=1, height=300,
               descriptions={"neuron": f"One neuron with {form}."})  # fmt: skip
    with answers:
        st.markdown(answers_table(both, data.points))
        rows = len(data.points)
        more = f" (the first {MOST_ROWS} are shown)" if rows > MOST_ROWS else ""
        st.markdown(
            f"All {rows} outputs{more}: **{both.different} differ**. Largest difference of z: "
            f"**{plain_number(both.difference)}**. Weights: those of the run above after update {run.best:,}."
        )


def _drawn(both: BiasTrick, form: str) -> SmallNetwork:
    if form == FORMS[0]:
        return SmallNetwork.of(both.with_bias, theme(), inside=(("x₁", "x₂"), ("ŷ",)))
    return SmallNetwork.of(both.with_input, theme(), inside=(("1", "x₁", "x₂"), ("ŷ",)), bias_texts=(("no bias",),))


def answers_table(both: BiasTrick, points: tuple[tuple[float, float, float], ...]) -> str:
    """The first points with z and output of both forms, as a table in Markdown."""
    lines = ["| x₁ | x₂ | z with b | z with w₀ | ŷ with b | ŷ with w₀ |", "|--:|--:|--:|--:|--:|--:|"]
    for (x1, x2, _), z, z0, a, a0 in zip(
        points[:MOST_ROWS], both.z_bias, both.z_input, both.y_bias, both.y_input, strict=False
    ):
        cells = (x1, x2, z, z0, a, a0)
        lines.append("| " + " | ".join(plain_number(value) for value in cells) + " |")
    return "\n".join(lines)
