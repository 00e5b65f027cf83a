"""What a larger learning rate can do: the outcome against η, and the factor between the losses against the output."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from mlp_core.learning_speed import NeuronRecord, speed_curve
from pages.common.figure_style import Array, axis, base_layout, label
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.headline import headline
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

SMALLEST_ERROR = 1e-4
MOST_FACTOR = 1e4
DECADE = MappingProxyType({"dtick": 1, "exponentformat": "power"})


def outcome_figure(
    rates: Array,
    errors: Mapping[str, Array],
    chosen: Mapping[str, float],
    reached: Mapping[str, float],
    updates: int,
    theme: Theme,
    smallest: float = SMALLEST_ERROR,
    error_name: str = "",
    symbols: Symbols = DEFAULT,
) -> dict[str, Any]:
    """The error after all updates against the learning rate, both axes logarithmic.

    Parameters
    ----------
    rates : (R,), increasing
    errors : {loss: (R,)}
    chosen, reached : {loss: the learning rate that was chosen}, {loss: the error it reaches}: a point each
    error_name : |output − target| by default
    smallest : where the axis ends; what is smaller lies on its lower edge
    """
    error_name = error_name or f"|{symbols.error}|"
    data = [
        _line(rates, np.maximum(values, smallest / 10), loss, loss_color(loss, theme))
        for loss, values in errors.items()
    ]
    data += [
        _point(rate, max(reached[loss], smallest), loss, theme,
               f"{symbols.rate} = {plain_number(rate)}, {error_name} = "
               f"{plain_number(reached[loss])} after {updates} updates")
        for loss, rate in chosen.items()
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(
            theme, type="log", range=[float(np.log10(rates[0])), float(np.log10(rates[-1]))], **DECADE,
            title={"text": f"learning rate {symbols.rate}", "standoff": 2, "font": {"size": 14}},
        ),
        "yaxis": axis(theme, type="log", range=[np.log10(smallest) - 0.05, 0.1], **DECADE),
        "margin": {"l": 50, "r": 16, "t": 26, "b": 38},
        "annotations": [
            headline(f"outcome: {error_name} after {updates} updates"), *_names(rates, errors, smallest, theme),
        ],
        "dragmode": False,
    }  # fmt: skip
    return {"data": data, "layout": layout}


def factor_figure(
    records: Mapping[str, NeuronRecord],
    rates: Mapping[str, float],
    position: int,
    target: float,
    theme: Theme,
    symbols: Symbols = DEFAULT,
) -> dict[str, Any]:
    """How many times as large the quadratic cost's η must be for an equal step, at every output.

    The point is the quadratic neuron at this moment, the dashed line the factor of the two learning rates.
    """
    quadratic, entropy = records
    z = np.linspace(-12, 12, 161)
    ours, theirs = (np.abs(speed_curve(z, loss, target=target).gradient_weight) for loss in (entropy, quadratic))
    output = speed_curve(z, entropy, target=target).output
    record, color = records[quadratic], loss_color(quadratic, theme)
    pull = float(record.slope[position]) * (1 if quadratic == "half_quadratic" else 2)
    present, factor = 1 / pull if pull else float("inf"), rates[quadratic] / rates[entropy]
    a, two = float(record.output[position]), "" if quadratic == "half_quadratic" else "2 "
    layout = base_layout(theme) | {
        "xaxis": axis(
            theme, range=[-0.02, 1.02], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".2~f",
            title={"text": f"output {symbols.a}", "standoff": 2, "font": {"size": 14}},
        ),
        "yaxis": axis(theme, type="log", range=[0, float(np.log10(MOST_FACTOR))], **DECADE),
        "margin": {"l": 50, "r": 16, "t": 26, "b": 38},
        "annotations": [
            headline(f"factor of {symbols.rate} for an equal step, 1/{two}{symbols.slope}"),
            _beside_point(f"now {plain_number(present)} ×", a, min(present, MOST_FACTOR), color),
            label(
                f"chosen {plain_number(factor)} ×", 0.5, float(np.log10(np.clip(factor, 1, MOST_FACTOR))), xref="x",
                yref="y", yanchor="bottom", font={"color": theme.text, "size": 14},
            ),
        ],
        "shapes": [
            {
                "type": "line", "xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": factor, "y1": factor,
                "line": {"color": theme.text, "width": 1.6, "dash": "dash"},
            }
        ],
        "dragmode": False,
    }  # fmt: skip
    words = f"at {symbols.a} = {a:.3f} an equal step needs {plain_number(present)} times the learning rate"
    point = _point(a, min(present, MOST_FACTOR), quadratic, theme, words)
    return {"data": [_line(output, ours / theirs, "factor", color), point], "layout": layout}


def _line(x: Array, y: Array, name: str, color: str) -> dict[str, Any]:
    for values in (x, y):
        values.setflags(write=False)
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "name": name, "line": {"color": color, "width": 3},
        "hoverinfo": "skip",
    }  # fmt: skip


def _point(x: float, y: float, loss: str, theme: Theme, words: str) -> dict[str, Any]:
    marker = {"size": 16, "color": loss_color(loss, theme), "line": {"color": theme.background, "width": 2.5}}
    return {
        "type": "scatter", "mode": "markers", "x": [float(x)], "y": [float(y)], "name": f"{loss} now",
        "marker": marker, "cliponaxis": False, "hovertemplate": f"{loss_name(loss)}: {words}<extra></extra>",
    }  # fmt: skip


def _beside_point(text: str, x: float, y: float, color: str) -> dict[str, Any]:
    """A label above a point of the factor, on its inner side near the ends of the axis."""
    side, shift = ("left", 12) if x < 0.3 else ("right", -12) if x > 0.7 else ("center", 0)
    keys = {"xref": "x", "yref": "y", "xanchor": side, "xshift": shift, "yanchor": "bottom", "yshift": 8}
    return label(text, x, float(np.log10(y)), font={"color": color, "size": 16}, **keys)


def _names(rates: Array, errors: Mapping[str, Array], smallest: float, theme: Theme) -> list[dict[str, Any]]:
    """Each loss's name beside its line, where the lines lie far apart: the upper one's above, the lower one's below."""
    inside = np.array([np.log10(np.maximum(values, smallest)) for values in errors.values()])
    # Not at the lower edge, where a line may have left the axes.
    apart = np.where((inside > np.log10(4 * smallest)).all(axis=0), np.abs(inside[0] - inside[1]), -1.0)
    at = int(np.argmax(apart))
    upper = int(inside[1][at] > inside[0][at])
    return [
        label(
            f"<b>{loss_name(loss)}</b>", float(np.log10(rates[at])), float(inside[row][at]), xref="x", yref="y",
            font={"color": loss_color(loss, theme), "size": 15}, xanchor="left" if row == upper else "right",
            yanchor="bottom" if row == upper else "top", xshift=6 if row == upper else -6,
        )
        for row, loss in enumerate(errors)
    ]  # fmt: skip
