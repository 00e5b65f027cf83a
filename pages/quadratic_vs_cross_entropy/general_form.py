"""The general form: three pairs of output activation and loss give ∂C/∂z = output − target, others do not."""

from types import MappingProxyType

import streamlit as st

from mlp_core.lessons.output_pairs import NATURAL_PAIRS, OTHER_PAIRS, OutputLayer, output_layer
from pages.common.figures.numbers import plain_number
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.quadratic_vs_cross_entropy import formulas
from pages.quadratic_vs_cross_entropy.figures.pairs import pair_figure
from pages.quadratic_vs_cross_entropy.letters import reader_letters, reader_symbols

LOSS_NAMES = MappingProxyType(
    {
        "half_quadratic": "½ quadratic",
        "binary_cross_entropy": "binary cross-entropy",
        "cross_entropy": "cross-entropy",
    }
)
OUTPUTS = 3
FIRST = (1.5, -0.5, 0.5)


def general_form() -> None:
    """Prediction, sliders, bars and the engine's numbers."""
    with section(
        "The general form: output − target",
        predict="three outputs, target 0, 1, 0: for which pairs of output and loss does the slope by the "
        "pre-activation equal the error?",
        do="move the three sliders and compare the bars; then show **other pairs**.",
        observe="For linear with ½ quadratic, sigmoid with binary cross-entropy and softmax with cross-entropy both "
        "bars are equal wherever the sliders stand. In every other pair a slope of the output's function is left, and "
        "the coloured bars shrink just where an output is saturated.",
    ):
        _pairs()


@st.fragment
def _pairs() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        z = [
            live_slider(
                f"{reader_symbols().z}{'₁₂₃'[k]}", evenly(-6.0, 6.0, 0.1), FIRST[k], width=170, key=f"pairs_z{k}",
                help="Pre-activation of this output. Try 6 where the target is 0.",
            )
            for k in range(OUTPUTS)
        ]  # fmt: skip
        right = st.segmented_control(
            "Target 1 at output", (1, 2, 3), default=2, required=True, key="pairs_target", persist_state="session",
            help="This output is to be 1, the others 0.",
        )  # fmt: skip
        others = st.toggle(
            "Other pairs", key="pairs_others", persist_state="session", help="Pairs whose slopes do not cancel."
        )
    target = [float(k + 1 == right) for k in range(OUTPUTS)]
    chosen = OTHER_PAIRS if others else NATURAL_PAIRS
    layers = {f"{output} + {LOSS_NAMES[loss]}": output_layer(output, loss, z, target) for output, loss in chosen}
    letters, s = reader_letters(), reader_symbols()
    for column, (output, loss) in zip(st.columns(len(chosen)), chosen, strict=True):
        column.latex(formulas.pair(output, loss, letters))
    figures = {
        f"pair{number}": pair_figure(name, layer, theme(), s.error, s.delta)
        for number, (name, layer) in enumerate(layers.items(), 1)
    }
    charts(
        figures,
        key="pairs",
        columns=len(chosen),
        height=270,
        descriptions={
            figure: f"{name}: a bar for output minus target and one for the slope, at each output."
            for figure, name in zip(figures, layers, strict=True)
        },
    )
    for column, (name, layer) in zip(st.columns(len(chosen)), layers.items(), strict=True):
        column.markdown(_numbers(name, layer, letters))


def _numbers(name: str, at: OutputLayer, s: formulas.Letters) -> str:
    """The numbers of the engine: output, error, slope and, as a check on it, central differences of the cost."""
    slope = rf"\partial {s.C} / \partial {s.z}"
    lines = (
        f"**{name}**",
        f"${s.a}$ = {_triple(at.output)}",
        f"${s.a} - {s.t}$ = {_triple(at.error)}",
        f"${slope}$ = {_triple(at.delta)} by backpropagation",
        f"${slope}$ = {_triple(at.measured)} measured by differences",
    )
    return "  \n".join(lines)


def _triple(values: list[float]) -> str:
    return "(" + ", ".join(plain_number(round(float(v), 6), 4) for v in values) + ")"
