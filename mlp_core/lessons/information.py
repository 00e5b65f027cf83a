r"""Entropy, cross-entropy and Kullback-Leibler divergence: H(p, q) = H(p) + D(p‖q).

p and q are probabilities over the last axis; 0·ln 0 counts as 0. Results are in nats, or in bits for ``unit="bits"``.
Source: Cover and Thomas, Elements of Information Theory, ch. 2 and 8.
"""

from collections.abc import Mapping
from math import inf, log
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_number
from mlp_core.arrays import Array
from mlp_core.losses import LOSSES
from mlp_core.names import known

NATS_PER_UNIT: Mapping[str, float] = MappingProxyType({"nats": 1.0, "bits": log(2.0)})


def entropy(p: ArrayLike, unit: str = "nats") -> Array:
    """H(p) = −Σ p ln p: the surprise to expect, and the smallest mean code length."""
    return cross_entropy(p, p, unit)


def cross_entropy(p: ArrayLike, q: ArrayLike, unit: str = "nats") -> Array:
    """H(p, q) = −Σ p ln q; infinite where q excludes what p allows. ``ValueError`` for what is no probability."""
    return _expected(p, _checked(q, "q"), unit)


def kl_divergence(p: ArrayLike, q: ArrayLike, unit: str = "nats") -> Array:
    """D(p‖q) = Σ p ln(p/q) ≥ 0, and 0 only for p = q. Raises ``ValueError`` for what is no probability."""
    p, q = _checked(p, "p"), _checked(q, "q")
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(p > 0, q / np.where(p > 0, p, 1.0), 1.0)
    return _expected(p, ratio, unit)


def kl_gaussians(mean_p: float, std_p: float, mean_q: float, std_q: float, unit: str = "nats") -> float:
    r"""D(p‖q) of two Gaussians: ln(σ_q/σ_p) + (σ_p² + (μ_p − μ_q)²)/(2σ_q²) − ½."""
    for name, std in (("std_p", std_p), ("std_q", std_q)):
        checked_number(name, std, positive=True)
    nats = log(std_q / std_p) + (std_p**2 + (mean_p - mean_q) ** 2) / (2 * std_q**2) - 0.5
    return nats / known(NATS_PER_UNIT, unit, "unit")


def gaussian_density(x: ArrayLike, mean: float, std: float) -> Array:
    """The density of a Gaussian at x."""
    z = (np.asarray(x, dtype=np.float64) - mean) / std
    return np.asarray(np.exp(-0.5 * z * z) / (std * np.sqrt(2 * np.pi)))


def symmetric_minimiser(t: float, steps: int = 60) -> float:
    """The output a of one sigmoid neuron at which the symmetric cross-entropy is smallest for a target t in [0, 1].

    The loss is convex in a, so halving the interval finds where its gradient changes sign.
    """
    gradient_of, low, high = LOSSES["symmetric_cross_entropy"].gradient, 0.0, 1.0
    if not 0 <= t <= 1:
        raise ValueError(f"the target t must lie in [0, 1], not {t!r}")
    for _ in range(steps):
        middle = (low + high) / 2
        if gradient_of(np.array([[middle]]), np.array([[t]]))[0, 0] > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _expected(p: ArrayLike, argument: Array, unit: str) -> Array:
    """−Σ p ln(argument), terms with p = 0 left out."""
    p = _checked(p, "p")
    if p.shape[-1] != argument.shape[-1]:
        raise ValueError(f"p and q must have as many outcomes: shapes {p.shape} and {argument.shape}")
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, -p * np.log(argument), 0.0)
    return np.asarray(terms.sum(axis=-1) / known(NATS_PER_UNIT, unit, "unit"))


def _checked(given: ArrayLike, name: str) -> Array:
    p = np.asarray(given, dtype=np.float64)
    if p.ndim == 0 or not (p >= 0).all() or (p == inf).any() or (np.abs(p.sum(axis=-1) - 1.0) > 1e-9).any():
        raise ValueError(f"{name} must hold probabilities that sum to 1, not {given!r}")
    return p
