"""A cost over two weights as a surface in space, with the ways that descents take on it.

The surface is a mesh, and its contour lines are stripes of its colour scale: each change of a way makes Plotly draw the
whole space anew, and for its own surfaces with contours that takes three times as long.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import CLEAR, base_layout, space_axis
from pages.common.figures.region import settled
from pages.common.palette import Theme, hex_color, rgb
from pages.gradient_descent.figures.contour_picture import LEVELS, OPACITY, heights, ramp_color
from pages.gradient_descent.figures.ground import Ground, Way, way_points

# A way lies so much of the height above the surface, or it would sink into its facets.
LIFT = 0.018
# Colours that a mesh has, and how many of them a contour line takes.
SHADES, LINE = 256, 2.2


def relief_figure(
    theme: Theme, ground: Ground, ways: Sequence[Way], eye: tuple[float, float, float] = (-0.95, -1.5, 0.95)
) -> dict[str, Any]:
    """Traces: the surface, a line a way, their heads. The camera starts at eye and stays where the reader turned it."""
    low, high = float(ground.cost.min()), float(ground.cost.max())
    w, b, c = ground.names
    traces: list[dict[str, Any]] = [
        {
            "type": "mesh3d", **_mesh(ground), "showscale": False, "colorscale": striped(theme), "cmin": 0,
            "cmax": float(heights(ground.cost).max()),
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


@lru_cache(maxsize=32)
def _mesh(ground: Ground) -> dict[str, Array]:
    """The grid's places and costs, row by row, and the two triangles of each of its cells."""
    ny, nx = ground.cost.shape
    x, y = np.meshgrid(ground.x, ground.y)
    corner = (np.arange(ny - 1)[:, None] * nx + np.arange(nx - 1)).ravel()
    triangles = ([corner, corner + 1], [corner + 1, corner + nx + 1], [corner + nx, corner + nx])
    i, j, k = (np.concatenate(each).astype(np.int32) for each in triangles)
    mesh = {"x": x, "y": y, "z": ground.cost, "intensity": heights(ground.cost)}
    flat = {name: values.astype(np.float32).ravel() for name, values in mesh.items()}
    return {name: settled(values) for name, values in (flat | {"i": i, "j": j, "k": k}).items()}


@lru_cache(maxsize=4)
def striped(theme: Theme) -> list[list[Any]]:
    """The colours of the ground over √(C − lowest C), with a darker stripe where it has a contour line."""
    shares = np.arange(SHADES) / (SHADES - 1)
    at = shares * LEVELS
    distance = np.abs(at - np.floor(at) - 0.5) * (SHADES - 1) / LEVELS
    inked = OPACITY * np.clip((LINE + 1) / 2 - distance, 0, 1)
    muted, colors = rgb(theme.muted), [ramp_color(theme, share) for share in shares]
    return [
        [float(share), hex_color(color + ink * (muted - color))]
        for share, color, ink in zip(shares, colors, inked, strict=True)
    ]


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
    def axis(name: str, low: float, high: float) -> dict[str, Any]:
        return space_axis(theme, name, range=[low, high], nticks=5)

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
