"""A regression on one input: the network's curve, the function to learn, the data, each hidden neuron's curve."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import as_it_stands, axis, base_layout, label, pen, round_up, see_through, tick_step
from pages.common.palette import Theme, pale


@dataclass(frozen=True)
class LineView:
    """One frame of the line.

    Parameters
    ----------
    x : (k,) inputs the curves are drawn at, rising
    outputs : (k,) the network's output there
    X, T : (N,) training inputs and targets; X_test, T_test those of the test data, None leaves them out
    truth : (k,) the function the data came from, if known
    neurons : (n, k) activations of a hidden layer's neurons there, and neurons_title what the key calls them
    outgoing : (n,) their weights into the output, if they are the last hidden layer: the sign colours their curves
    scaled : neurons' curves are drawn times their outgoing weights; with the output's bias these add up to its
        pre-activation
    hovered : the neuron drawn thick
    probe : the probed input and its output, and probe_text what stands there
    drawing : a drag marks a box
    x_name : what the axis of the input is called
    """

    x: Array
    outputs: Array
    theme: Theme
    X: Array
    T: Array
    X_test: Array | None = None
    T_test: Array | None = None
    truth: Array | None = None
    neurons: Array | None = None
    neurons_title: str = "hidden neurons"
    outgoing: Array | None = None
    scaled: bool = False
    hovered: int | None = None
    probe: tuple[float, float] | None = None
    probe_text: str = ""
    drawing: bool = False
    x_name: str = "x, standardised"


def line_figure(view: LineView) -> dict[str, Any]:
    """The line as a figure.

    Its traces: true function, hidden curves of negative and of positive (or unknown) outgoing weight, the hovered
    one, network, training data, test data, probe.
    """
    theme = view.theme
    curves = neuron_curves(view)
    negative = np.zeros(len(curves), bool) if view.outgoing is None else view.outgoing < 0
    neutral = theme.muted if view.outgoing is None else theme.positive
    chosen = curves[:0] if view.hovered is None or not len(curves) else curves[[view.hovered]]
    traces = [
        _curve(view.x, view.truth, theme.muted, 2, dash="6px,4px"),
        _many(view.x, curves[negative], pale(theme.negative, theme), 1.4),
        _many(view.x, curves[~negative], pale(neutral, theme), 1.4),
        _many(view.x, chosen, theme.mark, 3),
        _curve(view.x, view.outputs, theme.text, 3.5),
        _points(view.X, view.T, {"color": theme.muted, "size": 7, "line": {"color": theme.background, "width": 1}}),
        _points(view.X_test, view.T_test, {"color": theme.muted, "size": 7, "symbol": "square-open"}),
        _probe(view),
    ]
    low, high = value_range(view)
    layout = base_layout(theme) | {
        "xaxis": axis(theme, range=[float(view.x[0]), float(view.x[-1])], dtick=1, showgrid=False),
        "yaxis": axis(
            theme, range=[low, high], dtick=tick_step(high - low, 5), zeroline=True, zerolinecolor=theme.muted
        ),
        "margin": {"l": 38, "r": 8, "t": 28, "b": 24},
        "annotations": [_key(view), _axis_name(view), *_probe_label(view)],
        "hovermode": "closest",  # without it a click does not tell its place
        "dragmode": "select" if view.drawing else False,
        "clickanywhere": True,
        "uirevision": "line",
    }
    return {"data": traces, "layout": layout}


def _axis_name(view: LineView) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return label(as_it_stands(view.x_name), 1, 0, **place, font={"color": view.theme.muted})


def neuron_curves(view: LineView) -> Array:
    """(n, k): the neurons' curves as they are drawn."""
    if view.neurons is None:
        return np.empty((0, len(view.x)))
    return view.neurons * view.outgoing[:, None] if view.scaled and view.outgoing is not None else view.neurons


def value_range(view: LineView) -> tuple[float, float]:
    """The value axis: made by the data and the true function, so that it stands still while the curves move."""
    known = [view.T] + [values for values in (view.T_test, view.truth) if values is not None]
    values = np.concatenate([np.ravel(v) for v in known])
    if view.drawing or not len(values):  # room to draw in, which stands still
        values = np.append(values, (-1.0, 1.0))
    low, high = float(values.min()), float(values.max())
    middle, half = (low + high) / 2, round_up(max(0.6 * (high - low), 1e-3))
    return middle - half, middle + half


def _curve(x: Array, y: Array | None, color: str, width: float, dash: str = "solid") -> dict[str, Any]:
    line = {"color": color, "width": width, "dash": dash}
    x, y = (x[:0], x[:0]) if y is None else (x, y)
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x, "y": y, "line": line}


def _many(x: Array, curves: Array, color: str, width: float) -> dict[str, Any]:
    """Several curves (n, k) over x (k,) as one trace."""
    return _curve(*pen(np.tile(x, (len(curves), 1)), curves), color, width)


def _points(x: Array | None, y: Array | None, marker: dict[str, Any]) -> dict[str, Any]:
    x, y = (np.ravel(v) if v is not None else np.empty(0) for v in (x, y))
    return {"type": "scatter", "mode": "markers", "hoverinfo": "skip", "x": x, "y": y, "marker": marker}


def _probe(view: LineView) -> dict[str, Any]:
    at = view.probe
    x, y = (None, None) if at is None else (np.array([at[0]]), np.array([at[1]]))
    line = {"width": 2, "color": view.theme.background}
    return _points(x, y, {"size": 13, "symbol": "diamond", "color": view.theme.mark, "line": line})


def _probe_label(view: LineView) -> list[dict[str, Any]]:
    at = view.probe
    if at is None:
        return []
    low, high = value_range(view)
    keys = {"xref": "x", "yref": "y", "yanchor": "bottom", "yshift": 9, "borderpad": 3, "font": {"size": 15}}
    y = float(np.clip(at[1], low, high - 0.12 * (high - low)))
    return [label(f"<b>{view.probe_text}</b>", at[0], y, bgcolor=see_through(view.theme.background, 0.85), **keys)]


def _key(view: LineView) -> dict[str, Any]:
    """What the lines are, in their own colours."""
    theme = view.theme
    words = ["<b>━ network</b>"]
    if view.truth is not None:
        words.append(f'<span style="color:{theme.muted}">┅ true function</span>')
    if view.neurons is not None:
        what = view.neurons_title + (" × their weights" if view.scaled and view.outgoing is not None else "")
        words.append(f'<span style="color:{theme.muted}">─ {what}</span>')
    return label("   ".join(words), 0, 1, xref="x domain", yref="paper", xanchor="left", yanchor="bottom", yshift=2)
