"""What the figures of the lesson share: headings above a chart, and a level line with its words."""

from typing import Any

from pages.common.figure_style import label
from pages.common.palette import Theme


def heading(text: str, x: float = 0.0, color: str | None = None) -> dict[str, Any]:
    """Words above a chart, at a share of its width; at its ends they stay within it."""
    anchor = {0.0: "left", 1.0: "right"}.get(float(x), "center")
    font = {"size": 15} if color is None else {"size": 15, "color": color}
    return label(text, x, 1, xref="paper", yref="paper", xanchor=anchor, yanchor="bottom", font=font)


def level(y: float, theme: Theme, dashed: bool = False) -> dict[str, Any]:
    """A line across the chart."""
    line = {"color": theme.mark, "width": 2.5, "dash": "dash" if dashed else "solid"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line}


def at_line(text: str, y: float, theme: Theme) -> dict[str, Any]:
    """Words on such a line."""
    font = {"color": theme.mark, "size": 15}
    return label(text, 1, y, xref="paper", xanchor="right", yanchor="bottom", font=font)
