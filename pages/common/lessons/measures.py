"""What lessons measure in a running experiment, each a number taken from the network or its history as it is now."""

from functools import lru_cache
from math import nan

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.diagnostics import dead_units, saturated_share
from pages.common.experiment import Experiment
from pages.common.figures.region import HALF_WIDTH, plane, settled
from pages.common.readings import newest

# Points a side of the grid on which the shape of the answer is measured, and on the line.
GRID_POINTS, LINE_POINTS = 40, 81
# The shaking of the loss is the mean over so many of its last changes.
SHAKEN_CHANGES = 10
# A second difference this small beside the largest value is none: what is left is rounding.
NO_BEND = 1e-9


def train_accuracy(experiment: Experiment) -> float:
    """Share of the training points that are answered right."""
    return _present(experiment)[2]


def test_accuracy(experiment: Experiment) -> float:
    """Share of the test points that are answered right."""
    return _present(experiment)[3]


def train_loss(experiment: Experiment) -> float:
    """Loss over the training data."""
    return _present(experiment)[0]


def loss_gap(experiment: Experiment) -> float:
    """By how much the test loss is larger than the training loss."""
    train, test, *_ = _present(experiment)
    return test - train


def loss_against_start(experiment: Experiment) -> float:
    """The training loss now, as a multiple of the first one."""
    return train_loss(experiment) / max(float(experiment.trainer.history.train_loss[0]), 1e-300)


def test_loss_against_best(experiment: Experiment) -> float:
    """The last test loss as a multiple of the smallest one so far; 1 before any was measured."""
    losses = experiment.trainer.history.test_loss
    losses = losses[~np.isnan(losses)]
    return float(losses[-1] / losses.min()) if len(losses) else 1.0


def share_of_rises(experiment: Experiment) -> float:
    """In which share of its changes, each from a kept epoch to the next, the training loss rose."""
    rises = np.diff(experiment.trainer.history.train_loss[1:])
    return float((rises > 0).mean()) if len(rises) else 0.0


def loss_shaking(experiment: Experiment) -> float:
    """By how much the training loss changes from a kept epoch to the next, averaged over the last ones; 0 before any.

    A long history keeps fewer epochs. The change is not divided by those between: to and fro does not add up over them.
    """
    changes = np.diff(experiment.trainer.history.train_loss[1:])[-SHAKEN_CHANGES:]
    return float(np.abs(changes).mean()) if len(changes) else 0.0


def boundary_bend(experiment: Experiment) -> float:
    """How far the output's pre-activation is from a plane over the inputs: its part no plane follows, 0 to 1."""
    z = _output_z(experiment).ravel()
    if not np.isfinite(z).all():
        return nan
    plane_now = _planes() @ np.linalg.lstsq(_planes(), z, rcond=None)[0]
    return float(np.sqrt(((z - plane_now) ** 2).mean()) / max(z.std(), 1e-300))


def flat_share(experiment: Experiment) -> float:
    """Share of the plane's grid points at which the output's pre-activation has no curvature, along either axis."""
    z = _output_z(experiment)
    least = NO_BEND * np.abs(z - z.mean()).max()
    across = np.abs(z[1:-1, 2:] - 2 * z[1:-1, 1:-1] + z[1:-1, :-2])
    up = np.abs(z[2:, 1:-1] - 2 * z[1:-1, 1:-1] + z[:-2, 1:-1])
    return float(((across <= least) & (up <= least)).mean())


def neuron_difference(experiment: Experiment) -> float:
    """The largest difference between two neurons of the first hidden layer in the same weight or the bias."""
    block = experiment.network.blocks[0]
    return float((block.max(axis=0) - block.min(axis=0)).max())


def dead_share(experiment: Experiment) -> float:
    """Share of the hidden neurons whose slope is 0 at every training point."""
    dead = [dead_units(f, z) for f, z in _hidden(experiment)]
    return float(np.concatenate(dead).mean()) if dead else 0.0


def saturation(experiment: Experiment) -> float:
    """Share of the hidden pre-activations, over the training points, at which the activation is all but flat."""
    shares = [saturated_share(f, z) for f, z in _hidden(experiment)]
    return float(np.mean(shares)) if shares else 0.0


def gradient_ratio(experiment: Experiment) -> float:
    """The gradient's norm in layer 1 as a share of the last layer's, in the last epoch; NaN if it had fewer layers."""
    norms = experiment.trainer.history.layer_gradient_norms[-1]
    last = len(experiment.network.layer_sizes) - 2
    return float(norms[0] / norms[last]) if last < len(norms) else nan


def first_layer_gradient(experiment: Experiment) -> float:
    """The gradient's norm in layer 1, in the last epoch."""
    return float(experiment.trainer.history.layer_gradient_norms[-1][0])


def bump_height(experiment: Experiment) -> float:
    """How far the answer on the line climbs above both of its ends."""
    x = np.linspace(-HALF_WIDTH, HALF_WIDTH, LINE_POINTS)[:, None]
    y = experiment.network.predict(experiment.inputs(x))[:, 0]
    return float(y.max() - max(y[0], y[-1]))


def sum_of_outputs(experiment: Experiment) -> tuple[float, float]:
    """The smallest and the largest sum of the outputs over the plane."""
    sums = experiment.network.predict(experiment.inputs(plane(GRID_POINTS))).sum(axis=1)
    return float(sums.min()), float(sums.max())


def _present(experiment: Experiment) -> tuple[float, float, float, float]:
    """Loss and then accuracy, each of training and test data: the readout's, the last epoch's while it plays."""
    if not experiment.playing:
        return experiment.measure()
    history = experiment.trainer.history
    train_loss, test_loss, accuracy, test_accuracy = (
        newest(column)
        for column in (history.train_loss, history.test_loss, history.train_accuracy, history.test_accuracy)
    )
    return train_loss, test_loss, accuracy, test_accuracy


def _hidden(experiment: Experiment) -> list[tuple[Activation, Array]]:
    """Each hidden layer's activation and its pre-activations over the training data."""
    network = experiment.network
    z = network.forward(experiment.trainer.X).z
    return list(zip(network.activations[:-1], z[:-1], strict=True))


def _output_z(experiment: Experiment) -> Array:
    """The first output's pre-activation over the plane, (k, k)."""
    trace = experiment.network.forward(experiment.inputs(plane(GRID_POINTS)))
    return trace.z[-1][:, 0].reshape(GRID_POINTS, GRID_POINTS)


@lru_cache
def _planes() -> Array:
    """What every plane over the grid is a sum of: both inputs and 1, (k², 3)."""
    points = plane(GRID_POINTS)
    return settled(np.column_stack([points, np.ones(len(points))]))
