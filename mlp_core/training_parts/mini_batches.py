"""The training samples as mini-batches, in an order that is drawn anew every epoch."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array

# Wider rows are fetched mini-batch by mini-batch, which leaves them in the cache for their use.
WIDE = 32


@dataclass(frozen=True, slots=True)
class PlaceInEpoch:
    """Where the handing out of mini-batches stands: rows still to come, their order, and the state of the shuffling.

    ``order`` is None between two epochs: the next one is drawn from ``shuffling``.
    """

    remaining: int
    order: np.ndarray | None
    shuffling: Any

    def check(self, n: int) -> None:
        """Raise ``ValueError`` unless it is a place in an epoch of n samples."""
        if self.order is None:
            if self.remaining:
                raise ValueError(f"{self.remaining} samples of the epoch are to come, in no order")
        elif not 0 < self.remaining < n or not np.array_equal(np.sort(self.order), np.arange(n)):
            raise ValueError(f"the order must hold each of {n} samples once, with 1 to {n - 1} of them still to come")


class MiniBatches:
    """Rows of X (N, n_inputs) and T (N, n_outputs), handed out in mini-batches; each row once an epoch.

    Attributes
    ----------
    remaining : rows of the present epoch still to come; 0 where the next mini-batch begins a new epoch
    order : (N,), the numbers of the rows in the order of the present epoch
    t : (N, n_outputs), the targets in that order
    """

    def __init__(self, X: Array, T: Array, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self.order: np.ndarray = np.arange(len(X))
        self.remaining = 0
        self.replace_data(X, T)

    def replace_data(self, X: Array, T: Array) -> None:
        """Other inputs or targets for the same N samples, from the next mini-batch on; the order goes on."""
        self._rows = np.ones((len(X), X.shape[1] + 1))
        self._rows[:, :-1] = X
        self._targets = T
        self._wide = self._rows.shape[1] > WIDE
        self._x = self._rows if self._wide else self._rows[self.order]
        self.t = T[self.order]

    def replace_samples(self, X: Array, T: Array) -> None:
        """Other samples, more or fewer; a new epoch begins with the next mini-batch."""
        self.order, self.remaining = np.arange(len(X)), 0
        self.replace_data(X, T)

    def next(self, n: int) -> tuple[Array, Array]:
        """The next n samples, fewer where the epoch has no more.

        Inputs (n, n_inputs + 1), whose last column is ones, and targets (n, n_outputs).
        """
        if self.remaining == 0:
            self._shuffle()
            self.remaining = len(self.t)
        start = len(self.t) - self.remaining
        end = min(start + n, len(self.t))
        self.remaining = len(self.t) - end
        x = self._rows.take(self.order[start:end], axis=0) if self._wide else self._x[start:end]
        return x, self.t[start:end]

    @property
    def place(self) -> PlaceInEpoch:
        """Set it to hand out the same mini-batches from there on."""
        return PlaceInEpoch(self.remaining, self.order if self.remaining else None, self._rng.bit_generator.state)

    @place.setter
    def place(self, given: PlaceInEpoch) -> None:
        self._rng.bit_generator.state = given.shuffling
        self.remaining = given.remaining
        if given.order is not None:
            self.order = given.order
            self._gather()

    def drop_epoch(self) -> None:
        """Begin a new epoch with the next mini-batch."""
        self.remaining = 0

    def _shuffle(self) -> None:
        self.order = self._rng.permutation(len(self.t))
        self._gather()

    def _gather(self) -> None:
        if not self._wide:
            np.take(self._rows, self.order, axis=0, out=self._x)
        np.take(self._targets, self.order, axis=0, out=self.t)
