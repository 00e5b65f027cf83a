"""A cost over two weights seen from above: contour lines, gradient arrows, and the ways that descents take on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.surfaces import Surface
from pages.common.figure_style import axis, base_layout, label, pen, see_through, thin
from pages.common.figures.numbers import plain_number
from pages.common.figures.region import settled
from pages.common.palette import Theme
from pages.gradient_descent.figures.contour_picture import contour_picture

MOST_WAY_POINTS = 700
# Arrows a row and a column.
ARROWS = (13, 10)
HEAD_ANGLE = 0.45


@dataclass(frozen=True, eq=False)
class Ground:
    """The cost on a grid, read-only.

    x, y : (nx,), (ny,), the first and the second weight
    cost, slope : (ny, nx), C and ‖∂C/∂w‖
    arrow_from, arrow_along : (n, 2): places between, and −∂C/∂w there
    names : of both weights and of the cost, as text
    """

    x: Array
    y: Array
    cost: Array
    slope: Array
    arrow_from: Array
    arrow_along: Array
    names: tuple[str, str, str] = ("w₁", "w₂", "C")


@dataclass(frozen=True, eq=False)
class Way:
    """The path of one descent, as far as it is shown.

    points : (M, 2)
    values : (M,), the cost there
    """

    points: Array
    values: Array
    color: str
    name: str
    dots: bool = False
    width: float = 3.0


@dataclass(frozen=True, eq=False)
class GroundView:
    """What stands on the ground beside the ways.

    marks : (place, words) of minima and the like
    start : (2,), where the ways begin
    calm : shades where the gradient is shorter than this
    """

    theme: Theme
    ground: Ground
    ways: Sequence[Way]
    marks: Sequence[tuple[Array, str]] = ()
    start: Array | None = None
    arrows: bool = False
    calm: float | None = None
    title: str = ""


def make_ground(
    surface: Surface,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    names: tuple[str, str, str] = ("w₁", "w₂", "C"),
    points: tuple[int, int] = (72, 56),
) -> Ground:
    """The cost of a surface on a grid of so many points."""
    x, y = np.linspace(*x_range, points[0]), np.linspace(*y_range, points[1])
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    cost, slope = surface.value(grid), np.linalg.norm(surface.gradient(grid), axis=-1)
    between = [
        low + (high - low) * (np.arange(n) + 0.5) / n for (low, high), n in zip((x_range, y_range), ARROWS, strict=True)
    ]
    places = np.stack(np.meshgrid(*between), axis=-1).reshape(-1, 2)
    ground = Ground(x, y, cost, slope, places, -surface.gradient(places), names)
    for array in (x, y, cost, slope, places, ground.arrow_along):
        array.setflags(write=False)
    return ground


def ground_figure(view: GroundView) -> dict[str, Any]:
    """Contour lines as a picture, and on it the traces: what hovering tells, calm zone, arrows, a line a way, heads.

    Both axes have one scale, so that arrows cross contour lines at right angles.
    """
    theme, ground = view.theme, view.ground
    traces = [_told(view), _calm(view), _arrows(view)]
    traces += [_line(way, k) for k, way in enumerate(view.ways)]
    traces.append(_heads(view))
    shared = {"fixedrange": True, "constrain": "domain", "tickfont": {"size": 13, "color": theme.muted}}
    annotations = [_mark(theme, place, words) for place, words in view.marks]
    if view.start is not None:
        annotations.append(_mark(theme, view.start, "start"))
    if view.title:
        place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
        annotations.append(label(f"<b>{view.title}</b>", 0, 1.005, font={"size": 15}, **place))
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, **shared, showgrid=False, range=[ground.x[0], ground.x[-1]],
                      title={"text": ground.names[0], "font": {"size": 16}, "standoff": 2}),
        "yaxis": axis(theme, **shared, showgrid=False, range=[ground.y[0], ground.y[-1]],
                      title={"text": ground.names[1], "font": {"size": 16}, "standoff": 2},
                      scaleanchor="x"),
        "margin": {"l": 46, "r": 6, "t": 26 if view.title else 6, "b": 48},
        "annotations": annotations,
        "images": [_contours(view)],
        "dragmode": False,
        "hovermode": "closest",
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _contours(view: GroundView) -> dict[str, Any]:
    x, y, cost = view.ground.x, view.ground.y, view.ground.cost
    return {
        "source": contour_picture(cost.tobytes(), cost.shape, view.theme),
        "x": x[0], "y": y[-1], "sizex": np.ptp(x), "sizey": np.ptp(y), "xref": "x", "yref": "y",
        "xanchor": "left", "yanchor": "top", "sizing": "stretch", "layer": "below",
    }  # fmt: skip


def _told(view: GroundView) -> dict[str, Any]:
    """The cost at each place, to be read and not to be seen."""
    ground, (w, b, c) = view.ground, view.ground.names
    return {
        "type": "heatmap", "x": ground.x, "y": ground.y, "z": ground.cost, "showscale": False, "opacity": 0,
        "name": "cost",
        "hovertemplate": f"{w} = %{{x:.2f}}, {b} = %{{y:.2f}}<br>{c} = %{{z:.4g}}<extra></extra>",
    }  # fmt: skip


def _arrows(view: GroundView) -> dict[str, Any]:
    line = {"color": view.theme.accent, "width": 1.6}
    x, y = _arrow_lines(view.ground) if view.arrows else ([], [])
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": line, "name": "arrows", "x": x, "y": y}


@lru_cache(maxsize=32)
def _arrow_lines(ground: Ground) -> tuple[Array, Array]:
    """−∂C/∂w at a grid of places; the longest fills its cell, the others as their root, or most would be dots."""
    places, along = ground.arrow_from, ground.arrow_along
    length = np.linalg.norm(along, axis=1, keepdims=True)
    cell = min(np.ptp(ground.x) / ARROWS[0], np.ptp(ground.y) / ARROWS[1])
    step = along / np.maximum(length, 1e-300) * np.sqrt(length / max(float(length.max()), 1e-300)) * 0.85 * cell
    start, end = places - step / 2, places + step / 2
    turn = [np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]) for a in (HEAD_ANGLE, -HEAD_ANGLE)]
    left, right = (end - 0.38 * step @ each for each in turn)
    x, y = pen(*(np.stack([start[:, k], end[:, k], left[:, k], end[:, k], right[:, k]], axis=1) for k in (0, 1)))
    return settled(x), settled(y)


def _calm(view: GroundView) -> dict[str, Any]:
    """The zone in which the gradient is shorter than a threshold."""
    ground, color = view.ground, view.theme.accent
    shown = view.calm is not None
    return {
        "type": "contour", "x": ground.x, "y": ground.y, "z": ground.slope, "showscale": False, "hoverinfo": "skip",
        "name": "calm", "visible": shown, "fillcolor": see_through(color, 0.35),
        "contours": {"type": "constraint", "operation": ">", "value": view.calm if shown else 0.0},
        "line": {"color": color, "width": 2},
    }  # fmt: skip


def way_points(way: Way) -> tuple[Array, Array]:
    """The points that are drawn (m, 2) and the cost there: all but of a very long way."""
    steps = np.arange(float(len(way.points)))
    at = thin(steps, steps, MOST_WAY_POINTS)[0].astype(int)
    return settled(way.points[at]), settled(way.values[at])


def _line(way: Way, number: int) -> dict[str, Any]:
    points, values = way_points(way)
    return {
        "type": "scatter", "mode": "lines+markers" if way.dots else "lines", "name": way.name,
        "x": points[:, 0], "y": points[:, 1], "line": {"color": way.color, "width": way.width},
        "marker": {"size": 6, "color": way.color}, "customdata": values,
        "hovertemplate": f"{way.name}: %{{customdata:.4g}}<extra></extra>",
    }  # fmt: skip


def _heads(view: GroundView) -> dict[str, Any]:
    here = [way.points[-1] for way in view.ways]
    return {
        "type": "scatter", "mode": "markers", "x": [p[0] for p in here], "y": [p[1] for p in here], "name": "heads",
        "marker": {"size": 13, "color": [way.color for way in view.ways],
                   "line": {"color": view.theme.background, "width": 2}},
        "text": [f"{way.name}: {plain_number(way.values[-1], 4)}" for way in view.ways],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _mark(theme: Theme, place: Array, words: str) -> dict[str, Any]:
    text = f"+ {words}" if words else "+"
    return label(text, float(place[0]), float(place[1]), xanchor="left", xshift=-8,
                 font={"size": 14, "color": theme.text}, bgcolor=see_through(theme.background, 0.55))  # fmt: skip
