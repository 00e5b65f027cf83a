"""Data sets to learn from: drawn from a seed, split into training and test rows, inputs standardised.

``DATASETS["spiral"].generate(n_samples=300, noise=0.05, seed=0)`` returns a Dataset whose arrays are read-only. The
same seed keeps the noise-free points and the split, so a change of noise moves the points and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mlp_core import patterns
from mlp_core.arguments import check_range, whole_number
from mlp_core.arrays import Array
from mlp_core.names import known
from mlp_core.patterns import Labels

MIN_SAMPLES, MAX_SAMPLES = 2, 10_000
MAX_NOISE = 0.5
MAX_TEST_SHARE = 0.9


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training and test rows of one data set.

    X, X_test : (N, n_inputs), standardised: mean 0 and standard deviation 1 over the training rows
    T, T_test : (N, n_outputs): binary 0/1 in one column; multiclass one-hot; regression one column, about [-1, 1]
    n_classes : 2 for binary, 0 for regression
    input_mean, input_scale : (n_inputs,); original input = X · input_scale + input_mean
    true_function : for regression, standardised inputs (N, n_inputs) → noise-free targets (N, 1); else None
    target_centre, target_scale : of a regression; original value = T · target_scale + target_centre
    """

    name: str
    task: str
    X: Array
    T: Array
    X_test: Array
    T_test: Array
    n_classes: int
    input_mean: Array
    input_scale: Array
    true_function: Callable[[Array], Array] | None
    target_centre: float = 0.0
    target_scale: float = 1.0

    @property
    def labels(self) -> Labels:
        """Class of each training row, (N,); empty for regression."""
        return self._labels_of(self.T)

    @property
    def labels_test(self) -> Labels:
        """Class of each test row, (N_test,); empty for regression."""
        return self._labels_of(self.T_test)

    def _labels_of(self, T: Array) -> Labels:
        if self.task == "regression":
            return np.empty(0, dtype=np.int64)
        if self.task == "binary":
            return T[:, 0].astype(np.int64)
        return np.asarray(T.argmax(axis=1), dtype=np.int64)


@dataclass(frozen=True)
class DatasetKind:
    """One entry of DATASETS: what a page says about it, and how its rows are drawn.

    task : "binary", "multiclass" or "regression"
    class_range : fewest and most classes; (2, 2) for binary and (0, 0) for regression
    interval : range of each input before standardising; the shapes of classification keep to about [-1, 1]
    """

    name: str
    label: str
    task: str
    n_inputs: int
    class_range: tuple[int, int]
    default_classes: int
    description: str
    shape: patterns.Shape | None = None
    target: Callable[[Array], Array] | None = None
    interval: tuple[float, float] = (-1.0, 1.0)

    def generate(
        self,
        n_samples: int = 300,
        noise: float = 0.05,
        seed: int = 0,
        test_share: float = 0.3,
        n_classes: int | None = None,
    ) -> Dataset:
        """Draw the data set.

        Parameters
        ----------
        n_samples : training and test rows together, 2 … 10,000
        noise : 0 … 0.5, the standard deviation of what is added: to the inputs of a classification, whose pattern has
            the half-width 1, before they are standardised; to the targets of a regression, which span about [-1, 1]
        seed : not negative; the same seed gives the same rows
        test_share : 0 … 0.9, the part of the rows kept for testing; one row at least stays for training
        n_classes : number of classes where class_range leaves a choice

        Raises
        ------
        ValueError : an argument is outside its range
        """
        n = whole_number("n_samples", n_samples, MIN_SAMPLES, MAX_SAMPLES)
        check_range("noise", noise, 0.0, MAX_NOISE)
        check_range("test_share", test_share, 0.0, MAX_TEST_SHARE)
        n_classes = self._check_classes(n_classes)
        position_rng, noise_rng, split_rng = np.random.default_rng(whole_number("seed", seed, 0, None)).spawn(3)

        if self.target is not None:
            labels = np.zeros(n, dtype=np.int64)
            inputs = self._draw_inputs(n, position_rng)
            targets = self.target(inputs)[:, None] + noise * noise_rng.standard_normal((n, 1))
        else:
            assert self.shape is not None
            labels = np.arange(n, dtype=np.int64) % n_classes
            inputs = self.shape(labels, n_classes, position_rng) + noise * noise_rng.standard_normal((n, 2))
            targets = labels[:, None].astype(np.float64) if self.task == "binary" else np.eye(n_classes)[labels]

        train, test = _stratified_split(labels, test_share, split_rng)
        mean = inputs[train].mean(axis=0)
        scale = inputs[train].std(axis=0)
        scale[scale == 0.0] = 1.0
        true_function = None if self.target is None else partial(_target_of_standardised, self.target, mean, scale)
        X = (inputs - mean) / scale
        rows = (X[train], targets[train], X[test], targets[test])
        for array in (*rows, mean, scale):
            array.setflags(write=False)
        return Dataset(self.name, self.task, *rows, n_classes, mean, scale, true_function)

    __call__ = generate

    def _draw_inputs(self, n: int, rng: np.random.Generator) -> Array:
        low, high = self.interval
        if self.n_inputs == 1:
            # One point in each of n equal parts: a few samples still cover the whole interval.
            return (low + (high - low) * (np.arange(n) + rng.uniform(size=n)) / n)[:, None]
        return rng.uniform(low, high, (n, self.n_inputs))

    def _check_classes(self, n_classes: int | None) -> int:
        if n_classes is None:
            return self.default_classes
        low, high = self.class_range
        return whole_number(f"n_classes of {self.name}", n_classes, low, high)


def _target_of_standardised(target: Callable[[Array], Array], mean: Array, scale: Array, X: Array) -> Array:
    return target(X * scale + mean)[:, None]


def _stratified_split(
    labels: Labels, test_share: float, rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Shuffled indices of training and test rows; every class gives its share to the test rows, to within one row."""
    n = len(labels)
    n_test = min(round(n * test_share), n - 1)
    order = rng.permutation(n)
    counts = np.bincount(labels)
    exact = counts * (n_test / n)
    test_counts = np.floor(exact).astype(np.int64)
    # The rows still missing come from the classes that rounding down cost most.
    missing = n_test - test_counts.sum()
    test_counts[np.argsort(test_counts - exact, kind="stable")[:missing]] += 1
    is_test = np.zeros(n, dtype=np.bool_)
    for label, count in enumerate(test_counts):
        is_test[order[labels[order] == label][:count]] = True
    return order[~is_test[order]], order[is_test[order]]


def _binary(name: str, label: str, shape: patterns.Shape, description: str) -> DatasetKind:
    return DatasetKind(name, label, "binary", 2, (2, 2), 2, description, shape=shape)


def _regression(
    name: str,
    label: str,
    n_inputs: int,
    target: Callable[[Array], Array],
    description: str,
    interval: tuple[float, float] = (-1.0, 1.0),
) -> DatasetKind:
    return DatasetKind(name, label, "regression", n_inputs, (0, 0), 0, description, target=target, interval=interval)


_KINDS = (
    _binary("circle", "Circle", patterns.circle, "A disc inside a ring: one closed boundary."),
    _binary("xor", "XOR", patterns.xor, "Opposite quadrants belong together: no straight line parts them."),
    _binary("gaussians", "Two Gaussians", patterns.gaussians, "Two round clouds: a straight line is enough."),
    _binary("spiral", "Spiral", patterns.spiral, "Two arms wound about each other, 1¼ turns each."),
    _binary("moons", "Moons", patterns.moons, "Two interleaved half circles."),
    _binary("checkerboard", "Checkerboard", patterns.checkerboard, "4 × 4 fields: many boundaries at once."),
    DatasetKind(
        "blobs", "Blobs", "multiclass", 2, (2, 6), 4, "Round clouds on a circle, one a class.", shape=patterns.blobs
    ),
    DatasetKind("pinwheel", "Pinwheel", "multiclass", 2, (3, 5), 3, "Bent arms, one a class.", shape=patterns.pinwheel),
    _regression("plane", "Plane", 2, patterns.plane_target, "An inclined plane: a linear unit is enough."),
    _regression("hills", "Hills", 2, patterns.hills_target, "Two hills and three hollows."),
    _regression("sine", "Sine", 1, patterns.sine_target, "Two periods of a sine."),
    _regression("step", "Step", 1, patterns.step_target, "A jump: no smooth function meets it exactly."),
    _regression("sinc", "Sinc", 1, patterns.sinc_target, "A peak with waves that fade beside it."),
    _regression(
        "lecture_function",
        "Function of the lecture",
        1,
        patterns.lecture_function_target,
        "f(x) = 0.2 + 0.4x² + 0.3x sin 15x + 0.05 cos 50x, stretched to 2f(x) - 1.",
        interval=(0.0, 1.0),
    ),
)

DATASETS: Mapping[str, DatasetKind] = MappingProxyType({kind.name: kind for kind in _KINDS})


def make_dataset(
    name: str,
    n_samples: int = 300,
    noise: float = 0.05,
    seed: int = 0,
    test_share: float = 0.3,
    n_classes: int | None = None,
) -> Dataset:
    """Draw the data set of that name; arguments and errors as for DatasetKind.generate."""
    return known(DATASETS, name, "data set").generate(n_samples, noise, seed, test_share, n_classes)
