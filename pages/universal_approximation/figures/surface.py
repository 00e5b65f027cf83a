"""Surfaces over the square, from the same first view; the camera stays where the reader turned it."""

from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import CLEAR, base_layout, label, space_axis
from pages.common.palette import Theme, map_palette

# Ticks along x and y.
TICKS = (-1, 0, 1)


def surface_figure(
    along: Array,
    z: Array,
    theme: Theme,
    title: str,
    z_range: tuple[float, float],
    scale: float,
    level: float | None = None,
) -> dict[str, Any]:
    """A surface of z (rows y, columns x) over the places ``along`` both inputs; orange below 0, blue above.

    Parameters
    ----------
    z_range : of the vertical axis
    scale : |z| of the full colour
    level : draws a see-through plane at this height, such as a threshold
    """
    lines = {"show": True, "color": theme.muted, "width": 1, "start": along[0], "end": along[-1]}
    lines["size"] = (along[-1] - along[0]) / 12
    quiet = {"hoverinfo": "skip", "showscale": False}
    data: list[dict[str, Any]] = [
        {
            "type": "surface", "x": along, "y": along, "z": z, "showscale": False,
            "cmin": -scale, "cmax": scale, "colorscale": _colors(theme),
            "contours": {"x": dict(lines), "y": dict(lines), "z": {"highlight": False}},
            "lighting": {"ambient": 0.75, "diffuse": 0.45, "specular": 0.04, "roughness": 0.9},
            "hovertemplate": "x %{x:.2f}, y %{y:.2f}<br><b>%{z:.4g}</b><extra></extra>",
        }
    ]  # fmt: skip
    if level is not None:
        ends = np.array([along[0], along[-1]])
        plain = [[0, theme.mark], [1, theme.mark]]
        data.append(
            {"type": "surface", "x": ends, "y": ends, "z": np.full((2, 2), level), "opacity": 0.28,
             "colorscale": plain, **quiet}
        )  # fmt: skip
    return {"data": data, "layout": _layout(theme, title, z_range)}


def surface_options(*names: str) -> dict[str, dict[str, Any]]:
    """Plotly's configuration of the charts of these names: the wheel scrolls the page, not the surface."""
    return {name: {"scrollZoom": False} for name in names}


def _layout(theme: Theme, title: str, z_range: tuple[float, float]) -> dict[str, Any]:
    scene = {
        "xaxis": space_axis(theme, "x", range=[-1, 1], tickvals=list(TICKS)),
        "yaxis": space_axis(theme, "y", range=[-1, 1], tickvals=list(TICKS)),
        "zaxis": space_axis(theme, "", range=list(z_range), nticks=5),
        "aspectmode": "manual",
        "aspectratio": {"x": 1.0, "y": 1.0, "z": 0.62},
        "camera": {"eye": {"x": -0.92, "y": -1.46, "z": 0.92}, "center": {"x": 0.02, "y": 0, "z": -0.14}},
        "dragmode": "turntable",
        "bgcolor": CLEAR,
        "uirevision": "kept",
    }
    keys = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 3}
    heading = label(f"<b>{title}</b>", 0.02, 1, font={"size": 15, "color": theme.text}, **keys)
    return base_layout(theme) | {"scene": scene, "margin": {"l": 0, "r": 0, "t": 30, "b": 0}, "annotations": [heading]}


def _colors(theme: Theme) -> list[list[Any]]:
    palette = map_palette(theme)
    shown = np.linspace(0, 255, 17).round().astype(int)
    return [[k / 16, f"rgb({','.join(map(str, palette[index]))})"] for k, index in enumerate(shown)]
