"""The likelihood of a sample, its logarithm as a loss, and what sum and mean change."""

import numpy as np
import pytest

from mlp_core import ACTIVATIONS
from mlp_core.lessons.information import cross_entropy
from mlp_core.lessons.likelihood import (
    bernoulli_cost,
    bernoulli_likelihood,
    descend_bernoulli,
    descend_multinomial,
    jacobian,
    multinomial_cost,
)

LABELS = (1, 1, 0, 1, 0, 0, 1, 1)
COUNTS = (5, 2, 3)


def test_the_likelihood_is_the_product_and_the_cost_its_negative_logarithm() -> None:
    a = np.linspace(0.05, 0.95, 19)
    by_hand = np.prod([a if t else 1 - a for t in LABELS], axis=0)
    np.testing.assert_allclose(bernoulli_likelihood(LABELS, a), by_hand)
    np.testing.assert_allclose(bernoulli_cost(LABELS, a), -np.log(by_hand))
    np.testing.assert_allclose(bernoulli_cost(LABELS, a, "mean"), -np.log(by_hand) / len(LABELS))


def test_the_share_of_ones_is_the_best_probability_under_both() -> None:
    a = np.linspace(0.001, 0.999, 999)
    for reduction in ("sum", "mean"):
        assert a[bernoulli_cost(LABELS, a, reduction).argmin()] == pytest.approx(5 / 8)
        assert descend_bernoulli(LABELS, -2.0, 0.4, 400, reduction).a[-1, 0] == pytest.approx(5 / 8, abs=1e-3)


def test_multinomial_cost_is_the_sample_s_cross_entropy() -> None:
    p, a = np.array(COUNTS) / 10, np.array([0.2, 0.5, 0.3])
    assert multinomial_cost(COUNTS, a) == pytest.approx(10 * cross_entropy(p, a))
    assert multinomial_cost(COUNTS, a, "mean") == pytest.approx(float(cross_entropy(p, a)))
    assert multinomial_cost(COUNTS, p) < multinomial_cost(COUNTS, a)


def test_a_step_on_the_sum_is_a_step_on_the_mean_with_n_times_the_rate() -> None:
    eta = 0.07
    on_sum = descend_bernoulli(LABELS, -1.0, eta, 30, "sum")
    on_mean = descend_bernoulli(LABELS, -1.0, 8 * eta, 30, "mean")
    slower = descend_bernoulli(LABELS, -1.0, eta, 30, "mean")
    np.testing.assert_allclose(on_sum.z, on_mean.z, rtol=1e-12)
    np.testing.assert_allclose(on_sum.cost, 8 * on_mean.cost, rtol=1e-12)
    assert (on_sum.z[1:] != slower.z[1:]).all()
    on_sum, on_mean = (descend_multinomial(COUNTS, [1, 0, -1], eta * n, 30, r) for n, r in ((1, "sum"), (10, "mean")))
    np.testing.assert_allclose(on_sum.z, on_mean.z, rtol=1e-12, atol=1e-14)


def test_one_step_by_hand() -> None:
    step = descend_multinomial(COUNTS, [0.0, 0.0, 0.0], 0.1, 1)
    np.testing.assert_allclose(step.z[1], -0.1 * (10 / 3 - np.array(COUNTS)))
    assert step.cost[0] == pytest.approx(10 * np.log(3))
    step = descend_bernoulli(LABELS, 0.0, 0.1, 1)
    assert step.z[1, 0] == pytest.approx(-0.1 * (8 * 0.5 - 5))
    assert step.cost[0] == pytest.approx(8 * np.log(2))


def test_the_costs_of_a_descent_are_those_of_its_outputs() -> None:
    run = descend_bernoulli(LABELS, -1.0, 0.1, 12, "mean")
    np.testing.assert_allclose(run.cost, bernoulli_cost(LABELS, run.a[:, 0], "mean"))
    run = descend_multinomial(COUNTS, [2, 0, -1], 0.1, 12)
    np.testing.assert_allclose(run.cost, multinomial_cost(COUNTS, run.a))


@pytest.mark.parametrize("name", ["softmax", "sigmoid"])
def test_the_jacobian_is_the_slope_of_every_output_with_every_logit(name) -> None:
    f, z, h = ACTIVATIONS[name], np.array([0.5, -1.0, 2.0, 0.1]), 1e-6
    columns = [(f((z + h * e)[None])[0] - f((z - h * e)[None])[0]) / (2 * h) for e in np.eye(4)]
    np.testing.assert_allclose(jacobian(f, z), np.array(columns).T, atol=1e-9)
    if name == "softmax":
        a = f(z[None])[0]
        np.testing.assert_allclose(jacobian(f, z), np.diag(a) - np.outer(a, a), atol=1e-15)
        np.testing.assert_allclose(jacobian(f, z).sum(axis=0), 0, atol=1e-15)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: bernoulli_cost([], 0.5), "at least one 0 or 1"),
        (lambda: bernoulli_likelihood([0, 2], 0.5), "at least one 0 or 1"),
        (lambda: multinomial_cost([0, 0], [0.5, 0.5]), "one draw"),
        (lambda: multinomial_cost([1.5, 1], [0.5, 0.5]), "whole numbers"),
        (lambda: bernoulli_cost([1], 0.5, "total"), "known are: sum, mean"),
    ],
)
def test_bad_arguments_are_explained(call, words) -> None:
    with pytest.raises(ValueError, match=words):
        call()
