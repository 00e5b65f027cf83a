"""Twelve untrained networks side by side: what functions random weights make."""

from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, pen, round_up
from pages.common.palette import Theme

COLUMNS = 4
CELL = 0.92


def gallery_figure(x: Array, curves: Array, theme: Theme) -> dict[str, Any]:
    """Curves (m, k) over x (k,) as small pictures, four in a row, all on one vertical scale.

    A single pair of axes holds them all: cell (row, column) is the unit square at (column, -row).
    """
    reach = gallery_scale(curves)
    rows = -(-len(curves) // COLUMNS)
    column, row = np.arange(len(curves)) % COLUMNS, np.arange(len(curves)) // COLUMNS
    across = (x - x[0]) / (x[-1] - x[0]) * CELL
    xs = column[:, None] + across
    # Past its cell's edge a curve is not drawn, rather than bent along the edge.
    ys = -row[:, None] + CELL / 2 * np.where(np.abs(curves) <= reach, curves / reach, np.nan)
    ends = np.column_stack([column, column + CELL])
    left, right, middle = ends[:, 0], ends[:, 1], -row.astype(float)
    frames_x = np.column_stack([left, right, right, left, left])
    frames_y = middle[:, None] + CELL / 2 * np.array([-1, -1, 1, 1, -1])
    traces = [
        _pen(frames_x, frames_y, theme.border, 1),
        _pen(ends, np.column_stack([middle, middle]), theme.grid, 1),
        _pen(xs, ys, theme.accent, 2.4),
    ]
    hidden = axis(theme, visible=False)
    scale = [
        label(text, -0.03, height, xref="x", yref="y", xanchor="right", font={"color": theme.muted})
        for text, height in ((f"{reach:g}", CELL / 2), ("0", 0.0), (f"−{reach:g}", -CELL / 2))
    ]
    layout = base_layout(theme) | {
        "xaxis": hidden | {"range": [-0.25, COLUMNS - 1 + CELL + 0.02]},
        "yaxis": hidden | {"range": [-(rows - 1) - 0.52, 0.52]},
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "annotations": scale,
        "hovermode": False,
        "dragmode": False,
        "uirevision": "gallery",
    }
    return {"data": traces, "layout": layout}


def gallery_scale(curves: Array) -> float:
    """The value at a cell's upper edge: a round number that most curves stay below."""
    return round_up(max(float(np.quantile(np.abs(curves).max(axis=1), 0.8)), 1e-3))


def _pen(x: Array, y: Array, color: str, width: float) -> dict[str, Any]:
    """Several lines (m, points) as one trace."""
    x, y = (values.astype(np.float32) for values in pen(x, y))
    line = {"color": color, "width": width}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}
