r"""Rosenblatt's perceptron: one neuron that learns by adding the inputs it gets wrong.

A row x with target y = ±1 is wrong when y (w·x) ≤ 0; then w ← w + y x. The bias is the weight w₀ of an extra input
x₀ = 1, so that one rule moves both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array


@dataclass(frozen=True, eq=False)
class Update:
    """One use of the rule.

    epoch : the pass through the rows it happened in, from 0
    row : the row of X that was wrong
    target : y of that row, ±1
    score : w·x with the weights before
    added : (n_inputs + 1,) y x, first the part of the bias
    before, after : (n_inputs + 1,) w₀ (the bias) and the weights, before and after
    """

    epoch: int
    row: int
    target: float
    score: float
    added: Array
    before: Array
    after: Array


@dataclass(frozen=True)
class Cycle:
    """Weights that came back at the start of an epoch: from there on everything repeats, for ever.

    start : updates made before the cycle begins
    length : updates in one turn of it
    epochs : epochs in one turn of it
    """

    start: int
    length: int
    epochs: int


@dataclass(frozen=True, eq=False)
class PerceptronRecord:
    """What a fit did: every update in order, whether a whole epoch passed without one, the cycle if one was found.

    epochs : epochs begun; of a fit that converged the last one is the one without an update
    """

    updates: tuple[Update, ...]
    converged: bool
    cycle: Cycle | None
    epochs: int


class Perceptron:
    """A neuron with outputs ±1 and its threshold at 0; its weights and bias start from 0.

    Attributes
    ----------
    weights : (n_inputs,)
    bias : a number, the weight of an input that is always 1

    Source: Rosenblatt (1958), The perceptron, Psychological Review 65. ``ValueError`` for n_inputs below 1.
    """

    def __init__(self, n_inputs: int) -> None:
        self.n_inputs = checked_whole("n_inputs", n_inputs, at_least=1)
        self.weights: Array = np.zeros(self.n_inputs)
        self.bias = 0.0

    def scores(self, X: ArrayLike) -> Array:
        """(N,) w·x + b for X (N, n_inputs)."""
        return np.asarray(_checked_inputs(X, self.n_inputs) @ self.weights + self.bias, dtype=np.float64)

    def predict(self, X: ArrayLike) -> Array:
        """(N,) outputs ±1 for X (N, n_inputs); a score of 0 gives +1."""
        return np.where(self.scores(X) >= 0.0, 1.0, -1.0)

    def fit(self, X: ArrayLike, targets: ArrayLike, max_epochs: int = 1000) -> PerceptronRecord:
        """Learn from 0, the rows in order, until an epoch needs no update, a cycle is found or max_epochs are done.

        Parameters
        ----------
        X : (N, n_inputs), finite
        targets : (N,) each +1 or −1
        max_epochs : at least 1

        Raises ``ValueError`` for other shapes and values.
        """
        X = augmented(_checked_inputs(X, self.n_inputs))
        y = checked_signs(targets, len(X))
        max_epochs = checked_whole("max_epochs", max_epochs, at_least=1)
        w = np.zeros(self.n_inputs + 1)
        updates: list[Update] = []
        # Weights at the start of each epoch, to the bit: equal ones lead to the same updates again.
        seen: dict[bytes, tuple[int, int]] = {}
        converged, cycle, epoch = False, None, 0
        while epoch < max_epochs and not converged and cycle is None:
            before = len(updates)
            seen[w.tobytes()] = (epoch, before)
            for row, (x, target) in enumerate(zip(X, y, strict=True)):
                score = float(w @ x)
                if target * score <= 0.0:
                    added = target * x
                    # Weights that begin at 0 never become −0, so that equal ones have equal bytes.
                    after = w + added
                    updates.append(Update(epoch, row, float(target), score, added, w, after))
                    w = after
            converged = len(updates) == before
            epoch += 1
            if not converged and w.tobytes() in seen:
                first_epoch, start = seen[w.tobytes()]
                cycle = Cycle(start, len(updates) - start, epoch - first_epoch)
        self.weights, self.bias = w[1:].copy(), float(w[0])
        return PerceptronRecord(tuple(updates), converged, cycle, epoch)


def augmented(X: Array) -> Array:
    """X (N, n_inputs) with a first column of ones, (N, n_inputs + 1): the bias becomes the weight w₀."""
    return np.column_stack([np.ones(len(X)), X])


def checked_signs(targets: ArrayLike, n: int) -> Array:
    """Targets as n numbers of +1 and −1; ``ValueError`` for anything else."""
    y = np.asarray(targets, dtype=np.float64)
    if y.shape != (n,):
        raise ValueError(f"targets must have shape ({n},), one for each row of X, not {y.shape}")
    wrong = y[np.abs(y) != 1.0]
    if len(wrong):
        raise ValueError(f"targets must be +1 or −1, not {wrong[0]:g}")
    return y


def _checked_inputs(X: ArrayLike, n_inputs: int) -> Array:
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2 or X.shape[1] != n_inputs or len(X) == 0:
        raise ValueError(f"X must have shape (N, {n_inputs}) with N ≥ 1, not {X.shape}")
    if not np.isfinite(X).all():
        raise ValueError("X holds values that are not finite")
    return X
