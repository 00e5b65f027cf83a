"""The gradient's size in each layer over the epochs: in a chart of its own, or in the place of the curves."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import (
    CURVE_MARGINS,
    axis,
    base_layout,
    label,
    looked_back_to,
    mark_lines,
    round_up,
    spread,
    thin,
    tick_step,
)
from pages.common.palette import Theme, layer_colors

MOST_POINTS = 300


def gradient_figure(
    epoch: Array, norms: Array, theme: Theme, marks: Sequence[tuple[float, str]] = (), loss: str = "L"
) -> dict[str, Any]:
    """The gradient norm of each layer (n, L) over the epochs (n,), on a log axis, layers named at their line's end.

    A norm of 0 has no place on a log axis and is left out, as is NaN. `loss` is its letter.
    """
    names = [f"layer {layer}" for layer in range(1, norms.shape[1] + 1)]
    # A line of text, 17 px of a plot about 230 px high.
    figure = _lines(epoch, norms, theme, names, 17 / 230, 14)
    layout = figure["layout"] | {
        "margin": {"l": 70, "r": 64, "t": 10, "b": 42},
        "shapes": mark_lines(marks, theme),
        "uirevision": "gradient",
    }
    layout["xaxis"] |= {"title": _title("epoch", theme)}
    layout["yaxis"] |= {"title": _title(f"norm of ∂{loss}/∂W per layer", theme)}
    return {"data": figure["data"], "layout": layout}


def gradient_curves(
    epoch: Array,
    norms: Array,
    theme: Theme,
    marks: Sequence[tuple[float, str]] = (),
    shown_epoch: float | None = None,
) -> dict[str, Any]:
    """The same where the curves stand, with their margins: a layer is named by its number.

    Parameters
    ----------
    shown_epoch : a line stands at this epoch, and what comes after it is pale: it is looked back to; None at the end
    """
    names = [str(layer) for layer in range(1, norms.shape[1] + 1)]
    figure = _lines(epoch, norms, theme, names, 15 / 120, 13)
    title = label(
        "<b>gradient in each layer</b>", 0, 1, xref="x domain", yref="y domain", xanchor="left", yanchor="bottom",
        borderpad=1,
    )  # fmt: skip
    last = float(epoch[-1]) if len(epoch) else 0.0
    layout = figure["layout"] | {
        "margin": {"l": CURVE_MARGINS["left"], "r": CURVE_MARGINS["right"], "t": 20, "b": CURVE_MARGINS["bottom"]},
        "annotations": [title, *figure["layout"]["annotations"]],
        "shapes": [*mark_lines(marks, theme), *looked_back_to(shown_epoch, last, theme)],
        "uirevision": "gradient curves",
    }
    layout["xaxis"] |= {"dtick": tick_step(layout["xaxis"]["range"][1], 4, whole=True), "ticklabelstandoff": 9}
    return {"data": figure["data"], "layout": layout}


def _lines(
    epoch: Array, norms: Array, theme: Theme, names: Sequence[str], line_of_text: float, size: int
) -> dict[str, Any]:
    """The lines with their names; a line of text is this share of the plot's height."""
    colors = layer_colors(theme, len(names))
    shown = np.where(norms > 0, norms, np.nan)
    lines = [thin(epoch, shown[:, layer], MOST_POINTS) for layer in range(len(names))]
    values = np.concatenate([y for _, y in lines]) if lines else np.empty(0)
    low, high = (np.floor(np.log10(values.min())), np.ceil(np.log10(values.max()))) if len(values) else (-3.0, 0.0)
    high = max(high, low + 1)
    traces = [
        {
            "type": "scatter", "mode": "lines", "x": x, "y": y, "name": f"layer {layer + 1}",
            "line": {"color": colors[layer], "width": 2.2},
            "hovertemplate": f"layer {layer + 1}: %{{y:.2e}}<extra></extra>",
        }
        for layer, (x, y) in enumerate(lines)
    ]  # fmt: skip
    named = [layer for layer, (x, _) in enumerate(lines) if len(x)]
    places = spread([float(np.log10(lines[i][1][-1])) for i in named], (high - low) * line_of_text, low, high)
    end = round_up(max(float(epoch[-1]) if len(epoch) else 0.0, 10.0))
    notes = [
        label(names[layer], float(lines[layer][0][-1]), place, xref="x", yref="y", xanchor="left", xshift=4,
              font={"color": colors[layer], "size": size})
        for layer, place in zip(named, places, strict=True)
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(theme, range=[0, end], dtick=tick_step(end, 8, whole=True), showgrid=False),
        "yaxis": axis(theme, type="log", range=[low, high], dtick=max(1, (high - low) // 4), exponentformat="power"),
        "annotations": notes,
        "hovermode": "x unified",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def _title(text: str, theme: Theme) -> dict[str, Any]:
    return {"text": text, "font": {"color": theme.muted, "size": 13}, "standoff": 6}
