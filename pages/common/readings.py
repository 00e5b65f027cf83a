"""What is read off an experiment, in words: losses, shares, and why training diverged."""

from collections.abc import Mapping
from math import isnan, nan
from types import MappingProxyType

import numpy as np

from mlp_core.arrays import Array
from pages.common.experiment import Experiment
from pages.common.labels import shown

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "learning_rate": "a learning rate of {rate} is too large here",
        "initial_scale": "the first weights were too large, {scale:.0f} times Glorot's",
        "unbounded_output": "a {output} output has no bound, and it ran away",
        "penalty": "a learning rate of {rate} is too large for this penalty",
    }
)


def newest(values: Array) -> float:
    """The newest value that was measured."""
    measured = values[~np.isnan(values)]
    return float(measured[-1]) if len(measured) else nan


def divergence_words(experiment: Experiment) -> str:
    """Why an experiment diverged: "a learning rate of 30 is too large here"."""
    divergence = experiment.divergence
    return CAUSES[divergence.cause].format(
        rate=shown(divergence.learning_rate), scale=divergence.weight_scale, output=shown(divergence.output)
    )


def whole_percent(share: float) -> str:
    """Rounded, but 100% only where every answer is right; a dash where there is none."""
    if isnan(share):
        return "–"
    return "100%" if share == 1 else f"{min(round(100 * share), 99)}%"


def loss_words(value: float) -> str:
    """Three decimals, three digits where it is large."""
    return f"{value:.3f}" if value < 100 else f"{value:.3g}"
