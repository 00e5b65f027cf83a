"""A grid of learning rates trains what each rate would train alone, and finds the best."""

import numpy as np
import pytest

from mlp_core.stacks.network_stack import NetworkStack
from mlp_core.stacks.rate_grid import RateGrid, band
from mlp_core.stacks.stack_training import StackTrainer
from tests.mlp_core.problems import two_classes

RATES = (1e-4, 0.5, 0.01)


def grid(rates=RATES) -> RateGrid:
    X, T = two_classes()
    return RateGrid((2, 6, 1), ("tanh", "sigmoid"), "glorot_uniform", range(5), rates, X, T, "half_quadratic")


def test_each_rate_is_trained_as_it_is_alone() -> None:
    X, T = two_classes()
    together = grid()
    together.run_epochs(8)
    assert together.accuracy.shape == (9, 3, 5)
    for number, rate in enumerate(RATES):
        alone = StackTrainer(NetworkStack((2, 6, 1), ("tanh", "sigmoid"), seeds=range(5)), X, T, "half_quadratic", rate)
        alone.run_epochs(8)
        np.testing.assert_array_equal(together.accuracy[:, number], alone.train_accuracy)


def test_the_best_rate_has_the_highest_mean_accuracy() -> None:
    trained = grid()
    assert trained.scores.shape == (3,)
    trained.run_epochs(15)
    assert trained.best == 1
    np.testing.assert_allclose(trained.scores, trained.accuracy[1:].mean(axis=(0, 2)))


def test_the_band_holds_four_fifths_of_the_starts() -> None:
    values = np.random.default_rng(0).permutation(np.arange(1.0, 101.0))
    low, middle, high = band(np.stack([values, 2 * values]))
    assert (low[0], middle[0], high[0]) == (10, 50, 90)
    assert (low[1], middle[1], high[1]) == (20, 100, 180)
    assert band([1.0, 2.0, np.inf])[1] == 2.0
    assert band([1.0, np.inf, np.inf])[1] == np.inf


def test_a_grid_without_rates_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one learning rate"):
        grid(())
