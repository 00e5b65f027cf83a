"""Which learning rate is best, and how much luck is in it: many random starts at each rate of a grid, as one stack."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.initializers import Initializer
from mlp_core.losses import Loss
from mlp_core.stacks.network_stack import NetworkStack
from mlp_core.stacks.stack_training import StackTrainer


class RateGrid:
    """S random starts at each of R learning rates, R·S networks trained together.

    Parameters
    ----------
    layer_sizes, activations, initializer : as for ``MLP``
    seeds : (S,), of the first weights; the same at every rate
    rates : (R,)
    X, T, loss, batch_size, seed : as for ``StackTrainer``; all networks see the same mini-batches

    Raises ``ValueError`` for no rates, and for what ``StackTrainer`` refuses.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        activations: Sequence[str | Activation],
        initializer: str | Initializer,
        seeds: Sequence[int],
        rates: Sequence[float],
        X: ArrayLike,
        T: ArrayLike,
        loss: str | Loss,
        batch_size: int | str = 10,
        seed: int = 0,
    ) -> None:
        if len(rates) == 0:
            raise ValueError("a grid needs at least one learning rate")
        self.rates, self.n_starts = tuple(float(rate) for rate in rates), len(seeds)
        stack = NetworkStack(layer_sizes, activations, initializer, [*seeds] * len(rates))
        self._trainer = StackTrainer(stack, X, T, loss, np.repeat(self.rates, len(seeds)), batch_size, seed)

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return self._trainer.epoch

    def run_epochs(self, n: int, seconds: float | None = None) -> None:
        """Train until n more epochs are done, or this time is over (after one epoch at least)."""
        self._trainer.run_epochs(n, seconds)

    @property
    def accuracy(self) -> Array:
        """Training accuracy (epoch + 1, R, S), entry 0 before the first step."""
        return self._trainer.train_accuracy.reshape(self.epoch + 1, len(self.rates), self.n_starts)

    @property
    def scores(self) -> Array:
        """Mean accuracy over starts and epochs at each rate, (R,): who learns early and well scores high."""
        accuracy = self.accuracy
        return np.asarray(accuracy[min(1, self.epoch) :].mean(axis=(0, 2)))

    @property
    def best(self) -> int:
        """The number of the rate of the highest score."""
        return int(self.scores.argmax())


def band(values: ArrayLike, low: float = 0.1, high: float = 0.9) -> tuple[Array, Array, Array]:
    """The low quantile, the median and the high quantile over the last axis of values (…, S), each (…)."""
    quantiles = np.quantile(np.asarray(values, dtype=np.float64), (low, 0.5, high), axis=-1, method="inverted_cdf")
    return quantiles[0], quantiles[1], quantiles[2]
