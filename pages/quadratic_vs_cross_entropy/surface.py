"""The cost surface over weight and bias for both losses, seen from one side, with both neurons' ways on them."""

import streamlit as st

from pages.common.figures.numbers import plain_number
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.live_slider import live_slider
from pages.common.timeline import timeline
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.surfaces import surface_figure, surface_top
from pages.quadratic_vs_cross_entropy.letters import reader_symbols
from pages.quadratic_vs_cross_entropy.neuron_choice import choose_neuron

KEY = "surface"


def surface() -> None:
    """Prediction, controls and surfaces."""
    s = reader_symbols()
    along = f"w = {'−' if s.bias_sign < 0 else ''}{s.b} + const"
    with section(
        "The cost surface",
        predict="what does the ground look like where the answer is badly wrong: steep or flat?",
        do="**Starts badly wrong**, then **Play**; turn the surfaces with the mouse or with the two sliders.",
        observe="The quadratic cost has two plains, one low and one high, and a slope between them: the badly wrong "
        "neuron starts on the high plain, where there is next to no downhill. Cross-entropy has a plain only where the "
        "answer is right; from there on it rises ever more like a straight ramp. Both surfaces are rolled along w "
        f"{s.plus_bias}, because with the input 1 nothing else matters, so both ways run straight along {along}.",
    ):
        _run()


@st.fragment
def _run() -> None:
    neuron = choose_neuron(timelines=(KEY,))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        turn = live_slider(
            "Turn",
            range(-180, 181, 5),
            -45,
            width=150,
            key="surface_turn",
            help="From which side both surfaces are seen. The mouse turns one of them.",
            said=_degrees,
        )
        tilt = live_slider(
            "Tilt",
            range(0, 91, 5),
            25,
            width=150,
            key="surface_tilt",
            help="From how high both surfaces are seen. At 90° it is a map.",
            said=_degrees,
        )
        same = st.toggle(
            "Same height", key="surface_same", persist_state="session",
            help="Both costs on one scale, so that their slopes can be compared.",
        )  # fmt: skip
        moving = timeline(KEY, neuron.updates)
    now, colors, s = moving.position, theme(), reader_symbols()
    records = {loss: neuron.trained(loss) for loss in neuron.losses}
    tops = {loss: surface_top(record, loss, neuron.target) for loss, record in records.items()}
    figures = {
        name: surface_figure(
            records[loss], loss, now, neuron.target, colors, turn=turn, tilt=tilt,
            top=max(tops.values()) if same else tops[loss], symbols=s,
        )
        for name, loss in zip(("quadratic", "entropy"), neuron.losses, strict=True)
    }  # fmt: skip
    words = [f"{loss_name(loss)}: {s.C} = **{plain_number(record.cost[now], 4)}**" for loss, record in records.items()]
    texts = {"now_quadratic": f"Update **{now}** · {words[0]}", "now_entropy": words[1]}
    live_chart(
        [figures], key=KEY, grid=_grid(), texts=texts,
        descriptions={
            "quadratic": "The quadratic cost over weight and bias: a high plain, a slope, a low plain; and the way on "
            "it.",
            "entropy": "Cross-entropy over weight and bias: a ramp down to a low plain; and the way on it.",
        },
        **moving.options,
    )  # fmt: skip


def _degrees(angle: float) -> str:
    return f"{plain_number(angle)}°"


def _grid() -> Grid:
    return Grid(
        wide={
            "columns": "minmax(0, 1fr) minmax(0, 1fr)",
            "rows": "26px minmax(0, 1fr)",
            "areas": '"now_quadratic now_entropy" "quadratic entropy"',
            "height": "clamp(420px, calc(100vh - 478px), 900px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            # As wide as they need to be beside their height, or the axes would be cut.
            "rows": "26px 26px min(340px, 78cqw) min(340px, 78cqw)",
            "areas": '"now_quadratic" "now_entropy" "quadratic" "entropy"',
            "height": "auto",
        },
    )
