"""What class an output answers, and how many answers are right.

Several outputs answer with the largest; one output answers by its side of a boundary, which is 0.5 for targets 0 and 1,
and 0 for targets −1 and +1.
"""

import numpy as np

from mlp_core.arrays import Array


def classes(outputs: Array, signed: bool = False) -> np.ndarray:
    """The class (N,) each row of outputs or targets (N, K) stands for; ``signed`` where two classes are −1 and +1."""
    if outputs.shape[1] > 1:
        return np.asarray(outputs.argmax(axis=1))
    return np.asarray(outputs[:, 0] > (0.0 if signed else 0.5)).astype(int)


def is_signed(t: Array) -> bool:
    """Whether targets (N, K) stand for two classes as −1 and +1."""
    return bool(t.min() < 0)


def wrong_answers(a: Array, t: Array, signed: bool | None = None) -> np.ndarray:
    """Which samples (N,) outputs a answer otherwise than targets t, both (N, K).

    ``signed`` says whether two classes are −1 and +1; None finds out from t, which must then hold both.
    """
    signed = is_signed(t) if signed is None else signed
    return np.asarray(classes(a, signed) != classes(t, signed))


def accuracy(a: Array, t: Array, signed: bool | None = None) -> float:
    """Share of samples answered right, for outputs and targets (N, K); ``signed`` as for ``wrong_answers``."""
    return 1.0 - float(wrong_answers(a, t, signed).mean())


def confusion_matrix(a: Array, t: Array, signed: bool | None = None) -> np.ndarray:
    """Counts (K, K), row = true class, column = answered class; (2, 2) for one output."""
    signed, n_classes = is_signed(t) if signed is None else signed, max(2, t.shape[1])
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (classes(t, signed), classes(a, signed)), 1)
    return counts


def looks_like_classes(t: Array) -> bool:
    """Whether targets (N, K) are classes: only 0 and 1, or only −1 and +1."""
    return bool(((t == 0) | (t == 1)).all() or (np.abs(t) == 1).all())
