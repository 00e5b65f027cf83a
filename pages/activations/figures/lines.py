"""Lines, points and bands in a frame: what most figures of this page are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, see_through, spread
from pages.common.palette import Theme, legible

Range = tuple[float, float]
# A change between neighbouring points that is drawn as a gap: the curve jumps there.
LEAST_GAP = 0.15


@dataclass(frozen=True, eq=False)
class Line:
    """A curve; a name is written at its right end."""

    x: Array
    y: Array
    color: str
    width: float = 3.0
    dash: str = "solid"
    name: str = ""
    mode: str = "lines"


@dataclass(frozen=True, eq=False)
class Points:
    """Points of one colour and shape."""

    x: Sequence[float] | Array
    y: Sequence[float] | Array
    color: str
    size: float = 12
    symbol: str = "circle"


@dataclass(frozen=True, eq=False)
class LinesView:
    """What one figure shows.

    Parameters
    ----------
    title : above the frame, HTML; words in a line's colour take the place of a legend
    bands : (from, to, colour) on the x axis, behind the lines
    marks : (x, words) of dashed vertical lines
    names_room : pixels on the right for the names of lines; 0 leaves them out
    names_gap : least distance of two names, as a share of the height
    log : the y axis is logarithmic, and y_range in powers of ten
    square : one unit is as long on both axes
    clickable : empty space answers to clicks
    """

    theme: Theme
    lines: Sequence[Line]
    x_range: Range
    y_range: Range
    title: str = ""
    x_title: str = "z"
    points: Sequence[Points] = ()
    bands: Sequence[tuple[float, float, str]] = ()
    marks: Sequence[tuple[float, str]] = ()
    names_room: int = 0
    names_gap: float = 0.075
    log: bool = False
    square: bool = False
    clickable: bool = False


def lines_figure(view: LinesView) -> dict[str, Any]:
    """The figure: one trace a line, then one for each group of points."""
    theme = view.theme
    grid = {"fixedrange": True, "zeroline": not view.log, "zerolinecolor": theme.border, "zerolinewidth": 2}
    y_axis = axis(theme, **grid, range=list(view.y_range))
    if view.log:
        step = max(1, round((view.y_range[1] - view.y_range[0]) / 6))
        y_axis |= {"type": "log", "dtick": step, "exponentformat": "power"}
    if view.square:
        y_axis |= {"scaleanchor": "x", "constrain": "range"}
    x_title = {"text": view.x_title, "font": {"size": 15}, "standoff": 2}
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, **grid, range=list(view.x_range), title=x_title),
        "yaxis": y_axis,
        "margin": {"l": 52, "r": view.names_room or 12, "t": 30 if view.title else 8, "b": 46},
        "annotations": [*_title(view), *_names(view), *_mark_words(view)],
        "shapes": [*_bands(view), *_marks(view)],
        # Without hovering no click is told; every trace skips it, so that nothing shows.
        "hovermode": "closest" if view.clickable else False,
        "dragmode": False,
        "clickanywhere": view.clickable,
    }
    return {"data": [*map(_line, view.lines), *map(_points, view.points)], "layout": layout}


def with_gaps(y: Array, least: float = LEAST_GAP) -> Array:
    """The values of a curve on a fine grid, with NaN before each jump, so that no upright is drawn there."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > least)
    drawn = np.array(y, dtype=np.float64)
    drawn[jumps] = np.nan
    return drawn


def padded(low: float, high: float, share: float = 0.08) -> Range:
    """A range with some room above and below."""
    room = share * (high - low) or 0.5
    return low - room, high + room


def colored(text: str, color: str) -> str:
    """Words of a title in the colour of what they name."""
    return f'<span style="color:{color}"><b>{text}</b></span>'


def _line(line: Line) -> dict[str, Any]:
    look: dict[str, Any] = {"line": {"color": line.color, "width": line.width, "dash": line.dash, "simplify": False}}
    if "markers" in line.mode:
        look["marker"] = {"color": line.color, "size": 6}
    return {"type": "scatter", "mode": line.mode, "x": line.x, "y": line.y, "hoverinfo": "skip", **look}


def _points(points: Points) -> dict[str, Any]:
    marker = {"color": points.color, "size": points.size, "symbol": points.symbol}
    if "open" in points.symbol or "thin" in points.symbol:
        marker["line"] = {"width": 3, "color": points.color}
    return {
        "type": "scatter", "mode": "markers", "x": np.asarray(points.x, dtype=float),
        "y": np.asarray(points.y, dtype=float), "hoverinfo": "skip", "marker": marker,
    }  # fmt: skip


def _title(view: LinesView) -> list[dict[str, Any]]:
    if not view.title:
        return []
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 3}
    return [label(view.title, 0, 1, align="left", font={"size": 15}, **place)]


def _names(view: LinesView) -> list[dict[str, Any]]:
    """Names at the right ends of the lines, apart from each other."""
    named = [line for line in view.lines if line.name] if view.names_room else []
    if not named:
        return []
    low, high = view.y_range
    ends = [float(np.log10(line.y[-1]) if view.log else line.y[-1]) for line in named]
    places = spread([(end - low) / (high - low) for end in ends], view.names_gap, 0.02, 0.98)
    return [
        label(line.name, 1, place, xref="paper", yref="y domain", xanchor="left", xshift=4,
              font={"size": 14, "color": legible(line.color, view.theme)})
        for line, place in zip(named, places, strict=True)
    ]  # fmt: skip


def _mark_words(view: LinesView) -> list[dict[str, Any]]:
    back = see_through(view.theme.background, 0.8)
    font = {"size": 14, "color": view.theme.mark}
    return [
        label(words, x, 0.99, xref="x", yref="y domain", yanchor="top", xanchor="left", xshift=4, bgcolor=back,
              font=font)
        for x, words in view.marks
        if words
    ]  # fmt: skip


def _marks(view: LinesView) -> list[dict[str, Any]]:
    look = {"color": view.theme.mark, "width": 1.6, "dash": "dash"}
    return [
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": look}
        for x, _ in view.marks
    ]


def _bands(view: LinesView) -> list[dict[str, Any]]:
    return [
        {"type": "rect", "x0": start, "x1": end, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
         "fillcolor": color, "line": {"width": 0}}
        for start, end, color in view.bands
    ]  # fmt: skip
