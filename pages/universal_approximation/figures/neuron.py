"""One neuron: its output over x, with the place of its step."""

from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.approximation import Interval
from mlp_core.lessons.approximation_error import predict_line
from pages.common.figure_style import axis, base_layout, label
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme

POINTS = 801
OUTPUT, PLACE = range(2)


def neuron_figure(net: MLP, x_range: Interval, theme: Theme, output: str = "a", place: str = "−b/w") -> dict[str, Any]:
    """The figure of an MLP 1-1; its traces are OUTPUT and PLACE, the point at s, the formula of which is `place`."""
    x = np.linspace(*x_range, POINTS)
    w, b = float(net.weights[0][0, 0]), float(net.biases[0][0])
    at = -b / w if w else np.nan
    seen = x_range[0] <= at <= x_range[1]
    point = np.array([at]) if seen else np.empty(0)
    marker = {"size": 14, "color": theme.mark, "line": {"width": 2, "color": theme.background}}
    line = {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    pen = {"color": theme.text, "width": 3.5, "simplify": False}
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, range=list(x_range), showgrid=False, title={"text": "x", "standoff": 2}),
        "yaxis": axis(theme, range=[-0.08, 1.08], dtick=0.25),
        "margin": {"l": 46, "r": 10, "t": 30, "b": 40},
        "annotations": [
            label(f"<b>━ output {output} of the neuron</b>", 0, 1, xref="x domain", yref="paper", xanchor="left",
                  yanchor="bottom", yshift=3, font={"size": 15}),
            *([label(f"<b>s = {place} = {plain_number(at)}</b>", at, 0.5, xanchor="left" if at < 0.6 else "right",
                     xshift=12 if at < 0.6 else -12, font={"size": 16, "color": theme.mark},
                     bgcolor=theme.background)] if seen else []),
        ],
        "shapes": [line | {"line": {"color": theme.mark, "width": 1.6, "dash": "dash"}}] if seen else [],
        "hovermode": False,
        "dragmode": False,
    }  # fmt: skip
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "x": x, "y": predict_line(net, x), "line": pen, "hoverinfo": "skip"},
            {"type": "scatter", "mode": "markers", "x": point, "y": np.full(len(point), 0.5), "marker": marker,
             "hoverinfo": "skip"},
        ],
        "layout": layout,
    }  # fmt: skip
