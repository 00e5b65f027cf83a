"""Pinned runs: what a run had measured when it was kept, frozen, to be seen behind the curves of later ones."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from pages.common.experiment import Experiment
from pages.common.figures.pinned_lines import PinnedLine
from pages.common.figures.region import settled
from pages.common.moments import Start
from pages.common.settings import DATA_FIELDS, Settings
from pages.common.settings_words import differences, field_words, summary
from pages.common.units import target_units

MOST_PINS = 6
# Enough for a panel of 400 pixels, and little to draw and to send.
POINTS = 200
COLUMNS = ("epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy")


@dataclass(frozen=True, eq=False)
class PinnedRun:
    """A run as it was when it was pinned.

    Attributes
    ----------
    number : 1 … 6, its name on the curves
    start : where it began, with the settings of that moment
    marks : (epoch, "old → new") of what was changed before
    epoch, steps : how far it had trained
    columns : {name: values} of its history, thinned, read-only; test data not measured at an epoch as measured last
    """

    number: int
    start: Start
    marks: tuple[tuple[float, str], ...]
    epoch: int
    steps: int
    columns: dict[str, np.ndarray]

    @property
    def settings(self) -> Settings:
        """Those of the moment when it was pinned."""
        return self.start.settings


def pinned(experiment: Experiment, pins: Sequence[PinnedRun]) -> tuple[PinnedRun, ...]:
    """These pins and the experiment's run as it is now; the oldest goes where there are too many."""
    with experiment.lock:
        trainer, history = experiment.trainer, experiment.trainer.history
        kept = tuple(pins)[-(MOST_PINS - 1) :]
        number = min(set(range(1, MOST_PINS + 1)) - {pin.number for pin in kept})
        marks = tuple(experiment.marks)
        epochs = history.epoch
        stride = -(-max(len(epochs) - 1, 1) // (POINTS - 1))
        chosen = np.union1d(np.arange(0, len(epochs), stride), [len(epochs) - 1])
        columns = {name: settled(_filled(getattr(history, name))[chosen]) for name in COLUMNS}
        return (*kept, PinnedRun(number, experiment.start, marks, trainer.epoch, trainer.steps, columns))


def _filled(values: np.ndarray) -> np.ndarray:
    """Each gap (NaN) with the value measured last before it."""
    last = np.maximum.accumulate(np.where(np.isnan(values), 0, np.arange(len(values))))
    return values[last]


def without(pins: Sequence[PinnedRun], number: int) -> tuple[PinnedRun, ...]:
    """The pins but the one of this number."""
    return tuple(pin for pin in pins if pin.number != number)


def label(pin: PinnedRun, pins: Sequence[PinnedRun], present: Settings) -> str:
    """What tells a pinned run from the other ones and from the present: "ReLU, η 0.1"."""
    others = [other.settings for other in pins if other is not pin]
    if not _alike(pin.settings, present):
        others.append(present)
    return differences(pin.settings, others) or field_words(
        pin.settings, "activation" if pin.settings.layers else "rate"
    )


def why_not_comparable(pin: PinnedRun, present: Settings) -> str:
    """Why the loss of a pinned run says nothing beside the present one; empty where it does."""
    if _data_of(pin.settings) != _data_of(present):
        return "other data"
    if pin.settings.loss != present.loss or (pin.settings.output == "tanh") != (present.output == "tanh"):
        return "another loss"
    if target_units(pin.settings) != target_units(present):
        return "other units"
    return ""


def lines(pins: Sequence[PinnedRun], present: Settings) -> tuple[PinnedLine, ...]:
    """The pins as the curves show them beside a run of the present settings."""
    return tuple(
        PinnedLine(
            number=pin.number,
            label=label(pin, pins, present),
            settings=summary(pin.settings),
            why_not_comparable=why_not_comparable(pin, present),
            same_data=_data_of(pin.settings) == _data_of(present),
            **pin.columns,
        )
        for pin in pins
    )


def _data_of(settings: Settings) -> tuple[object, ...]:
    return tuple(getattr(settings, name) for name in sorted(DATA_FIELDS))


def _alike(a: Settings, b: Settings) -> bool:
    return all(getattr(a, each.name) == getattr(b, each.name) for each in fields(Settings) if each.name != "speed")
