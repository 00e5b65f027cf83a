"""What is said of one-example descent, held against runs: harmful steps, redundancy, valleys, noise, drawing."""

from itertools import combinations
from math import inf

import numpy as np
import pytest

from mlp_core.lessons.gradient_cloud import expected_spread, mini_batch_gradients, sample_spread, spread
from mlp_core.lessons.neuron_cost import NeuronCost, contradicting_points, overlapping_classes
from mlp_core.lessons.one_example import samples_until, step_effects
from mlp_core.lessons.sample_descent import descend_by_samples, descend_many
from mlp_core.lessons.surfaces import nearest_minimum
from mlp_core.schedules import InverseTime

FIT, VALLEYS = overlapping_classes(), contradicting_points()
START = (-2.0, 3.0)
LOWEST = FIT.value(nearest_minimum(FIT, (1.0, 0.0)))


@pytest.mark.parametrize(("batch_size", "some"), [(1, True), (7, False)])
def test_harmful_steps_are_counted_as_one_by_one(batch_size: int, some: bool) -> None:
    path = descend_by_samples(FIT, START, batch_size, 0.3, 3)
    effects, harmful = step_effects(FIT, path), 0
    for k, rows in enumerate(path.rows):
        before, after = path.points[k], path.points[k + 1]
        own = (FIT.sample_values(after) - FIT.sample_values(before))[rows].mean()
        whole = FIT.value(after) - FIT.value(before)
        assert effects.own[k] == pytest.approx(own, abs=1e-14)
        assert effects.whole[k] == pytest.approx(float(whole), abs=1e-14)
        harmful += own < 0 < whole
    assert effects.harmful.sum() == harmful
    assert (harmful > 0) == some


def test_a_batch_step_that_is_short_enough_harms_nothing() -> None:
    effects = step_effects(FIT, descend_by_samples(FIT, START, "all", 0.3, 20))
    assert not effects.harmful.any()
    assert not effects.overshot.any()


def test_a_step_that_is_too_long_raises_its_own_loss() -> None:
    # A linear neuron's error on its example is multiplied by 1 − η(x² + 1): here by −1.5.
    linear = NeuronCost([0.5], [1.0], "linear", "half_quadratic")
    assert step_effects(linear, descend_by_samples(linear, (0.0, 0.0), 1, 2.0, 1)).overshot.all()


@pytest.mark.parametrize("cost", [FIT, VALLEYS])
@pytest.mark.parametrize("rate", [0.3, 10.0])
def test_a_sigmoid_neuron_never_raises_the_loss_of_the_example_it_follows(cost: NeuronCost, rate: float) -> None:
    # Each step moves z towards a target of 0 or 1, which lies at infinity.
    assert (step_effects(cost, descend_by_samples(cost, START, 1, rate, 3)).own < 1e-12).all()


@pytest.mark.parametrize("times", [2, 5])
def test_repeated_points_cost_batch_descent_so_many_times_the_samples_and_one_example_descent_no_more(
    times: int,
) -> None:
    level, many = LOWEST + 0.05, FIT.repeated(times)
    batch, batch_many = (samples_until(descend_by_samples(c, START, "all", 2.0, 30), level) for c in (FIT, many))
    assert batch_many == times * batch < inf
    one, one_many = (
        np.mean([samples_until(descend_by_samples(c, START, 1, 0.3, 5, seed=seed), level) for seed in range(10)])
        for c in (FIT, many)
    )
    assert one_many < 1.3 * one
    assert one < batch / 4


def test_a_level_that_is_not_reached_takes_for_ever() -> None:
    assert samples_until(descend_by_samples(FIT, START, "all", 0.1, 3), 0.0) == inf


def test_noise_leaves_the_poorer_valley_and_the_full_gradient_does_not() -> None:
    start = (-1.5, 0.5)
    deep = {size: descend_many(VALLEYS, start, size, 0.5, 60, runs=20)[-1, :, 0] > 1 for size in (1, 10, "all")}
    assert deep[1].all()
    assert deep[10].mean() < 0.2
    assert not deep["all"].any()
    assert (descend_many(VALLEYS, (4.0, -0.5), 1, 0.5, 60, runs=20)[-1, :, 0] > 1).all()


def test_a_constant_rate_never_settles_and_a_falling_one_does() -> None:
    minimum = nearest_minimum(FIT, (1.0, 0.0))

    def away(schedule, epochs) -> float:
        w = descend_many(FIT, minimum, 1, 0.5, epochs, runs=30, schedule=schedule)[-1]
        return float(FIT.value(w).mean() - LOWEST)

    assert away("constant", 400) > 0.5 * away("constant", 40)
    assert away(InverseTime(10.0), 400) < 0.02 * away("constant", 400)


def test_reshuffling_settles_nearer_than_drawing_with_replacement() -> None:
    minimum = nearest_minimum(FIT, (1.0, 0.0))
    reshuffled, drawn = (
        float(FIT.value(descend_many(FIT, minimum, 1, 0.1, 60, runs=40, replacement=with_it)[-1]).mean() - LOWEST)
        for with_it in (False, True)
    )
    assert reshuffled < 0.5 * drawn


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize("size", [1, 4, 20, 60])
def test_mini_batch_gradients_spread_as_one_by_the_root_of_their_size(size: int, replacement: bool) -> None:
    w = np.array(START)
    cloud = mini_batch_gradients(FIT, w, size, 6000, seed=1, replacement=replacement)
    full = FIT.gradient(w)
    expected = expected_spread(sample_spread(FIT, w), size, len(FIT), replacement=replacement)
    assert spread(cloud, full) == pytest.approx(expected, rel=0.04, abs=1e-12)
    np.testing.assert_allclose(cloud.mean(axis=0), full, atol=5 * expected / np.sqrt(6000) + 1e-12)
    if replacement:
        assert expected == sample_spread(FIT, w) / np.sqrt(size)


def test_the_spread_over_all_mini_batches_is_exactly_the_expected_one() -> None:
    few, w, size = NeuronCost([-1.0, 0.5, 2.0, 3.0], [0.0, 1.0, 0.0, 1.0]), np.array([0.4, -0.2]), 2
    each = few.sample_gradients(w)
    batches = np.array([each[list(rows)].mean(axis=0) for rows in combinations(range(4), size)])
    assert spread(batches, few.gradient(w)) == pytest.approx(expected_spread(sample_spread(few, w), size, 4), rel=1e-12)


def test_a_mini_batch_is_no_larger_than_the_data() -> None:
    with pytest.raises(ValueError, match="at most N = 60, not 61"):
        mini_batch_gradients(FIT, START, 61, 10)
    assert mini_batch_gradients(FIT, START, 61, 10, replacement=True).shape == (10, 2)
