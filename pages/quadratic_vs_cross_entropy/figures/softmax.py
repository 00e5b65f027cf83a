"""Softmax: probabilities beside the sample's shares, the full Jacobian, and the gradient that it makes."""

from typing import Any

import numpy as np

from mlp_core.activations import ACTIVATIONS
from mlp_core.lessons.likelihood import jacobian
from mlp_core.losses import LOSSES
from pages.common.figure_style import Array, axis, base_layout, label
from pages.common.palette import Theme, class_colors
from pages.quadratic_vs_cross_entropy.figures.headline import headline
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

SOFTMAX = ACTIVATIONS["softmax"]


def probabilities_figure(logits: Array, shares: Array, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    """What softmax makes of the logits (K,), beside the shares of the sample (K,)."""
    a, colors, names = SOFTMAX(logits[None])[0], list(class_colors(theme, len(logits))), _names(len(logits))
    bars = {"type": "bar", "x": names, "textposition": "outside", "textfont": {"size": 14}, "cliponaxis": False}
    model = bars | {
        "y": a, "text": [f"{p:.2f}" for p in a], "marker": {"color": colors}, "name": symbols.a,
        "hovertemplate": f"{symbols.a} of %{{x}}: %{{y:.4f}}<extra></extra>",
    }  # fmt: skip
    sample = bars | {
        "y": shares, "text": [f"{p:.2f}" for p in shares], "name": symbols.t,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"color": theme.muted, "width": 2}},
        "hovertemplate": "share of %{x} in the sample: %{y:.4f}<extra></extra>",
    }  # fmt: skip
    sums = f"{symbols.a} filled, sum {a.sum():.3f} · {symbols.t} outlined, sum {shares.sum():.3f}"
    layout = base_layout(theme) | _bars(theme, [0, 1.15], [0, 0.5, 1])
    layout["annotations"] = [headline(sums)]
    return {"data": [model, sample], "layout": layout}


def jacobian_figure(logits: Array, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    """∂aₖ/∂zⱼ for all k and j, with its numbers: blue positive, orange negative, ¼ the full colour."""
    J, K = jacobian(SOFTMAX, logits), len(logits)
    scale = [[0.0, theme.negative_map], [0.5, theme.midpoint], [1.0, theme.positive_map]]
    heat = {
        "type": "heatmap", "z": J, "x": [f"{symbols.z}<sub>{j + 1}</sub>" for j in range(K)],
        "y": [f"{symbols.a}<sub>{k + 1}</sub>" for k in range(K)], "zmin": -0.25, "zmax": 0.25, "colorscale": scale,
        "showscale": False, "xgap": 2, "ygap": 2, "hovertemplate": "∂%{y}/∂%{x} = %{z:.4f}<extra></extra>",
    }  # fmt: skip
    numbers = [
        label(f"{J[k, j]:+.3f}".replace("-", "−"), j, k, font={"size": 15, "color": theme.text})
        for k in range(K)
        for j in range(K)
    ]
    entry = f"∂{symbols.a}<sub>k</sub>/∂{symbols.z}<sub>j</sub>"
    layout = base_layout(theme) | {
        "xaxis": axis(theme, type="category", showgrid=False, tickfont={"size": 15, "color": theme.text}),
        "yaxis": axis(theme, type="category", showgrid=False, autorange="reversed",
                      tickfont={"size": 15, "color": theme.text}),
        "margin": {"l": 34, "r": 8, "t": 26, "b": 30},
        "annotations": [headline(f"Jacobian {entry}: each column adds up to 0"), *numbers],
        "hovermode": "closest",
        "dragmode": False,
    }  # fmt: skip
    return {"data": [heat], "layout": layout}


def delta_figure(logits: Array, shares: Array, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    """∂C/∂z through the whole Jacobian, from C = −Σ t ln a; beside it, as rings, a − t."""
    a, names = SOFTMAX(logits[None]), _names(len(logits))
    delta = SOFTMAX.backward(logits[None], LOSSES["cross_entropy"].gradient(a, shares[None]))[0]
    bars = {
        "type": "bar", "x": names, "y": delta,
        "marker": {"color": [theme.positive if d >= 0 else theme.negative for d in delta]},
        "hovertemplate": f"{symbols.delta} of %{{x}}: %{{y:.4f}}<extra></extra>",
    }  # fmt: skip
    rings = {
        "type": "scatter", "mode": "markers", "x": names, "y": a[0] - shares, "hoverinfo": "skip",
        "marker": {"size": 15, "symbol": "circle-open", "color": theme.text, "line": {"width": 2}},
    }  # fmt: skip
    layout = base_layout(theme) | _bars(theme, [-1.2, 1.2], [-1, -0.5, 0, 0.5, 1])
    layout["xaxis"] |= {
        "tickvals": names,
        "ticktext": [f"{n}<br>{d:+.3f}".replace("-", "−") for n, d in zip(names, delta, strict=True)],
    }
    layout["margin"]["b"] = 44
    layout["annotations"] = [headline(f"{symbols.delta} through the Jacobian, and rings at {symbols.error}")]
    return {"data": [bars, rings], "layout": layout}


def _names(n: int) -> list[str]:
    return [f"class {k + 1}" for k in range(n)]


def _bars(theme: Theme, span: list[float], ticks: list[float]) -> dict[str, Any]:
    return {
        "barmode": "group",
        "bargap": 0.3,
        "xaxis": axis(theme, type="category", showgrid=False, tickfont={"size": 14, "color": theme.text}),
        "yaxis": axis(theme, range=span, tickvals=np.array(ticks)),
        "margin": {"l": 38, "r": 8, "t": 26, "b": 30},
        "hovermode": "closest",
        "dragmode": False,
    }
