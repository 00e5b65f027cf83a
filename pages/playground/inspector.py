"""The weight or bias that was clicked in the drawing: its value, to be changed or cut, also while it trains."""

from typing import Any

import streamlit as st

from pages.common.controls import widget
from pages.common.experiment import Experiment
from pages.common.number_box import number_box
from pages.common.view import View
from pages.playground.messages import weight_name

LARGEST = 1000.0
WORDS = (
    "A **weight** is how much one neuron's answer counts in the next one, a **bias** is what is added there. "
    "Change one and watch the region; training goes on from it."
)


def inspector(experiment: Experiment, view: View) -> None:
    """A popover with a number to edit and a switch to cut the link. It opens by itself on a click in the drawing.

    Opened by hand it begins with the first weight; which one is meant can be chosen in it, without a mouse.
    """
    kind = view.selected[0] if view.selected else "link"
    # A popover of its own for each click, so that late news of an earlier one's closing closes nothing.
    number = view.inspections
    key = f"inspector:{number}"
    st.session_state.setdefault(key, view.selected is not None)

    def toggled() -> None:
        """Closing the popover lets go of the link."""
        if view.inspections != number:
            return
        if not st.session_state[key]:
            view.selected = None
        elif view.selected is None:
            view.selected = ("link", 1, 0, 0)

    # A formula as the label would push the charts down until its font is there.
    with st.popover(
        "w" if kind == "link" else "b",
        key=key,
        on_change=toggled,
        type="tertiary",
        width=32,
        help="A weight or bias: choose it here, or click on it in the drawing",
    ):
        st.caption(WORDS)
        if view.selected is not None:
            _choice(experiment, view)
            _inspected(experiment, view.selected, number)


def _inspected(experiment: Experiment, selected: tuple[Any, ...], number: int) -> None:
    kind, layer, to, *origin = selected
    net = experiment.network
    column = origin[0] if kind == "link" else net.layer_sizes[layer - 1]
    pieces = net.activations[layer - 1].pieces
    rows = [to + piece * net.layer_sizes[layer] for piece in range(pieces)]
    identity = "_".join(str(part) for part in selected)
    st.markdown(f"{weight_name(experiment, selected)}: {_formula(kind, layer, to, column)}")
    for piece, row in enumerate(rows):
        _value(experiment, layer - 1, row, column, f"weight_{identity}_{piece}:{number}")
    if kind == "link":
        _cut(experiment, layer - 1, to, column, f"cut_{identity}")


def _choice(experiment: Experiment, view: View) -> None:
    """Which weight or bias it is: its layer, its neuron, and where it comes from."""
    sizes = experiment.network.layer_sizes
    kind, layer, to, *origin = view.selected
    source = origin[0] if kind == "link" else sizes[layer - 1]

    def select(layer: int, to: int, source: int) -> None:
        if 0 < layer < len(sizes) and to < sizes[layer] and source <= sizes[layer - 1]:
            view.selected = ("link", layer, to, source) if source < sizes[layer - 1] else ("bias", layer, to)

    in_layer, in_neuron, in_source = st.columns(3, gap="small")
    in_layer.selectbox(
        "Layer",
        range(1, len(sizes)),
        layer - 1,
        format_func=lambda each: "output" if each == len(sizes) - 1 else str(each),
        help="The layer that the weight leads into.",
        **widget("weight_layer", layer, lambda chosen: select(chosen, 0, 0)),
    )
    in_neuron.selectbox(
        "Neuron",
        range(sizes[layer]),
        to,
        format_func=lambda each: str(each + 1),
        help="The neuron of that layer.",
        **widget("weight_neuron", to, lambda chosen: select(layer, chosen, source)),
    )
    in_source.selectbox(
        "From",
        range(sizes[layer - 1] + 1),
        source,
        format_func=lambda each: "bias" if each == sizes[layer - 1] else str(each + 1),
        help="The input or neuron it comes from, or the bias.",
        **widget("weight_source", source, lambda chosen: select(layer, to, chosen)),
    )


def _formula(kind: str, layer: int, to: int, column: int) -> str:
    if kind == "bias":
        return f"$b^{{({layer})}}_{{{to + 1}}}$"
    return f"$w^{{({layer})}}_{{{to + 1},{column + 1}}}$"


def _value(experiment: Experiment, layer: int, row: int, column: int, name: str) -> None:
    block = experiment.network.blocks[layer]
    now = round(float(block[row, column]), 4)
    if not abs(now) <= LARGEST:
        st.markdown(f"**{now:.3g}**")  # diverged: nothing to adjust by hand
        return
    # While it trains the field stands still, or it could not be typed into; the message line has the value of now.
    shown_key = f"{name}:shown"
    if not experiment.playing or shown_key not in st.session_state:
        st.session_state[shown_key] = now
    value = st.session_state[shown_key]

    def take(chosen: float) -> None:
        # The value that was shown may come once more after the popover is gone and the weight has moved on.
        if chosen != value and _is_there(experiment, layer, row, column):
            st.session_state[shown_key] = chosen
            experiment.set_weight(layer, row, column, chosen)

    is_cut = column < block.shape[1] - 1 and bool(experiment.network.cut_links[layer][row, column])
    number_box(
        "Value",
        value,
        take,
        name=name,
        allowed=(-LARGEST, LARGEST),
        step=0.1,
        format="%.3f",
        disabled=is_cut,
        help="Type another value; training goes on from it.",
    )


def _cut(experiment: Experiment, layer: int, neuron: int, source: int, name: str) -> None:
    network = experiment.network
    is_cut = bool(network.cut_links[layer][neuron :: network.layer_sizes[layer + 1], source].all())

    def take(chosen: bool) -> None:
        if _is_there(experiment, layer, neuron, source):
            experiment.cut(layer, neuron, source, chosen)

    st.toggle("Cut", is_cut, help="Hold the weight at 0 and do not train it.", **widget(name, is_cut, take))


def _is_there(experiment: Experiment, layer: int, row: int, column: int) -> bool:
    """Whether the network still has this weight."""
    blocks = experiment.network.blocks
    return layer < len(blocks) and row < blocks[layer].shape[0] and column < blocks[layer].shape[1]
