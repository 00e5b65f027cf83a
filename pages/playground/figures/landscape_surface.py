"""The loss on planes through the weights as surfaces, side by side, with the path of training at its own height."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlp_core.landscape import Landscape
from pages.common.figure_style import CLEAR, base_layout, label
from pages.common.palette import Theme
from pages.playground.figures.landscape import loss_texts, ramp
from pages.playground.figures.loss_scale import LossScale, loss_scale

GAP = 0.02
# The ball stands so much of the height above the surface, or it would sink into its facets.
LIFT = 0.03


def landscape_surface_figure(panels: Sequence[tuple[str, Landscape | str]], theme: Theme) -> dict[str, Any]:
    """A surface of each landscape under its title, on one scale of loss; words in place of one there is none of.

    The path is at the height of its own losses: it runs above or below the surface, for it comes from beside the plane.
    """
    shown = [panel for _, panel in panels if isinstance(panel, Landscape)]
    scale = loss_scale([losses for panel in shown for losses in (panel.losses, panel.path_losses)])
    width = (1.0 - GAP * (len(panels) - 1)) / len(panels)
    layout = base_layout(theme)
    traces: list[dict[str, Any]] = []
    notes = []
    for number, (title, panel) in enumerate(panels):
        scene = f"scene{number + 1 if number else ''}"
        start = number * (width + GAP)
        place = {"xref": "paper", "yref": "paper"}
        font = {"size": 14}
        notes.append(label(f"<b>{title}</b>", start, 1, xanchor="left", yanchor="bottom", font=font, **place))
        if isinstance(panel, str):
            muted = {"color": theme.muted, "size": 15}
            notes.append(label(panel, start + width / 2, 0.5, xanchor="center", font=muted, **place))
            continue
        layout[scene] = _scene(panel, scale, theme) | {"domain": {"x": [start, start + width], "y": [0, 1]}}
        traces += [_surface(panel, scene, scale, theme), *_path(panel, scene, scale, theme)]
    layout |= {"margin": {"l": 0, "r": 0, "t": 26, "b": 0}, "annotations": notes, "uirevision": "landscape"}
    return {"data": traces, "layout": layout}


def _surface(panel: Landscape, scene: str, scale: LossScale, theme: Theme) -> dict[str, Any]:
    bottom, top = scale.ends
    lines = {"show": True, "start": bottom, "end": top, "size": scale.between_lines, "color": theme.muted, "width": 1}
    return {
        "type": "surface", "scene": scene, "x": panel.x, "y": panel.y, "z": scale.heights(panel.losses),
        "cmin": bottom, "cmax": top, "colorscale": ramp(theme), "showscale": False, "contours": {"z": lines},
        "lighting": {"ambient": 0.8, "diffuse": 0.4, "specular": 0.04, "roughness": 0.9},
        "text": loss_texts(panel.losses),
        "hovertemplate": "loss %{text}<extra></extra>",
    }  # fmt: skip


def _path(panel: Landscape, scene: str, scale: LossScale, theme: Theme) -> list[dict[str, Any]]:
    bottom, top = scale.ends
    z = scale.heights(panel.path_losses) + LIFT * (top - bottom)
    x, y = panel.path.T
    # In three dimensions nothing is cut off at the end of an axis.
    z = np.where((np.abs(x) <= panel.x[-1]) & (np.abs(y) <= panel.y[-1]), z, np.nan)
    texts = [f"{loss:.4g}" for loss in panel.path_losses]
    on = {"type": "scatter3d", "scene": scene, "hovertemplate": "loss of the weights there %{text}<extra></extra>"}
    dot = {"size": 6, "line": {"color": theme.accent, "width": 2}}
    line = {"color": theme.accent, "width": 6}
    return [
        on | {"mode": "lines", "x": x, "y": y, "z": z, "text": texts, "line": line},
        on | {"mode": "markers", "x": x[:1], "y": y[:1], "z": z[:1], "text": texts[:1],
              "marker": dot | {"color": theme.background}},
        on | {"mode": "markers", "x": x[-1:], "y": y[-1:], "z": z[-1:], "text": texts[-1:],
              "marker": dot | {"color": theme.accent}},
    ]  # fmt: skip


def _scene(panel: Landscape, scale: LossScale, theme: Theme) -> dict[str, Any]:
    quiet = {
        "gridcolor": theme.grid, "zeroline": False, "linecolor": theme.border, "showbackground": False,
        "tickfont": {"size": 13, "color": theme.muted}, "showspikes": False, "nticks": 4,
    }  # fmt: skip

    def axis(name: str, **keys: Any) -> dict[str, Any]:
        return quiet | {"title": {"text": name, "font": {"size": 14, "color": theme.text}}} | keys

    bottom, top = scale.ends
    spare = 0.05 * (top - bottom)
    return {
        "xaxis": axis("1st", range=[panel.x[0], panel.x[-1]]),
        "yaxis": axis("2nd", range=[panel.y[0], panel.y[-1]]),
        "zaxis": axis("loss", range=[bottom - spare, top + spare], **scale.ticks()),
        "aspectmode": "manual",
        "aspectratio": {"x": 1.25, "y": 1.25, "z": 0.75},
        "camera": {"eye": {"x": -1.1, "y": -1.45, "z": 0.95}, "center": {"x": 0, "y": 0, "z": -0.14}},
        "dragmode": "turntable",
        "bgcolor": CLEAR,
        "uirevision": "kept",
    }  # fmt: skip
