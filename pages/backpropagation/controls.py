"""What is followed: the network, the sample and the loss, chosen in popovers and kept in the session."""

from functools import partial
from types import MappingProxyType
from typing import Any

import streamlit as st

from mlp_core import ACTIVATIONS, LOSSES
from mlp_core.losses import why_not
from pages.backpropagation.problem import LARGEST_INPUT, MOST_LAYERS, MOST_NEURONS, N_SAMPLES, Problem, numbers_typed
from pages.common.controls import widget
from pages.common.labels import shown
from pages.common.notation import Notation, current_notation
from pages.common.open_in_playground import open_in_playground

PROBLEM, NOTE, LOSS_CHOSEN = "backpropagation_problem", "backpropagation_note", "backpropagation_loss_chosen"
RATES = (0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 3.0, 10.0)
HIDDEN = tuple(name for name, f in ACTIVATIONS.items() if not f.output_only)
QUADRATIC = ("quadratic", "half_quadratic")
LOSS_NAMES = MappingProxyType({"binary_cross_entropy": "binary cross-entropy", "quadratic": "quadratic, without ½"})


def current_problem() -> Problem:
    """The problem of this session; it starts with the quadratic loss of the reader's notation."""
    own = current_notation().dialect.quadratic_loss
    problem: Problem = st.session_state.setdefault(PROBLEM, Problem(loss=own))
    if problem.loss in QUADRATIC and problem.loss != own and not st.session_state.get(LOSS_CHOSEN):
        problem = st.session_state[PROBLEM] = problem.changed(loss=own)
    return problem


def change(**values: Any) -> None:
    """Change the problem; what is not allowed is said and changes nothing."""
    try:
        st.session_state[PROBLEM] = current_problem().changed(**values)
        st.session_state[NOTE] = ""
    except ValueError as error:
        st.session_state[NOTE] = f"{str(error)[:1].upper()}{str(error)[1:]}."


def problem_controls(notation: Notation) -> Problem:
    """The popovers for network and sample, and what was not understood."""
    problem = current_problem()
    with st.popover(
        "Network", icon=":material/hub:", help="Layers, activation functions, loss, weights, learning rate."
    ):
        _network(problem, notation)
    with st.popover("Sample", icon=":material/scatter_plot:", help="Choose one of eight samples, or type your own."):
        _sample(problem)
    if note := st.session_state.get(NOTE):
        st.markdown(f":orange[:material/warning:] {note}")
    return current_problem()


def _network(problem: Problem, notation: Notation) -> None:
    n_layers = len(problem.sizes) - 1
    st.segmented_control(
        "Layers after the inputs",
        range(1, MOST_LAYERS + 1),
        default=n_layers,
        required=True,
        help="The last one is the output layer.",
        **widget("backpropagation_layers", n_layers, partial(_set_layers, problem)),
    )
    columns = st.columns(MOST_LAYERS + 1, gap="small")
    for layer, (column, n) in enumerate(zip(columns, problem.sizes, strict=False)):
        column.number_input(
            "Inputs" if layer == 0 else "Outputs" if layer == n_layers else f"Layer {layer}",
            1,
            MOST_NEURONS,
            n,
            help="Neurons of this layer." if layer else "Numbers in a sample.",
            **widget(f"backpropagation_size_{layer}", n, partial(_set_size, problem, layer)),
        )
        if layer:
            name = problem.activations[layer - 1]
            options = tuple(ACTIVATIONS) if layer == n_layers else HIDDEN
            column.selectbox(
                "Activation",
                options,
                index=options.index(name),
                format_func=shown,
                help="Any of the engine's. A loss with a logarithm needs outputs in [0, 1].",
                **widget(f"backpropagation_activation_{layer}", name, partial(_set_activation, problem, layer)),
            )
    first, second, third = st.columns([2, 1, 1], gap="small", vertical_alignment="bottom")
    losses = [name for name, loss in LOSSES.items() if why_not(loss, ACTIVATIONS[problem.activations[-1]]) is None]
    first.selectbox(
        "Loss",
        losses,
        index=losses.index(problem.loss),
        format_func=lambda name: LOSS_NAMES.get(name, shown(name)),
        help="Those that fit the output activation. Try cross-entropy with softmax: δ becomes output − target.",
        **widget("backpropagation_loss", problem.loss, _set_loss),
    )
    second.selectbox(
        f"Learning rate {notation.plain('rate')}",
        RATES,
        index=RATES.index(problem.rate),
        format_func=shown,
        help="How far the update at the end goes.",
        **widget("backpropagation_rate", problem.rate, lambda rate: change(rate=rate)),
    )
    third.button(
        "New weights",
        icon=":material/casino:",
        help="Others, with one decimal.",
        on_click=lambda: change(seed=problem.seed + 1),
    )


def _set_layers(problem: Problem, n_layers: int) -> None:
    hidden = (*problem.sizes[1:-1], *(3, 3, 3, 3))[: (n_layers or 1) - 1]
    change(sizes=(problem.sizes[0], *hidden, problem.sizes[-1]))


def _set_size(problem: Problem, layer: int, n: int) -> None:
    change(sizes=tuple(n if i == layer else size for i, size in enumerate(problem.sizes)))


def _set_activation(problem: Problem, layer: int, name: str) -> None:
    change(activations=tuple(name if i == layer else each for i, each in enumerate(problem.activations, start=1)))


def _set_loss(name: str) -> None:
    st.session_state[LOSS_CHOSEN] = True
    change(loss=name)


def _sample(problem: Problem) -> None:
    X, T = problem.data()
    options: list[int | None] = [*range(N_SAMPLES), None]
    st.selectbox(
        "Sample",
        options,
        index=options.index(problem.sample),
        format_func=lambda i: "typed below" if i is None else f"{i + 1}:  {_listed(X[i])}  →  {_listed(T[i])}",
        help="Inputs → targets.",
        **widget("backpropagation_sample", problem.sample, lambda i: _type() if i is None else change(sample=i)),
    )
    x, t = problem.chosen()
    version = f"{problem.sizes}:{problem.sample}"
    st.text_input(
        f"Your own inputs ({problem.sizes[0]})",
        _listed(x[0]),
        key=f"backpropagation_inputs:{version}",
        on_change=_type,
        help=f"Numbers from −{LARGEST_INPUT:g} to {LARGEST_INPUT:g} with commas between.",
    )
    st.text_input(
        f"Your own targets ({problem.sizes[-1]})",
        _listed(t[0]),
        key=f"backpropagation_targets:{version}",
        on_change=_type,
        help="What the outputs should be. Cross-entropy needs probabilities.",
    )


def _type() -> None:
    problem = current_problem()
    version = f"{problem.sizes}:{problem.sample}"
    texts = [st.session_state.get(f"backpropagation_{name}:{version}") for name in ("inputs", "targets")]
    if None in texts:  # late news of a network of another shape
        return
    try:
        inputs = numbers_typed(texts[0], problem.sizes[0], "inputs")
        targets = numbers_typed(texts[1], problem.sizes[-1], "targets")
    except ValueError as error:
        st.session_state[NOTE] = f"{str(error)[:1].upper()}{str(error)[1:]}."
        return
    change(sample=None, inputs=inputs, targets=targets)


def _listed(values: Any) -> str:
    return ", ".join(f"{value:g}" for value in values)


def columns_beside(problem: Problem) -> int:
    """A deep network's drawing takes the whole width, so that its numbers can be read."""
    return 1 if len(problem.sizes) > 3 else 2


def playground_link() -> None:
    """The same hidden layers on exclusive or, in the playground."""
    problem = current_problem()
    hidden = problem.sizes[1:-1]
    open_in_playground(
        "Watch backpropagation train such a network in the playground",
        data="xor",
        layers=hidden,
        activation=problem.activations[:-1],
        rate=0.3,
    )
