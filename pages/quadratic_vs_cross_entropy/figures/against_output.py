"""The claim itself: |∂C/∂w| against the output, and the cost against the output, with both neurons as moving points."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mlp_core.learning_speed import NeuronRecord, speed_curve
from pages.common.figure_style import Array, axis, base_layout, label, round_up, tick_step
from pages.common.palette import Theme, pale
from pages.quadratic_vs_cross_entropy.figures.headline import headline
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

POINTS = 161
# Beyond z = ±12 the output is 0 or 1 to four digits.
FARTHEST = 12.0
SHOWN_COST = 4.0


def gradient_figure(
    records: Mapping[str, NeuronRecord], position: int, target: float, theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """|∂C/∂w| of each loss at every output, and where both neurons stand at a moment of their runs."""
    z = _pre_activations(FARTHEST)
    curves = {loss: speed_curve(z, loss, target=target) for loss in records}
    data = [
        _line(curve.output, np.abs(curve.gradient_weight), loss, loss_color(loss, theme))
        for loss, curve in curves.items()
    ]
    data += [
        _point(
            record.output[position],
            abs(record.gradient_weight[position]),
            loss,
            f"{symbols.a} = %{{x:.4f}}, |{symbols.gradient}|",
            theme,
        )
        for loss, record in records.items()
    ]
    annotations = [headline(f"size of the gradient, |{symbols.gradient}|"), *_ends(target, theme)]
    annotations += [
        _curve_name(loss, float(np.abs(curve.gradient_weight).max()), target, theme, symbols)
        for loss, curve in curves.items()
    ]
    layout = base_layout(theme) | {
        "xaxis": _output_axis(theme, tickvals=[0, 0.25, 0.5, 0.75, 1]),
        "yaxis": axis(theme, range=[-0.03, 1.06], dtick=0.25, tickformat=".2~f"),
        "margin": {"l": 46, "r": 16, "t": 26, "b": 46},
        "annotations": annotations,
        "dragmode": False,
    }
    return {"data": data, "layout": layout}


def cost_figure(
    records: Mapping[str, NeuronRecord], position: int, target: float, theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """The cost of every output for both targets, the other target's paler, and where both neurons stand."""
    top = round_up(max([SHOWN_COST, *(1.02 * float(record.cost[0]) for record in records.values())]))
    z = _pre_activations(top + 1)
    data = []
    for each in (1 - target, target):
        for loss in records:
            curve, color = speed_curve(z, loss, target=each), loss_color(loss, theme)
            shown = color if each == target else pale(color, theme)
            data.append(_line(curve.output, _settled(curve.cost), f"{loss} t = {each:g}", shown, each != target))
    data += [
        _point(record.output[position], record.cost[position], loss, f"{symbols.a} = %{{x:.4f}}, {symbols.C}", theme)
        for loss, record in records.items()
    ]
    layout = base_layout(theme) | {
        "xaxis": _output_axis(
            theme,
            tickvals=[0, 0.25, 0.5, 0.75, 1],
            title={"text": f"output {symbols.a}", "standoff": 2, "font": {"size": 14}},
        ),
        "yaxis": axis(theme, range=[-0.03 * top, 1.04 * top], dtick=tick_step(top, 4)),
        "margin": {"l": 46, "r": 16, "t": 26, "b": 36},
        "annotations": [headline(f"cost {symbols.C}"), *_target_names(top, theme)],
        "dragmode": False,
    }
    return {"data": data, "layout": layout}


def _pre_activations(farthest: float) -> Array:
    """From far below 0 to far above, and ±800, where the output is 0 or 1 exactly."""
    return np.concatenate([[-800.0], np.linspace(-farthest, farthest, POINTS), [800.0]])


def _settled(values: Array) -> Array:
    values.setflags(write=False)
    return values


def _line(x: Array, y: Array, name: str, color: str, dash: bool = False) -> dict[str, Any]:
    line: dict[str, Any] = {"color": color, "width": 3}
    if dash:
        line["dash"] = "dot"
    return {
        "type": "scatter", "mode": "lines", "x": _settled(x), "y": _settled(y), "name": name, "line": line,
        "hoverinfo": "skip",
    }  # fmt: skip


def _point(x: float, y: float, loss: str, what: str, theme: Theme) -> dict[str, Any]:
    marker = {"size": 17, "color": loss_color(loss, theme), "line": {"color": theme.background, "width": 2.5}}
    return {
        "type": "scatter", "mode": "markers", "x": [float(x)], "y": [float(y)], "name": f"{loss} now",
        "marker": marker, "cliponaxis": False,
        "hovertemplate": f"{loss_name(loss)}: {what} = %{{y:.4g}}<extra></extra>",
    }  # fmt: skip


def _output_axis(theme: Theme, tickvals: Sequence[float], **keys: Any) -> dict[str, Any]:
    return axis(theme, range=[-0.02, 1.02], tickvals=list(tickvals), tickformat=".2~f", **keys)


def _target_names(top: float, theme: Theme) -> list[dict[str, Any]]:
    """The two families of curves, each at the end where it is dear."""
    keys = {"xref": "x", "yref": "y", "yanchor": "middle", "font": {"color": theme.muted, "size": 14}}
    return [
        label(f"target {t}", x, 0.93 * top, xanchor=side, **keys)
        for t, x, side in ((1, 0.06, "left"), (0, 0.94, "right"))
    ]


def _ends(target: float, theme: Theme) -> list[dict[str, Any]]:
    """Which end of the axis is the right answer and which the worst, between the ticks below it."""
    words = ("right answer", "worst answer") if target == 0 else ("worst answer", "right answer")
    return [
        label(
            text, at, 0, xref="x", yref="y domain", xanchor=side, yanchor="top", yshift=-18,
            font={"color": theme.text, "size": 14}, borderpad=0,
        )
        for text, at, side in zip(words, (0, 1), ("left", "right"), strict=True)
    ]  # fmt: skip


def _curve_name(loss: str, highest: float, target: float, theme: Theme, s: Symbols) -> dict[str, Any]:
    """Name and formula of a curve: above the top of the quadratic cost's, over the middle of the straight line."""
    if loss == "binary_cross_entropy":
        words, place = f"|{s.error}|", {"x": 0.5, "y": 0.56, "xanchor": "right" if target == 0 else "left"}
    else:
        words = ("" if loss == "half_quadratic" else "2 ") + f"|{s.error}| {s.a}(1 − {s.a})"
        place = {"x": 2 / 3 if target == 0 else 1 / 3, "y": highest, "xanchor": "center"}
    text = f"<b>{loss_name(loss)}</b>  {words}"
    keys = {"xref": "x", "yref": "y", "yanchor": "bottom", "font": {"color": loss_color(loss, theme), "size": 15}}
    return label(text, **place, **keys)
