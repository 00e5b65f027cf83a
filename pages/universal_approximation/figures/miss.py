"""The largest miss against the number of hidden neurons, on log axes, with the lines that bound it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label
from pages.common.palette import Theme

BUMP_BOUND, HAT_BOUND, BUMPS, HATS, GAUSSIANS, NOW = range(6)
WAYS = ("sigmoid", "relu", "gaussian")
MOST_NEURONS = 400
# Below so small a miss the axis ends.
SMALLEST = 1e-7


@dataclass(frozen=True)
class MissView:
    """What the figure shows.

    Parameters
    ----------
    sizes : (m,) numbers N of bumps, hats or Gaussians, rising
    misses : by way of building, sigmoid, relu and gaussian: (m,) the largest miss of each N
    slope, curvature : L·d and M·d² for an interval of length d; ∞ where there is none
    now : (hidden neurons, largest miss) of the network beside it
    """

    sizes: Array
    misses: Mapping[str, Array]
    slope: float
    curvature: float
    now: tuple[int, float]
    theme: Theme


def miss_figure(view: MissView) -> dict[str, Any]:
    """The figure, with traces in the order BUMP_BOUND … NOW. N bumps count 2N neurons, the others N."""
    theme, n = view.theme, np.asarray(view.sizes, dtype=float)
    colors = dict(zip(WAYS, (theme.positive, theme.accuracy, theme.mark), strict=True))
    bump_bound, hat_bound = _bound(view.slope / (2 * n)), _bound(view.curvature / (8 * n**2))
    traces = [
        _trace(2 * n, bump_bound, colors["sigmoid"], "7px,5px"),
        _trace(n, hat_bound, colors["relu"], "7px,5px"),
        *(_trace(n * (2 if way == "sigmoid" else 1), view.misses[way], colors[way]) for way in WAYS),
        _now(view),
    ]
    values = np.concatenate([np.append(trace["y"], np.nan) for trace in traces])
    seen = np.log10(values[np.isfinite(values) & (values > 0)].clip(SMALLEST))
    names = ("bumps ≤ L·d/(2N)", "hats ≤ M·d²/(8N²)", "bumps", "hats", "Gaussians")
    log = {"type": "log", "dtick": 1, "exponentformat": "power"}
    layout = base_layout(theme, 14) | {
        "xaxis": axis(
            theme,
            range=[-0.05, float(np.log10(MOST_NEURONS)) + 0.05],
            title={"text": "hidden neurons", "standoff": 8},
            **log,
        ),
        "yaxis": axis(theme, range=[float(seen.min()) - 0.1, float(seen.max()) + 0.15], **log),
        "margin": {"l": 56, "r": 10, "t": 54, "b": 50},
        "annotations": [_key(names, traces, theme)],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def _bound(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.nan)


def _trace(x: Array, y: Array, color: str, dash: str = "") -> dict[str, Any]:
    # A logarithm has no place for 0: a straight line is followed without a miss.
    drawn = np.where(np.asarray(y) > SMALLEST, y, np.nan)
    line = {"color": color, "width": 1.8 if dash else 2.5, "dash": dash or "solid"}
    trace = {"type": "scatter", "mode": "lines" if dash else "lines+markers", "x": x, "y": drawn, "line": line}
    trace["hovertemplate"] = "%{x} neurons<br>%{y:.4f}<extra></extra>"
    return trace if dash else trace | {"marker": {"size": 7, "color": color}}


def _now(view: MissView) -> dict[str, Any]:
    marker = {"size": 15, "color": "rgba(0,0,0,0)", "line": {"width": 3, "color": view.theme.text}}
    x, y = np.array([view.now[0]]), np.array([max(view.now[1], SMALLEST)])
    return {"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "hoverinfo": "skip"}


def _key(names: tuple[str, ...], traces: list[dict[str, Any]], theme: Theme) -> dict[str, Any]:
    """Measured curves on the first line, bounds on the second; what there is none of is left out."""
    words = [
        f'<span style="color:{trace["line"]["color"]}">{"┅" if "bound" in kind else "●"} {name}</span>'
        for name, trace, kind in zip(names, traces, ("bound", "bound", "", "", ""), strict=False)
        if np.isfinite(trace["y"]).any()
    ]
    measured, bounds = [w for w in words if "●" in w], [w for w in words if "┅" in w]
    bounds = bounds or ["no bound: f jumps or is infinitely steep"]
    text = "<b>largest miss</b>   " + "  ".join(measured) + "<br>" + "  ".join(bounds)
    keys = {"xref": "x domain", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 3, "align": "left"}
    return label(text, 0, 1, font={"size": 14, "color": theme.text}, **keys)
