"""The weight or bias that was clicked in the drawing: its value, to be changed or cut, also while it trains."""

import streamlit as st

from pages.common.experiment import Experiment
from pages.playground.view import View


def inspector(experiment: Experiment, view: View) -> None:
    """A number to edit, a switch to cut the link, a button to let go."""
    if view.selected is None:
        return
    kind, layer, to, *origin = view.selected
    net = experiment.network
    column = origin[0] if kind == "link" else net.layer_sizes[layer - 1]
    pieces = net.activations[layer - 1].pieces
    rows = [to + piece * net.layer_sizes[layer] for piece in range(pieces)]
    identity = "_".join(str(part) for part in view.selected)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.markdown(_name(kind, layer, to, column))
        for piece, row in enumerate(rows):
            _value(experiment, layer - 1, row, column, f"weight_{identity}_{piece}")
        if kind == "link":
            _cut(experiment, layer - 1, rows, column, f"cut_{identity}")
        st.button(
            "", key="let_go", icon=":material/close:", type="tertiary", help="Done", on_click=lambda: _let_go(view)
        )


def _name(kind: str, layer: int, to: int, column: int) -> str:
    if kind == "bias":
        return f"$b^{{({layer})}}_{{{to + 1}}}$"
    return f"$w^{{({layer})}}_{{{to + 1},{column + 1}}}$"


def _value(experiment: Experiment, layer: int, row: int, column: int, key: str) -> None:
    block = experiment.network.blocks[layer]
    st.session_state[key] = round(float(block[row, column]), 4)
    st.number_input(
        "Value",
        -1000.0,
        1000.0,
        step=0.1,
        format="%.3f",
        key=key,
        width=128,
        label_visibility="collapsed",
        disabled=bool(experiment.network.cut.any() and column < block.shape[1] - 1
                      and experiment.network.cut_links[layer][row, column]),
        help="Type another value; training goes on from it.",
        on_change=lambda: experiment.set_weight(layer, row, column, st.session_state[key]),
    )  # fmt: skip


def _cut(experiment: Experiment, layer: int, rows: list[int], column: int, key: str) -> None:
    st.session_state[key] = bool(experiment.network.cut_links[layer][rows, column].all())

    def take() -> None:
        for row in rows:
            experiment.cut(layer, row, column, st.session_state[key])

    st.toggle("Cut", key=key, on_change=take, help="Hold the weight at 0 and do not train it.")


def _let_go(view: View) -> None:
    view.selected = None
