"""Where a person's own points come from: rows of a file, a built-in data set, or nothing yet."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.own_data import PLACES_A_UNIT, OwnData, Split, short_numbers

# The plane is drawn from minus this to this.
PLANE_EDGE = 2.15


def standardised(
    X: ArrayLike, targets: ArrayLike, classes: Sequence[str] = (), columns: Sequence[str] = (), title: str = ""
) -> OwnData:
    """Points on a plane that they fill: inputs about mean 0 and standard deviation 1 over all rows, values in [-1, 1].

    A constant column keeps its unit. The numbers of the scaling are rounded, so that they can be told.
    """
    X, targets = np.asarray(X, dtype=np.float64), np.asarray(targets, dtype=np.float64)
    centre, scale, target = (0.0,) * X.shape[1], (1.0,) * X.shape[1], (0.0, 1.0)
    if len(X):
        columns_of_X = [_rounded(float(x.mean()), _spread(x, float(x.std()))) for x in X.T]
        centre, scale = tuple(c for c, _ in columns_of_X), tuple(s for _, s in columns_of_X)
        if not classes:
            low, high = float(targets.min()), float(targets.max())
            target = _rounded((low + high) / 2, _spread(targets, (high - low) / 2))
    return OwnData(X, targets, tuple(classes), tuple(columns), centre, scale, *target, title)


def as_drawn(points: OwnData) -> OwnData:
    """The same points where their numbers say: the plane's coordinates are the inputs and values themselves."""
    centre, scale = (0.0,) * points.n_inputs, (1.0,) * points.n_inputs
    return replace(points, centre=centre, scale=scale, target_centre=0.0, target_scale=1.0)


def were_drawn(points: OwnData) -> bool:
    """Whether the points of a table are like points that were drawn here: names, places and values all are."""
    if points.columns != OwnData(points.X, points.targets, points.classes).columns:
        return False
    places = points.X if points.classes else np.column_stack([points.X, points.targets])
    steps = places * PLACES_A_UNIT
    return bool((np.abs(places) <= PLANE_EDGE).all() and (np.abs(steps - np.round(steps)) < 1e-6).all())


def own_copy(data: Dataset, seed: int, test_share: float, title: str, classes: Sequence[str] = ()) -> OwnData:
    """The points of a data set of this seed and share as a person's own, on the same plane and split as they were.

    Training rows come first, then test rows.
    """
    X = np.vstack([data.X, data.X_test])
    T = np.vstack([data.T, data.T_test])
    if data.task == "regression":
        names: tuple[str, ...] = ()
        targets = T[:, 0] * data.target_scale + data.target_centre
    else:
        names = tuple(classes) or tuple(str(k) for k in range(data.n_classes))
        targets = np.concatenate([data.labels, data.labels_test]).astype(np.float64)
    centre, scale = data.input_mean, data.input_scale
    raw = short_numbers(X * scale + centre, scale)
    place = tuple(map(float, centre)), tuple(map(float, scale))
    split = Split(seed, test_share, tuple(range(len(data.X), len(X))))
    return OwnData(raw, targets, names, (), *place, data.target_centre, data.target_scale, title, split)


def no_points(kind: str = "classes") -> OwnData:
    """An empty plane to draw on: "classes", "values", or a "line" with one input."""
    n_inputs = 1 if kind == "line" else 2
    return OwnData(np.empty((0, n_inputs)), np.empty(0), ("0", "1") if kind == "classes" else ())


def _spread(values: Array, measured: float) -> float:
    """The scale of a column; of a constant one 1."""
    return measured if measured > 1e-12 * max(float(np.abs(values).max()), 1.0) else 1.0


def _rounded(centre: float, scale: float) -> tuple[float, float]:
    """Both to the fourth digit of the scale."""
    decimals = 3 - int(np.floor(np.log10(scale)))
    return round(centre, decimals), round(scale, decimals)
