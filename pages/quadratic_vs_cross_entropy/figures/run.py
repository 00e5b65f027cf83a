"""One neuron's run under both losses on one time axis: output, cost, |∂C/∂w|, f′(z), and the steps it takes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mlp_core.learning_speed import NeuronRecord
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.strips import Strip, strips_figure
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

LARGEST_SLOPE = 0.25


def run_figure(
    records: Mapping[str, NeuronRecord], position: int, target: float, theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """Output, cost, size of the gradient and f′(z) over the updates 0 … position of {loss: its run}."""
    strips = (
        Strip(f"output {symbols.a}", {loss: record.output for loss, record in records.items()}, 1.0, target),
        Strip(f"cost {symbols.C}", {loss: record.cost for loss, record in records.items()}),
        Strip(f"|{symbols.gradient}|", {loss: np.abs(record.gradient_weight) for loss, record in records.items()}),
        Strip(symbols.slope, {loss: record.slope for loss, record in records.items()}, LARGEST_SLOPE),
    )
    return strips_figure(strips, position, theme)


def steps_figure(
    records: Mapping[str, NeuronRecord],
    rates: Mapping[str, float],
    position: int,
    target: float,
    theme: Theme,
    symbols: Symbols = DEFAULT,
) -> dict[str, Any]:
    """Output and size of each step of the weight, η |∂C/∂w|, where each loss has its own learning rate."""
    steps = {loss: rates[loss] * np.abs(record.gradient_weight) for loss, record in records.items()}
    strips = (
        Strip(f"output {symbols.a}", {loss: record.output for loss, record in records.items()}, 1.0, target),
        Strip(f"size of the step in w, {symbols.rate} |{symbols.gradient}|", steps),
    )
    return strips_figure(strips, position, theme)
