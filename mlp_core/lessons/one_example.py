"""What a one-example step does to the loss of its own example and to that of the whole set, and what a run costs."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from mlp_core.lessons.neuron_cost import NeuronCost
from mlp_core.lessons.sample_descent import SamplePath

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class StepEffects:
    """What each of M updates changed, (M,) each, below 0 where it fell.

    own : the mean loss of the samples it looked at
    whole : the loss of the whole set
    """

    own: Array
    whole: Array

    @property
    def harmful(self) -> Flags:
        """Lowered the loss of its own samples, and raised that of the whole set."""
        return np.asarray((self.own < 0) & (self.whole > 0))

    @property
    def overshot(self) -> Flags:
        """Raised even the loss of its own samples: the step was too long for them."""
        return np.asarray(self.own > 0)


def step_effects(cost: NeuronCost, path: SamplePath) -> StepEffects:
    """The effects of every update of a run on this cost."""
    before, after = path.points[:-1], path.points[1:]
    own = np.empty(len(before))
    sizes = np.array([len(rows) for rows in path.rows])
    for size in np.unique(sizes):
        at = np.flatnonzero(sizes == size)
        rows = np.stack([path.rows[k] for k in at])
        change = cost.sample_values(after[at], rows) - cost.sample_values(before[at], rows)
        own[at] = change.mean(axis=-1)
    return StepEffects(own, np.diff(path.values))


def samples_until(path: SamplePath, level: float) -> float:
    """How many samples were looked at until the cost first fell to ``level``; infinite where it never did."""
    below = np.flatnonzero(path.values <= level)
    return float(path.samples[below[0]]) if len(below) else inf
