"""Separable points have the margin that was asked for, no more and no less."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.lessons.margin import novikoff_bound
from mlp_core.lessons.separable_points import separable_points


@given(st.integers(4, 80), st.floats(0.02, 0.5), st.integers(0, 500))
def test_the_margin_is_the_chosen_one(n: int, margin: float, seed: int) -> None:
    X, y = separable_points(n, margin, seed)
    assert X.shape == (n, 2)
    assert np.abs(X).max() <= 1.0
    assert abs(y.sum()) <= 1
    assert novikoff_bound(X, y).margin == pytest.approx(margin, rel=1e-9)


def test_the_same_seed_draws_the_same_points() -> None:
    X, y = separable_points(20, 0.1, seed=3)
    again, targets = separable_points(20, 0.1, seed=3)
    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(y, targets)
    assert not np.array_equal(X, separable_points(20, 0.1, seed=4)[0])


@pytest.mark.parametrize(
    ("n", "margin", "seed"), [(3, 0.1, 0), (301, 0.1, 0), (20, 0.01, 0), (20, 0.6, 0), (20, 0.1, -1)]
)
def test_bad_arguments_are_refused(n: int, margin: float, seed: int) -> None:
    with pytest.raises(ValueError, match=r"n_samples|margin|seed"):
        separable_points(n, margin, seed)
