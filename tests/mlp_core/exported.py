"""Exported code, run in a namespace of its own, and the training it is held against."""

from typing import Any

import numpy as np

from mlp_core import Trainer
from mlp_core.export import TrainedNetwork, trained_network
from mlp_core.features import expand_features
from tests.mlp_core.problems import random_network, targets

FEATURES = ("x2", "x1_squared", "x1_x2", "sin_x1")
MEAN, SCALE = np.array([0.7, -2.5]), np.array([1.3, 0.2])


def run_code(code: str) -> dict[str, Any]:
    """The names that a script defines, without its demonstration."""
    space: dict[str, Any] = {"__name__": "exported"}
    exec(compile(code, "exported.py", "exec"), space)
    return space


def trained(
    hidden=("tanh", "tanh"),
    output="sigmoid",
    loss="binary_cross_entropy",
    n_outputs: int = 1,
    features=("x1", "x2"),
    n_steps: int = 0,
    n: int = 30,
    cut=(),
    **arguments,
) -> tuple[Trainer, TrainedNetwork]:
    """A 2-4-…-K network some steps along, and what is exported of it; its data's own inputs are not standardised."""
    rng = np.random.default_rng(3)
    X, T = rng.standard_normal((n, 2)), targets(rng, n, n_outputs)
    net = random_network([len(features), *[4] * len(hidden), n_outputs], [*hidden, output], seed=1)
    for link in cut:
        net.set_cut(*link)
    arguments = {"learning_rate": 0.05, "batch_size": 7} | arguments
    trainer = Trainer(net, expand_features(X, features), T, loss, seed=2, **arguments)
    for _ in range(n_steps):
        trainer.step()
    return trainer, trained_network(trainer, features, X, MEAN, SCALE)


def next_batch(trainer: Trainer) -> np.ndarray:
    """Step the Trainer, and answer the numbers of the samples it took."""
    batches = trainer._batches
    trainer.step()
    end = len(batches.order) - batches.remaining
    start = (end - 1) // trainer.batch_size * trainer.batch_size
    return batches.order[start:end]
