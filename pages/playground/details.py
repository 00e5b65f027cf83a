"""The tabs below the charts: gradient per layer, pre-activations, weights, confusion matrix, untrained networks.

Only the open tab is computed and sent, a few times a second while it trains.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from mlp_core import MLP
from mlp_core.classification import confusion_matrix
from mlp_core.initializers import Normal
from pages.common.answers import class_names, is_line, output_kind
from pages.common.experiment import Experiment
from pages.common.figures.gradient_norms import gradient_figure
from pages.common.frames import LINE_POINTS, line
from pages.common.live_chart import Grid, live_chart
from pages.common.notation import current_notation
from pages.common.palette import Theme
from pages.common.points_shown import shown_history
from pages.playground.figures.diagnostics import nothing_figure, preactivation_figure
from pages.playground.figures.gallery import gallery_figure
from pages.playground.figures.matrices import confusion_figure, weights_figure
from pages.playground.landscape_tab import choose_shape, landscape_grid, landscape_tab
from pages.playground.landscape_tab import description as landscape_words

LANDSCAPE = "Loss landscape"
DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "Gradient per layer": "The norm of ∂{loss}/∂W in each layer over the epochs. "
        "Lines that spread apart, layer 1 lowest: the gradient vanishes on its way back.",
        "Pre-activations": "What the neurons of each layer receive, over the training data. "
        "Far from 0 a sigmoid or tanh is flat: saturated.",
        "Weights": "A row for each neuron, a column for each of its inputs, the bias apart.",
        "Confusion matrix": "Rows are the true classes, columns the answers.",
        LANDSCAPE: "{landscape}",
        "Untrained networks": "What y(x) can look like before any training.",
    }
)
GALLERY_NETWORKS, GALLERY_NEURONS = 12, 8


def details(experiment: Experiment, theme: Theme) -> None:
    """The tabs, the open one with its figure."""
    settings = experiment.settings
    names = ["Gradient per layer", "Pre-activations", "Weights"]
    if settings.task != "regression":
        names.append("Confusion matrix")
    names.append(LANDSCAPE)
    if is_line(settings):
        names.append("Untrained networks")
    st.tabs(names, key="details", on_change="rerun")
    name = st.session_state["details"] if st.session_state["details"] in names else names[0]
    loss = current_notation().plain("loss")
    shape = choose_shape() if name == LANDSCAPE else ""
    words = DESCRIPTIONS[name].format(loss=loss, landscape=landscape_words(experiment, shape, loss))
    st.caption(words)
    scale = 1.0
    if name == "Untrained networks":
        scale = st.slider(
            "Scale of the weights",
            0.1,
            10.0,
            3.0,
            0.1,
            key="gallery_scale",
            help=f"Twelve random 1-{GALLERY_NEURONS}-1 networks: the larger the weights, the wilder y(x).",
        )
    with experiment.lock, np.errstate(all="ignore"):
        if name == LANDSCAPE:
            figures, grid = landscape_tab(experiment, shape, theme), landscape_grid()
        else:
            figures, grid = {"chart": _figure(experiment, name, scale, theme)}, one_chart()
    # One component for all tabs, below the tab bar instead of in it: switching tabs then neither blinks nor scrolls.
    live_chart(
        [figures],
        key="details_chart",
        grid=grid,
        # The wheel scrolls the page, no surface.
        config={cell: {"scrollZoom": False} for cell in figures},
        descriptions=dict.fromkeys(figures, words),
        generation=f"{name} {experiment.generation}",
        file_names={cell: name if cell == "chart" else f"{name} {cell}" for cell in figures},
    )


def one_chart() -> Grid:
    """A single chart of fixed height."""
    place = {"columns": "minmax(0, 1fr)", "rows": "minmax(0, 1fr)", "areas": '"chart"', "height": "320px"}
    return Grid(wide=place, narrow=place)


def _figure(experiment: Experiment, name: str, scale: float, theme: Theme) -> dict[str, Any]:
    net = experiment.network
    if experiment.is_empty and name in ("Pre-activations", "Confusion matrix"):
        return nothing_figure("no points yet", theme)
    match name:
        case "Gradient per layer":
            history = shown_history(experiment)
            loss = current_notation().plain("loss")
            return gradient_figure(history.epoch, history.layer_gradient_norms, theme, experiment.marks, loss)
        case "Pre-activations":
            return preactivation_figure(net.forward(experiment.inputs(experiment.dataset.X)).z, net.activations, theme)
        case "Weights":
            return weights_figure(net.weights, net.biases, theme)
        case "Confusion matrix":
            return _confusion(experiment, theme)
    return gallery(experiment, scale, theme)


def _confusion(experiment: Experiment, theme: Theme) -> dict[str, Any]:
    data, net = experiment.dataset, experiment.network
    sets = [("training", data.X, data.T)]
    if len(data.X_test):
        sets.append(("test", data.X_test, data.T_test))
    signed = output_kind(experiment) == "signed"
    matrices = [
        (which, confusion_matrix(net.predict(experiment.inputs(X)), experiment.targets(T), signed))
        for which, X, T in sets
    ]
    binary = experiment.settings.points is None and experiment.settings.task != "multiclass"
    return confusion_figure(matrices, ("0", "1") if binary else class_names(experiment), theme)


def gallery(experiment: Experiment, scale: float, theme: Theme) -> dict[str, Any]:
    """Twelve untrained networks 1-N-1 of the first layer's activation, with normal weights and biases of this scale."""
    activation = experiment.network.activations[0] if experiment.settings.layers else "tanh"
    curves = []
    for seed in range(GALLERY_NETWORKS):
        net = MLP([1, GALLERY_NEURONS, 1], [activation, "linear"], Normal(scale), seed)
        net.biases[0][:] = np.random.default_rng([seed, 1]).normal(0.0, scale, len(net.biases[0]))
        curves.append(net.predict(line(LINE_POINTS))[:, 0])
    return gallery_figure(line(LINE_POINTS)[:, 0], np.array(curves), theme)
