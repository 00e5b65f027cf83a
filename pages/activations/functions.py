"""The twelve activations: f, f′ and the tangent at a z that the reader moves."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.activation_curve import ActivationCurve
from pages.activations import formulas
from pages.activations.choice import TWELVE, choose_one, choose_parameters
from pages.activations.figures.curves import HALF_WIDTH, CurvesView, curves_figures
from pages.common.figures.numbers import plain_number
from pages.common.labels import shown
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground

KEY = "activations:functions"
Z, STEP = "activations:z", 0.05
FIRST_SEVERAL = ("sigmoid", "tanh", "relu")


def functions() -> None:
    """The section, with its words."""
    with section(
        "f, and the slope f′ that learning needs",
        predict="where on this curve would a neuron learn fast, and where hardly at all?",
        do="drag the point along its curve, or z; then take ReLU, step and Gaussian; then lay several together.",
        observe="A weight learns by δ·a, and δ carries the factor f′(z): where the tangent lies flat, nothing is "
        "learnt. Sigmoid is flat beyond ±4.4 and at most ¼ steep, tanh four times as steep. ReLU has slope 1 for every "
        "z above 0 and none below. Step and sign have none anywhere, so gradient descent cannot train them. The "
        "Gaussian's slope changes its sign.",
    ):
        _functions()


@st.fragment
def _functions() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        several = _how_many() == "Several"
        names = _choose_several() if several else [choose_one("activations:name")]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        notation = current_notation()
        z = live_slider(
            notation.plain("pre_activation"), evenly(-HALF_WIDTH, HALF_WIDTH, STEP), 1.0, key=Z,
            help="Where the tangent touches. Try: drag it from −6 to 6 and watch f′.",
        )  # fmt: skip
        chosen = choose_parameters(names)
    curves = {shown(name): chosen.curve(name) for name in names}
    st.markdown(reading(curves, z, notation.plain("pre_activation")))
    charts(
        curves_figures(CurvesView(theme(), curves, z, notation.plain("pre_activation"))),
        key=f"{KEY}:charts",
        height=310,
        events={"f": ["drag"], "slope": ["drag"]},
        on_event=_dragged,
        descriptions={
            "f": f"f of {', '.join(curves)} over z, with the tangent at z = {z:g}.",
            "slope": f"The derivative f′ of {', '.join(curves)} over z.",
        },
    )
    if len(names) == 1:
        activation = chosen.activation(names[0])
        st.markdown(f"${formulas.function(notation, activation)}$ &emsp; ${formulas.derivative(notation, activation)}$")
    hidden = names[0]
    open_in_playground(
        f"Train a network of {shown(hidden)} in the playground",
        data="circle", layers=(8,), activation=(hidden,), slope=chosen.slope, beta=chosen.beta,
    )  # fmt: skip


def reading(curves: dict[str, ActivationCurve], z: float, z_name: str = "z") -> str:
    """f and f′ of each curve at z, in figures."""
    place = np.array([z])
    each = [
        f"**{name}** f = {plain_number(curve.value(place)[0], 4)}, f′ = {plain_number(curve.slope(place)[0], 4)}"
        for name, curve in curves.items()
    ]
    return f"At {z_name} = **{plain_number(z)}**: " + " · ".join(each)


def _how_many() -> str:
    chosen = st.segmented_control(
        "Shown", ("One", "Several"), default="One", required=True, key="activations:how_many",
        persist_state="session", label_visibility="collapsed", help="One curve large, or any set on top of each other.",
    )  # fmt: skip
    return chosen or "One"


def _choose_several() -> list[str]:
    chosen = st.pills(
        "Activations", TWELVE, selection_mode="multi", format_func=shown, default=FIRST_SEVERAL,
        key="activations:names", persist_state="session", wrap=True,
        help="Click to add or take away. Try: sigmoid with tanh.",
    )  # fmt: skip
    return [name for name in TWELVE if name in chosen] or [FIRST_SEVERAL[0]]


def _dragged(event: dict[str, Any]) -> None:
    """Wherever a chart is pressed, its point follows the pointer along the curve."""
    if event.get("kind") == "drag":
        at = round(float(event["x"]) / STEP) * STEP
        st.session_state[Z] = round(min(max(at, -HALF_WIDTH), HALF_WIDTH), 2)
