"""The scale on which losses of several planes are shown: one for all of them, logarithmic where they are far apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.landscape import Landscape
from pages.common.figure_style import tick_step

# Losses this many times apart are shown on a logarithmic scale.
LOG_FROM = 20.0
LEVELS = 16
MOST_TICKS = 5


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
        """Where an axis or a bar of heights has ticks, and the losses that stand there: round ones."""
        bottom, top = self.ends
        if self.log:
            step = np.ceil((top - bottom) / MOST_TICKS)
            decades = step * np.arange(np.floor(bottom / step), np.ceil(top / step) + 1)
            few = top - bottom < MOST_TICKS / 2
            at = np.add.outer(decades, np.log10([1, 2, 5]) if few else [0.0]).ravel()
        else:
            step = tick_step(top - bottom, MOST_TICKS)
            at = step * np.arange(np.ceil(bottom / step), np.floor(top / step) + 1)
        at = at[(at >= bottom) & (at <= top)]
        return {"tickvals": at.tolist(), "ticktext": [f"{10**height if self.log else height:.6g}" for height in at]}


def loss_scale(panels: Sequence[Landscape]) -> LossScale:
    """The scale that shows all losses of these landscapes and of the paths through them."""
    losses = [each.ravel() for panel in panels for each in (panel.losses, panel.path_losses)]
    values = np.concatenate(losses) if losses else np.array([0.0, 1.0])
    values = values[np.isfinite(values)]
    if not len(values):
        return LossScale(0.0, 1.0, False)
    low, high = float(values.min()), float(values.max())
    log = high > LOG_FROM * max(low, 1e-12)
    low = max(low, 1e-6 * high) if log else low
    return LossScale(low, max(high, low + 1e-12), log)
