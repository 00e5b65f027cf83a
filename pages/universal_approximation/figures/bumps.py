"""Bumps and their sum: the single bumps of a built network, its output, and the function that it follows."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.approximation import Function, Interval, bump_curves
from mlp_core.arrays import Array
from mlp_core.lessons.approximation_error import predict_line
from pages.common.figure_style import axis, base_layout, label, pen, see_through, tick_step
from pages.common.palette import Theme

POINTS = 801
# All bumps together get about so many points, a bump at least 18.
BUMP_POINTS = 3600
# Past so many half-widths a step is 0 or 1 to a thousandth, and a Gaussian 0.
STEP_REACH, GAUSSIAN_REACH = 8.0, 3.0
# More outlines than these would be a fence.
MOST_OUTLINES = 60

FUNCTION, STEPS_UP, STEPS_DOWN, POSITIVE, NEGATIVE, NETWORK = range(6)


@dataclass(frozen=True)
class BumpsView:
    """What the figure shows.

    Parameters
    ----------
    net : of ``mlp_core.approximation``, with one hidden layer
    x_range, y_range : of the axes
    function : what it follows, if anything
    steps : whether each hidden neuron's own term, output weight times activation, is drawn too
    bumps_name : what the single bumps are called
    """

    net: MLP
    x_range: Interval
    y_range: Interval
    theme: Theme
    function: Function | None = None
    steps: bool = False
    bumps_name: str = "single bumps"


def bumps_figure(view: BumpsView) -> dict[str, Any]:
    """The figure, with traces in the order FUNCTION … NETWORK."""
    theme, net, x = view.theme, view.net, np.linspace(*view.x_range, POINTS)
    places = bump_places(net, view.x_range)
    heights = bump_curves(net, places)
    falling = heights[np.arange(len(heights)), np.abs(heights).argmax(axis=1)] < 0
    up, down = _terms(net, x) if view.steps else (np.empty((0, POINTS)), np.empty((0, POINTS)))
    truth = np.full(POINTS, np.nan) if view.function is None else view.function(x)
    outlined = 1.2 if len(heights) <= MOST_OUTLINES else 0.0
    traces = [
        _line(x, truth, theme.muted, 2.5, dash="7px,5px"),
        _line(*pen(np.tile(x, (len(up), 1)), up), theme.positive, 1.8, dash="2px,3px"),
        _line(*pen(np.tile(x, (len(down), 1)), down), theme.negative, 1.8, dash="2px,3px"),
        _areas(places[~falling], heights[~falling], theme.positive, outlined),
        _areas(places[falling], heights[falling], theme.negative, outlined),
        _line(x, predict_line(net, x), theme.text, 3.5),
    ]
    low, high = view.y_range
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, range=list(view.x_range), showgrid=False, title={"text": "x", "standoff": 2}),
        "yaxis": axis(
            theme, range=[low, high], dtick=tick_step(high - low, 6), zeroline=True, zerolinecolor=theme.muted
        ),
        "margin": {"l": 46, "r": 10, "t": 30, "b": 40},
        "annotations": [_key(view)],
        "hovermode": False,
        "dragmode": False,
        "uirevision": "bumps",
    }
    return {"data": traces, "layout": layout}


def bump_places(net: MLP, x_range: Interval) -> Array:
    """Where the single bumps are drawn: (N, k), close together where each rises and falls."""
    name, w, b = net.activations[0].name, net.weights[0][:, 0], net.biases[0]
    if name == "linear" or not w.all():
        return np.tile(np.linspace(*x_range, 2), (len(w), 1))
    at, widths = -b / w, 1 / np.abs(w)
    if name == "relu":
        nodes = np.concatenate([at[:1], at, np.repeat(x_range[1], 2)])
        return np.stack([nodes[:-2], nodes[1:-1], nodes[2:]], axis=1)
    n = len(w) // 2 if name in ("sigmoid", "tanh", "step") else len(w)
    t = np.linspace(-1, 1, max(9, BUMP_POINTS // (2 * n) if n > 20 else 90))
    reach = GAUSSIAN_REACH if name == "gaussian" else STEP_REACH
    own = at[:, None] + reach * widths[:, None] * t
    return np.sort(np.clip(own.reshape(n, -1), *x_range), axis=1)


def _terms(net: MLP, x: Array) -> tuple[Array, Array]:
    """Output weight times activation of each hidden neuron, those of positive and of negative output weight."""
    v = net.weights[1][0]
    terms = (net.forward(x[:, None]).a[1] * v).T
    return terms[v >= 0], terms[v < 0]


def _line(x: Array, y: Array, color: str, width: float, dash: str = "solid") -> dict[str, Any]:
    # Plotly would leave out points of a smooth curve, and corners would be seen.
    line = {"color": color, "width": width, "dash": dash, "simplify": False}
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x, "y": y, "line": line}


def _areas(places: Array, heights: Array, color: str, outline: float) -> dict[str, Any]:
    """Each bump as an area that stands on 0."""
    x = np.concatenate([places[:, :1], places, places[:, -1:]], axis=1)
    y = np.pad(heights, ((0, 0), (1, 1)))
    area = {"fill": "toself", "fillcolor": see_through(color, 0.28), "line": {"color": color, "width": outline}}
    return _line(*pen(x, y), color, outline) | area


def _key(view: BumpsView) -> dict[str, Any]:
    """What is what, in its own colour."""
    theme = view.theme
    words = ["<b>━ network</b>"]
    if view.function is not None:
        words.append(f'<span style="color:{theme.muted}">┅ f(x)</span>')
    words.append(f'<span style="color:{theme.positive}">■ {view.bumps_name}</span>')
    if view.steps:
        words.append(f'<span style="color:{theme.muted}">┈ single neurons</span>')
    keys = {"xref": "x domain", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 3}
    return label("   ".join(words), 0, 1, font={"size": 15}, **keys)
