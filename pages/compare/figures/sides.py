"""The pictures of one side: those of the playground, with its letter, in its colour, and fit for less room."""

from typing import Any

from pages.common.figure_style import label, see_through
from pages.common.palette import Theme


def named(figure: dict[str, Any], name: str, color: str, theme: Theme) -> dict[str, Any]:
    """The figure with a name in its upper left corner and a frame in the same colour."""
    layout = figure["layout"]
    words = label(
        f"<b>{name}</b>", 0, 1, xref="x domain", yref="y domain", xanchor="left", yanchor="top", borderpad=4,
        font={"color": color, "size": 18}, bgcolor=see_through(theme.background, 0.88),
    )  # fmt: skip
    frame = {
        "type": "rect", "x0": 0, "x1": 1, "y0": 0, "y1": 1, "xref": "x domain", "yref": "y domain",
        "line": {"color": color, "width": 3}, "layer": "above",
    }  # fmt: skip
    # What comes and goes stands behind what stays, so that the chart need not be drawn anew.
    changed = {"annotations": [words, *layout.get("annotations", ())], "shapes": [frame, *layout.get("shapes", ())]}
    return {"data": figure["data"], "layout": layout | changed}


def small(network: dict[str, Any]) -> dict[str, Any]:
    """The drawing of a network with shorter words above its layers: "tanh" for "8 · tanh"."""
    layout = network["layout"]
    notes = [note | {"text": note["text"].rpartition(" · ")[2]} for note in layout["annotations"]]
    return {"data": network["data"], "layout": layout | {"annotations": notes}}
