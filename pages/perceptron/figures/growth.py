"""Novikoff's proof as a picture: w grows along u at least as fast as kγ, and its length no faster than √k R."""

from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from mlp_core.lessons.margin import NovikoffBound
from pages.common.figure_style import axis, base_layout, label
from pages.common.palette import Theme


@dataclass(frozen=True, eq=False)
class GrowthView:
    """weights (updates + 1, 3) of a run, w₀ first, and the bound of its data."""

    theme: Theme
    weights: Array
    bound: NovikoffBound


def growth_figure(view: GrowthView) -> dict[str, Any]:
    """Against the number k of updates, both axes logarithmic; traces: √k R, ‖w‖, and where γ > 0 kγ and w·u."""
    theme, bound = view.theme, view.bound
    k = np.arange(1, len(view.weights))
    w = view.weights[1:]
    end = max(2.0 * bound.updates if isfinite(bound.updates) else 2.0 * len(k), 4.0)
    ends = np.array([1.0, end])
    lengths = np.linalg.norm(w, axis=1)
    traces = [_line(ends, np.sqrt(ends) * bound.radius, theme.mark, 2.5), _measured(k, lengths, theme.text)]
    words = [_at("√k R", 1.0, bound.radius, theme.mark, yanchor="bottom", yshift=8)]
    values = [lengths[lengths > 0], np.sqrt(ends) * bound.radius]
    if bound.margin:
        along = w @ bound.direction
        traces += [_line(ends, ends * bound.margin, theme.accuracy, 2.5), _measured(k, along, theme.muted)]
        words += [
            _at("kγ", 1.3, 1.3 * bound.margin, theme.accuracy, yanchor="top"),
            _at("‖w‖", k[-1], lengths[-1], theme.text, yanchor="bottom", yshift=2, xshift=6),
            _at("w·u", k[-1], along[-1], theme.muted, yanchor="top", yshift=-2, xshift=6),
        ]
        values += [along, ends * bound.margin]
    low, high = float(np.concatenate(values).min()), float(np.concatenate(values).max())
    shapes = []
    if isfinite(bound.updates):
        place = {"xref": "x", "yref": "y domain", "xanchor": "right", "yanchor": "top"}
        text = f"at most {floor(bound.updates * (1 + 1e-9)):,} "
        words.append(label(text, log10(bound.updates), 1, font={"size": 16, "color": theme.muted}, **place))
        shapes.append(
            {"type": "line", "x0": bound.updates, "x1": bound.updates, "y0": 0, "y1": 1, "yref": "y domain",
             "line": {"color": theme.muted, "width": 1.5, "dash": "dot"}}
        )  # fmt: skip
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, type="log", range=[-0.05, log10(end) + 0.05], title=_title("updates k"), dtick=1,
                      fixedrange=True),
        "yaxis": axis(theme, type="log", range=[log10(low) - 0.15, log10(high) + 0.3], dtick=1, fixedrange=True),
        "margin": {"l": 46, "r": 10, "t": 6, "b": 44},
        "shapes": shapes,
        "annotations": words,
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


@dataclass(frozen=True, eq=False)
class CountsView:
    """Counts of many data, (m,) each, and (margin, updates) of the data of the page, or None."""

    theme: Theme
    margins: Array
    updates: NDArray[np.int64]
    bounds: Array
    here: tuple[float, int] | None = None


def counts_figure(view: CountsView) -> dict[str, Any]:
    """Updates against the margin, both axes logarithmic; traces: the bounds, the counts, the page's own data."""
    theme = view.theme
    dots = {"type": "scatter", "mode": "markers", "hoverinfo": "skip"}
    own = ((view.here[0],), (view.here[1],)) if view.here else ((np.nan,), (np.nan,))
    margins = np.append(view.margins, own[0] if view.here else [])
    traces = [
        dots
        | {"x": view.margins, "y": view.bounds, "marker": {"color": theme.mark, "size": 7, "symbol": "line-ew-open"}},
        dots | {"x": view.margins, "y": view.updates, "marker": {"color": theme.muted, "size": 7}},
        dots | {"x": list(own[0]), "y": list(own[1]), "marker": {"color": theme.text, "size": 15, "symbol": "diamond"}},
    ]
    named = [("▬ bound (R/γ)²", theme.mark), ("● updates counted", theme.muted)]
    named += [("◆ the data above", theme.text)] if view.here else []
    place = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top"}
    words = [
        label(text, 1, 1 - 0.085 * row, font={"size": 16, "color": color}, **place)
        for row, (text, color) in enumerate(named)
    ]
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, type="log", title=_title("margin γ"), fixedrange=True,
                      range=[log10(float(margins.min())) - 0.06, log10(float(margins.max())) + 0.06],
                      tickvals=[0.02, 0.05, 0.1, 0.2, 0.5]),
        "yaxis": axis(theme, type="log", range=[-0.15, log10(float(view.bounds.max())) + 0.2], dtick=1,
                      fixedrange=True),
        "margin": {"l": 58, "r": 10, "t": 6, "b": 44},
        "annotations": words,
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 15}, "standoff": 4}


def _line(x: Array, y: Array, color: str, width: float) -> dict[str, Any]:
    line = {"color": color, "width": width}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "line": line}


def _measured(k: NDArray[np.int64], y: Array, color: str) -> dict[str, Any]:
    # A length of 0, where the weights are back at the start, has no place on a logarithmic axis.
    shown = np.where(y > 0, y, np.nan)
    return {
        "type": "scatter", "mode": "lines+markers", "x": k, "y": shown, "hoverinfo": "skip",
        "line": {"color": color, "width": 2}, "marker": {"color": color, "size": 5},
    }  # fmt: skip


def _at(text: str, x: float, y: float, color: str, **keys: Any) -> dict[str, Any]:
    """Text at a place of logarithmic axes."""
    font = {"size": 16, "color": color}
    return label(text, log10(x), log10(y), xref="x", yref="y", font=font, **({"xanchor": "left"} | keys))
