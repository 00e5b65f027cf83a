"""Every data set is what its entry says: reproducible, standardised, stratified, within its ranges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.datasets import DATASETS, Dataset, make_dataset

BINARY = ("circle", "xor", "gaussians", "spiral", "moons", "checkerboard")
MULTICLASS = ("blobs", "pinwheel")
PLANE_REGRESSION = ("plane", "hills")
LINE_REGRESSION = ("sine", "step", "sinc", "lecture_function")

names = st.sampled_from(BINARY + MULTICLASS + PLANE_REGRESSION + LINE_REGRESSION)
arguments = st.fixed_dictionaries(
    {
        "n_samples": st.integers(2, 300),
        "noise": st.floats(0.0, 0.5),
        "seed": st.integers(0, 2**32),
        "test_share": st.floats(0.0, 0.9),
    }
)


def arrays(dataset: Dataset) -> tuple[np.ndarray, ...]:
    return dataset.X, dataset.T, dataset.X_test, dataset.T_test, dataset.input_mean, dataset.input_scale


def original(dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Training and test inputs as they were before standardising."""
    return tuple(X * dataset.input_scale + dataset.input_mean for X in (dataset.X, dataset.X_test))


def test_registry_names_every_data_set() -> None:
    assert tuple(DATASETS) == BINARY + MULTICLASS + PLANE_REGRESSION + LINE_REGRESSION
    assert all(name == kind.name and kind.label and kind.description for name, kind in DATASETS.items())
    with pytest.raises(TypeError):
        DATASETS["mine"] = DATASETS["xor"]  # type: ignore[index]


@pytest.mark.parametrize("name", DATASETS)
def test_entry_describes_its_data(name: str) -> None:
    kind = DATASETS[name]
    dataset = kind.generate()
    assert (dataset.name, dataset.task) == (name, kind.task)
    assert dataset.X.shape == (210, kind.n_inputs)
    assert dataset.X_test.shape == (90, kind.n_inputs)
    assert kind.n_inputs == (1 if name in LINE_REGRESSION else 2)
    n_outputs = dataset.n_classes if kind.task == "multiclass" else 1
    assert dataset.T.shape == (210, n_outputs)
    assert dataset.T_test.shape == (90, n_outputs)
    if kind.task == "regression":
        assert dataset.n_classes == 0
        assert dataset.labels.size == dataset.labels_test.size == 0
    else:
        assert set(dataset.labels) == set(dataset.labels_test) == set(range(dataset.n_classes))
        expected = dataset.labels[:, None] if n_outputs == 1 else np.eye(n_outputs)[dataset.labels]
        np.testing.assert_array_equal(dataset.T, expected)


@given(names, arguments)
def test_same_seed_same_data(name: str, chosen: dict) -> None:
    for one, other in zip(arrays(make_dataset(name, **chosen)), arrays(DATASETS[name](**chosen)), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", DATASETS)
def test_another_seed_gives_other_points_and_another_split(name: str) -> None:
    one, other = make_dataset(name, seed=0), make_dataset(name, seed=1)
    assert not np.array_equal(one.X, other.X)
    assert not np.allclose(np.sort(one.X, axis=0), np.sort(other.X, axis=0))


@given(names, arguments)
def test_standardised_over_the_training_rows(name: str, chosen: dict) -> None:
    dataset = make_dataset(name, **chosen)
    assert all(np.isfinite(array).all() for array in arrays(dataset))
    np.testing.assert_allclose(dataset.X.mean(axis=0), 0.0, atol=1e-9)
    if len(dataset.X) > 1:
        np.testing.assert_allclose(dataset.X.std(axis=0), 1.0, atol=1e-9)
    else:
        np.testing.assert_array_equal(dataset.input_scale, 1.0)


@given(names, arguments, st.floats(0.0, 0.5))
def test_noise_moves_points_but_keeps_their_places_and_the_split(name: str, chosen: dict, other_noise: float) -> None:
    clean, first, second = (make_dataset(name, **chosen | {"noise": noise}) for noise in (0.0, 0.1, other_noise))
    np.testing.assert_array_equal(first.labels, second.labels)
    np.testing.assert_array_equal(first.labels_test, second.labels_test)
    rows = (lambda d: (d.T, d.T_test)) if clean.task == "regression" else original
    for at_0, at_first, at_second in zip(rows(clean), rows(first), rows(second), strict=True):
        # Noise is additive: ten times the step from 0 to 0.1, scaled by the noise, is the step from 0 to that noise.
        np.testing.assert_allclose(at_second - at_0, (at_first - at_0) * (other_noise / 0.1), atol=1e-9)


@given(st.sampled_from(BINARY + MULTICLASS), arguments)
def test_classes_are_balanced_and_the_split_stratified(name: str, chosen: dict) -> None:
    dataset = make_dataset(name, **chosen)
    n, k = chosen["n_samples"], dataset.n_classes
    train, test = (np.bincount(labels, minlength=k) for labels in (dataset.labels, dataset.labels_test))
    whole = train + test
    assert whole.sum() == n
    assert whole.max() - whole.min() <= 1
    assert test.sum() == min(round(n * chosen["test_share"]), n - 1)
    assert np.all(np.abs(test - whole * test.sum() / n) < 1.0)


@pytest.mark.parametrize("name", DATASETS)
def test_one_row_stays_for_training(name: str) -> None:
    dataset = make_dataset(name, n_samples=2, test_share=0.9)
    assert (len(dataset.X), len(dataset.X_test)) == (1, 1)
    assert len(make_dataset(name, n_samples=2, test_share=0.0).X_test) == 0


@given(names, arguments)
def test_arrays_cannot_be_changed(name: str, chosen: dict) -> None:
    for array in arrays(make_dataset(name, **chosen)):
        assert not array.flags.writeable


@pytest.mark.parametrize("name", BINARY + MULTICLASS + PLANE_REGRESSION)
def test_nearly_all_points_lie_on_the_plane_as_drawn(name: str) -> None:
    for seed in range(10):
        dataset = make_dataset(name, seed=seed)
        X = np.vstack([dataset.X, dataset.X_test])
        assert np.mean(np.any(np.abs(X) > 2.15, axis=1)) <= 0.03


@pytest.mark.parametrize("name", PLANE_REGRESSION + LINE_REGRESSION)
def test_true_function_is_the_target_without_noise(name: str) -> None:
    clean, noisy = make_dataset(name, noise=0.0), make_dataset(name, noise=0.2, n_samples=4000)
    assert clean.true_function is not None
    assert noisy.true_function is not None
    np.testing.assert_allclose(clean.true_function(clean.X), clean.T, atol=1e-9)
    np.testing.assert_allclose(clean.true_function(clean.X_test), clean.T_test, atol=1e-9)
    assert np.std(noisy.T - noisy.true_function(noisy.X)) == pytest.approx(0.2, rel=0.1)
    assert 0.6 < np.abs(clean.T).max() < 1.1


def test_classification_has_no_true_function() -> None:
    assert all(make_dataset(name).true_function is None for name in BINARY + MULTICLASS)


def test_lecture_function_is_that_of_the_book() -> None:
    dataset = make_dataset("lecture_function", noise=0.0, n_samples=2000, test_share=0.0)
    assert dataset.true_function is not None
    x = np.array([[0.0], [1.0], [0.3145], [0.9889]])
    f = (dataset.true_function((x - dataset.input_mean) / dataset.input_scale) + 1.0) / 2.0
    np.testing.assert_allclose(f[:, 0], [0.25, 0.8433, 0.0952, 0.8529], atol=5e-5)
    inputs, _ = original(dataset)
    assert 0.0 <= inputs.min() < 0.001
    assert 0.999 < inputs.max() <= 1.0


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("circle", lambda x, y: np.hypot(x, y) < 0.65),
        ("xor", lambda x, y: x * y > 0),
        ("gaussians", lambda x, y: x + y > 0),
        ("checkerboard", lambda x, y: (np.floor(2 * x) + np.floor(2 * y)) % 2 == 0),
    ],
)
def test_classes_lie_where_the_shape_says(name: str, inside) -> None:
    dataset = make_dataset(name, noise=0.0, test_share=0.0, n_samples=1000)
    inputs, _ = original(dataset)
    np.testing.assert_array_equal(inside(*inputs.T), dataset.labels == 1)


def test_spiral_has_two_arms_of_one_and_a_quarter_turns() -> None:
    dataset = make_dataset("spiral", noise=0.0, test_share=0.0, n_samples=1000)
    inputs, _ = original(dataset)
    for label in (0, 1):
        arm = inputs[dataset.labels == label]
        arm = arm[np.argsort(np.hypot(*arm.T))]
        angle = np.unwrap(np.arctan2(arm[:, 1], arm[:, 0]))
        assert (angle[-1] - angle[0]) / (2 * np.pi) == pytest.approx(1.25, abs=0.04)
        assert np.all(np.diff(angle) > 0)


@pytest.mark.parametrize(
    ("name", "n_classes"), [("blobs", k) for k in range(2, 7)] + [("pinwheel", k) for k in (3, 4, 5)]
)
def test_number_of_classes_can_be_chosen(name: str, n_classes: int) -> None:
    dataset = make_dataset(name, n_classes=n_classes, noise=0.0)
    assert dataset.T.shape[1] == dataset.n_classes == n_classes
    centres = np.array([dataset.X[dataset.labels == label].mean(axis=0) for label in range(n_classes)])
    own = np.linalg.norm(dataset.X - centres[dataset.labels], axis=1)
    distance = np.linalg.norm(centres[:, None] - centres[None], axis=2) + 10.0 * np.eye(n_classes)
    assert np.median(own) < distance.min() / 2.0


@pytest.mark.parametrize("name", BINARY + MULTICLASS)
def test_most_noise_leaves_no_class_apart(name: str) -> None:
    """At noise 0.5 a nearest neighbour among the training rows errs, where at 0.05 it hardly does."""
    errors = []
    for noise in (0.05, 0.5):
        dataset = make_dataset(name, noise=noise, n_samples=1000)
        distance = np.linalg.norm(dataset.X_test[:, None] - dataset.X[None], axis=2)
        errors.append(np.mean(dataset.labels[distance.argmin(axis=1)] != dataset.labels_test))
    assert errors[0] < 0.2
    assert errors[1] > max(0.1, errors[0])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"n_samples": 1}, "n_samples is 1; allowed: a whole number from 2 to 10000"),
        ({"n_samples": 10_001}, "n_samples is 10001"),
        ({"n_samples": 30.5}, "n_samples is 30.5"),
        ({"noise": -0.01}, "noise is -0.01; allowed: 0 to 0.5"),
        ({"noise": 0.51}, "noise is 0.51"),
        ({"noise": float("nan")}, "noise is nan"),
        ({"noise": "much"}, "noise is 'much'"),
        ({"seed": -1}, "seed is -1; allowed: a whole number of at least 0"),
        ({"test_share": 1.0}, "test_share is 1.0; allowed: 0 to 0.9"),
        ({"n_classes": 3}, "n_classes of xor is 3; allowed: a whole number from 2 to 2"),
    ],
)
def test_bad_arguments_are_named(wrong: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make_dataset("xor", **wrong)


@pytest.mark.parametrize(
    ("name", "n_classes"), [("blobs", 1), ("blobs", 7), ("pinwheel", 2), ("pinwheel", 6), ("sine", 2)]
)
def test_number_of_classes_has_a_range(name: str, n_classes: int) -> None:
    with pytest.raises(ValueError, match=f"n_classes of {name} is {n_classes}; allowed"):
        make_dataset(name, n_classes=n_classes)


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'spirale'.*circle, xor, .*lecture_function"):
        make_dataset("spirale")
