"""Extra input features are the functions that their labels say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mlp_core.features import FEATURES, expand_features, legal_features

ALL = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")
planes = st.integers(1, 20).flatmap(lambda n: arrays(np.float64, (n, 2), elements=st.floats(-10, 10)))


def test_registry() -> None:
    assert tuple(FEATURES) == legal_features(2) == ALL
    assert legal_features(1) == ("x1", "x1_squared", "sin_x1")
    assert [feature.label for feature in FEATURES.values()] == ["x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"]
    with pytest.raises(TypeError):
        FEATURES["x3"] = FEATURES["x1"]  # type: ignore[index]


def test_values_worked_by_hand() -> None:
    X = np.array([[2.0, -3.0], [np.pi / 2, np.pi]])
    expected = [[2.0, -3.0, 4.0, 9.0, -6.0, np.sin(2.0), -np.sin(3.0)]]
    expected.append([np.pi / 2, np.pi, np.pi**2 / 4, np.pi**2, np.pi**2 / 2, 1.0, 0.0])
    np.testing.assert_allclose(expand_features(X, ALL), expected, atol=1e-15)


@given(planes, st.lists(st.sampled_from(ALL), min_size=1, unique=True))
def test_columns_follow_the_names_and_the_input_stays(X: np.ndarray, names: list[str]) -> None:
    before = X.copy()
    expanded = expand_features(X, names)
    np.testing.assert_array_equal(X, before)
    assert expanded.shape == (len(X), len(names))
    assert not np.shares_memory(expanded, X)
    for column, name in enumerate(names):
        np.testing.assert_array_equal(expanded[:, column], FEATURES[name].function(X))


def test_one_input() -> None:
    X = np.array([[0.5], [-2.0]])
    np.testing.assert_allclose(
        expand_features(X, legal_features(1)), [[0.5, 0.25, np.sin(0.5)], [-2.0, 4.0, np.sin(-2.0)]]
    )


@pytest.mark.parametrize(
    ("shape", "names", "says"),
    [
        ((4, 1), ["x1", "x2"], r"'x2' needs two inputs .*\(4, 1\); allowed: x1, x1_squared, sin_x1"),
        ((4, 1), ["x1_x2"], "'x1_x2' needs two inputs"),
        ((4, 2), ["x3"], "unknown feature 'x3'.*x1, x2, x1_squared"),
        ((4, 2), [], "no feature is named; allowed: x1, x2"),
        ((4, 2), ["x1", "x1"], "repeat one"),
        ((4, 3), ["x1"], r"shape \(4, 3\); allowed: \(N, 1\) or \(N, 2\)"),
        ((4,), ["x1"], r"shape \(4,\)"),
    ],
)
def test_bad_arguments_are_named(shape: tuple[int, ...], names: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        expand_features(np.zeros(shape), names)
