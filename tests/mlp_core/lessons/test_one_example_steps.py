"""One example at a time: where the steps point, with positive inputs and with centred ones."""

import numpy as np
import pytest

from mlp_core.lessons.one_example_steps import one_example_steps

RNG_SEED = 4


def examples(mean: float) -> tuple[np.ndarray, np.ndarray]:
    X = np.random.default_rng(RNG_SEED).uniform(-1.0, 1.0, (30, 2))
    return X + mean, X @ [1.0, -1.0]


def test_positive_inputs_step_into_two_quadrants():
    run = one_example_steps(*examples(1.2), 0.1, 200)
    assert run.share_together() == 1.0
    assert run.steps.prod(axis=1).min() >= 0.0


def test_centred_inputs_step_into_all_four():
    run = one_example_steps(*examples(0.0), 0.1, 200)
    steps = run.steps[np.abs(run.steps).max(axis=1) > 0]
    assert {tuple(row) for row in np.sign(steps)} == {(1, 1), (1, -1), (-1, 1), (-1, -1)}
    assert 0.2 < run.share_together() < 0.8


def test_each_step_is_minus_eta_delta_x():
    X, t = examples(1.2)
    run = one_example_steps(X, t, 0.05, 30, start=(0.5, -0.2), bias=0.1)
    for before, bias, step in zip(run.weights, run.bias, run.steps, strict=False):
        possible = -0.05 * (X @ before + bias - t)[:, None] * X
        assert np.abs(possible - step).sum(axis=1).min() < 1e-12


def test_loss_and_detour():
    X, t = examples(0.0)
    run = one_example_steps(X, t, 0.1, 50)
    assert run.loss[0] == pytest.approx(0.5 * (t * t).mean())
    assert run.loss[-1] < 0.05 * run.loss[0]
    assert run.detour(50) >= 1.0
    assert np.isnan(run.detour(0))
