"""The scale on which losses of several planes are shown: one for all of them, logarithmic where they are far apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array

# Losses this many times apart are shown on a logarithmic scale.
LOG_FROM = 20.0
LEVELS = 16
TICKS = 5


@dataclass(frozen=True)
class LossScale:
    """Losses as heights.

    Attributes
    ----------
    low, high : the lowest and the highest loss that have a height of their own
    log : whether heights are common logarithms
    """

    low: float
    high: float
    log: bool

    @property
    def ends(self) -> tuple[float, float]:
        """The heights of the lowest and of the highest loss."""
        return (float(np.log10(self.low)), float(np.log10(self.high))) if self.log else (self.low, self.high)

    @property
    def between_lines(self) -> float:
        """How far apart the contours are, in height."""
        bottom, top = self.ends
        return (top - bottom) / LEVELS

    def heights(self, losses: Array) -> Array:
        """The height of each loss; one out of all bounds is the highest."""
        finite = np.where(np.isfinite(losses), losses, self.high)
        return np.log10(np.maximum(finite, self.low)) if self.log else finite

    def ticks(self) -> dict[str, Any]:
        """Where an axis or a bar of heights has ticks, and the losses that stand there."""
        at = np.linspace(*self.ends, TICKS)
        return {"tickvals": at.tolist(), "ticktext": [f"{10**height if self.log else height:.2g}" for height in at]}


def loss_scale(losses: Sequence[Array]) -> LossScale:
    """The scale that shows all of these losses."""
    values = np.concatenate([each.ravel() for each in losses]) if losses else np.array([0.0, 1.0])
    values = values[np.isfinite(values)]
    if not len(values):
        return LossScale(0.0, 1.0, False)
    low, high = float(values.min()), float(values.max())
    log = high > LOG_FROM * max(low, 1e-12)
    low = max(low, 1e-6 * high) if log else low
    return LossScale(low, max(high, low + 1e-12), log)
