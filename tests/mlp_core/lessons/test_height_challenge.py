"""The challenge of the book: five heights, its score, its best."""

import numpy as np
import pytest

from mlp_core.approximation import nielsen_function
from mlp_core.lessons.height_challenge import (
    BEST_HEIGHTS,
    BEST_SCORE,
    GOAL,
    height_network,
    misses,
    score,
    wanted_input,
    weighted_input,
)


def test_the_best_heights_and_their_score():
    net = height_network(BEST_HEIGHTS)
    assert net.layer_sizes == (1, 10, 1)
    assert [f.name for f in net.activations] == ["sigmoid", "sigmoid"]
    assert score(net) == pytest.approx(0.3717, abs=5e-5) == BEST_SCORE
    assert score(net) < GOAL == 0.40
    medians = [np.median(wanted_input(np.arange(20 * k, 20 * k + 20) / 100)) for k in range(5)]
    np.testing.assert_allclose(medians, BEST_HEIGHTS, atol=5e-4)


@pytest.mark.parametrize("bump", range(5))
def test_no_height_can_be_bettered_alone(bump):
    for change in (-0.1, 0.1):
        heights = list(BEST_HEIGHTS)
        heights[bump] += change
        assert score(height_network(heights)) > BEST_SCORE


def test_each_height_is_the_weighted_input_over_its_fifth():
    heights = (1.0, -2.0, 3.0, 0.5, -0.25)
    x = np.arange(100) / 100
    np.testing.assert_allclose(weighted_input(height_network(heights), x), np.repeat(heights, 20), atol=1e-9)


def test_score_is_the_mean_of_the_misses_and_zero_heights_answer_one_half():
    net = height_network((0.0,) * 5)
    x = np.arange(100) / 100
    np.testing.assert_allclose(net.predict(x[:, None]), 0.5)
    f = nielsen_function(x)
    np.testing.assert_allclose(misses(net), np.abs(np.log(f / (1 - f))), atol=1e-12)
    assert score(net) == pytest.approx(misses(net).mean())


def test_five_heights_are_asked_for():
    with pytest.raises(ValueError, match="heights must be 5 numbers, not 4"):
        height_network((1.0,) * 4)
