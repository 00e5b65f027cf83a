"""The loss on planes through the weights, side by side, with the path of training projected onto each."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.landscape import Landscape
from pages.common.figure_style import axis, base_layout, label
from pages.common.palette import Theme, hex_color, rgb

# Losses this many times apart are shown on a logarithmic scale.
LOG_FROM = 20.0
LEVELS = 16
GAP = 0.1


def landscape_figure(panels: Sequence[tuple[str, Landscape | str]], theme: Theme) -> dict[str, Any]:
    """Contours of each landscape under its title, on one scale of loss; words in place of one there is none of.

    Axes are in units of the plane's directions; where these are of a path, they say how much of it they hold.
    """
    shown = [panel for _, panel in panels if isinstance(panel, Landscape)]
    low, high, log = loss_scale([panel.losses for panel in shown])
    width = (1.0 - GAP * (len(panels) - 1)) / len(panels)
    layout = base_layout(theme)
    traces: list[dict[str, Any]] = []
    notes = []
    for number, (title, panel) in enumerate(panels):
        k = "" if number == 0 else str(number + 1)
        start = number * (width + GAP)
        hidden = axis(theme, showgrid=False, ticks="", showticklabels=isinstance(panel, Landscape), nticks=5)
        layout[f"xaxis{k}"] = hidden | {"domain": [start, start + width], "anchor": f"y{k}"}
        layout[f"yaxis{k}"] = hidden | {"anchor": f"x{k}"}
        keys = {"xref": f"x{k} domain", "yref": f"y{k} domain"}
        notes.append(label(f"<b>{title}</b>", 0, 1, xanchor="left", yanchor="bottom", font={"size": 14}, **keys))
        if isinstance(panel, str):
            notes.append(label(panel, 0.5, 0.5, font={"color": theme.muted, "size": 15}, **keys))
            continue
        layout[f"xaxis{k}"] |= {"range": [panel.x[0], panel.x[-1]], "title": _title("1st", panel, 0, theme)}
        layout[f"yaxis{k}"] |= {"range": [panel.y[0], panel.y[-1]], "title": _title("2nd", panel, 1, theme)}
        traces += [_contours(panel, k, (low, high, log), theme, not traces), *_path(panel, k, theme)]
    layout |= {
        "margin": {"l": 58, "r": 90, "t": 26, "b": 44},
        "annotations": notes,
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "landscape",
    }
    return {"data": traces, "layout": layout}


def loss_scale(losses: Sequence[Array]) -> tuple[float, float, bool]:
    """Lowest and highest loss that have a colour of their own, and whether the scale is logarithmic."""
    values = np.concatenate([each.ravel() for each in losses]) if losses else np.array([0.0, 1.0])
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0, False
    low, high = float(values.min()), float(values.max())
    log = high > LOG_FROM * max(low, 1e-12)
    low = max(low, 1e-6 * high) if log else low
    return low, max(high, low + 1e-12), log


def _contours(
    panel: Landscape, k: str, scale: tuple[float, float, bool], theme: Theme, with_bar: bool
) -> dict[str, Any]:
    low, high, log = scale
    finite = np.where(np.isfinite(panel.losses), panel.losses, high)
    z = np.log10(np.maximum(finite, low)) if log else finite
    bottom, top = (np.log10(low), np.log10(high)) if log else (low, high)
    ticks = np.linspace(bottom, top, 5)
    names = [f"{10**tick if log else tick:.2g}" for tick in ticks]
    bar = {
        "title": {"text": "loss", "font": {"color": theme.muted}}, "tickvals": ticks.tolist(), "ticktext": names,
        "thickness": 14, "outlinewidth": 0, "tickfont": {"color": theme.muted}, "x": 1.01,
    }  # fmt: skip
    paper, ink = rgb(theme.background), rgb(theme.muted)
    ramp = [[share, hex_color(paper + (0.04 + 0.66 * share) * (ink - paper))] for share in (0.0, 1.0)]
    return {
        "type": "contour", "x": panel.x, "y": panel.y, "z": z, "xaxis": f"x{k}", "yaxis": f"y{k}",
        "zmin": bottom, "zmax": top, "colorscale": ramp, "showscale": with_bar, "colorbar": bar,
        "contours": {"start": bottom, "end": top, "size": (top - bottom) / LEVELS, "coloring": "fill"},
        "line": {"width": 0.8, "color": theme.muted},
        "text": [[f"{value:.4g}" for value in row] for row in panel.losses],
        "hovertemplate": "loss %{text}<extra></extra>",
    }  # fmt: skip


def _path(panel: Landscape, k: str, theme: Theme) -> list[dict[str, Any]]:
    x, y = panel.path[:, 0], panel.path[:, 1]
    on = {"type": "scatter", "xaxis": f"x{k}", "yaxis": f"y{k}", "hoverinfo": "skip"}
    dot = {"size": 11, "line": {"color": theme.accent, "width": 2.5}}
    return [
        on | {"mode": "lines", "x": x, "y": y, "line": {"color": theme.accent, "width": 2.5}},
        on | {"mode": "markers", "x": x[:1], "y": y[:1], "marker": dot | {"color": theme.background}},
        on | {"mode": "markers", "x": x[-1:], "y": y[-1:], "marker": dot | {"color": theme.accent}},
    ]


def _title(which: str, panel: Landscape, number: int, theme: Theme) -> dict[str, Any]:
    shares = panel.plane.shares
    text = which if shares is None else f"{which}: {shares[number]:.1%} of the path"
    return {"text": text, "font": {"color": theme.muted, "size": 13}, "standoff": 6}
