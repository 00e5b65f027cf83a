"""A stack of layers: where the activations lie, and how large δ is, layer by layer."""

from typing import Any

import numpy as np

from mlp_core.lessons.depth import Depth
from pages.activations.figures.lines import Line, LinesView, colored, lines_figure, padded
from pages.common.figure_style import see_through
from pages.common.palette import Theme, pale

# What has vanished below this is drawn at the lower end.
SMALLEST = 1e-300


def activations_figure(depth: Depth, theme: Theme) -> dict[str, Any]:
    """Median, middle half and 95 % of all activations of each layer, 0 the inputs; traces: band, band, median."""
    layers, q = np.arange(len(depth.quantiles), dtype=float), depth.quantiles
    title = f"forward: <b>activations</b> {colored('95 %, middle half, median', theme.accent)}"
    view = LinesView(
        theme, [Line(layers, q[:, 2], theme.accent, 3)], (0.0, float(layers[-1])),
        padded(float(q.min()), float(q.max())), title, "layer (0: inputs)",
    )  # fmt: skip
    figure = lines_figure(view)
    bands = [
        {"type": "scatter", "mode": "lines", "x": np.concatenate([layers, layers[::-1]]),
         "y": np.concatenate([q[:, low], q[::-1, high]]), "fill": "toself", "line": {"width": 0}, "hoverinfo": "skip",
         "fillcolor": see_through(theme.accent, opacity)}
        for low, high, opacity in ((0, 4, 0.2), (1, 3, 0.35))
    ]  # fmt: skip
    figure["data"][:0] = bands
    return _whole_layers(figure, len(layers))


def spread_figure(depth: Depth, theme: Theme) -> dict[str, Any]:
    """Standard deviation of the activations of each layer, on a logarithmic axis."""
    layers = np.arange(len(depth.activation_spread), dtype=float)
    spread = np.maximum(depth.activation_spread, SMALLEST)
    line = Line(layers, spread, theme.accent, 3, mode="lines+markers")
    view = LinesView(
        theme, [line], _layers(0, layers[-1]), _decades(spread),
        f"forward: {colored('spread of activations', theme.accent)}", "layer (0: inputs)", log=True,
    )  # fmt: skip
    return _whole_layers(lines_figure(view), len(layers))


def deltas_figure(depth: Depth, theme: Theme, error: str = "δ") -> dict[str, Any]:
    """Root mean square of δ of each layer; traces: the predicted line, the measured points."""
    layers = np.arange(1.0, len(depth.delta_spread) + 1.0)
    # δ that is exactly 0 has no place on this axis.
    measured, predicted = (np.where(each > 0, each, np.nan) for each in (depth.delta_spread, depth.predicted_delta))
    lines = [
        Line(layers, predicted, pale(theme.muted, theme), 10),
        Line(layers, measured, theme.mark, 3, mode="lines+markers"),
    ]
    title = f"backward: {colored(f'spread of {error}', theme.mark)}, {colored('predicted (wide)', theme.muted)}"
    seen = np.concatenate([measured, predicted])
    if not np.isfinite(seen).any():
        seen = np.array([0.1, 1.0])
    view = LinesView(theme, lines, _layers(1, layers[-1]), _decades(seen[np.isfinite(seen)]), title, "layer", log=True)
    return _whole_layers(lines_figure(view), len(layers))


def _whole_layers(figure: dict[str, Any], n: int) -> dict[str, Any]:
    """There is no half a layer: ticks at whole numbers, ten of them at most."""
    figure["layout"]["xaxis"] |= {"tick0": 0, "dtick": max(1, 5 * round(n / 25))}
    return figure


def _layers(first: float, last: float) -> tuple[float, float]:
    room = 0.02 * (last - first) + 0.2
    return first - room, last + room


def _decades(values: np.ndarray) -> tuple[float, float]:
    """Powers of ten that hold these, two decades at least."""
    low, high = float(np.log10(values.min())), float(np.log10(values.max()))
    if high - low < 2.0:
        low, high = (low + high) / 2 - 1.0, (low + high) / 2 + 1.0
    return padded(low, high, 0.06)
