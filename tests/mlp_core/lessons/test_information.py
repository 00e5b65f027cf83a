"""Entropy, cross-entropy and divergence: their identities, their limits, and the loss of the engine."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import LOSSES
from mlp_core.lessons.information import (
    cross_entropy,
    entropy,
    gaussian_density,
    kl_divergence,
    kl_gaussians,
    symmetric_minimiser,
)

WEIGHTS = st.lists(st.floats(0.001, 1.0), min_size=4, max_size=4)


def shares(weights: list[float]) -> np.ndarray:
    return np.array(weights) / np.sum(weights)


@given(WEIGHTS, WEIGHTS, st.sampled_from(["nats", "bits"]))
def test_cross_entropy_is_entropy_and_divergence(p, q, unit) -> None:
    p, q = shares(p), shares(q)
    assert cross_entropy(p, q, unit) == pytest.approx(entropy(p, unit) + kl_divergence(p, q, unit), abs=1e-12)
    assert kl_divergence(p, q, unit) >= -1e-12
    assert kl_divergence(p, p, unit) == pytest.approx(0, abs=1e-12)


@given(WEIGHTS, WEIGHTS)
def test_it_is_the_loss_that_networks_learn_by(p, q) -> None:
    p, q = shares(p), shares(q)
    assert cross_entropy(p, q) == pytest.approx(LOSSES["cross_entropy"].per_sample(q[None], p[None])[0], rel=1e-12)


def test_by_hand() -> None:
    fair, loaded = [0.5, 0.5], [0.9, 0.1]
    assert entropy(fair, "bits") == pytest.approx(1.0)
    assert entropy([0.25] * 4, "bits") == pytest.approx(2.0)
    assert kl_divergence(fair, loaded) == pytest.approx(0.5 * np.log(0.25 / 0.09))
    assert kl_divergence(loaded, fair) != pytest.approx(float(kl_divergence(fair, loaded)))
    assert entropy([1.0, 0.0, 0.0]) == 0
    assert cross_entropy([1.0, 0.0, 0.0], [0.7, 0.2, 0.1]) == pytest.approx(-np.log(0.7))


def test_what_q_excludes_and_p_allows_costs_infinitely_much() -> None:
    assert cross_entropy([0.5, 0.5], [1.0, 0.0]) == np.inf
    assert kl_divergence([0.5, 0.5], [1.0, 0.0]) == np.inf
    assert kl_divergence([1.0, 0.0], [0.5, 0.5]) == pytest.approx(np.log(2))


@pytest.mark.parametrize(("m_p", "s_p", "m_q", "s_q"), [(0.0, 1.0, 1.0, 2.0), (-1.5, 0.4, 0.5, 0.7), (1, 2, 1, 2)])
def test_divergence_of_gaussians_is_its_integral(m_p, s_p, m_q, s_q) -> None:
    x = np.linspace(-30, 30, 200_001)
    p, q = gaussian_density(x, m_p, s_p), gaussian_density(x, m_q, s_q)
    ln_q = -0.5 * ((x - m_q) / s_q) ** 2 - np.log(s_q * np.sqrt(2 * np.pi))
    integrand = np.where(p > 0, p * (np.log(np.where(p > 0, p, 1)) - ln_q), 0)
    assert q.sum() * (x[1] - x[0]) == pytest.approx(1, abs=1e-9)
    assert kl_gaussians(m_p, s_p, m_q, s_q) == pytest.approx(np.trapezoid(integrand, x), abs=1e-6)
    assert kl_gaussians(m_p, s_p, m_q, s_q, "bits") == pytest.approx(kl_gaussians(m_p, s_p, m_q, s_q) / np.log(2))


@pytest.mark.parametrize("t", [0.05, 0.2, 0.5, 0.7, 0.99])
def test_the_symmetric_minimum_is_the_lowest_point_and_not_at_a_soft_target(t) -> None:
    a = np.linspace(0.0005, 0.9995, 1999)
    costs = LOSSES["symmetric_cross_entropy"].per_sample(a[:, None], np.full((1999, 1), t))
    lowest = symmetric_minimiser(t)
    assert lowest == pytest.approx(a[costs.argmin()], abs=1e-3)
    assert (abs(lowest - t) < 1e-6) == (t == 0.5)


def test_the_symmetric_minimum_of_a_hard_target_is_the_target() -> None:
    assert symmetric_minimiser(1.0) == pytest.approx(1, abs=1e-3)
    assert symmetric_minimiser(0.0) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: entropy([0.5, 0.6]), "sum to 1"),
        (lambda: entropy([1.5, -0.5]), "sum to 1"),
        (lambda: entropy([np.nan, 1.0]), "sum to 1"),
        (lambda: cross_entropy([0.5, 0.5], [0.2, 0.3, 0.5]), "as many outcomes"),
        (lambda: kl_divergence([0.5, 0.5], [0.2, 0.8], "bytes"), "known are: nats, bits"),
        (lambda: kl_gaussians(0, 0, 0, 1), "above 0"),
        (lambda: symmetric_minimiser(1.5), r"\[0, 1\]"),
    ],
)
def test_bad_arguments_are_explained(call, words) -> None:
    with pytest.raises(ValueError, match=words):
        call()
