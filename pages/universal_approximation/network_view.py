"""The weights of a built network as tables, behind a click."""

import numpy as np
import streamlit as st

from mlp_core import MLP
from pages.common.notation import current_notation

# A table of more neurons than these is no longer read.
MOST_ROWS = 40


def weights_popover(net: MLP, key: str) -> None:
    """A button that opens the tables of all weights and biases; they are made only when it is open."""
    popover = st.popover(
        "Weights",
        icon=":material/table:",
        key=f"{key}:weights",
        on_change="rerun",
        help="All weights and biases of this network, a row for each neuron.",
    )
    if not popover.open:
        return
    with popover:
        for layer, (W, b) in enumerate(zip(net.weights, net.biases, strict=True), start=1):
            left_out = f"; the first {MOST_ROWS} are shown" if len(W) > MOST_ROWS else ""
            neurons = f"{len(W)} neuron{'s' * (len(W) > 1)}"
            st.markdown(f"**Layer {layer}**: {neurons}, {net.activations[layer - 1].name}{left_out}")
            table = weights_table(W, b, **current_notation().drawn_bias)
            st.dataframe(table, height="content" if len(W) < 8 else 240, width="stretch")


def weights_table(W: np.ndarray, b: np.ndarray, bias_name: str = "b", bias_sign: int = 1) -> dict[str, np.ndarray]:
    """Columns of the first rows: the bias, then the weight from each input, counted from 1."""
    own = bias_sign * b[:MOST_ROWS] + 0.0  # + 0.0: no bias of −0
    columns = {"neuron": np.arange(1, len(W) + 1)[:MOST_ROWS], f"bias {bias_name}": own}
    return columns | {f"w from {k + 1}": W[:MOST_ROWS, k].copy() for k in range(W.shape[1])}
