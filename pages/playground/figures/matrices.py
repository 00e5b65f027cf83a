"""Matrices as coloured cells: the weights of each layer, and which class was taken for which."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from pages.common.figure_style import as_it_stands, axis, base_layout, label, round_up
from pages.common.palette import Theme, hex_color, map_palette

# Past this many columns in all, or rows in a layer, numbers no longer fit into their cells.
MOST_COLUMNS_WITH_NUMBERS = 26
MOST_ROWS_WITH_NUMBERS = 12
# With more classes a cell has no room for more than its count.
MOST_WITH_SHARES = 4


def weights_figure(weights: Sequence[Array], biases: Sequence[Array], theme: Theme) -> dict[str, Any]:
    """Each layer's weights (rows, n_in) as a matrix, a row per neuron, biases apart on the right, one scale."""
    scale = weight_scale(weights, biases)
    # A matrix, the gap to its biases, their column, and the gap to the next matrix, in cells.
    widths = [w.shape[1] + 1.5 for w in weights]
    widths = [max(width, 0.07 * sum(widths)) for width in widths]
    rows = max(len(w) for w in weights)
    total = sum(widths) + 1.2 * (len(weights) - 1)
    numbers = sum(w.shape[1] + 1 for w in weights) <= MOST_COLUMNS_WITH_NUMBERS
    traces, notes = [], []
    layout = base_layout(theme) | {
        "margin": {"l": 12, "r": 12, "t": 44, "b": 8},
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "weights",
    }
    start = 0.0
    for layer, (w, b, width) in enumerate(zip(weights, biases, widths, strict=True)):
        number = "" if layer == 0 else str(layer + 1)
        x = np.append(np.arange(1.0, w.shape[1] + 1), w.shape[1] + 1.5)
        with_numbers = numbers and len(w) <= MOST_ROWS_WITH_NUMBERS
        for part, values, places in (("weight", w, x[:-1]), ("bias", b[:, None], x[-1:])):
            traces.append(_cells(values, places, part, number, scale, theme, with_numbers))
        domain = [start / total, (start + width) / total]
        layout[f"xaxis{number}"] = axis(
            theme, visible=False, domain=domain, range=[0.5, x[-1] + 0.5], anchor=f"y{number}"
        )
        layout[f"yaxis{number}"] = axis(theme, visible=False, range=[rows + 0.5, 0.5], anchor=f"x{number}")
        shape = f" {len(w)}×{w.shape[1]}" if width > 0.15 * total else ""
        text = f"<b>W{_subscript(layer + 1)}</b>{shape}"
        notes.append(label(text, domain[0], 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=3))
        notes.append(label(f"b{_subscript(layer + 1)}", x[-1], 1, xref=f"x{number}", yref="paper", xanchor="center",
                           yanchor="bottom", yshift=3, font={"color": theme.muted}))  # fmt: skip
        start += width + 1.2
    layout["annotations"] = [
        *notes,
        label(f"full colour at ±{scale:g}", 1, 1, xref="paper", yref="paper", xanchor="right", yanchor="bottom",
              yshift=23, font={"color": theme.muted}),
    ]  # fmt: skip
    return {"data": traces, "layout": layout}


def weight_scale(weights: Sequence[Array], biases: Sequence[Array]) -> float:
    """The weight that gets the full colour: a round number at or above the largest finite one."""
    sizes = (np.abs(values[np.isfinite(values)]).max(initial=0.1) for values in (*weights, *biases))
    return round_up(float(max(sizes)))


def _cells(
    values: Array, places: Array, part: str, number: str, scale: float, theme: Theme, with_numbers: bool
) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "heatmap", "x": places, "y": np.arange(1.0, len(values) + 1), "z": values,
        "xaxis": f"x{number}", "yaxis": f"y{number}", "zmin": -scale, "zmax": scale, "xgap": 1, "ygap": 1,
        "colorscale": _colorscale(theme), "showscale": False,
        "hovertemplate": (
            "neuron %{y:.0f}, input %{x:.0f}<br>weight %{z:.3f}<extra></extra>" if part == "weight"
            else "neuron %{y:.0f}<br>bias %{z:.3f}<extra></extra>"
        ),
    }  # fmt: skip
    if with_numbers:
        trace |= {"texttemplate": "%{z:.2f}", "textfont": {"size": 13}}
    return trace


def _colorscale(theme: Theme) -> list[list[Any]]:
    palette = map_palette(theme)
    return [[0.0, hex_color(palette[0])], [0.5, theme.midpoint], [1.0, hex_color(palette[255])]]


def confusion_figure(
    matrices: Sequence[tuple[str, NDArray[np.int_]]], class_names: Sequence[str], theme: Theme
) -> dict[str, Any]:
    """Confusion matrices side by side, such as ("training", counts) and ("test", counts).

    `counts` (K, K) has a row for each true class and a column for each answer. A cell holds its count and its share
    of the true class, which also colours it.
    """
    n = len(class_names)
    traces, notes = [], []
    layout = base_layout(theme, 14) | {
        "margin": {"l": 92, "r": 12, "t": 52, "b": 8}, "hovermode": "closest", "dragmode": False,
        "uirevision": "confusion",
    }  # fmt: skip
    width = 1 / len(matrices)
    for i, (name, counts) in enumerate(matrices):
        number = "" if i == 0 else str(i + 1)
        share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        traces.append(
            {
                "type": "heatmap", "z": share, "x": np.arange(n), "y": np.arange(n), "xaxis": f"x{number}",
                "yaxis": f"y{number}", "zmin": 0, "zmax": 1, "showscale": False, "xgap": 2, "ygap": 2,
                "colorscale": [[0.0, theme.panel], [1.0, theme.accent]], "hoverinfo": "skip",
            }
        )  # fmt: skip
        for row, column in np.ndindex(n, n):
            color = theme.background if share[row, column] > 0.55 else theme.text
            text = f"<b>{counts[row, column]}</b>"
            if n <= MOST_WITH_SHARES:
                text += f"<br>{share[row, column]:.0%}"
            notes.append(label(text, column, row, xref=f"x{number}", yref=f"y{number}", font={"color": color}))
        domain = [i * width + (0.06 if i else 0), (i + 1) * width - 0.02]
        ticks = {
            "tickvals": list(range(n)),
            "ticktext": list(map(as_it_stands, class_names)),
            "showgrid": False,
            "ticks": "",
        }
        layout[f"xaxis{number}"] = axis(
            theme, side="top", domain=domain, range=[-0.5, n - 0.5], anchor=f"y{number}", **ticks
        )
        layout[f"yaxis{number}"] = axis(theme, range=[n - 0.5, -0.5], anchor=f"x{number}", **ticks)
        right = int(np.trace(counts))
        title = f"<b>{name}</b> · {right} of {int(counts.sum())} right"
        notes.append(
            label(title, domain[0], 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=24)
        )
    corner = {"xref": "paper", "yref": "paper", "xanchor": "right", "xshift": -6, "font": {"color": theme.muted}}
    notes.append(label("predicted →", 0, 1, yanchor="bottom", yshift=2, **corner))
    notes.append(label("true ↓", 0, 1, yanchor="top", **corner))
    layout["annotations"] = notes
    return {"data": traces, "layout": layout}


def _subscript(number: int) -> str:
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))
