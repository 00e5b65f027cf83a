"""A person's own points: one value that never changes, on a plane that stands still."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import DATASETS
from mlp_core.limits import LARGEST_NUMBER, MOST_CLASSES, MOST_NAME_CHARACTERS, MOST_ROWS
from mlp_core.own_data import OwnData, Split
from mlp_core.own_sources import no_points, own_copy, standardised

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


def drawn(n=40, n_classes=2, seed=0) -> OwnData:
    rng = np.random.default_rng(seed)
    names = tuple(str(k) for k in range(n_classes))
    return OwnData(rng.normal(size=(n, 2)), np.arange(n) % n_classes, names)


def test_points_compare_by_content_and_cannot_be_changed():
    points, same, other = drawn(), drawn(), drawn(seed=1)
    assert points == same
    assert hash(points) == hash(same)
    assert points != other
    assert points != drawn(n_classes=3)
    assert points != "points"
    for array in (points.X, points.targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_what_is_given_is_copied():
    X = np.zeros((3, 2))
    points = OwnData(X, [0, 1, 1])
    X[0] = 5.0
    assert points.X.max() == 0.0


def test_the_task_follows_the_classes():
    assert drawn().task == "binary"
    assert drawn(n_classes=3).task == "multiclass"
    assert no_points("values").task == "regression"
    assert (no_points("line").n_inputs, no_points("line").task) == (1, "regression")
    assert no_points().generate().X.shape == (0, 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"X": np.zeros((2, 3))}, r"\(2, 3\)"),
        ({"X": np.zeros((3, 2))}, r"\(2,\)"),
        ({"X": np.full((2, 2), np.nan)}, "numbers"),
        ({"targets": [0, np.inf]}, "numbers"),
        ({"X": np.full((2, 2), 2 * LARGEST_NUMBER)}, "numbers"),
        ({"targets": [0, 2]}, "from 0 to 1"),
        ({"targets": [0, 0.5]}, "from 0 to 1"),
        ({"classes": ("a",), "targets": [0, 0]}, "2 to 6"),
        ({"classes": ("a", "a")}, "each once"),
        ({"classes": tuple("abcdefg")}, f"2 to {MOST_CLASSES}"),
        ({"classes": ("a", " ")}, "a name"),
        ({"columns": ("x", "y")}, "3 columns"),
        ({"scale": (1.0, 0.0)}, "scales"),
        ({"scale": (1.0, np.nan)}, "scales"),
        ({"centre": (np.inf, 0.0)}, "centres"),
        ({"centre": (0.0,)}, "2 inputs"),
        ({"target_scale": 2.0}, "no scale"),
    ],
)
def test_what_does_not_fit_is_said(given, said):
    with pytest.raises(ValueError, match=said):
        OwnData(**({"X": np.zeros((2, 2)), "targets": [0, 1]} | given))


def test_the_largest_number_of_points_is_kept():
    full = OwnData(np.zeros((MOST_ROWS, 2)), np.zeros(MOST_ROWS))
    with pytest.raises(ValueError, match="10,001 points"):
        full.with_point((0, 0), 1)


def test_names_are_short_and_on_one_line():
    points = OwnData(np.zeros((1, 1)), [0], columns=("a\nb", "c" * 200), title="  my\tfile ")
    assert points.columns == ("a b", "c" * MOST_NAME_CHARACTERS)
    assert points.title == "my file"


def test_the_inputs_fill_the_plane_and_are_told_by_short_numbers():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 2)) * [1234.5, 0.00123] + [99999.0, 7.0]
    points = standardised(X, rng.uniform(20, 80, 200))
    data = points.generate(test_share=0.0)
    np.testing.assert_allclose(data.X.mean(axis=0), 0.0, atol=2e-3)
    np.testing.assert_allclose(data.X.std(axis=0), 1.0, atol=2e-3)
    np.testing.assert_allclose([data.T.min(), data.T.max()], [-1.0, 1.0], atol=2e-3)
    np.testing.assert_allclose(data.X * data.input_scale + data.input_mean, X, rtol=1e-12)
    np.testing.assert_allclose(data.T[:, 0] * data.target_scale + data.target_centre, points.targets, rtol=1e-12)
    assert all(len(repr(number)) < 12 for number in (*points.centre, *points.scale))
    assert points.is_scaled
    assert not drawn().is_scaled


@pytest.mark.parametrize("value", [0.0, 3.0, 0.1, 1e9, -1e15, 1e-300])
def test_a_constant_column_and_constant_values_stay_finite(value):
    points = standardised(np.full((5, 2), value), np.full(5, value))
    assert points.scale == (1.0, 1.0)
    data = points.generate()
    assert np.abs(data.X).max() < 1.0
    assert np.isfinite(data.T).all()


def test_a_single_point_and_a_single_class_are_data():
    one = standardised([[5.0, 6.0]], [1], ("a", "b")).generate(test_share=0.9)
    assert (len(one.X), len(one.X_test)) == (1, 0)
    alone = drawn().without(drawn().targets == 1).generate()
    assert set(alone.labels) == {0}


@pytest.mark.parametrize("n_classes", [2, 3, 6])
def test_targets_are_those_of_the_built_in_data_sets(n_classes):
    data = drawn(60, n_classes).generate()
    assert data.T.shape[1] == (1 if n_classes == 2 else n_classes)
    assert sorted(set(data.labels)) == list(range(n_classes))
    assert not data.X.flags.writeable
    assert data.n_classes == n_classes


@given(share=st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9]), seed=st.integers(0, 50), n=st.integers(1, 120))
def test_each_class_gives_its_share_to_the_test_points(share, seed, n):
    data = drawn(n, 3).generate(seed=seed, test_share=share)
    assert len(data.X) + len(data.X_test) == n
    for label in range(3):
        total = np.count_nonzero(np.arange(n) % 3 == label)
        kept = np.count_nonzero(data.labels_test == label)
        assert abs(kept - share * total) <= 3.0
        assert total == 0 or kept < total


def test_a_point_more_leaves_every_other_where_it_was():
    before, points = drawn(50).generate(), drawn(50)
    after = points.with_point((0.5, -0.25), 1).generate()
    for name in ("X", "X_test"):
        old, new = getattr(before, name), getattr(after, name)
        assert {tuple(row) for row in old} <= {tuple(row) for row in new}
    assert len(after.X) + len(after.X_test) == 51


def test_another_seed_is_another_split():
    splits = {drawn(50).generate(seed=seed).X_test.tobytes() for seed in range(5)}
    assert len(splits) == 5


@given(x=st.floats(-2.15, 2.15), y=st.floats(-2.15, 2.15))
def test_a_point_lands_where_it_was_put(x, y):
    far = standardised([[1000.0, 0.002], [1400.0, 0.009]], [0, 1], ("a", "b"))
    for points in (no_points(), far):
        data = points.with_point((x, y), 1).generate(test_share=0.0)
        np.testing.assert_allclose(data.X[-1], (x, y), atol=0.006)
        assert data.labels[-1] == 1


def test_a_value_is_given_as_it_is_learned():
    points = standardised([[0.0], [10.0]], [100.0, 300.0]).with_point([0.0], 0.5)
    assert points.targets[-1] == 250.0
    assert points.generate(test_share=0.0).T[-1, 0] == 0.5


def test_a_box_tells_the_points_in_it():
    points = OwnData([[0.0, 0.0], [1.0, 1.0], [-1.0, 0.5]], [0, 1, 1])
    np.testing.assert_array_equal(points.inside((-0.5, -0.5), (1.5, 1.5)), [True, True, False])
    left = points.without(points.inside((-0.5, -0.5), (1.5, 1.5)))
    assert left.X.tolist() == [[-1.0, 0.5]]
    line = standardised([[0.0], [10.0]], [0.0, 1.0])
    np.testing.assert_array_equal(line.inside((-2, 0), (2, 2)), [False, True])


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_a_copy_of_a_data_set_has_its_points_and_its_plane(name):
    data = DATASETS[name].generate(n_samples=60)
    copy = own_copy(data, 0, 0.3, "copy")
    again = copy.generate(test_share=0.0)
    np.testing.assert_allclose(again.X, np.vstack([data.X, data.X_test]), atol=1e-4)
    np.testing.assert_allclose(again.T, np.vstack([data.T, data.T_test]), atol=1e-12)
    np.testing.assert_array_equal(again.input_scale, data.input_scale)
    assert (again.task, again.n_classes) == (data.task, data.n_classes)


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_a_copy_is_split_as_the_data_set_was(name):
    data = DATASETS[name].generate(n_samples=60, seed=4, test_share=0.25)
    copy = own_copy(data, 4, 0.25, "copy")

    def rows(points):
        again = points.generate(seed=4, test_share=0.25)
        return again.X, again.T, again.X_test, again.T_test

    for mine, theirs in zip(rows(copy), (data.X, data.T, data.X_test, data.T_test), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-4)
    more = rows(copy.with_point((0.5,) * copy.n_inputs, 1))
    assert (len(more[0]), len(more[2])) == (len(data.X) + 1, len(data.X_test))
    gone = np.zeros(60, bool)
    gone[[0, 7, -2]] = True
    less = rows(copy.without(gone))
    np.testing.assert_array_equal(less[2], np.delete(rows(copy)[2], -2, axis=0))
    assert len(less[0]) == len(data.X) - 2
    assert len(copy.generate(seed=5, test_share=0.25).X_test) > 0
    assert len(copy.generate(seed=4, test_share=0.0).X_test) == 0
    left = copy.without(np.arange(60) < len(data.X))  # no training row is left
    assert left.split is None
    assert len(left.generate(seed=4, test_share=0.25).X)


@pytest.mark.parametrize("rows", [(0, 1, 2), (3,), (-1,), (1, 1), (1, 0)])
def test_rows_for_testing_must_be_there_and_leave_one_for_training(rows):
    with pytest.raises(ValueError, match="rows for testing are numbered from 0"):
        OwnData(np.zeros((3, 2)), [0, 1, 1], split=Split(0, 0.3, rows))


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=12))
def test_any_numbers_make_finite_data(rows):
    X, t = np.array(rows)[:, :2], np.array(rows)[:, 2]
    for points in (standardised(X, t), standardised(X, t > 0, ("no", "yes")), standardised(X[:, :1], t)):
        data = points.generate()
        for array in (data.X, data.T, data.X_test, data.T_test):
            assert np.isfinite(array).all()
        assert np.abs(data.T).max(initial=0.0) < 1.01
