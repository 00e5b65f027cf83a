"""Quantities of a run under both losses, one strip each, on one axis of updates, up to a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pages.common.figure_style import Array, axis, base_layout, label, round_up, spread, thin, tick_step
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name

MOST_POINTS = 250
GAP = 0.28


@dataclass(frozen=True, eq=False)
class Strip:
    """One quantity of a run.

    values : {loss: (updates + 1,)}, at least 0
    top : the upper end where the quantity has a bound; None takes it from the whole run
    goal : a dotted line at this value
    """

    name: str
    values: Mapping[str, Array]
    top: float | None = None
    goal: float | None = None

    @property
    def upper(self) -> float:
        """The upper end of the axis, the same all along the run."""
        largest = max(float(each.max()) for each in self.values.values())
        return self.top or round_up(max(largest, 1e-9))


def strips_figure(strips: Sequence[Strip], position: int, theme: Theme, pixels: float = 380.0) -> dict[str, Any]:
    """Strips over the updates 0 … position, a line and a point for each loss; the first carries the losses' names.

    What comes after the position is not drawn, but has its place. About `pixels` high, the names keep a line apart.
    """
    last = len(next(iter(strips[0].values.values()))) - 1
    height = 1 / (len(strips) + GAP * (len(strips) - 1))
    layout = base_layout(theme)
    traces: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for row, strip in enumerate(strips):
        number, top, low = str(row + 1) if row else "", strip.upper, 1 - height * (row * (1 + GAP) + 1)
        layout[f"yaxis{number}"] = axis(
            theme, range=[-0.03 * top, 1.05 * top], domain=[max(low, 0.0), low + height], anchor="x",
            tickformat=".3~g" if top >= 0.001 else ".2~e",
            dtick=top if top == strip.top and top < 1 else tick_step(top, 2),
        )  # fmt: skip
        place = {"xref": "x domain", "yref": f"y{number} domain", "xanchor": "left", "yanchor": "bottom"}
        annotations.append(label(f"<b>{strip.name}</b>", 0, 1.02, **place, borderpad=0, font={"size": 14}))
        if strip.goal is not None:
            shapes.append(_goal_line(strip.goal, f"y{number}", theme))
        for loss, whole in strip.values.items():
            traces += _line_and_point(whole, position, loss, f"y{number}", strip.name, theme)
    annotations += _names(strips[0], position, height * pixels, theme)
    layout |= {
        "xaxis": axis(
            theme, range=[0, last], dtick=tick_step(last, 6, whole=True), anchor=f"y{len(strips)}".removesuffix("y1"),
            title={"text": "update", "standoff": 2, "font": {"size": 14}},
        ),
        "margin": {"l": 46, "r": 104, "t": 22, "b": 38},
        "annotations": annotations,
        "shapes": shapes,
        "hovermode": "x",
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _line_and_point(
    whole: Array, position: int, loss: str, yaxis: str, name: str, theme: Theme
) -> list[dict[str, Any]]:
    x, y = thin(np.arange(position + 1.0), whole[: position + 1], MOST_POINTS)
    color = loss_color(loss, theme)
    line = {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "yaxis": yaxis, "name": f"{name} {loss}",
        "line": {"color": color, "width": 2.6, "simplify": False},
        "hovertemplate": f"{loss_name(loss)} {name} %{{y:.4g}}<extra></extra>",
    }  # fmt: skip
    point = {
        "type": "scatter", "mode": "markers", "x": x[-1:], "y": y[-1:], "yaxis": yaxis, "hoverinfo": "skip",
        "marker": {"size": 10, "color": color, "line": {"color": theme.background, "width": 1.5}}, "cliponaxis": False,
    }  # fmt: skip
    return [line, point]


def _names(strip: Strip, position: int, height: float, theme: Theme) -> list[dict[str, Any]]:
    """The losses' names beside the points of a strip, kept a line of text apart."""
    top = strip.upper
    # A line of text, 20 px, in units of the strip.
    gap = 20 / height * top
    places = spread([float(whole[position]) for whole in strip.values.values()], gap, 0.08 * top, 0.96 * top)
    return [
        label(
            loss_name(loss), 1, place, xref="x domain", yref="y", xanchor="left", yanchor="middle", xshift=9,
            font={"color": loss_color(loss, theme), "size": 14}, borderpad=0,
        )
        for loss, place in zip(strip.values, places, strict=True)
    ]  # fmt: skip


def _goal_line(value: float, yref: str, theme: Theme) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x domain", "x0": 0, "x1": 1, "yref": yref, "y0": value, "y1": value,
        "layer": "below", "line": {"color": theme.muted, "width": 1.4, "dash": "dot"},
    }  # fmt: skip
