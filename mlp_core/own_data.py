"""A person's own points as one value that never changes: drawn by hand, or read from a file.

``OwnData(X, targets)`` answers to the same questions as an entry of ``DATASETS`` and generates the same ``Dataset``.
An edit answers with another value. The plane that the points are drawn on belongs to the value: a point more or less
moves no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_core.arguments import check_range, whole_number
from mlp_core.arrays import Array
from mlp_core.datasets import MAX_TEST_SHARE, Dataset
from mlp_core.limits import LARGEST_NUMBER, MOST_CLASSES, MOST_NAME_CHARACTERS, MOST_ROWS
from mlp_core.names import one_line

# Its multiples fall evenly into any share of the interval from 0 to 1, wherever they begin.
GOLDEN_RATIO = (5**0.5 - 1) / 2
# A name is plain words wherever it is shown: no link and no picture can be written with it.
PLAIN = MappingProxyType(str.maketrans("[]`", "()'"))
# Steps a unit of the plane: where a point is drawn, to the width of a pixel.
PLACES_A_UNIT = 100


class Split(NamedTuple):
    """Which rows are for testing wherever this seed and share are asked for: those of the data set that was copied."""

    seed: int
    share: float
    test_rows: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class OwnData:
    """Points with a class or a value each; they compare by content. ``ValueError`` says what does not fit.

    Parameters
    ----------
    X : (N, 1 or 2) inputs, in the person's own units; N may be 0
    targets : (N,) numbers of classes from 0, or values
    classes : their names, 2 to 6; empty for a regression
    columns : names of the inputs and of the target
    centre, scale : one each per input: input = plane coordinate · scale + centre
    target_centre, target_scale : of the values: value = what is learned · scale + centre
    title : what all of it is called
    split : the split of the data set they were copied from; None where they never had another
    """

    X: Array
    targets: Array
    classes: tuple[str, ...] = ("0", "1")
    columns: tuple[str, ...] = ()
    centre: tuple[float, ...] = ()
    scale: tuple[float, ...] = ()
    target_centre: float = 0.0
    target_scale: float = 1.0
    title: str = "own points"
    split: Split | None = None

    name = "own"
    default_classes = 2
    class_range = (2, MOST_CLASSES)

    def __post_init__(self) -> None:
        X, targets = np.array(self.X, dtype=np.float64) + 0.0, np.array(self.targets, dtype=np.float64) + 0.0
        if X.ndim != 2 or X.shape[1] not in (1, 2) or targets.shape != (len(X),):
            raise ValueError(f"X must be (N, 1) or (N, 2) and targets (N,), not {X.shape} and {targets.shape}")
        if len(X) > MOST_ROWS:
            raise ValueError(f"{len(X):,} points are too many; allowed: {MOST_ROWS:,}")
        if not ((np.abs(X) <= LARGEST_NUMBER).all() and (np.abs(targets) <= LARGEST_NUMBER).all()):
            raise ValueError(f"points must be numbers from {-LARGEST_NUMBER:g} to {LARGEST_NUMBER:g}")
        n_inputs = X.shape[1]
        given = {
            "X": X,
            "targets": targets,
            "classes": _names("classes", self.classes),
            "columns": _names("columns", self.columns or self._usual_columns(n_inputs)),
            "centre": tuple(map(float, self.centre or (0.0,) * n_inputs)),
            "scale": tuple(map(float, self.scale or (1.0,) * n_inputs)),
            "target_centre": float(self.target_centre),
            "target_scale": float(self.target_scale),
            "title": plain_name(self.title) or "own points",
            "split": self.split and Split(self.split[0], float(self.split[1]), tuple(self.split[2])),
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)
        X.setflags(write=False)
        targets.setflags(write=False)
        self._check(n_inputs)

    def _usual_columns(self, n_inputs: int) -> tuple[str, ...]:
        return (*("x1", "x2")[:n_inputs], "class" if self.classes else "value")

    def _check(self, n_inputs: int) -> None:
        if len(self.columns) != n_inputs + 1:
            raise ValueError(f"{n_inputs} inputs and a target need {n_inputs + 1} columns, not {len(self.columns)}")
        if not len(self.centre) == len(self.scale) == n_inputs:
            raise ValueError(f"{n_inputs} inputs need as many centres and scales")
        scales, centres = (*self.scale, self.target_scale), (*self.centre, self.target_centre)
        if not all(1 / LARGEST_NUMBER <= s <= LARGEST_NUMBER for s in scales):
            raise ValueError("scales must be numbers above 0")
        if not all(abs(c) <= LARGEST_NUMBER for c in centres):
            raise ValueError("centres must be numbers")
        rows = self.split.test_rows if self.split else ()
        if rows and not (list(rows) == sorted(set(rows)) and rows[0] >= 0 and rows[-1] < len(self) > len(rows)):
            raise ValueError("rows for testing are numbered from 0, in order, each once, and not all of them")
        if not self.classes:
            return
        if not 2 <= len(self.classes) <= MOST_CLASSES or len(set(self.classes)) < len(self.classes):
            raise ValueError(f"there are {len(self.classes)} classes; allowed: 2 to {MOST_CLASSES}, each once")
        if self.target_centre or self.target_scale != 1.0:
            raise ValueError("classes have no scale")
        if not np.isin(self.targets, np.arange(len(self.classes))).all():
            raise ValueError(f"classes are numbered from 0 to {len(self.classes) - 1}")

    def __len__(self) -> int:
        return len(self.X)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, OwnData):
            return NotImplemented
        return self._words == other._words and self._bytes == other._bytes

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self._words, self._bytes))

    @property
    def _words(self) -> tuple[object, ...]:
        scaling = self.centre, self.scale, self.target_centre, self.target_scale
        return self.X.shape, self.classes, self.columns, self.title, scaling, self.split

    @cached_property
    def _bytes(self) -> bytes:
        return self.X.tobytes() + self.targets.tobytes()

    @property
    def label(self) -> str:
        """What the points are called."""
        return self.title[:1].upper() + self.title[1:]

    @property
    def task(self) -> str:
        """binary, multiclass or regression."""
        if not self.classes:
            return "regression"
        return "binary" if len(self.classes) == 2 else "multiclass"

    @property
    def n_inputs(self) -> int:
        """1 or 2."""
        return int(self.X.shape[1])

    @property
    def description(self) -> str:
        """One sentence on what there is."""
        what = f"{len(self.classes)} classes: {', '.join(self.classes)}" if self.classes else "a value each"
        return f"{len(self):,} points, {what}."

    def generate(
        self,
        n_samples: int = 0,
        noise: float = 0.0,
        seed: int = 0,
        test_share: float = 0.3,
        n_classes: int | None = None,
    ) -> Dataset:
        """All the points, on the plane they are drawn on; only the split is drawn.

        Which points are kept for testing depends on seed and order alone, class by class: a point that is added at the
        end changes none of the others' part, and the first of each class is for training. With the seed and share of
        ``split`` they are those of there. ``n_samples``, ``noise`` and ``n_classes`` are there for built-in data sets.
        """
        check_range("test_share", test_share, 0.0, MAX_TEST_SHARE)
        test = self._kept_for_testing(whole_number("seed", seed, 0, None), test_share)
        centre, scale = np.array(self.centre), np.array(self.scale)
        X, T = (self.X - centre) / scale, self._outputs()
        rows = X[~test], T[~test], X[test], T[test]
        for array in (*rows, centre, scale):
            array.setflags(write=False)
        target = self.target_centre, self.target_scale
        return Dataset(self.name, self.task, *rows, len(self.classes), centre, scale, None, *target)

    def _outputs(self) -> Array:
        """(N, n_outputs), as a network learns them."""
        if not self.classes:
            return (self.targets[:, None] - self.target_centre) / self.target_scale
        if len(self.classes) == 2:
            return self.targets[:, None].copy()
        return np.eye(len(self.classes))[self.targets.astype(np.int64)]

    def _kept_for_testing(self, seed: int, share: float) -> NDArray[np.bool_]:
        if self.split is not None and self.split[:2] == (seed, share):
            return np.isin(np.arange(len(self)), self.split.test_rows)
        groups = self.targets if self.classes else np.zeros(len(self))
        start = np.random.default_rng(seed).uniform(size=MOST_CLASSES)
        test = np.zeros(len(self), dtype=np.bool_)
        for label in range(max(len(self.classes), 1)):
            rank = np.arange(np.count_nonzero(groups == label))
            test[groups == label] = ((start[label] + GOLDEN_RATIO * rank) % 1.0 < share) & (rank > 0)
        return test

    def with_point(self, place: Sequence[float], target: float) -> "OwnData":
        """One point more, at the end: ``place`` in the coordinates of the plane, the target a class or as learned."""
        settled = np.round(np.asarray(place, dtype=np.float64) * PLACES_A_UNIT) / PLACES_A_UNIT
        x = short_numbers(settled * np.array(self.scale) + np.array(self.centre), np.array(self.scale))
        if not self.classes:
            height = round(target * PLACES_A_UNIT) / PLACES_A_UNIT * self.target_scale + self.target_centre
            target = float(short_numbers(np.array([height]), np.array([self.target_scale]))[0])
        return replace(self, X=np.vstack([self.X, x]), targets=np.append(self.targets, target))

    def without(self, gone: NDArray[np.bool_]) -> "OwnData":
        """Without the points (N,) that are marked."""
        split = self.split
        if split is not None:
            stays = np.flatnonzero(~gone)
            rows = tuple(np.flatnonzero(np.isin(stays, split.test_rows)).tolist())
            split = split._replace(test_rows=rows) if len(rows) < len(stays) else None  # something is left to train on
        return replace(self, X=self.X[~gone], targets=self.targets[~gone], split=split)

    def inside(self, low: Sequence[float], high: Sequence[float]) -> NDArray[np.bool_]:
        """Which points (N,) lie in a box of the plane, its corners given; one number more than inputs is the target."""
        place = (self.X - np.array(self.centre)) / np.array(self.scale)
        if len(low) > self.n_inputs:
            place = np.column_stack([place, self._outputs()[:, 0]])
        return np.asarray(((place >= np.array(low)) & (place <= np.array(high))).all(axis=1))

    def with_classes(self, names: Sequence[str]) -> "OwnData":
        """The same points under these names of classes, which may be more."""
        return replace(self, classes=tuple(names))

    @property
    def has_one_class(self) -> bool:
        """Whether there are classes and all points are of the same."""
        return bool(self.classes) and len(self) > 0 and bool(np.all(self.targets == self.targets[0]))

    @property
    def is_scaled(self) -> bool:
        """Whether the plane's coordinates are others than the inputs and targets themselves."""
        scaling = (*self.centre, self.target_centre, *(s - 1.0 for s in (*self.scale, self.target_scale)))
        return any(scaling)


def short_numbers(values: Array, scale: Array) -> Array:
    """Values (…, n) to the sixth digit of their scale (n,): what cannot be seen need not be written."""
    decimals = 5 - np.floor(np.log10(scale)).astype(int)
    columns = [np.round(values[..., i], int(d)) for i, d in enumerate(decimals)]
    return np.stack(columns, axis=-1)


def _names(what: str, given: Sequence[str]) -> tuple[str, ...]:
    names = tuple(plain_name(each) for each in given)
    if not all(names):
        raise ValueError(f"{what} need a name each")
    return names


def plain_name(text: str) -> str:
    """A text as it is shown: one line of plain words, not too long."""
    return one_line(str(text).translate(PLAIN))[:MOST_NAME_CHARACTERS].strip()
