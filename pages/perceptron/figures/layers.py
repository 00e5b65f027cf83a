"""A small network on a few points: its drawing, its region in the plane, and the points in its hidden layer."""

from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from pages.common.figures.small_network import SmallNetwork, small_network_figure
from pages.common.images import palette_png
from pages.common.palette import Theme, palette_index, region_palette
from pages.perceptron.figures.plane import Line, PlaneView, plane_figure

PIXELS = 241
# Wider than the plane is high, so that the picture fills a wide cell too.
WIDER = 2.5


def region_picture(network: MLP, low: tuple[float, float], high: tuple[float, float]) -> Array:
    """The network's outputs of ±1 on a grid over low … high, (PIXELS, PIXELS), row 0 the highest x₂."""
    # Pixels are places: the first and last reach half a pixel past their centres.
    at = [lo + (np.arange(PIXELS) + 0.5) / PIXELS * (hi - lo) for lo, hi in zip(low, high, strict=True)]
    x1, x2 = np.meshgrid(at[0], at[1][::-1])
    return network.predict(np.column_stack([x1.ravel(), x2.ravel()])).reshape(PIXELS, PIXELS)


def hidden_layer_figures(
    network: MLP, X: Array, y: Array, row: int, theme: Theme, hidden_name: str = "a", **bias: Any
) -> dict[str, Any]:
    """Drawing with the activations of one row; the plane with the network's region; the plane of the hidden units.

    hidden_name : the letter of what a hidden neuron answers; bias : how the drawing is to write biases
    """
    trace = network.forward(X[row : row + 1])
    drawing = SmallNetwork.of(network, theme, values=[a[0] for a in trace.a], titles=("inputs", "step", "sign"), **bias)
    low, high = (-0.45, -0.45), (1.45, 1.45)
    wide_low, wide_high = (0.5 - WIDER, -0.45), (0.5 + WIDER, 1.45)
    picture = palette_png(palette_index(region_picture(network, wide_low, wide_high)), region_palette(theme))
    units = [np.array([b, *w]) for w, b in zip(network.weights[0], network.biases[0], strict=True)]
    colors = theme.mark, theme.accuracy
    lines = [Line(w, color) for w, color in zip(units, colors, strict=True)]
    legend = ((f"{hidden_name}₁: OR", colors[0]), (f"{hidden_name}₂: NAND", colors[1]))
    region = PlaneView(theme, X, y, low, high, lines, None, row, legend=legend)
    hidden, names = network.forward(X).a[1], (f"{hidden_name}₁", f"{hidden_name}₂")
    output = np.array([network.biases[1][0], *network.weights[1][0]])
    after = PlaneView(theme, hidden, y, low, high, [Line(output, theme.text)], output, row, names=names)
    figure = plane_figure(region)
    figure["layout"]["images"] = [
        {"source": picture, "x": wide_low[0], "y": wide_high[1], "sizex": wide_high[0] - wide_low[0],
         "sizey": wide_high[1] - wide_low[1], "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "top",
         "sizing": "stretch", "layer": "below", "opacity": 0.6}
    ]  # fmt: skip
    return {"network": small_network_figure(drawing), "region": figure, "hidden": plane_figure(after)}
