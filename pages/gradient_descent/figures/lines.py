"""Values along one axis: the loss of several runs, the effect of a rate, a schedule; each named at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, see_through, spread, thin
from pages.common.figures.numbers import plain_number
from pages.common.figures.region import settled
from pages.common.palette import Theme, legible

MOST_POINTS = 500
# What arrived to the last digit, or left float64, still has a place on a logarithmic axis.
SMALLEST, LARGEST = 1e-30, 1e30


@dataclass(frozen=True, eq=False)
class Curve:
    """x, y : (m,), of which only finite points are drawn; head marks the last of them with its value."""

    name: str
    x: Array
    y: Array
    color: str
    mode: str = "lines"
    dash: str = "solid"
    width: float = 3.0
    head: bool = True
    size: float = 7.0
    opacity: float = 1.0


@dataclass(frozen=True, eq=False)
class LinesView:
    """Curves on axes that do not move.

    x_range, y_range : of the axes, in data units also where an axis is logarithmic
    verticals, horizontals : (place, words) of dashed lines
    names : stand at the curves' ends, on the right; else only the dots
    values : the last value stands behind each name
    ticks : places and words along x, where numbers are not wanted
    right : pixels for the names
    gap : between two names, as a share of the height
    """

    theme: Theme
    curves: Sequence[Curve]
    title: str
    x_title: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    x_log: bool = False
    y_log: bool = False
    verticals: Sequence[tuple[float, str]] = ()
    horizontals: Sequence[tuple[float, str]] = ()
    names: bool = True
    ticks: tuple[Sequence[float], Sequence[str]] | None = None
    values: bool = True
    right: int = 118
    gap: float = 0.085


def lines_figure(view: LinesView) -> dict[str, Any]:
    """One trace a curve, then one of their heads."""
    theme = view.theme
    drawn = [_drawn(curve, view) for curve in view.curves]
    traces = [_trace(curve, x, y) for curve, (x, y) in zip(view.curves, drawn, strict=True)]
    ends = [(c, float(x[-1]), float(y[-1])) for c, (x, y) in zip(view.curves, drawn, strict=True) if c.head and len(x)]
    seen = [end for end in ends if view.y_range[0] <= end[2] <= view.y_range[1]]
    traces.append(
        {"type": "scatter", "mode": "markers", "x": [x for _, x, _ in seen], "y": [y for *_, y in seen],
         "hoverinfo": "skip", "name": "heads", "cliponaxis": False,
         "marker": {"color": [c.color for c, *_ in seen], "size": 9}}
    )  # fmt: skip
    layout = base_layout(theme, 14) | {
        "xaxis": _axis(view, view.x_range, view.x_log, view.x_title),
        "yaxis": _axis(view, view.y_range, view.y_log, ""),
        "margin": {"l": 56, "r": view.right if view.names else 14, "t": 28, "b": 44},
        "annotations": [_title(view), *(_names(view, ends) if view.names else []), *_words(view)],
        "shapes": _dashed(view),
        "dragmode": False,
        "hovermode": "closest",
    }
    if view.ticks is not None:
        layout["xaxis"] |= {"tickvals": list(view.ticks[0]), "ticktext": list(view.ticks[1])}
    return {"data": traces, "layout": layout}


def on_log(values: Array) -> Array:
    """Values as a logarithmic axis can show them: none at or below 0, none infinite."""
    return np.clip(values, SMALLEST, LARGEST)


def _drawn(curve: Curve, view: LinesView) -> tuple[Array, Array]:
    """The finite points, no more than can be seen; what cannot stand on a logarithmic axis is left out."""
    x, y = np.asarray(curve.x, dtype=float), np.asarray(curve.y, dtype=float)
    possible = np.isfinite(x) & np.isfinite(y)
    if view.x_log:
        possible &= x > 0
    if view.y_log:
        possible &= y > 0
    x, y = x[possible], y[possible]
    return (x, y) if curve.mode == "markers" else thin(x, y, MOST_POINTS)


def _trace(curve: Curve, x: Array, y: Array) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": curve.mode, "name": curve.name,
        "x": settled(x.astype(np.float32)), "y": settled(y.astype(np.float32)),
        "line": {"color": curve.color, "width": curve.width, "dash": curve.dash}, "opacity": curve.opacity,
        "marker": {"color": curve.color, "size": curve.size},
        "hovertemplate": f"{curve.name}<br>%{{x:.4g}}: %{{y:.4g}}<extra></extra>",
    }  # fmt: skip


def _axis(view: LinesView, data_range: tuple[float, float], log: bool, title: str) -> dict[str, Any]:
    keys: dict[str, Any] = {"fixedrange": True, "tickfont": {"size": 13, "color": view.theme.muted}}
    keys["range"] = [_place(end, log) for end in data_range]
    if log:
        keys |= {"type": "log", "exponentformat": "power"}
        decades = keys["range"][1] - keys["range"][0]
        keys["dtick"] = 1 if decades < 4.5 else 2 if decades < 11 else 4
    else:
        keys["nticks"] = 6
    if title:
        keys["title"] = {"text": title, "font": {"size": 15}, "standoff": 4}
    return axis(view.theme, **keys)


def _place(value: float, log: bool) -> float:
    """Where Plotly puts a value of an axis: at its logarithm on a logarithmic one."""
    return float(np.log10(value)) if log else float(value)


def _title(view: LinesView) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return label(f"<b>{view.title}</b>", 0, 1.01, font={"size": 15}, **place)


def _names(view: LinesView, ends: Sequence[tuple[Curve, float, float]]) -> list[dict[str, Any]]:
    low, high = (_place(end, view.y_log) for end in view.y_range)
    places = [(_place(y, view.y_log) - low) / (high - low) for *_, y in ends]
    return [
        label(f"{curve.name} {_number(y)}" if view.values else curve.name, 1.015, height, xref="paper", yref="paper",
              xanchor="left", font={"size": 14, "color": legible(curve.color, view.theme)})
        for (curve, _, y), height in zip(ends, spread(places, view.gap, 0.03, 0.97), strict=True)
    ]  # fmt: skip


def _number(value: float) -> str:
    return plain_number(value) if value > SMALLEST else "0"


def _words(view: LinesView) -> list[dict[str, Any]]:
    back = {"bgcolor": see_through(view.theme.background, 0.75), "font": {"size": 14, "color": view.theme.accent}}
    up = [
        label(words, _place(x, view.x_log), 0.98, yref="paper", xanchor="right", yanchor="top", xshift=-3, **back)
        for x, words in view.verticals
    ]
    across = [
        label(words, 0.01, _place(y, view.y_log), xref="paper", xanchor="left", yanchor="bottom", **back)
        for y, words in view.horizontals
    ]
    return up + across


def _dashed(view: LinesView) -> list[dict[str, Any]]:
    line = {"type": "line", "line": {"color": view.theme.accent, "width": 2, "dash": "dash"}}
    up = [line | {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"} for x, _ in view.verticals]
    return up + [line | {"x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y} for y, _ in view.horizontals]
