"""The name of a figure, above its left end."""

from typing import Any

from pages.common.figure_style import label


def headline(text: str, axes: str = "", **keys: Any) -> dict[str, Any]:
    """Bold text above the plot of the axes with this number ("" for the first)."""
    place = {"xref": f"x{axes} domain", "yref": f"y{axes} domain", "xanchor": "left", "yanchor": "bottom", "yshift": 4}
    return label(f"<b>{text}</b>", 0, 1) | place | {"borderpad": 0, "font": {"size": 14}} | keys
