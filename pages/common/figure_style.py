"""What all figures share: font, empty backgrounds, quiet axes."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.palette import Theme

FONT = "Source Sans, sans-serif"
CLEAR = "rgba(0,0,0,0)"
# More lines than these would be a fence.
MOST_MARKS = 12
# Pixels around the plot of curves over the epochs; a slider may lie on its axis.
CURVE_MARGINS: Mapping[str, int] = MappingProxyType({"left": 44, "right": 40, "bottom": 30})


def base_layout(theme: Theme, size: int = 13) -> dict[str, Any]:
    """The layout keys every figure sets: no template, so that little travels with each frame."""
    return {
        "font": {"family": FONT, "size": size, "color": theme.text},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": theme.background,
            "bordercolor": theme.border,
            "font": {"color": theme.text, "size": 14},
        },
    }


def axis(theme: Theme, **keys: Any) -> dict[str, Any]:
    """An axis with a thin grid and no lines of its own."""
    quiet = {"gridcolor": theme.grid, "zeroline": False, "tickfont": {"color": theme.muted}, "automargin": False}
    return quiet | keys


def space_axis(theme: Theme, name: str, size: int = 16, **keys: Any) -> dict[str, Any]:
    """An axis of a picture in space, named, with a thin grid and no walls behind it."""
    quiet = {
        "title": {"text": name, "font": {"size": size, "color": theme.text}},
        "tickfont": {"size": 13, "color": theme.muted},
        "gridcolor": theme.grid,
        "zerolinecolor": theme.grid,
        "linecolor": theme.border,
        "showbackground": False,
        "showspikes": False,
    }
    return quiet | keys


def label(text: str, x: Any, y: Any, **keys: Any) -> dict[str, Any]:
    """Text on a figure, without an arrow."""
    return {"text": text, "x": x, "y": y, "showarrow": False} | keys


def see_through(color: str, opacity: float) -> str:
    """#rrggbb as rgba()."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def thin(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """The measured points (no NaN) of a line, every k-th of them, so that at most `most` remain with first and last."""
    measured = np.flatnonzero(np.isfinite(y))
    if len(measured) > most:
        stride = -(-(len(measured) - 1) // (most - 1))
        measured = np.append(measured[:-1:stride], measured[-1])
    return x[measured], y[measured]


def mark_lines(marks: Sequence[tuple[float, str]], theme: Theme) -> list[dict[str, Any]]:
    """A vertical line at the epoch of each of the last marks, given as (epoch, words)."""
    return [
        {"type": "line", "x0": epoch, "x1": epoch, "y0": 0, "y1": 1, "xref": "x", "yref": "paper", "layer": "below",
         "line": {"color": theme.mark, "width": 1.4}}
        for epoch, _ in marks[-MOST_MARKS:]
    ]  # fmt: skip


def looked_back_to(epoch: float | None, last: float, theme: Theme) -> list[dict[str, Any]]:
    """A line at the epoch that is looked back to, and a veil over what came later; nothing for None."""
    if epoch is None:
        return []
    line = {"type": "line", "x0": epoch, "x1": epoch, "line": {"color": theme.text, "width": 1.5}}
    later = {
        "type": "rect",
        "x0": epoch,
        "x1": last,
        "fillcolor": see_through(theme.background, 0.7),
        "line": {"width": 0},
    }
    return [{**shape, "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "above"} for shape in (later, line)]


def as_it_stands(text: str) -> str:
    """A text for a chart in which nothing is markup: Plotly makes bold letters, links and numbers of some signs."""
    return escape(text, quote=False).replace("%{", "%\N{WORD JOINER}{")


def pen(x: Array, y: Array) -> tuple[Array, Array]:
    """Several lines, x and y (m, points) each, as one: a NaN after each lifts the pen."""
    lifted = np.full((len(x), 1), np.nan)
    return np.hstack([x, lifted]).ravel(), np.hstack([y, lifted]).ravel()


def round_up(value: float, steps: Sequence[float] = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)) -> float:
    """The next round number at or above a positive value, so that an axis grows in steps and not each frame."""
    value = min(value, 1e300)
    decade = 10.0 ** np.floor(np.log10(value))
    return float(next((step * decade for step in steps if step * decade >= value * (1 - 1e-9)), 10 * decade))


def tick_step(top: float, most: int, whole: bool = False) -> float:
    """A round distance of ticks, a whole number if asked, with at most `most` of them above 0 up to `top`."""
    return max(1.0, round_up(top / most, (1, 2, 5, 10))) if whole else round_up(top / most, (1, 2, 2.5, 5, 10))


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places moved as little as keeps them `gap` apart and between low and high, in their order."""
    order = np.argsort(places, kind="stable")
    moved = np.clip(np.asarray(places, dtype=float)[order], low, high)
    gap = min(gap, (high - low) / max(len(moved) - 1, 1))
    # Less their even spacing, places that keep apart only need not to fall: pool those that do (isotonic regression).
    steps = gap * np.arange(len(moved))
    pools: list[tuple[float, int]] = []
    for value in moved - steps:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean, count = (before * others + mean * count) / (others + count), others + count
        pools.append((mean, count))
    apart = np.concatenate([np.full(count, mean) for mean, count in pools]) if pools else moved
    apart = np.clip(apart, low, high - gap * max(len(moved) - 1, 0)) + steps
    result = np.empty(len(moved))
    result[order] = apart
    return [float(place) for place in result]
