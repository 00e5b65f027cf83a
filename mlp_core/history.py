"""What a training run measured, epoch by epoch, in bounded space: thinned as it grows, the start never forgotten."""

from copy import copy
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from mlp_core.arrays import Array

FIELDS = (
    "epoch",
    "steps",
    "train_loss",
    "test_loss",
    "penalty",
    "train_accuracy",
    "test_accuracy",
    "gradient_norm",
)
# What ``History.knee_epoch`` asks of a training accuracy: epochs besides, and shares of the samples.
KNEE_WAIT, KNEE_LEVEL, KNEE_DRIFT, KNEE_RISE = 20, 0.02, 0.05, 0.1


@dataclass(frozen=True)
class Record:
    """The measurements of one epoch; NaN where not measured.

    ``train_loss``, ``train_accuracy`` and ``gradient_norm`` are means over the epoch's mini-batches (the norm a root
    mean square); ``layer_gradient_norms`` (L,) splits the norm by layer.
    """

    epoch: int
    steps: int
    train_loss: float
    layer_gradient_norms: Array
    test_loss: float = nan
    penalty: float = 0.0
    train_accuracy: float = nan
    test_accuracy: float = nan

    @property
    def gradient_norm(self) -> float:
        """The norm over all layers."""
        return float(np.sqrt((self.layer_gradient_norms**2).sum()))


@dataclass(frozen=True, slots=True)
class HistoryEnd:
    """The newest entry of a history, and which one has the lowest test loss."""

    values: Array
    layer_gradient_norms: Array
    best_test_epoch: int | None
    best_test_loss: float


class History:
    """Records of epochs as equal-length arrays.

    Entry 0 is from before the first step, the last one is the newest epoch. Between them stand the epochs that are
    multiples of ``stride``, which doubles whenever ``capacity`` entries are full: a million epochs take no more room
    than a thousand, and the whole run stays in sight.
    """

    def __init__(self, n_layers: int, capacity: int = 2000) -> None:
        if capacity < 4:
            raise ValueError(f"a history needs room for at least 4 entries, not {capacity}")
        self.stride = 1
        self.best_test_epoch: int | None = None
        self._best_test_loss = nan
        self._values = np.empty((capacity, len(FIELDS)))
        self._layer_norms = np.empty((capacity, n_layers))
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, record: Record) -> None:
        """Append the record of a newer epoch; where that is interrupted, ``until`` still finds all that was there."""
        # More than once where the records come from a history that was thinned before: the first stride removes none.
        while self._newest_is_kept and self._length == len(self._values):
            self._thin()
        self._fit_layers(len(record.layer_gradient_norms))
        place = self._length if self._newest_is_kept else self._length - 1
        self._values[place] = [getattr(record, name) for name in FIELDS]
        self._layer_norms[place] = nan
        self._layer_norms[place, : len(record.layer_gradient_norms)] = record.layer_gradient_norms
        if not isnan(record.test_loss) and not record.test_loss >= self._best_test_loss:
            self._best_test_loss, self.best_test_epoch = record.test_loss, record.epoch
        self._length = place + 1

    @property
    def _newest_is_kept(self) -> bool:
        """Whether the newest entry stays beside a newer one."""
        return self._length == 0 or self._values[self._length - 1, 0] % self.stride == 0

    @property
    def end(self) -> HistoryEnd:
        """Where this history ends now."""
        newest = self._length - 1
        values, norms = self._values[newest].copy(), self._layer_norms[newest].copy()
        return HistoryEnd(values, norms, self.best_test_epoch, self._best_test_loss)

    def until(self, end: HistoryEnd) -> "History":
        """A history of its own that ends as this one once did."""
        other = copy(self)
        earlier = int(np.searchsorted(self._values[: self._length, 0], end.values[0]))
        other._length = earlier + 1
        other._values = self._values.copy()
        other._layer_norms = self._layer_norms[:, : len(end.layer_gradient_norms)].copy()
        other._values[earlier], other._layer_norms[earlier] = end.values, end.layer_gradient_norms
        other.best_test_epoch, other._best_test_loss = end.best_test_epoch, end.best_test_loss
        return other

    def compare_test_anew(self) -> None:
        """Another loss is measured from now on: earlier test losses do not compare."""
        self._best_test_loss, self.best_test_epoch = nan, None

    def _thin(self) -> None:
        stride = 2 * self.stride
        keep = np.flatnonzero(self._values[: self._length, 0] % stride == 0)
        keep = np.union1d(keep, [self._length - 1])
        values, norms = np.empty_like(self._values), np.empty_like(self._layer_norms)
        values[: len(keep)], norms[: len(keep)] = self._values[keep], self._layer_norms[keep]
        # One call, so that nothing can come between.
        vars(self).update(stride=stride, _values=values, _layer_norms=norms, _length=len(keep))

    def _fit_layers(self, n_layers: int) -> None:
        missing = n_layers - self._layer_norms.shape[1]
        if missing > 0:
            empty = np.full((len(self._layer_norms), missing), nan)
            self._layer_norms = np.hstack([self._layer_norms, empty])

    def _column(self, name: str) -> Array:
        return self._values[: self._length, FIELDS.index(name)].copy()

    @property
    def epoch(self) -> Array:
        """Epochs done, whole numbers as floats, (n,)."""
        return self._column("epoch")

    @property
    def steps(self) -> Array:
        """Mini-batches done, (n,)."""
        return self._column("steps")

    @property
    def train_loss(self) -> Array:
        """Mean loss over the epoch's mini-batches, without the penalty, (n,)."""
        return self._column("train_loss")

    @property
    def test_loss(self) -> Array:
        """Mean loss over the test data at the end of the epoch, (n,)."""
        return self._column("test_loss")

    @property
    def penalty(self) -> Array:
        """The L1 and L2 penalty at the end of the epoch, (n,)."""
        return self._column("penalty")

    @property
    def train_accuracy(self) -> Array:
        """Share of the epoch's samples answered right when their mini-batch came, (n,)."""
        return self._column("train_accuracy")

    @property
    def test_accuracy(self) -> Array:
        """Share of the test data answered right at the end of the epoch, (n,)."""
        return self._column("test_accuracy")

    @property
    def gradient_norm(self) -> Array:
        """Root mean square over the epoch's mini-batches of the gradient's norm, (n,)."""
        return self._column("gradient_norm")

    @property
    def layer_gradient_norms(self) -> Array:
        """The gradient norm of each layer, (n, L)."""
        return self._layer_norms[: self._length].copy()

    def knee_epoch(self) -> int | None:
        """The epoch from which on the smoothed training accuracy, at its highest, has hardly changed.

        The stretch after it, as long as all before it and ``KNEE_WAIT`` epochs, lies on average no farther from it than
        ``KNEE_LEVEL``, and nothing since then farther than ``KNEE_DRIFT``. What decides lies in the past, so the epoch
        stays the same until the curve leaves that level. None while there is no such epoch, or the accuracy has risen
        less than ``KNEE_RISE`` until there.
        """
        epoch, accuracy = self.epoch, self.train_accuracy
        measured = ~np.isnan(accuracy)
        epoch, accuracy = epoch[measured], accuracy[measured]
        if len(epoch) < 10:
            return None
        window = min(9, len(accuracy) // 3 | 1)
        padded = np.pad(accuracy, window // 2, mode="edge")
        smooth = np.convolve(padded, np.ones(window) / window, mode="valid")
        until = 2 * epoch + KNEE_WAIT
        starts, ends = np.arange(len(epoch)), np.searchsorted(epoch, until, side="right")
        total = np.concatenate(([0.0], np.cumsum(accuracy)))
        may_be = np.abs((total[ends] - total[starts]) / (ends - starts) - smooth) <= KNEE_LEVEL
        may_be &= (until <= epoch[-1]) & (smooth - smooth[0] >= KNEE_RISE)
        may_be &= smooth >= np.maximum.accumulate(smooth) - KNEE_DRIFT
        settled = smooth[: len(smooth) - window // 2]  # the last ones still change with the next epochs
        left = 0
        while may_be[left:].any():
            knee = left + int(np.argmax(may_be[left:]))
            away = np.abs(settled[knee:] - smooth[knee]) > KNEE_DRIFT
            if not away.any():
                return int(epoch[knee])
            left = knee + int(np.argmax(away))
        return None
