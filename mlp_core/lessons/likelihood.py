r"""Where cross-entropy comes from: the probability of a sample, its negative logarithm, and descending that.

A sample is what was seen; a model gives each outcome a probability. The negative log-likelihood of 0/1 labels is the
binary cross-entropy summed over them, that of counts of K classes the categorical one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import ACTIVATIONS, Activation
from mlp_core.arguments import checked_number
from mlp_core.arrays import Array
from mlp_core.losses import LOSSES, output_delta, sample_losses
from mlp_core.plain_descent import plain_descent

REDUCTIONS = ("sum", "mean")


@dataclass(frozen=True)
class Descent:
    """A model on its way to a sample, updates + 1 entries: z and a (updates + 1, K), cost (updates + 1,)."""

    z: Array
    a: Array
    cost: Array


def bernoulli_likelihood(labels: ArrayLike, a: ArrayLike) -> Array:
    """∏ₙ aᵗ(1 − a)¹⁻ᵗ: the probability of labels t (N,) of 0 and 1, for each probability a of a 1."""
    t, a = _labels(labels), np.asarray(a, dtype=np.float64)
    ones = int(t.sum())
    return np.asarray(a**ones * (1.0 - a) ** (len(t) - ones))


def bernoulli_cost(labels: ArrayLike, a: ArrayLike, reduction: str = "sum") -> Array:
    """−ln of the likelihood, for each a in (0, 1): the binary cross-entropy, summed over the labels, or its mean."""
    t, a = _labels(labels), np.asarray(a, dtype=np.float64)
    each = LOSSES["binary_cross_entropy"].per_sample(a[..., None, None], t[:, None])
    return np.asarray(_reduced(each.sum(axis=-1), len(t), reduction))


def multinomial_cost(counts: ArrayLike, a: ArrayLike, reduction: str = "sum") -> Array:
    """−Σₖ nₖ ln aₖ for counts n (K,) and probabilities a (…, K): categorical cross-entropy, or its mean per draw.

    The multinomial coefficient is left out: it does not depend on a.
    """
    n = _counts(counts)
    return np.asarray(_reduced(LOSSES["cross_entropy"].per_sample(np.asarray(a, float), n), n.sum(), reduction))


def descend_bernoulli(
    labels: ArrayLike, z: float, learning_rate: float, updates: int, reduction: str = "sum"
) -> Descent:
    """Gradient descent on ``bernoulli_cost`` along z, with a = σ(z)."""
    t = _labels(labels)[:, None]
    return _descend(t, np.array([float(z)]), learning_rate, updates, reduction, "sigmoid", "binary_cross_entropy")


def descend_multinomial(
    counts: ArrayLike, z: ArrayLike, learning_rate: float, updates: int, reduction: str = "sum"
) -> Descent:
    """Gradient descent on ``multinomial_cost`` along the logits z (K,), with a = softmax(z)."""
    n = _counts(counts).astype(int)
    t = np.repeat(np.eye(len(n)), n, axis=0)  # a one-hot row for each draw
    return _descend(t, np.asarray(z, float), learning_rate, updates, reduction, "softmax", "cross_entropy")


def jacobian(f: Activation, z: ArrayLike) -> Array:
    """J (K, K) of an activation at one sample's z (K,): J[k, j] = ∂aₖ/∂zⱼ, as the engine's backward pass sees it."""
    z = np.asarray(z, dtype=np.float64)
    units = np.eye(len(z))
    return f.backward(np.repeat(z[None], len(z), axis=0), units)  # row k: ∂aₖ/∂z


def _descend(
    t: Array, z: Array, learning_rate: float, updates: int, reduction: str, output: str, loss_name: str
) -> Descent:
    f, loss = ACTIVATIONS[output], LOSSES[loss_name]

    def gradient(z: Array) -> Array:
        Z = np.repeat(z[None], len(t), axis=0)
        return _reduced(output_delta(loss, f, Z, f(Z), t).sum(axis=0), len(t), reduction)

    path = plain_descent(gradient, z, checked_number("learning_rate", learning_rate), updates)
    each = np.repeat(path[:, None], len(t), axis=1)
    a = f(path)
    costs = sample_losses(loss, f, each, f(each), np.broadcast_to(t, each.shape)).sum(axis=1)
    return Descent(path, a, np.asarray(_reduced(costs, len(t), reduction)))


def _reduced(total: Array, n: float, reduction: str) -> Array:
    if reduction not in REDUCTIONS:
        raise ValueError(f"unknown reduction {reduction!r}; known are: {', '.join(REDUCTIONS)}")
    return total / n if reduction == "mean" else total


def _labels(given: ArrayLike) -> Array:
    t = np.asarray(given, dtype=np.float64)
    if t.ndim != 1 or len(t) == 0 or not ((t == 0) | (t == 1)).all():
        raise ValueError(f"labels must be at least one 0 or 1, not {given!r}")
    return t


def _counts(given: ArrayLike) -> Array:
    n = np.asarray(given, dtype=np.float64)
    if n.ndim != 1 or len(n) < 2 or not (n >= 0).all() or not (n == np.round(n)).all() or n.sum() < 1:
        raise ValueError(f"counts must be whole numbers from 0 on of two classes or more, with one draw: not {given!r}")
    return n
