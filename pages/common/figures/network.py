"""The network as a figure: its drawing as one layout image, with invisible places to hover and click."""

from functools import lru_cache
from typing import Any

import numpy as np

from pages.common.figure_style import as_it_stands, base_layout, label
from pages.common.figures.geometry import HEIGHT, WIDTH, Geometry, geometry
from pages.common.figures.network_drawing import network_svg, short_number
from pages.common.figures.network_view import NetworkView
from pages.common.images import svg_uri
from pages.common.palette import Theme

__all__ = ("NetworkView", "network_figure", "network_hover")

# Pixels below the drawing.
LEGEND_HEIGHT = 20

Hover = tuple[list[str], list[str], list[str]]


def network_figure(view: NetworkView, hover: Hover | None = None) -> dict[str, Any]:
    """The network at one frame, as a plain figure dict.

    `hover` is what `network_hover` returned for this network, now or a moment ago: handing in the same lists again
    leaves the traces untouched. Each point's `customdata` is [kind, layer, to, from], kind "link", "neuron" or
    "bias", layer counted from 1 (0 the inputs), from -1 where there is none.
    """
    place = geometry(tuple(view.layer_sizes))
    traces = []
    for i, (x, y, customdata) in enumerate(_places(place)):
        # mode "none" draws nothing in the page and still finds what is under the pointer.
        trace: dict[str, Any] = {"type": "scatter", "mode": "none", "x": x, "y": y, "customdata": customdata}
        trace |= {"hoverinfo": "none"} if hover is None else {"hoverinfo": "text", "hovertext": hover[i]}
        traces.append(trace)
    image = {
        "source": svg_uri(network_svg(view, place)),
        "x": 0, "y": 0, "sizex": WIDTH, "sizey": HEIGHT,
        "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "top", "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    return {"data": traces, "layout": {**_layout(view, place), "images": [image]}}


def network_hover(view: NetworkView) -> Hover:
    """The hover text of every link, neuron and bias, in the order of the figure's three traces."""
    place = geometry(tuple(view.layer_sizes))
    links, neurons, biases = [], [], []
    last = len(view.layer_sizes) - 1
    for layer in range(last + 1):
        for neuron in range(view.layer_sizes[layer]):
            name = neuron_name(view, layer, neuron)
            shown = "" if view.probe is None else f"<br>at the probe {_exact(view.probe[layer][neuron])}"
            neurons += [f"<b>{name}</b>{shown}"] * _BOX_POINTS
            if layer:
                rows = range(neuron, len(view.weights[layer - 1]), view.layer_sizes[layer])
                value = " and ".join(_exact(view.biases[layer - 1][row]) for row in rows)
                biases.append(f"bias of {name}<br><b>{value}</b>{_extra(view.bias_values, view, layer, (neuron,))}")
                for origin in range(view.layer_sizes[layer - 1]):
                    value = " and ".join(_exact(view.weights[layer - 1][row, origin]) for row in rows)
                    more = _extra(view.link_values, view, layer, (neuron, origin))
                    text = f"{neuron_name(view, layer - 1, origin)} → {name}<br>weight <b>{value}</b>{more}"
                    links += [text] * place.hover_points[layer - 1].shape[2]
    return links, neurons, biases


def neuron_name(view: NetworkView, layer: int, neuron: int) -> str:
    """What a neuron is called: its input's label, "output", or "neuron 3 of layer 1"."""
    if layer == 0:
        return view.input_labels[neuron] if view.input_labels else f"input {neuron + 1}"
    if layer == len(view.layer_sizes) - 1:
        return f"output {as_it_stands(view.output_labels[neuron])}" if view.output_labels else "output"
    return f"neuron {neuron + 1} of layer {layer}"


def _exact(value: float) -> str:
    return short_number(float(value), 4)


def _extra(values: Any, view: NetworkView, layer: int, index: tuple[int, ...]) -> str:
    if values is None:
        return ""
    shown = view.shown_links(layer) if len(index) == 2 else view.shown_biases(layer)
    return f"<br>{view.value_name} <b>{float(shown[index]):.2e}</b>".replace("-", "−")


_BOX_POINTS = 9


@lru_cache(maxsize=64)
def _places(place: Geometry) -> tuple[tuple[Any, Any, list[list[Any]]], ...]:
    """x, y and customdata of the three traces; the same objects for one architecture, so nothing is seen to change."""
    links, neurons, biases = [], [], []
    link_data, neuron_data, bias_data = [], [], []
    steps = np.array([(dx, dy) for dy in (-0.36, 0, 0.36) for dx in (-0.36, 0, 0.36)])
    for layer, n in enumerate(place.layer_sizes):
        for neuron in range(n):
            neurons.append(place.centers[layer][neuron] + steps * place.sizes[layer])
            neuron_data += [["neuron", layer, neuron, -1]] * _BOX_POINTS
            if layer:
                biases.append(place.dot(layer, neuron))
                bias_data.append(["bias", layer, neuron, -1])
                for origin in range(place.layer_sizes[layer - 1]):
                    points = place.hover_points[layer - 1][neuron, origin]
                    links.append(points)
                    link_data += [["link", layer, neuron, origin]] * len(points)
    traces = []
    for points, data in ((links, link_data), (neurons, neuron_data), (biases, bias_data)):
        xy = np.concatenate([np.reshape(p, (-1, 2)) for p in points]).astype(np.float32)
        x, y = np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
        x.flags.writeable = y.flags.writeable = False
        traces.append((x, y, data))
    return tuple(traces)


def _layout(view: NetworkView, place: Geometry) -> dict[str, Any]:
    theme, columns = view.theme, len(view.layer_sizes)
    two_lines = columns > 5
    annotations = []
    for layer, title in enumerate(view.titles):
        chosen = layer == view.selected_layer
        # On two lines a short title stands on the upper one, beside its neighbours' widths, not beside their names.
        text = (title.replace(" · ", "<br>") if " · " in title else title + "<br> ") if two_lines else title
        x = float(place.centers[layer][0, 0])
        # Where columns are near each other a name as long as "sigmoid" just has room.
        font = {"color": theme.accent if chosen else theme.muted, "size": 13 if two_lines else 14}
        text = f"<b>{text}</b>" if chosen else text
        keys = {"xref": "x", "yref": "y domain", "xanchor": "center", "yanchor": "bottom", "font": font}
        annotations.append(label(text, x, 1, **keys))
    annotations += _side_labels(view.input_labels, 0, "right", view, place)
    annotations += _side_labels(view.output_labels, columns - 1, "left", view, place)
    annotations.append(_legend(theme))
    hidden = {"visible": False, "fixedrange": True}
    return base_layout(theme, 14) | {
        "xaxis": {**hidden, "range": [0, WIDTH], "constrain": "domain"},
        "yaxis": {**hidden, "range": [HEIGHT, 0], "scaleanchor": "x", "constrain": "domain"},
        "margin": {
            "l": _side_margin(view.input_labels),
            "r": _side_margin(view.output_labels),
            "t": 40 if two_lines else 24,
            "b": LEGEND_HEIGHT,
        },
        "annotations": annotations,
        "hovermode": "closest",
        "hoverdistance": 14,
        "dragmode": False,
        "uirevision": "network",
    }


def _legend(theme: Theme) -> dict[str, Any]:
    """What the colours, the widths and the dots mean, on the lower margin."""
    below, above = (f'<span style="color:{color}">━</span>' for color in (theme.negative, theme.positive))
    text = f"{below} negative · {above} positive · thick: strong · dot: bias"
    keys = {"xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "top", "borderpad": 0}
    return label(text, 0.5, 0, font={"color": theme.muted, "size": 13}, **keys)


def _side_labels(labels: tuple[str, ...], layer: int, anchor: str, view: NetworkView, place: Geometry) -> list[Any]:
    side = (place.sizes[layer] / 2 + 2) * (-1 if anchor == "right" else 1)
    keys = {"xanchor": anchor, "xref": "x", "yref": "y", "borderpad": 3}
    return [
        label(as_it_stands(text), float(x + side), float(y), **keys)
        for text, (x, y) in zip(labels, place.centers[layer], strict=False)
    ]


def _side_margin(labels: tuple[str, ...]) -> int:
    """Pixels kept free at a side, so that the longest label is not cut on a narrow screen."""
    return max((8 * len(label) for label in labels), default=6)
