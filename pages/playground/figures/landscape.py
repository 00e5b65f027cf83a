"""The loss on planes through the weights, side by side, with the path of training projected onto each."""

from collections.abc import Sequence
from typing import Any

from mlp_core.arrays import Array
from mlp_core.landscape import Landscape
from pages.common.figure_style import axis, base_layout, label
from pages.common.palette import Theme, hex_color, rgb
from pages.playground.figures.loss_scale import LossScale, loss_scale

GAP = 0.1


def landscape_figure(panels: Sequence[tuple[str, Landscape | str]], theme: Theme) -> dict[str, Any]:
    """Contours of each landscape under its title, on one scale of loss; words in place of one there is none of.

    Axes are in units of the plane's directions; where these are of a path, they say how much of it they hold.
    """
    shown = [panel for _, panel in panels if isinstance(panel, Landscape)]
    scale = loss_scale([panel.losses for panel in shown])
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
        traces += [_contours(panel, k, scale, theme, not traces), *_path(panel, k, theme)]
    layout |= {
        "margin": {"l": 58, "r": 90, "t": 26, "b": 44},
        "annotations": notes,
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "landscape",
    }
    return {"data": traces, "layout": layout}


def _contours(panel: Landscape, k: str, scale: LossScale, theme: Theme, with_bar: bool) -> dict[str, Any]:
    bar = scale.ticks() | {
        "title": {"text": "loss", "font": {"color": theme.muted}},
        "thickness": 14, "outlinewidth": 0, "tickfont": {"color": theme.muted}, "x": 1.01,
    }  # fmt: skip
    bottom, top = scale.ends
    return {
        "type": "contour", "x": panel.x, "y": panel.y, "z": scale.heights(panel.losses),
        "xaxis": f"x{k}", "yaxis": f"y{k}",
        "zmin": bottom, "zmax": top, "colorscale": ramp(theme), "showscale": with_bar, "colorbar": bar,
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
