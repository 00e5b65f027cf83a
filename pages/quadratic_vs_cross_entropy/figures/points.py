"""A neuron with two inputs on n points: the plane with both decision lines, and what each point pulls."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mlp_core.neuron_on_points import PointsRecord
from pages.common.figure_style import Array, axis, base_layout, label, round_up, tick_step
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme, class_colors
from pages.quadratic_vs_cross_entropy.figures.headline import headline
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

REACH = 3.0
# What can be shown of each point: its cost, or its part of the gradient by one of these.
TERMS = ("cost", "w₁", "w₂", "b")
GAP = 0.16


def plane_figure(
    X: Array, T: Array, records: Mapping[str, PointsRecord], position: int, theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """The points X (n, 2) with their numbers, in the colours of their targets T (n,), and where each neuron says ½."""
    colors = class_colors(theme, 2)
    data = [
        _decision_line(record.weights[position], float(record.bias[position]), loss, theme)
        for loss, record in records.items()
    ]
    for target in (0, 1):
        chosen = np.flatnonzero(target == T)
        data.append(
            {
                "type": "scatter", "mode": "markers+text", "x": X[chosen, 0], "y": X[chosen, 1],
                "name": f"target {target}",
                "text": [str(i + 1) for i in chosen], "textfont": {"size": 13, "color": theme.text},
                "textposition": "top center", "hovertemplate": f"point %{{text}}, target {target}<extra></extra>",
                "marker": {"size": 12, "color": colors[target], "line": {"color": theme.point_outline, "width": 1.5}},
            }
        )  # fmt: skip
    names = [
        label(
            f"<b>{loss_name(loss)}</b>", x, 0, xref="x domain", yref="y domain", xanchor=side, yanchor="top",
            yshift=-18, font={"color": loss_color(loss, theme), "size": 14},
        )
        for loss, x, side in zip(records, (0, 1), ("left", "right"), strict=True)
    ]  # fmt: skip
    ticks = {"range": [-REACH, REACH], "dtick": 1, "zeroline": True, "zerolinecolor": theme.grid}
    layout = base_layout(theme) | {
        "xaxis": axis(theme, **ticks),
        "yaxis": axis(theme, **ticks, scaleanchor="x", constrain="domain"),
        "margin": {"l": 30, "r": 10, "t": 26, "b": 44},
        "annotations": [headline(f"where {symbols.a} = ½: w₁x₁ + w₂x₂ {symbols.plus_bias} = 0"), *names],
        "dragmode": False,
    }
    return {"data": data, "layout": layout}


def term_name(quantity: str, symbols: Symbols) -> str:
    """C, ∂C/∂w₁, ∂C/∂w₂ or ∂C/∂b in the reader's letters."""
    name = symbols.b if quantity == "b" else quantity
    return symbols.C if quantity == "cost" else f"∂{symbols.C}/∂{name}"


def terms(record: PointsRecord, X: Array, quantity: str, bias_sign: int = 1) -> tuple[Array, Array]:
    """What each point adds (updates + 1, n), and the mean of it (updates + 1,), for one of TERMS.

    bias_sign : −1 where the bias is subtracted, so that the slope by it is the negative of the engine's
    """
    if quantity == "cost":
        return record.sample_cost, record.cost
    if quantity == "b":
        return bias_sign * record.delta, bias_sign * record.gradient_bias
    column = TERMS.index(quantity) - 1
    return record.delta * X[:, column], record.gradient_weights[:, column]


def terms_figure(
    X: Array,
    T: Array,
    records: Mapping[str, PointsRecord],
    position: int,
    quantity: str,
    theme: Theme,
    symbols: Symbols = DEFAULT,
) -> dict[str, Any]:
    """A bar for each point's term under each loss, on one scale, and a line at their mean 1/n Σ."""
    all_terms = {loss: terms(record, X, quantity, symbols.bias_sign) for loss, record in records.items()}
    top = round_up(max(max(float(np.abs(each).max()) for each, _ in all_terms.values()), 1e-6))
    low, name = 0.0 if quantity == "cost" else -top, term_name(quantity, symbols)
    colors, n = class_colors(theme, 2), len(X)
    height = (1 - GAP) / 2
    layout = base_layout(theme)
    data: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for row, (loss, (each, mean)) in enumerate(all_terms.items()):
        number, bottom, value = "2" if row else "", (1 - row) * (height + GAP), float(mean[position])
        color = loss_color(loss, theme)
        data.append(
            {
                "type": "bar", "x": np.arange(1, n + 1), "y": each[position], "yaxis": f"y{number}",
                "name": f"terms {loss}",
                "marker": {"color": [colors[int(t > 0.5)] for t in T]},
                "hovertemplate": f"point %{{x}}: {name} = %{{y:.4g}}<extra></extra>",
            }
        )  # fmt: skip
        data.append(
            {
                "type": "scatter", "mode": "lines", "x": [0.4, n + 0.6], "y": [value, value], "yaxis": f"y{number}",
                "name": f"mean {loss}", "line": {"color": color, "width": 3}, "hoverinfo": "skip",
            }
        )  # fmt: skip
        layout[f"yaxis{number}"] = axis(
            theme, range=[low - 0.04 * top, 1.06 * top], domain=[bottom, bottom + height], anchor="x",
            dtick=tick_step(top, 2), tickformat=".3~g", zeroline=True, zerolinecolor=theme.muted,
        )  # fmt: skip
        text = f"<b>{loss_name(loss)}</b>: each point's {name}, mean <b>{plain_number(value)}</b>"
        place = {
            "xref": "x domain",
            "yref": f"y{number} domain",
            "xanchor": "left",
            "yanchor": "bottom",
            "borderpad": 0,
        }
        annotations.append(label(text, 0, 1.02, **place, font={"color": color, "size": 15}))
    layout |= {
        "xaxis": axis(
            theme, range=[0.4, n + 0.6], dtick=1 if n <= 12 else 5, tick0=5 if n > 12 else 1, anchor="y2",
            showgrid=False, title={"text": "point", "standoff": 2, "font": {"size": 14}},
        ),
        "margin": {"l": 46, "r": 10, "t": 26, "b": 44},
        "annotations": annotations,
        "bargap": 0.25,
        "dragmode": False,
    }  # fmt: skip
    return {"data": data, "layout": layout}


def _decision_line(weights: Array, bias: float, loss: str, theme: Theme) -> dict[str, Any]:
    """The line w·x + b = 0 across the plane; empty where both weights are 0."""
    size = float(weights @ weights)
    ends = np.empty((0, 2))
    if size > 0:
        foot, along = -bias * weights / size, np.array([-weights[1], weights[0]]) / np.sqrt(size)
        # Long enough to cross the plane wherever it passes through it.
        ends = foot + np.array([[-1.0], [1.0]]) * along * (2 * REACH + np.linalg.norm(foot))
    return {
        "type": "scatter", "mode": "lines", "x": ends[:, 0], "y": ends[:, 1], "name": f"line {loss}",
        "line": {"color": loss_color(loss, theme), "width": 3.5}, "hoverinfo": "skip",
    }  # fmt: skip
