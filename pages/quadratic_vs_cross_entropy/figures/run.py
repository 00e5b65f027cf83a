"""One neuron's run under both losses on one time axis: output, cost, |∂C/∂w| and f′(z), up to a moment."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mlp_core.learning_speed import NeuronRecord
from pages.common.figure_style import Array, axis, base_layout, label, round_up, spread, thin, tick_step
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name

MOST_POINTS = 250
# Name and what of a record it shows, from top to bottom.
STRIPS = (("output a", "output"), ("cost C", "cost"), ("|∂C/∂w|", "gradient_weight"), ("f′(z)", "slope"))
GAP = 0.07
LARGEST_SLOPE = 0.25


def run_figure(records: Mapping[str, NeuronRecord], position: int, target: float, theme: Theme) -> dict[str, Any]:
    """Four strips over the updates 0 … position, a line and a point for each loss.

    Parameters
    ----------
    records : {loss: its run}, of equal length
    position : the moment that is shown; what comes later is not drawn, but has its place
    """
    last = len(next(iter(records.values())).output) - 1
    height = (1 - GAP * (len(STRIPS) - 1)) / len(STRIPS)
    traces: list[dict[str, Any]] = []
    layout = base_layout(theme)
    annotations: list[dict[str, Any]] = []
    for row, (name, field) in enumerate(STRIPS):
        number = "" if row == 0 else str(row + 1)
        values = {loss: np.abs(getattr(record, field)) for loss, record in records.items()}
        top = _top(field, values)
        low = 1 - row * (height + GAP) - height
        layout[f"yaxis{number}"] = axis(
            theme, range=[-0.03 * top, 1.05 * top], tickformat=".3~g",
            dtick=LARGEST_SLOPE if field == "slope" else tick_step(top, 2),
            domain=[max(low, 0.0), low + height], anchor="x",
        )  # fmt: skip
        place = {"xref": "x domain", "yref": f"y{number} domain"}
        annotations.append(
            label(f"<b>{name}</b>", 0, 1.02, **place, xanchor="left", yanchor="bottom", borderpad=0, font={"size": 14})
        )
        for loss, whole in values.items():
            traces += _line_and_point(whole, position, loss, f"y{number}", name, theme)
    annotations += _names(records, position, last, height, theme)
    layout |= {
        "xaxis": axis(
            theme, range=[0, last], dtick=tick_step(last, 6, whole=True), anchor=f"y{len(STRIPS)}",
            title={"text": "update", "standoff": 2}, showgrid=True,
        ),
        "margin": {"l": 46, "r": 104, "t": 22, "b": 36},
        "annotations": annotations,
        "shapes": [_target_line(target, theme)],
        "hovermode": "x",
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _top(field: str, values: Mapping[str, Array]) -> float:
    """The upper end of a strip: fixed where the quantity has a bound, else from the whole run."""
    if field == "output":
        return 1.0
    if field == "slope":
        return LARGEST_SLOPE
    return round_up(max(max(float(each.max()) for each in values.values()), 1e-6))


def _line_and_point(
    whole: Array, position: int, loss: str, yaxis: str, name: str, theme: Theme
) -> list[dict[str, Any]]:
    x, y = thin(np.arange(position + 1.0), whole[: position + 1], MOST_POINTS)
    color = loss_color(loss, theme)
    words = f"{loss_name(loss)} {name} %{{y:.4g}}<extra></extra>"
    line = {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "yaxis": yaxis, "name": f"{name} {loss}",
        "line": {"color": color, "width": 2.6}, "hovertemplate": words,
    }  # fmt: skip
    point = {
        "type": "scatter", "mode": "markers", "x": x[-1:], "y": y[-1:], "yaxis": yaxis, "hoverinfo": "skip",
        "marker": {"size": 10, "color": color, "line": {"color": theme.background, "width": 1.5}}, "cliponaxis": False,
    }  # fmt: skip
    return [line, point]


def _names(
    records: Mapping[str, NeuronRecord], position: int, last: int, height: float, theme: Theme
) -> list[dict[str, Any]]:
    """The losses' names beside the points of the output, kept a line of text apart."""
    places = spread([float(record.output[position]) for record in records.values()], 0.22, 0.08, 0.96)
    return [
        label(
            loss_name(loss), 1, place, xref="x domain", yref="y", xanchor="left", yanchor="middle", xshift=9,
            font={"color": loss_color(loss, theme), "size": 14}, borderpad=0,
        )
        for loss, place in zip(records, places, strict=True)
    ]  # fmt: skip


def _target_line(target: float, theme: Theme) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": target, "y1": target,
        "layer": "below", "line": {"color": theme.muted, "width": 1.4, "dash": "dot"},
    }  # fmt: skip
