"""The weight vector on its way: (w₁, w₂) after each update, and the input that was added last."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, see_through
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme, legible

MOST_MARKERS = 80


@dataclass(frozen=True, eq=False)
class WeightPathView:
    """One moment of a run.

    Parameters
    ----------
    weights : (updates + 1, 3) of the whole run, w₀ first
    position : how many of its updates are shown
    target : ±1 of the point that was added last
    cycle_start : after how many updates the weights begin to repeat, if they do
    bias_name, bias_sign : what the bias is called, and −1 where it is shown as what is subtracted
    """

    theme: Theme
    weights: Array
    position: int
    target: float | None = None
    cycle_start: int | None = None
    bias_name: str = "b"
    bias_sign: int = 1


def weight_path_figure(view: WeightPathView) -> dict[str, Any]:
    """The path of (w₁, w₂) from the origin, and an arrow for the last update; its traces: path, cycle, present weights.

    The bias moves too; it stands in figures in the corner.
    """
    theme, w = view.theme, view.weights[:, 1:]
    shown = w[: view.position + 1]
    mode = "lines+markers" if view.position <= MOST_MARKERS else "lines"
    path = {
        "type": "scatter", "mode": mode, "x": shown[:, 0], "y": shown[:, 1], "hoverinfo": "skip",
        "line": {"color": theme.muted, "width": 1.6}, "marker": {"color": theme.muted, "size": 6},
    }  # fmt: skip
    repeated = w[view.cycle_start : view.position + 1] if view.cycle_start is not None else w[:0]
    cycle = {
        "type": "scatter", "mode": "lines", "x": repeated[:, 0], "y": repeated[:, 1], "hoverinfo": "skip",
        "line": {"color": theme.mark, "width": 3.5},
    }  # fmt: skip
    present = {
        "type": "scatter", "mode": "markers", "x": shown[-1:, 0], "y": shown[-1:, 1], "hoverinfo": "skip",
        "marker": {"color": theme.text, "size": 12},
    }  # fmt: skip
    low, high = w.min(axis=0), w.max(axis=0)
    room = max(0.14 * float((high - low).max()), 0.5 if float((high - low).max()) == 0 else 0.05)
    shared = {"fixedrange": True, "zeroline": True, "zerolinecolor": theme.border, "zerolinewidth": 2}
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, **shared, range=[low[0] - room, high[0] + room], title=_title("w₁")),
        "yaxis": axis(
            theme, **shared, range=[low[1] - room, high[1] + room], title=_title("w₂"), scaleanchor="x",
            constrain="range",
        ),
        "margin": {"l": 46, "r": 8, "t": 6, "b": 40},
        "annotations": [_bias(view), *_last_step(view, shown)],
        "dragmode": False,
    }  # fmt: skip
    return {"data": [path, cycle, present], "layout": layout}


def _bias(view: WeightPathView) -> dict[str, Any]:
    """The third weight, which the plane of the other two leaves out, in figures."""
    text = f"{view.bias_name} = " + plain_number(view.bias_sign * view.weights[view.position, 0] + 0.0)
    place = {"xref": "x domain", "yref": "y domain", "xanchor": "right", "yanchor": "bottom"}
    back = see_through(view.theme.background, 0.8)
    return label(text, 0.99, 0.02, font={"size": 18, "color": view.theme.text}, bgcolor=back, **place)


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 15}, "standoff": 4}


def _last_step(view: WeightPathView, shown: Array) -> list[dict[str, Any]]:
    """What was added last: blue for +x, orange for −x; only the bias moved where the input is the origin."""
    if view.target is None or len(shown) < 2:
        return []
    start, end = shown[-2], shown[-1]
    color = view.theme.positive if view.target > 0 else view.theme.negative
    text, font_color = "+x" if view.target > 0 else "−x", legible(color, view.theme)
    if np.array_equal(start, end):
        words = f"{text}: only {view.bias_name} moved"
        low, high = view.weights[:, 1].min(), view.weights[:, 1].max()
        anchor = "right" if end[0] > (low + high) / 2 else "left"
        return [label(words, end[0], end[1], yshift=20, xanchor=anchor, font={"size": 16, "color": font_color})]
    middle, step = (start + end) / 2, end - start
    side = np.array([-step[1], step[0]]) / np.hypot(*step)
    arrow = {"arrowhead": 2, "arrowsize": 1, "arrowwidth": 4, "arrowcolor": color, "showarrow": True, "standoff": 5}
    place = {"xref": "x", "yref": "y", "axref": "x", "ayref": "y"}
    font = {"size": 18, "color": font_color}
    return [
        {"x": end[0], "y": end[1], "ax": start[0], "ay": start[1], "text": "", **place, **arrow},
        label(f"<b>{text}</b>", middle[0], middle[1], xshift=18 * side[0], yshift=18 * side[1], font=font),
    ]
