"""The training samples as mini-batches, in an order that is drawn anew every epoch."""

import numpy as np

from mlp_core.arrays import Array


class MiniBatches:
    """Rows of X (N, n_inputs) and T (N, n_outputs), handed out in mini-batches; each row once an epoch.

    Attributes
    ----------
    remaining : rows of the present epoch still to come; 0 where the next mini-batch begins a new epoch
    x, t : (N, n_inputs + 1), whose last column is ones, and (N, n_outputs), both in the order of the present epoch
    """

    def __init__(self, X: Array, T: Array, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._order = np.arange(len(X))
        self.remaining = 0
        self.replace_data(X, T)

    def replace_data(self, X: Array, T: Array) -> None:
        """Other inputs or targets for the same N samples, from the next mini-batch on; the order goes on."""
        self._rows = np.ones((len(X), X.shape[1] + 1))
        self._rows[:, :-1] = X
        self._targets = T
        self.x, self.t = self._rows[self._order], T[self._order]

    def next(self, n: int) -> tuple[Array, Array]:
        """The next n samples, fewer where the epoch has no more: (n, n_inputs + 1) and (n, n_outputs)."""
        if self.remaining == 0:
            self._shuffle()
            self.remaining = len(self.t)
        start = len(self.t) - self.remaining
        end = min(start + n, len(self.t))
        self.remaining = len(self.t) - end
        return self.x[start:end], self.t[start:end]

    def drop_epoch(self) -> None:
        """Begin a new epoch with the next mini-batch."""
        self.remaining = 0

    def _shuffle(self) -> None:
        self._order = self._rng.permutation(len(self.t))
        np.take(self._rows, self._order, axis=0, out=self.x)
        np.take(self._targets, self._order, axis=0, out=self.t)
