"""The largest margin against worked examples and against a search through every face of the hull."""

from itertools import combinations
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.lessons.margin import nearest_point_of_hull, novikoff_bound

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
NUMBER = st.one_of(st.integers(-4, 4).map(float), st.floats(-4, 4).map(lambda v: round(v, 3)))


def nearest_by_search(points: np.ndarray) -> float:
    """Distance of the origin from the hull: the shortest of all sets of up to d + 1 points."""
    best = inf
    for size in range(1, min(len(points), points.shape[1] + 1) + 1):
        for chosen in combinations(range(len(points)), size):
            corners = points[list(chosen)]
            origin, edges = corners[0], (corners[1:] - corners[0]).T
            shares = np.linalg.lstsq(edges, -origin, rcond=None)[0] if size > 1 else np.empty(0)
            if (shares >= -1e-9).all() and shares.sum() <= 1 + 1e-9:
                best = min(best, float(np.linalg.norm(origin + edges @ shares if size > 1 else origin)))
    return best


def test_or_has_the_margin_and_bound_of_the_literature() -> None:
    bound = novikoff_bound(CORNERS, [-1, 1, 1, 1])
    assert bound.radius == pytest.approx(sqrt(3))
    assert bound.margin == pytest.approx(1 / 3, abs=1e-12)
    assert bound.updates == pytest.approx(27, abs=1e-9)
    np.testing.assert_allclose(bound.direction, np.array([-1, 2, 2]) / 3, atol=1e-12)


@pytest.mark.parametrize("targets", [[-1, -1, -1, 1], [1, 1, 1, -1]])
def test_and_and_nand_have_a_smaller_one(targets: list[int]) -> None:
    bound = novikoff_bound(CORNERS, targets)
    assert bound.margin == pytest.approx(1 / sqrt(17), abs=1e-12)
    assert bound.updates == pytest.approx(51, abs=1e-9)


def test_xor_has_none() -> None:
    bound = novikoff_bound(CORNERS, [-1, 1, 1, -1])
    assert (bound.margin, bound.updates) == (0.0, inf)
    np.testing.assert_array_equal(bound.direction, np.zeros(3))


@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=7))
def test_the_nearest_point_is_as_near_as_a_search_finds(rows: list[tuple[float, float, float]]) -> None:
    points = np.array(rows)
    nearest = nearest_point_of_hull(points)
    # Distances near 0 are square roots of rounding errors.
    assert np.linalg.norm(nearest) == pytest.approx(nearest_by_search(points), abs=1e-6)


@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=40), st.integers(0, 2**40 - 1))
def test_the_direction_has_the_margin_and_no_other_has_a_larger_one(rows: list[tuple[float, float]], bits: int) -> None:
    X = np.array(rows)
    y = np.array([1.0 if bits >> i & 1 else -1.0 for i in range(len(X))])
    bound = novikoff_bound(X, y)
    points = y[:, None] * np.column_stack([np.ones(len(X)), X])
    directions = np.random.default_rng(0).standard_normal((2000, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    assert (points @ directions.T).min(axis=0).max() <= bound.margin + 1e-9
    if bound.margin > 0:
        assert (points @ bound.direction).min() == pytest.approx(bound.margin, rel=1e-12)
        assert np.linalg.norm(bound.direction) == pytest.approx(1)


def test_five_inputs_are_as_good_as_two() -> None:
    rng = np.random.default_rng(1)
    points = rng.standard_normal((9, 5)) + 1.0
    assert np.linalg.norm(nearest_point_of_hull(points)) == pytest.approx(nearest_by_search(points), abs=1e-9)


def test_scaling_the_rows_scales_their_hull() -> None:
    points = np.array([[1.0, 2.0, 3.0], [3.0, -1.0, 1.0], [0.5, 0.5, -2.0]])
    for scale in (1e-6, 1e6):
        np.testing.assert_allclose(nearest_point_of_hull(points * scale), nearest_point_of_hull(points) * scale)


def test_bad_data_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        novikoff_bound([[np.inf, 0.0]], [1])
    with pytest.raises(ValueError, match=r"\+1 or −1"):
        novikoff_bound(CORNERS, [0, 1, 1, 1])
