"""The run the playground opens on: it reaches 99 %, and survives the switch from tanh to ReLU while it trains."""

import numpy as np
import pytest

from mlp_core import DATASETS, MLP, Trainer

SEED = 20


def opening_run(last_digits: int) -> Trainer:
    """Spiral, 2-8-8-1, Glorot, SGD 0.3, batch 10; ``last_digits`` above 0 changes the last digits of the weights."""
    data = DATASETS["spiral"].generate(seed=0)
    net = MLP([2, 8, 8, 1], ["tanh", "tanh", "sigmoid"], initializer="glorot_uniform", seed=SEED)
    if last_digits:
        net.parameters *= 1.0 + 1e-13 * np.random.default_rng(last_digits).standard_normal(net.parameters.size)
    return Trainer(net, data.X, data.T, "binary_cross_entropy", "sgd", learning_rate=0.3, batch_size=10, seed=SEED)


@pytest.mark.parametrize("last_digits", [0, 1, 2])
def test_99_percent_by_epoch_100(last_digits: int) -> None:
    run = opening_run(last_digits)
    run.run_epochs(24)
    assert run.history.train_accuracy[-1] < 0.75  # there is something to watch
    run.run_epochs(76)
    assert run.history.train_accuracy[-1] >= 0.99


@pytest.mark.parametrize("last_digits", [0, 1, 2])
def test_switched_to_relu_at_epoch_60_it_reaches_95_percent_by_epoch_120(last_digits: int) -> None:
    run = opening_run(last_digits)
    run.run_epochs(60)
    before = run.network.parameters.copy()
    run.activations = ["relu", "relu", "sigmoid"]
    np.testing.assert_array_equal(run.network.parameters, before)
    run.run_epochs(60)
    assert run.history.train_accuracy[-1] >= 0.95
    assert run.epoch == 120
