"""Learning-rate schedules: their values, and that training follows them."""

import numpy as np
import pytest

from mlp_core import SCHEDULES
from mlp_core.schedules import Cosine, Exponential, InverseTime, StepDecay, as_schedule
from tests.mlp_core.problems import trainer


def test_registry() -> None:
    assert list(SCHEDULES) == ["constant", "step", "exponential", "1/t", "cosine"]
    with pytest.raises(TypeError):
        SCHEDULES["other"] = SCHEDULES["step"]  # type: ignore[index]
    with pytest.raises(ValueError, match="unknown schedule 'linear'; known are: constant, step, exponential, 1/t, cos"):
        as_schedule("linear")


@pytest.mark.parametrize("name", SCHEDULES)
def test_starts_at_one_and_never_rises(name: str) -> None:
    factors = [SCHEDULES[name].factor(epoch) for epoch in range(1200)]
    assert factors[0] == 1.0
    assert min(factors) > 0.0
    assert (np.diff(factors) <= 0).all()
    assert (factors[-1] < 0.6) == (name != "constant")


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (StepDecay(0.5, 10), {9: 1.0, 10: 0.5, 19: 0.5, 20: 0.25}),
        (Exponential(0.9), {1: 0.9, 2: 0.81, 10: 0.9**10}),
        (InverseTime(50), {50: 0.5, 150: 0.25}),
        (Cosine(100, 0.2), {50: 0.6, 25: 0.2 + 0.4 * (1 + np.sqrt(0.5)), 100: 0.2, 1000: 0.2}),
    ],
)
def test_values(schedule, expected: dict) -> None:
    for epoch, factor in expected.items():
        assert schedule.factor(epoch) == pytest.approx(factor)


def test_a_million_epochs() -> None:
    for schedule in SCHEDULES.values():
        assert 0.0 <= schedule.factor(1_000_000) <= 1.0


def test_training_follows_the_schedule() -> None:
    """With SGD an epoch under half the rate equals an epoch of a run whose rate is half."""
    scheduled = trainer(schedule=StepDecay(0.5, 2), learning_rate=0.4)
    by_hand = trainer(learning_rate=0.4)
    for epoch in range(5):
        assert scheduled.present_rate == pytest.approx(0.4 * 0.5 ** (epoch // 2))
        by_hand.learning_rate = scheduled.present_rate
        scheduled.run_epochs(1)
        by_hand.run_epochs(1)
        np.testing.assert_array_equal(scheduled.network.parameters, by_hand.network.parameters)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: StepDecay(1.5), r"drop of the step schedule must be in \(0, 1\], not 1.5"),
        (lambda: StepDecay(0.5, 0), "every of the step schedule must be positive, not 0"),
        (lambda: Exponential(0.0), r"gamma of the exponential schedule must be in \(0, 1\], not 0.0"),
        (lambda: InverseTime(-1.0), "half_after of the 1/t schedule must be positive, not -1.0"),
        (lambda: Cosine(0), "epochs of the cosine schedule must be positive, not 0"),
        (lambda: Cosine(10, np.nan), "floor of the cosine schedule must be .* not nan"),
    ],
)
def test_bad_arguments(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
