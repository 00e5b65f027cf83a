"""Update rules beside their formulas, written here a second time for single numbers."""

from math import sqrt

import numpy as np
import pytest

from mlp_core import OPTIMIZERS
from mlp_core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp, as_optimizer

GRADIENTS = (0.5, -2.0, 0.0, 1.5)
RATE, START = 0.1, 3.0


def sgd(w):
    for g in GRADIENTS:
        w -= RATE * g
        yield w


def momentum(w, mu):
    v = 0.0
    for g in GRADIENTS:
        v = mu * v + g
        w -= RATE * v
        yield w


def nesterov(w, mu):
    v = 0.0
    for g in GRADIENTS:
        v = mu * v + g
        w -= RATE * (g + mu * v)
        yield w


def adagrad(w, epsilon):
    s = 0.0
    for g in GRADIENTS:
        s += g * g
        w -= RATE * g / (sqrt(s) + epsilon)
        yield w


def rmsprop(w, gamma, epsilon):
    s = 0.0
    for g in GRADIENTS:
        s = gamma * s + (1 - gamma) * g * g
        w -= RATE * g / (sqrt(s) + epsilon)
        yield w


def adam(w, beta1, beta2, epsilon):
    m = s = 0.0
    for t, g in enumerate(GRADIENTS, start=1):
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g * g
        w -= RATE * (m / (1 - beta1**t)) / (sqrt(s / (1 - beta2**t)) + epsilon)
        yield w


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        ("sgd", sgd(START)),
        ("momentum", momentum(START, 0.9)),
        (Momentum(0.5), momentum(START, 0.5)),
        (Momentum(0.0), sgd(START)),
        ("nesterov", nesterov(START, 0.9)),
        (Nesterov(0.3), nesterov(START, 0.3)),
        ("adagrad", adagrad(START, 1e-10)),
        (AdaGrad(0.1), adagrad(START, 0.1)),
        ("rmsprop", rmsprop(START, 0.99, 1e-8)),
        (RMSProp(0.8, 0.01), rmsprop(START, 0.8, 0.01)),
        ("adam", adam(START, 0.9, 0.999, 1e-8)),
        (Adam(0.5, 0.6, 0.2), adam(START, 0.5, 0.6, 0.2)),
    ],
)
def test_formula(optimizer, expected) -> None:
    rule = as_optimizer(optimizer)
    w, memory = np.array([START, 0.0]), rule.memory(2)
    for count, g in enumerate(GRADIENTS, start=1):
        rule.update(w, np.array([g, 0.0]), RATE, memory, count)
        assert w[0] == pytest.approx(next(expected), rel=1e-12)
        assert w[1] == 0.0  # a parameter without a gradient stays, also where its memory is 0


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_memory_is_fresh_and_separate(name: str) -> None:
    rule = OPTIMIZERS[name]
    first, second = rule.memory(3), rule.memory(3)
    rule.update(np.ones(3), np.ones(3), 0.1, first, 1)
    assert not any(vector.any() for vector in second)
    assert len(first) == rule.n_vectors + 1


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_learning_rate_zero_moves_nothing(name: str) -> None:
    rule, w = OPTIMIZERS[name], np.array([1.0, -2.0])
    rule.update(w, np.array([3.0, 4.0]), 0.0, rule.memory(2), 1)
    np.testing.assert_array_equal(w, [1.0, -2.0])


def test_registry_and_defaults() -> None:
    assert list(OPTIMIZERS) == ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
    assert list(OPTIMIZERS.values()) == [
        SGD(),
        Momentum(0.9),
        Nesterov(0.9),
        AdaGrad(1e-10),
        RMSProp(0.99, 1e-8),
        Adam(0.9, 0.999, 1e-8),
    ]
    with pytest.raises(TypeError):
        OPTIMIZERS["other"] = OPTIMIZERS["sgd"]  # type: ignore[index]
    with pytest.raises(NotImplementedError):
        Optimizer().update(np.ones(1), np.ones(1), 0.1, [], 1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: as_optimizer("adamw"), "unknown optimizer 'adamw'; known are: sgd, momentum, nesterov, adagrad, rms"),
        (lambda: Momentum(1.0), r"mu of momentum must lie in \[0, 1\), not 1.0"),
        (lambda: Nesterov(-0.1), r"mu of nesterov must lie in \[0, 1\), not -0.1"),
        (lambda: RMSProp(gamma=np.nan), r"gamma of rmsprop must lie in \[0, 1\), not nan"),
        (lambda: Adam(beta2=1.0), "beta2 of adam"),
        (lambda: Adam(beta1=2.0), "beta1 of adam"),
        (lambda: AdaGrad(0.0), "epsilon of adagrad must be positive, not 0.0"),
        (lambda: RMSProp(epsilon=-1.0), "epsilon of rmsprop"),
    ],
)
def test_bad_arguments(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
