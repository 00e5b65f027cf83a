"""What backwards saves: multiplications along all paths against those of one pass back, in larger networks."""

import streamlit as st

from mlp_core.lessons.paths import forward_multiplications, work_of_all_weights
from pages.backpropagation.figures.paths import DEEPEST, growth_figure
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider


def work() -> None:
    """Prediction, size of the network, and both counts."""
    with section(
        "What backwards saves",
        predict="4 layers of 4: how many multiplications do all paths take, and how many one pass back? And 10 layers?",
        do="drag the layers, then the neurons a layer; one neuron a layer has one path.",
        observe="Along paths the work grows by a factor with every layer, backwards by a sum: each layer adds one "
        "product with its weights, to carry the errors, and one a weight, for its slope. So one pass back takes about "
        "twice the multiplications of one pass forward, whatever the depth.",
    ):
        _work()


@st.fragment
def _work() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        width = live_slider(
            "Neurons a layer", range(1, 11), 4, width=260, key="backpropagation_width", help="Inputs included."
        )
        depth = live_slider(
            "Layers", range(1, DEEPEST + 1), 4, width=260, key="backpropagation_depth", help="After the inputs."
        )
        sizes = (width,) * (depth + 1)
        work = work_of_all_weights(sizes)
        st.markdown(
            f"**{work.paths:,}** paths, **{work.path_multiplications:,}** multiplications; backwards "
            f"**{work.backward_multiplications:,}**; forward {forward_multiplications(sizes):,}"
        )
    charts(
        {"growth": growth_figure(width, depth, theme())},
        key="backpropagation_growth",
        columns=1,
        height=380,
        descriptions={"growth": "Multiplications for all slopes against the number of layers, both ways."},
    )
