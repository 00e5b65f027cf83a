"""A sample's likelihood, its negative logarithm, and descents on the sum and on the mean."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlp_core.lessons.likelihood import Descent, bernoulli_cost, bernoulli_likelihood
from pages.common.figure_style import Array, axis, base_layout, label, round_up, spread, tick_step
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.headline import headline
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

POINTS = 199


def likelihood_figure(labels: Sequence[int], a: float, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    """The likelihood of 0/1 labels over the probability a, with the model's a and the best one."""
    at = np.linspace(0.005, 0.995, POINTS)
    return _over_probability(
        at,
        bernoulli_likelihood(labels, at),
        a,
        float(bernoulli_likelihood(labels, a)),
        labels,
        f"likelihood ℒ({symbols.a})",
        theme,
        symbols,
    )


def cost_figure(
    labels: Sequence[int], a: float, reduction: str, theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """The negative log-likelihood over a, summed over the labels or their mean."""
    at = np.linspace(0.005, 0.995, POINTS)
    name = f"−ln ℒ({symbols.a})" + ("" if reduction == "sum" else " / N")
    here = float(bernoulli_cost(labels, a, reduction))
    return _over_probability(at, bernoulli_cost(labels, at, reduction), a, here, labels, name, theme, symbols)


def descent_figure(
    runs: Sequence[tuple[str, Descent, str]], best: float, theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """The probability a over the updates of several descents.

    Parameters
    ----------
    runs : (name, run, "line" or "points") each
    best : where all must arrive
    """
    colors = (theme.train, theme.mark, theme.accuracy)
    last = len(runs[0][1].cost) - 1
    updates = np.arange(last + 1.0)
    traces = []
    for (name, run, look), color in zip(runs, colors, strict=False):
        style: dict[str, Any] = {"mode": "lines", "line": {"color": color, "width": 2.6}}
        if look == "points":
            style = {"mode": "markers", "marker": {"color": color, "size": 8, "symbol": "circle-open"}}
        words = f"{name}: {symbols.a} = %{{y:.4f}}<extra></extra>"
        traces.append({"type": "scatter", "x": updates, "y": run.a[:, 0], "hovertemplate": words, **style})
    places = spread([float(run.a[-1, 0]) for _, run, _ in runs], 0.08, 0.04, 0.98)
    names = [
        label(name, 1, place, xref="x domain", yref="y", xanchor="left", xshift=8, borderpad=0,
              font={"color": color, "size": 14})
        for (name, _, _), place, color in zip(runs, places, colors, strict=False)
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(theme, range=[0, last], dtick=tick_step(last, 4, whole=True), showgrid=False,
                      title={"text": "update", "standoff": 2}),
        "yaxis": axis(theme, range=[0, 1.02], dtick=0.25),
        "margin": {"l": 42, "r": 104, "t": 26, "b": 40},
        "annotations": [headline(f"{symbols.a}, stepping downhill in {symbols.z}"), *names],
        "shapes": [_across(best, theme)],
        "hovermode": "closest",
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def _over_probability(
    at: Array, values: Array, a: float, here: float, labels: Sequence[int], name: str, theme: Theme, symbols: Symbols
) -> dict[str, Any]:
    best = sum(labels) / len(labels)
    # On the way to 0 and 1 the cost grows without bound; what matters lies around the middle.
    top = round_up(float(np.quantile(values, 0.93)) if name.startswith("−") else float(values.max()) * 1.05)
    line = {
        "type": "scatter", "mode": "lines", "x": at, "y": values, "line": {"color": theme.accuracy, "width": 3},
        "hovertemplate": f"{symbols.a} = %{{x:.2f}}: %{{y:.4g}}<extra></extra>",
    }  # fmt: skip
    point = {
        "type": "scatter", "mode": "markers", "x": np.array([a]), "y": np.array([min(here, top)]),
        "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"size": 13, "color": theme.mark, "line": {"color": theme.background, "width": 1.5}},
    }  # fmt: skip
    over = f"probability {symbols.a} of class 1"
    down = {"type": "line", "x0": best, "x1": best, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
            "line": {"color": theme.muted, "width": 1.4, "dash": "dot"}}  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(theme, range=[0, 1], dtick=0.25, title={"text": over, "standoff": 2}),
        "yaxis": axis(theme, range=[0, top], dtick=tick_step(top, 3), tickformat=".3~g"),
        "margin": {"l": 54, "r": 14, "t": 26, "b": 40},
        "annotations": [headline(name), label(f"best: {sum(labels)}/{len(labels)}", best, 0.96, xref="x",
                        yref="y domain", xanchor="left" if best < 0.6 else "right", xshift=6 if best < 0.6 else -6,
                        borderpad=0, font={"color": theme.muted, "size": 14})],
        "shapes": [down],
        "hovermode": "closest",
        "dragmode": False,
    }  # fmt: skip
    return {"data": [line, point], "layout": layout}


def _across(y: float, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    line = {"color": theme.muted, "width": 1.4, "dash": "dot"}
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line, "layer": "below"}
