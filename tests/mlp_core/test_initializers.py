"""First weights: the distribution each name promises, from a seed."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from mlp_core import INITIALIZERS, MLP
from mlp_core.initializers import HeNormal, Uniform, as_initializer

N_IN, N_OUT = 300, 200
# name → (standard deviation, bound or None)
EXPECTED = {
    "zeros": (0.0, 0.0),
    "uniform": (1 / sqrt(3), 1.0),
    "normal": (1.0, None),
    "lecun_normal": (sqrt(1 / 300), None),
    "glorot_uniform": (sqrt(2 / 500), sqrt(6 / 500)),
    "glorot_normal": (sqrt(2 / 500), None),
    "he_normal": (sqrt(2 / 300), None),
    "he_uniform": (sqrt(2 / 300), sqrt(6 / 300)),
}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_distribution(name: str, scale: float) -> None:
    deviation, bound = EXPECTED[name]
    net = MLP([N_IN, N_OUT], "tanh", replace(INITIALIZERS[name], scale=scale), seed=1)
    W = net.weights[0] / scale
    assert not net.biases[0].any()
    assert W.std() == pytest.approx(deviation, rel=0.02)
    assert abs(W.mean()) <= 0.02 * deviation
    if bound is not None:
        assert np.abs(W).max() <= bound
        assert np.abs(W).max() >= 0.99 * bound
    else:  # a normal distribution has tails: 4.6 % beyond two standard deviations
        assert (np.abs(W) > 2 * deviation).mean() == pytest.approx(0.0455, abs=0.003)


def test_registry() -> None:
    assert list(INITIALIZERS) == list(EXPECTED)
    with pytest.raises(TypeError):
        INITIALIZERS["other"] = INITIALIZERS["zeros"]  # type: ignore[index]
    with pytest.raises(ValueError, match="unknown initializer 'xavier'; known are: " + ", ".join(EXPECTED)):
        as_initializer("xavier")
    own = HeNormal(2.0)
    assert as_initializer(own) is own


def test_glorot_uniform_is_the_default() -> None:
    np.testing.assert_array_equal(
        MLP([3, 4, 2], seed=7).parameters, MLP([3, 4, 2], initializer="glorot_uniform", seed=7).parameters
    )


def test_maxout_draws_both_pieces_for_the_same_sizes() -> None:
    W = MLP([N_IN, N_OUT], "maxout", "glorot_uniform").weights[0]
    assert W.shape == (2 * N_OUT, N_IN)
    assert W.std() == pytest.approx(sqrt(2 / 500), rel=0.02)
    assert (W[:N_OUT] != W[N_OUT:]).all()


@pytest.mark.parametrize("scale", [-1.0, np.inf, np.nan])
def test_bad_scale(scale: float) -> None:
    with pytest.raises(ValueError, match="scale of uniform must be a finite number from 0 on, not"):
        Uniform(scale)
