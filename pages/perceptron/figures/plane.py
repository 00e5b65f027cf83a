"""The plane of the inputs: points of two classes, the lines that part them, and both sides in their colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, see_through
from pages.common.palette import Theme
from pages.perceptron.figures.geometry import NOTHING, Path, foot, half_plane, line_path

# More points than these are drawn smaller and without their sign.
MOST_SIGNS = 16


@dataclass(frozen=True, eq=False)
class Line:
    """A line w₀ + w₁x₁ + w₂x₂ = 0: weights (3,), its colour, and whether it is dashed."""

    w: Array
    color: str
    dash: str = "solid"
    width: float = 3.0


@dataclass(frozen=True, eq=False)
class PlaneView:
    """One picture of the plane.

    Parameters
    ----------
    X, y : (N, 2) and (N,) of ±1
    low, high : corners of what is shown at least
    lines : drawn below the points
    sides : (3,) weights whose two sides are coloured; None leaves the plane empty
    marked : the row that is ringed
    arrow : draw the weight vector (w₁, w₂) of `sides`, from the line to the positive side
    names : of the two axes
    legend : (words, colour) for each line that needs a name
    """

    theme: Theme
    X: Array
    y: Array
    low: tuple[float, float]
    high: tuple[float, float]
    lines: Sequence[Line] = ()
    sides: Array | None = None
    marked: int | None = None
    arrow: bool = False
    names: tuple[str, str] = ("x₁", "x₂")
    legend: Sequence[tuple[str, str]] = ()

    @property
    def center(self) -> tuple[float, float]:
        """The middle of what is shown."""
        return (self.low[0] + self.high[0]) / 2, (self.low[1] + self.high[1]) / 2

    @property
    def reach(self) -> float:
        """Past every edge of what is shown, also where the picture is much wider than high."""
        return 6 * max(self.high[0] - self.low[0], self.high[1] - self.low[1])


def plane_figure(view: PlaneView) -> dict[str, Any]:
    """The plane as a figure; its traces: negative side, positive side, each line, points, ring."""
    theme = view.theme
    sides = [_side(view, -1.0), _side(view, 1.0)]
    lines = [_line(view, line) for line in view.lines]
    shared = {"showgrid": True, "fixedrange": True}
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, **shared, range=[view.low[0], view.high[0]], title=_title(view.names[0])),
        "yaxis": axis(
            theme,
            **shared,
            range=[view.low[1], view.high[1]],
            title=_title(view.names[1]),
            scaleanchor="x",
            constrain="range",
        ),
        "margin": {"l": 46, "r": 8, "t": 28 if view.legend else 6, "b": 40},
        "annotations": [*_arrow(view), *_legend(view)],
        "dragmode": False,
        "hovermode": "closest",
    }
    return {"data": [*sides, *lines, _points(view), _ring(view)], "layout": layout}


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 15}, "standoff": 4}


def _side(view: PlaneView, sign: float) -> dict[str, Any]:
    theme = view.theme
    path = NOTHING if view.sides is None else half_plane(view.sides, sign, view.center, view.reach)
    color = theme.positive_region if sign > 0 else theme.negative_region
    return _scatter(path, mode="lines", fill="toself", fillcolor=see_through(color, 0.45), line={"width": 0})


def _line(view: PlaneView, line: Line) -> dict[str, Any]:
    path = line_path(line.w, view.center, view.reach)
    return _scatter(path, mode="lines", line={"color": line.color, "width": line.width, "dash": line.dash})


def _scatter(path: Path, **keys: Any) -> dict[str, Any]:
    # What answers to hover would take the click that is meant for the plane.
    return {"type": "scatter", "x": list(path[0]), "y": list(path[1]), "hoverinfo": "skip", **keys}


def _points(view: PlaneView) -> dict[str, Any]:
    theme, few = view.theme, len(view.X) <= MOST_SIGNS
    colors = [theme.positive_point if y > 0 else theme.negative_point for y in view.y]
    marker = {"color": colors, "size": 21 if few else 11, "line": {"color": theme.point_outline, "width": 1.5}}
    signs: dict[str, Any] = {"mode": "markers"}
    if few:
        text = ["+" if y > 0 else "−" for y in view.y]
        signs = {"mode": "markers+text", "text": text, "textfont": {"color": theme.background, "size": 17}}
    return _scatter((tuple(view.X[:, 0]), tuple(view.X[:, 1])), marker=marker, **signs)


def _ring(view: PlaneView) -> dict[str, Any]:
    """Around the marked point."""
    x, y = ((np.nan,), (np.nan,)) if view.marked is None else ((view.X[view.marked, 0],), (view.X[view.marked, 1],))
    size = 36 if len(view.X) <= MOST_SIGNS else 25
    marker = {"symbol": "circle-open", "size": size, "color": view.theme.mark, "line": {"width": 4}}
    return _scatter((x, y), mode="markers", marker=marker)


def _arrow(view: PlaneView) -> list[dict[str, Any]]:
    """The direction of (w₁, w₂), across the line: it points to the positive side. Its length says nothing."""
    w = view.sides
    start = None if w is None or not view.arrow else foot(w, view.center)
    if w is None or start is None:
        return []
    length = 0.16 * (view.high[1] - view.low[1])
    end = start + length * w[1:] / np.hypot(w[1], w[2])
    place = {"xref": "x", "yref": "y", "axref": "x", "ayref": "y"}
    arrow = {"arrowhead": 2, "arrowsize": 1.1, "arrowwidth": 3, "arrowcolor": view.theme.text, "showarrow": True}
    tip = start + 1.35 * (end - start)
    return [
        {"x": end[0], "y": end[1], "ax": start[0], "ay": start[1], "text": "", **place, **arrow},
        label("<b>w</b>", tip[0], tip[1], xref="x", yref="y", font={"size": 18, "color": view.theme.text}),
    ]


def _legend(view: PlaneView) -> list[dict[str, Any]]:
    """Names of the lines above the plane, in their colours."""
    words = "  ".join(f'<span style="color:{color}"><b>{text}</b></span>' for text, color in view.legend)
    place = {"xref": "x domain", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return [label(words, 0, 1, font={"size": 15}, **place)] if view.legend else []
