"""The loss on a plane through the weights as contours, with the path of training projected onto it."""

from typing import Any

from mlp_core.arrays import Array
from mlp_core.landscape import Landscape
from pages.common.figure_style import axis, base_layout, label
from pages.common.palette import Theme, hex_color, rgb
from pages.playground.figures.loss_scale import LossScale


def landscape_figure(title: str, panel: Landscape | str, scale: LossScale, theme: Theme) -> dict[str, Any]:
    """Contours of a landscape under its title; words in place of one there is none of.

    Axes are in units of the plane's directions; where these are of a path, they say how much of it they hold.
    """
    there = isinstance(panel, Landscape)
    x_axis = y_axis = axis(theme, showgrid=False, ticks="", showticklabels=there, nticks=5)
    if isinstance(panel, Landscape):
        x_axis = x_axis | {"range": [panel.x[0], panel.x[-1]], "title": _title("1st", panel, 0, theme)}
        y_axis = y_axis | {"range": [panel.y[0], panel.y[-1]], "title": _title("2nd", panel, 1, theme)}
    layout = base_layout(theme) | {
        "xaxis": x_axis,
        "yaxis": y_axis,
        "margin": {"l": 58, "r": 74, "t": 26, "b": 44},
        "annotations": heading(title, panel, theme),
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "landscape",
    }
    return {"data": [_contours(panel, scale, theme), *_path(panel, theme)] if there else [], "layout": layout}


def heading(title: str, panel: Landscape | str, theme: Theme) -> list[dict[str, Any]]:
    """The title of a landscape, and the words in its place."""
    keys = {"xref": "paper", "yref": "paper"}
    found = [label(f"<b>{title}</b>", 0, 1, xanchor="left", yanchor="bottom", font={"size": 14}, **keys)]
    if isinstance(panel, str):
        found.append(label(panel, 0.5, 0.5, font={"color": theme.muted, "size": 15}, **keys))
    return found


def _contours(panel: Landscape, scale: LossScale, theme: Theme) -> dict[str, Any]:
    bar = scale.ticks() | {
        "title": {"text": "loss", "font": {"color": theme.muted}},
        "thickness": 14, "outlinewidth": 0, "tickfont": {"color": theme.muted}, "x": 1.01,
    }  # fmt: skip
    bottom, top = scale.ends
    return {
        "type": "contour", "x": panel.x, "y": panel.y, "z": scale.heights(panel.losses),
        "zmin": bottom, "zmax": top, "colorscale": ramp(theme), "colorbar": bar,
        "contours": {"start": bottom, "end": top, "size": scale.between_lines, "coloring": "fill"},
        "line": {"width": 0.8, "color": theme.muted},
        "text": loss_texts(panel.losses),
        "hovertemplate": "loss %{text}<extra></extra>",
    }  # fmt: skip


def ramp(theme: Theme) -> list[list[Any]]:
    """The colours of a low loss, near to that of the page, and of a high one."""
    paper, ink = rgb(theme.background), rgb(theme.muted)
    return [[share, hex_color(paper + (0.04 + 0.66 * share) * (ink - paper))] for share in (0.0, 1.0)]


def loss_texts(losses: Array) -> list[list[str]]:
    """What stands for each loss under the pointer."""
    return [[f"{value:.4g}" for value in row] for row in losses]


def _path(panel: Landscape, theme: Theme) -> list[dict[str, Any]]:
    x, y = panel.path[:, 0], panel.path[:, 1]
    on = {"type": "scatter", "hoverinfo": "skip"}
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
