"""Which points a frame draws, and where: thousands would slow every frame, and classes on a line need a height."""

from dataclasses import dataclass
from math import nan

import numpy as np

from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.history import History, Record
from mlp_core.own_data import GOLDEN_RATIO
from pages.common.experiment import Experiment
from pages.common.figures.region import HALF_WIDTH
from pages.common.view import View

MOST_POINTS = 2000
# The share of its band that the points of a class fill.
BAND = 0.7


@dataclass(frozen=True)
class Rows:
    """Points to draw: X (N, n_inputs), T (N, n_outputs), and their ``places`` (N, 2) in the region."""

    X: Array
    T: Array
    places: Array


def shown_rows(data: Dataset, test: bool = False) -> Rows:
    """The training or test points, evenly thinned where they are too many."""
    X, T = (data.X_test, data.T_test) if test else (data.X, data.T)
    if len(X) > MOST_POINTS:
        kept = np.linspace(0, len(X) - 1, MOST_POINTS).astype(int)
        X, T = X[kept], T[kept]
    return Rows(X, T, X if X.shape[1] == 2 else np.column_stack([X[:, 0], _heights(data, T)]))


def _heights(data: Dataset, T: Array) -> Array:
    """With one input the height means nothing: a band for each class, its points spread over the band."""
    n_classes = max(data.n_classes, 1)
    labels = T.argmax(axis=1) if T.shape[1] > 1 else T[:, 0]
    spread = GOLDEN_RATIO * np.arange(len(T)) % 1.0 - 0.5
    return np.asarray(((labels + 0.5 + BAND * spread) / n_classes * 2 - 1) * HALF_WIDTH)


def is_drawing(experiment: Experiment, view: View) -> bool:
    """Whether a click in the region adds a point: an empty plane is there to be drawn on."""
    points = experiment.settings.points
    return points is not None and (view.drawing or not len(points))


def shown_history(experiment: Experiment) -> History:
    """What was measured; nothing where there was no point to measure on."""
    if not experiment.is_empty or experiment.trainer.steps:
        return experiment.whole_history
    n_layers = experiment.network.n_layers
    nothing = History(n_layers)
    nothing.add(Record(0, 0, nan, np.full(n_layers, nan), nan, nan, nan, nan))
    return nothing
