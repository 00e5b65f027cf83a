"""In which units a network is given the data: those of the drawn plane, or the data's own."""

import numpy as np

from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.features import expand_features
from pages.common.settings import OWN, Settings


def network_inputs(settings: Settings, data: Dataset, X: Array) -> Array:
    """Places on the plane (N, 1 or 2) → what the network takes, (N, features)."""
    units = X if settings.scaling == "standard" else X * data.input_scale + data.input_mean
    return expand_features(units, settings.features)


def network_targets(settings: Settings, data: Dataset, T: Array) -> Array:
    """Targets as the network is trained on them: ±1 for classes and tanh; values in their own units where unscaled."""
    if data.task != "regression":
        return 2.0 * T - 1.0 if settings.output == "tanh" else T
    return T if settings.scaling == "standard" else T * data.target_scale + data.target_centre


def target_units(settings: Settings) -> tuple[float, float]:
    """What is learned = (target in the data's own units - the first number) / the second."""
    points = settings.points
    scaled = points is not None and settings.scaling == "standard"
    return (points.target_centre, points.target_scale) if scaled else (0.0, 1.0)


def drawn_outputs(settings: Settings, data: Dataset, outputs: Array) -> Array:
    """Outputs in the units of the data set's targets, which the pictures are drawn in; classes' as they are."""
    if data.task != "regression" or settings.scaling == "standard":
        return outputs
    return (outputs - data.target_centre) / data.target_scale


def training_rows(data: Dataset) -> tuple[Array, Array]:
    """X and T to train on. Where there is no point yet, a row of zeros in their place, for no one to train on."""
    if len(data.X):
        return data.X, data.T
    return np.zeros((1, data.X.shape[1])), np.zeros((1, data.T.shape[1]))


def same_plane(before: Dataset, after: Dataset) -> bool:
    """Whether points of one's own came or went, or began as a copy: all else is as it was."""
    shapes = [
        (d.task, d.n_classes, d.X.shape[1], d.T.shape[1], d.target_centre, d.target_scale) for d in (before, after)
    ]
    return (
        OWN in (before.name, after.name)
        and shapes[0] == shapes[1]
        and np.array_equal(before.input_mean, after.input_mean)
        and np.array_equal(before.input_scale, after.input_scale)
    )
