"""Exported code of settings drawn at random: PyTorch's outputs and next step, and the outputs of the NumPy code."""

import random

import numpy as np
import pytest

from mlp_core import DATASETS, OPTIMIZERS, SCHEDULES
from mlp_core.export import numpy_code, pytorch_code
from mlp_core.features import legal_features
from pages.common.experiment import Experiment
from pages.common.saved import exported
from pages.common.settings import HIDDEN_ACTIVATIONS, Settings
from pages.common.tasks import losses_for, outputs_for
from tests.mlp_core.exported import next_batch, run_code

torch = pytest.importorskip("torch")
SEEDS = range(24)
MOST = 1e-6


def some_settings(rng: random.Random) -> Settings:
    """Any legal combination; learning rates small enough for most of them to stay finite."""
    settings = Settings().changed(
        data=rng.choice(list(DATASETS)), samples=rng.choice((20, 60)), noise=rng.randint(0, 50)
    )
    features = legal_features(settings.n_inputs)
    settings = settings.changed(
        features=tuple(rng.sample(features, rng.randint(1, len(features)))),
        scaling=rng.choice(("standard", "none")),
        layers=tuple(rng.randint(1, 6) for _ in range(rng.randint(0, 3))),
    )
    output = rng.choice(outputs_for(settings.task))
    return settings.changed(
        activation=tuple(rng.choice(HIDDEN_ACTIVATIONS) for _ in settings.layers),
        slope=rng.choice((0.0, 0.01, 1.0)),
        beta=rng.choice((0.1, 1.0, 10.0)),
        output=output,
        loss=rng.choice(losses_for(output)),
    ).changed(
        optimizer=rng.choice(list(OPTIMIZERS)),
        schedule=rng.choice(list(SCHEDULES)),
        every=2,
        half=3.0,
        span=10,
        rate=rng.choice((1e-4, 0.003, 0.03)),
        mu=rng.choice((0.0, 0.9)),
        gamma=rng.choice((0.0, 0.99)),
        beta1=rng.choice((0.0, 0.9)),
        beta2=rng.choice((0.0, 0.999)),
        batch=rng.choice((0, 1, 7)),
        l1=rng.choice((0.0, 0.01)),
        l2=rng.choice((0.0, 0.1)),
        clip=rng.choice((0.0, 0.1)),
        seed=rng.randint(0, 999),
    )


def parameters(space) -> np.ndarray:
    """The network's parameters in the layout of ours."""
    values = [p.detach().numpy() for p in space["network"].parameters()]
    return np.concatenate([np.column_stack(pair).ravel() for pair in zip(values[::2], values[1::2], strict=True)])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_outputs_and_the_same_next_step(seed: int) -> None:
    rng = random.Random(seed)
    one = Experiment(some_settings(rng))
    one.trainer.run_epochs(rng.choice((0, 1, 3)))
    one.cut(0, 0, 0, True)
    for _ in range(rng.randint(0, 3)):
        one.step()
    assert one.trainer.status == "running", "draw other settings"
    data, trainer = one.dataset, one.trainer
    space, plain = run_code(pytorch_code(exported(one))), run_code(numpy_code(exported(one)))
    raw = data.X * data.input_scale + data.input_mean
    answers = one.network.predict(trainer.X)
    if one.settings.scaling == "standard" and data.task == "regression":
        answers = answers * data.target_scale + data.target_centre
    np.testing.assert_allclose(space["predict"](raw.copy()), answers, rtol=MOST, atol=MOST)
    np.testing.assert_allclose(plain["predict"](raw.copy()), answers, rtol=MOST, atol=MOST)
    rows = next_batch(trainer)
    space["train_step"](space["X"][rows], space["T"][rows])
    np.testing.assert_allclose(parameters(space), one.network.parameters, rtol=MOST, atol=MOST)
