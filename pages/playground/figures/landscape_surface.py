"""The loss on a plane through the weights as a surface, with the path of training at its own height."""

from typing import Any

import numpy as np

from mlp_core.landscape import Landscape
from pages.common.figure_style import CLEAR, base_layout, space_axis
from pages.common.palette import Theme
from pages.playground.figures.landscape import heading, loss_texts, ramp
from pages.playground.figures.loss_scale import LossScale

# The path runs so much of the height above its losses, or it would sink into the surface's facets; its ends more.
LIFT, LIFT_OF_ENDS = 0.03, 0.07


def landscape_surface_figure(title: str, panel: Landscape | str, scale: LossScale, theme: Theme) -> dict[str, Any]:
    """The surface of a landscape under its title; words in place of one there is none of.

    The path is at the height of its own losses: it runs above or below the surface, for it comes from beside the plane.
    """
    layout = base_layout(theme) | {
        "margin": {"l": 0, "r": 0, "t": 26, "b": 0},
        "annotations": heading(title, panel, theme),
        "uirevision": "landscape",
    }
    if isinstance(panel, str):
        hidden = {"visible": False}
        return {"data": [], "layout": layout | {"xaxis": hidden, "yaxis": hidden}}
    layout["scene"] = _scene(panel, scale, theme)
    return {"data": [_surface(panel, scale, theme), *_path(panel, scale, theme)], "layout": layout}


def _surface(panel: Landscape, scale: LossScale, theme: Theme) -> dict[str, Any]:
    bottom, top = scale.ends
    lines = {"show": True, "start": bottom, "end": top, "size": scale.between_lines, "color": theme.muted, "width": 1}
    return {
        "type": "surface", "x": panel.x, "y": panel.y, "z": scale.heights(panel.losses),
        "cmin": bottom, "cmax": top, "colorscale": ramp(theme), "showscale": False, "contours": {"z": lines},
        "lighting": {"ambient": 0.8, "diffuse": 0.4, "specular": 0.04, "roughness": 0.9},
        "text": loss_texts(panel.losses),
        "hovertemplate": "loss %{text}<extra></extra>",
    }  # fmt: skip


def _path(panel: Landscape, scale: LossScale, theme: Theme) -> list[dict[str, Any]]:
    bottom, top = scale.ends
    z = scale.heights(panel.path_losses) + LIFT * (top - bottom)
    x, y = panel.path.T
    # In three dimensions nothing is cut off at the end of an axis.
    z = np.where((np.abs(x) <= panel.x[-1]) & (np.abs(y) <= panel.y[-1]), z, np.nan)
    ends = z + (LIFT_OF_ENDS - LIFT) * (top - bottom)
    texts = [f"{loss:.4g}" for loss in panel.path_losses]
    on = {"type": "scatter3d", "hovertemplate": "loss of the weights there %{text}<extra></extra>"}
    dot = {"size": 7, "color": theme.accent}
    line = {"color": theme.accent, "width": 6}
    return [
        on | {"mode": "lines", "x": x, "y": y, "z": z, "text": texts, "line": line},
        on | {"mode": "markers", "x": x[:1], "y": y[:1], "z": ends[:1], "text": texts[:1],
              "marker": dot | {"symbol": "circle-open"}},
        on | {"mode": "markers", "x": x[-1:], "y": y[-1:], "z": ends[-1:], "text": texts[-1:],
              "marker": dot},
    ]  # fmt: skip


def _scene(panel: Landscape, scale: LossScale, theme: Theme) -> dict[str, Any]:
    def axis(name: str, **keys: Any) -> dict[str, Any]:
        return space_axis(theme, name, size=14, zeroline=False, nticks=4, **keys)

    bottom, top = scale.ends
    spare = 0.05 * (top - bottom)
    return {
        "xaxis": axis(_name("1st", panel, 0), range=[panel.x[0], panel.x[-1]]),
        "yaxis": axis(_name("2nd", panel, 1), range=[panel.y[0], panel.y[-1]]),
        "zaxis": axis("", range=[bottom - spare, top + spare], **scale.ticks()),
        "aspectmode": "manual",
        "aspectratio": {"x": 1.25, "y": 1.25, "z": 0.7},
        "camera": {"eye": {"x": -1.15, "y": -1.5, "z": 1.35}, "center": {"x": 0, "y": 0, "z": -0.3}},
        "dragmode": "turntable",
        "bgcolor": CLEAR,
        "uirevision": "kept",
    }  # fmt: skip


def _name(which: str, panel: Landscape, number: int) -> str:
    return which if panel.plane.shares is None else f"{which} ({panel.plane.shares[number]:.0%})"
