"""Whole runs, computed before they are shown: Rosenblatt's rule update by update, gradient descent epoch by epoch."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from mlp_core import MLP, Trainer
from mlp_core.arrays import Array
from mlp_core.lessons.margin import NovikoffBound, novikoff_bound
from mlp_core.lessons.separable_points import separable_points
from mlp_core.perceptron import Perceptron, PerceptronRecord, augmented
from pages.perceptron.data import PerceptronData

MOST_EPOCHS = 1000
# A sum of squared errors so many times the first one is not coming back.
HOPELESS = 1e3


@dataclass(frozen=True, eq=False)
class RosenblattRun:
    """A fit and what it looked like after each update.

    weights : (updates + 1, 3) w₀ (the bias), w₁, w₂; row k after k updates
    wrong : (updates + 1,) points with y (w·x) ≤ 0
    """

    n_points: int
    record: PerceptronRecord
    bound: NovikoffBound
    weights: Array
    wrong: NDArray[np.int64]

    @property
    def last(self) -> int:
        """The number of updates."""
        return len(self.record.updates)

    @property
    def best(self) -> int:
        """After which update the fewest points were wrong; the last of several."""
        return int(self.last - np.argmin(self.wrong[::-1]))

    def updates_after(self, epochs: int) -> NDArray[np.int64]:
        """(epochs + 1,) updates made in 0, 1, … epochs; once the weights came back, counted within the cycle."""
        record, at = self.record, np.arange(epochs + 1)
        if record.cycle is not None:
            turn, first = record.cycle.epochs, record.epochs - record.cycle.epochs
            at = np.where(at > record.epochs, first + (at - first) % turn, at)
        return np.searchsorted([update.epoch for update in record.updates], at, side="left")


def rosenblatt_run(data: PerceptronData) -> RosenblattRun:
    """Rosenblatt's rule on these points, in their order."""
    X, y = data.X, data.y
    record = Perceptron(2).fit(X, y, max_epochs=MOST_EPOCHS)
    weights = np.array([np.zeros(3), *(update.after for update in record.updates)])
    wrong = (y * (weights @ augmented(X).T) <= 0.0).sum(axis=1)
    return RosenblattRun(len(X), record, novikoff_bound(X, y), weights, wrong)


@dataclass(frozen=True, eq=False)
class GradientRun:
    """A neuron trained by gradient descent on Σ (target − output)² or half of it, as it was after each epoch.

    activation : "linear" or "tanh"
    weights : (epochs + 1, 3) w₀ (the bias), w₁, w₂
    loss : (epochs + 1,) that sum
    wrong : (epochs + 1,) points with y z ≤ 0
    diverged : it was given up before all epochs were done
    """

    activation: str
    weights: Array
    loss: Array
    wrong: NDArray[np.int64]
    diverged: bool


def gradient_run(
    data: PerceptronData,
    activation: str,
    learning_rate: float,
    one_by_one: bool,
    epochs: int,
    loss: str = "half_quadratic",
) -> GradientRun:
    """The delta rule w ← w + η Σ (y − ŷ) f′(z) x from weights of 0, the sum over all points or one point at a time.

    Under the loss "quadratic", without the ½, a step is twice as long.
    The Trainer descends the mean over its batch, so the rate of the sum is η times the number of points.
    """
    X, y = data.X, data.y
    network = MLP([2, 1], activation, "zeros")
    rate, batch = (learning_rate, 1) if one_by_one else (learning_rate * len(X), len(X))
    trainer = Trainer(network, X, y[:, None], loss, learning_rate=rate, batch_size=batch)
    inputs, weights, losses = augmented(X), [], []
    for epoch in range(epochs + 1):
        if epoch:
            trainer.run_epochs(1)
        with np.errstate(all="ignore"):
            error = len(X) * network.loss(X, y[:, None], loss)
        if trainer.status == "diverged" or not error <= HOPELESS * max(losses[:1] or [inf]):
            break
        weights.append(np.array([network.biases[0][0], *network.weights[0][0]]))
        losses.append(error)
    path = np.array(weights)
    wrong = (y * (path @ inputs.T) <= 0.0).sum(axis=1)
    return GradientRun(activation, path, np.array(losses), wrong, len(path) <= epochs)


def largest_stable_rate(data: PerceptronData, loss: str = "half_quadratic") -> float:
    """2/λ_max of Σ x xᵀ with the extra input 1: past it the linear neuron's descent on all points diverges.

    Half of that under the loss "quadratic", whose steps are twice as long.
    """
    inputs = augmented(data.X)
    return float((2.0 if loss == "half_quadratic" else 1.0) / np.linalg.eigvalsh(inputs.T @ inputs)[-1])


@dataclass(frozen=True, eq=False)
class CountsByMargin:
    """Updates counted on many random data, each with its margin and its bound."""

    margins: Array
    updates: NDArray[np.int64]
    bounds: Array


def counts_by_margin(n: int, seeds: int = 8) -> CountsByMargin:
    """Rosenblatt's rule on random points of margins from 0.02 to 0.5."""
    margins, updates, bounds = [], [], []
    for margin in np.geomspace(0.02, 0.5, 12):
        for seed in range(seeds):
            X, y = separable_points(n, float(margin), seed)
            updates.append(len(Perceptron(2).fit(X, y, max_epochs=20_000).updates))
            margins.append(float(margin))
            bounds.append(novikoff_bound(X, y).updates)
    return CountsByMargin(np.array(margins), np.array(updates), np.array(bounds))


def weights_of(bias: float, w1: float, w2: float) -> Array:
    """(3,) w₀ first."""
    return np.array([bias, w1, w2])
