"""A cost over two weights as a surface in space, with the ways that descents take on it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import CLEAR, base_layout
from pages.common.palette import Theme
from pages.gradient_descent.figures.ground import Ground, Way, ramp, way_points

# A way lies so much of the height above the surface, or it would sink into its facets.
LIFT = 0.018


def relief_figure(
    theme: Theme, ground: Ground, ways: Sequence[Way], eye: tuple[float, float, float] = (-0.95, -1.5, 0.95)
) -> dict[str, Any]:
    """Traces: the surface, a line a way, their heads. The camera starts at eye and stays where the reader turned it."""
    low, high = float(ground.cost.min()), float(ground.cost.max())
    w, b, c = ground.names
    lines = {"show": True, "color": theme.muted, "width": 1, "start": low, "end": high, "size": (high - low) / 14}
    traces: list[dict[str, Any]] = [
        {
            "type": "surface", "x": ground.x, "y": ground.y, "z": ground.cost, "showscale": False,
            "colorscale": ramp(theme), "cmin": low, "cmax": high,
            "contours": {"z": lines, "x": {"highlight": False}, "y": {"highlight": False}},
            "lighting": {"ambient": 0.75, "diffuse": 0.45, "specular": 0.04, "roughness": 0.9},
            "hovertemplate": f"{w} = %{{x:.2f}}, {b} = %{{y:.2f}}<br>{c} = %{{z:.4g}}<extra></extra>",
        }
    ]  # fmt: skip
    lift = LIFT * (high - low)
    for way in ways:
        points, values = _inside(ground, *way_points(way))
        traces.append(
            {"type": "scatter3d", "mode": "lines", "x": points[:, 0], "y": points[:, 1], "z": values + lift,
             "name": way.name, "line": {"color": way.color, "width": 6}, "hoverinfo": "skip"}
        )  # fmt: skip
    traces.append(_heads(theme, ground, ways, lift))
    return {"data": traces, "layout": _layout(theme, ground, (low, high), eye)}


def _inside(ground: Ground, points: Array, values: Array) -> tuple[Array, Array]:
    """The way without what lies beside the surface: space is not cut off there as the plane is."""
    x, y = points.T
    outside = (x < ground.x[0]) | (x > ground.x[-1]) | (y < ground.y[0]) | (y > ground.y[-1])
    return points, np.where(outside, np.nan, values)


def _heads(theme: Theme, ground: Ground, ways: Sequence[Way], lift: float) -> dict[str, Any]:
    here = np.array([way.points[-1] for way in ways]).reshape(-1, 2)
    values = np.array([way.values[-1] for way in ways])
    here, values = _inside(ground, here, values)
    return {
        "type": "scatter3d", "mode": "markers", "x": here[:, 0], "y": here[:, 1], "z": values + 2 * lift,
        "name": "heads", "hoverinfo": "skip",
        "marker": {"size": 6, "color": [way.color for way in ways], "line": {"color": theme.background, "width": 1}},
    }  # fmt: skip


def _layout(theme: Theme, ground: Ground, z_range: tuple[float, float], eye: tuple[float, ...]) -> dict[str, Any]:
    quiet = {
        "gridcolor": theme.grid, "zerolinecolor": theme.grid, "linecolor": theme.border, "showbackground": False,
        "tickfont": {"size": 13, "color": theme.muted}, "showspikes": False, "nticks": 5,
    }  # fmt: skip

    def axis(name: str, low: float, high: float) -> dict[str, Any]:
        return quiet | {"title": {"text": name, "font": {"size": 16, "color": theme.text}}, "range": [low, high]}

    room = 0.04 * (z_range[1] - z_range[0])
    scene = {
        "xaxis": axis(ground.names[0], ground.x[0], ground.x[-1]),
        "yaxis": axis(ground.names[1], ground.y[0], ground.y[-1]),
        "zaxis": axis(ground.names[2], z_range[0] - room, z_range[1] + room),
        "aspectmode": "manual",
        "aspectratio": {"x": 1.15, "y": 1.0, "z": 0.7},
        "camera": {"eye": dict(zip("xyz", eye, strict=True)), "center": {"x": 0.02, "y": 0, "z": -0.15}},
        "dragmode": "turntable",
        "bgcolor": CLEAR,
        "uirevision": "kept",
    }
    return base_layout(theme) | {
        "scene": scene, "margin": {"l": 0, "r": 0, "t": 18, "b": 0}
    }  # fmt: skip
