"""Gradient descent that looks at a part of the data for each update: batch, mini-batch and one-example descent."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_batch_size, checked_number, checked_whole
from mlp_core.arrays import Array
from mlp_core.lessons.descent import FARTHEST, checked_start
from mlp_core.lessons.neuron_cost import NeuronCost, Rows
from mlp_core.losses import output_delta
from mlp_core.schedules import Schedule, as_schedule
from mlp_core.training_parts.mini_batches import MiniBatches


@dataclass(frozen=True, eq=False)
class SamplePath:
    """Every update of a run, M = updates + 1 entries, the first before the first update; read-only arrays.

    points : (M, 2), weight and bias
    values : (M,), the cost over all data there
    samples : (M,), how many samples had been looked at
    rows : for each update the numbers of its samples
    n_samples : N of the data
    diverged : whether the weights ran away, which ends it early
    """

    points: Array
    values: Array
    samples: Rows
    rows: tuple[Rows, ...]
    n_samples: int
    diverged: bool

    def after(self, samples: int) -> int:
        """The number of updates done when so many samples have been looked at."""
        return int(np.searchsorted(self.samples, samples, side="right")) - 1

    @property
    def epoch_ends(self) -> Rows:
        """The number of updates done after 0, 1, … whole epochs."""
        whole = np.arange(0, self.samples[-1] + 1, self.n_samples)
        return np.asarray(np.searchsorted(self.samples, whole), dtype=np.intp)


def descend_by_samples(
    cost: NeuronCost,
    start: ArrayLike,
    batch_size: int | str,
    learning_rate: float,
    epochs: int,
    *,
    seed: int = 0,
    schedule: str | Schedule = "constant",
    replacement: bool = False,
) -> SamplePath:
    """Plain descent along the mean gradient of ``batch_size`` samples at a time.

    Parameters
    ----------
    batch_size : 1 is one-example descent, ``"all"`` batch descent
    epochs : N samples each
    seed : of the order, which is the Trainer's for this seed
    replacement : draw each sample among all N, instead of a new order of all of them each epoch

    Raises ``ValueError`` for bad arguments.
    """
    size, rate, falling = min(checked_batch_size(batch_size), len(cost)), learning_rate, as_schedule(schedule)
    rate, epochs = checked_number("learning_rate", rate), checked_whole("epochs", epochs, at_least=0)
    w, points, rows = checked_start(start), [], []
    orders = epoch_orders(len(cost), epochs, seed, replacement)
    diverged = False
    points.append(w.copy())
    with np.errstate(all="ignore"):
        for epoch, order in enumerate(orders):
            eta = rate * falling.factor(epoch)
            for first in range(0, len(cost), size):
                batch = order[first : first + size]
                w -= eta * _mean_gradient(cost, w, batch)
                if not np.abs(w).max() < FARTHEST:
                    diverged = True
                    break
                points.append(w.copy())
                rows.append(batch)
            if diverged:
                break
    at = np.array(points)
    samples = np.concatenate([[0], np.cumsum([len(batch) for batch in rows])]).astype(np.intp)
    path = SamplePath(at, cost.value(at), samples, tuple(rows), len(cost), diverged)
    for array in (path.points, path.values, path.samples):
        array.setflags(write=False)
    return path


def descend_many(
    cost: NeuronCost,
    start: ArrayLike,
    batch_size: int | str,
    learning_rate: float,
    epochs: int,
    *,
    runs: int,
    schedule: str | Schedule = "constant",
    replacement: bool = False,
) -> Array:
    """Runs that differ in their seed alone, 0 … runs − 1, as one stack: (epochs + 1, runs, 2) after each epoch.

    Run r is ``descend_by_samples(…, seed=r)``; a run that left float64 is NaN.
    """
    size, falling = min(checked_batch_size(batch_size), len(cost)), as_schedule(schedule)
    rate, epochs = checked_number("learning_rate", learning_rate), checked_whole("epochs", epochs, at_least=0)
    runs = checked_whole("runs", runs, at_least=1)
    orders = np.stack([epoch_orders(len(cost), epochs, seed, replacement) for seed in range(runs)], axis=1)
    W = np.empty((epochs + 1, runs, 2))
    W[0] = w = np.tile(checked_start(start), (runs, 1))
    with np.errstate(all="ignore"):
        for epoch in range(epochs):
            eta = rate * falling.factor(epoch)
            for first in range(0, len(cost), size):
                w = w - eta * cost.sample_gradients(w, orders[epoch, :, first : first + size]).mean(axis=-2)
            W[epoch + 1] = w
    return W


def epoch_orders(n: int, epochs: int, seed: int, replacement: bool = False) -> Rows:
    """The samples' numbers (epochs, n) in the order in which they are looked at."""
    if replacement:
        return np.random.default_rng(seed).integers(0, n, (epochs, n), dtype=np.intp)
    batches, orders = MiniBatches(np.zeros((n, 1)), np.zeros((n, 1)), seed), np.empty((epochs, n), dtype=np.intp)
    for order in orders:
        batches.next(n)
        order[:] = batches.order
    return orders


def _mean_gradient(cost: NeuronCost, w: Array, rows: Rows) -> Array:
    """``cost.sample_gradients(w, rows).mean(axis=-2)`` for one w (2,), in fewer calls."""
    x, t = cost.x[rows], cost.t[rows][:, None]
    z = (w[0] * x + w[1])[:, None]
    delta = output_delta(cost.loss, cost.activation, z, cost.activation(z), t)[:, 0]
    return np.array([delta @ x, delta.sum()]) / len(rows)
