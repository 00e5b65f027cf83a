"""Looking back through a run and going on from any moment of it; undoing changes and doing them again."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import Self

import numpy as np

from mlp_core import MLP, Trainer
from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.diagnostics import Divergence
from mlp_core.history import History
from mlp_core.thinned import Thinned
from pages.common.changes import Change, Changes
from pages.common.moments import Moment, Run
from pages.common.settings import Settings
from pages.common.undivided import Undivided


class Rewind(Undivided, ABC):
    """What an experiment keeps of its past.

    While a person looks back, the experiment *is* at that moment: its settings, network and Trainer are those of then,
    and ``whole`` is the run up to its end. Whatever trains or changes goes on from there; what came after can be got
    back by ``undo``.
    """

    lock: RLock
    settings: Settings
    dataset: Dataset
    trainer: Trainer
    playing: bool
    generation: int
    marks: Sequence[tuple[float, str]]
    divergence: Divergence | None
    _first: MLP
    _before_cut: Mapping[tuple[int, int, int], float]
    _given: Array | None

    def __init__(self) -> None:
        self._changes = Changes()
        self._whole: Run | None = None
        self._opened: Run | None = None

    @property
    def opened_at(self) -> int | None:
        """The epoch of the opened run to which a reset leads back; None where it leads to first weights."""
        return None if self._opened is None else self._opened.now.epoch

    @property
    def looking_back(self) -> bool:
        """Whether an earlier moment than the run's end is shown."""
        return self._whole is not None

    @property
    def stops(self) -> list[float]:
        """The moments that can be looked at, as epochs, growing; the last one is the run's end."""
        return [time for time in self._moments.times if time < self.end] + [self.end]

    @property
    def end(self) -> float:
        """Where the run ends, as epochs, also while an earlier moment is shown."""
        return self.trainer.time if self._whole is None else self._whole.now.time

    @property
    def whole_history(self) -> History:
        """The history up to the run's end."""
        return (self.trainer if self._whole is None else self._whole.trainer).history

    @property
    def whole_marks(self) -> Sequence[tuple[float, str]]:
        """The marks up to the run's end."""
        return self.marks if self._whole is None else self._whole.now.marks

    @property
    def whole_diverged(self) -> bool:
        """Whether the run diverged in the end."""
        return (self if self._whole is None else self._whole.now).divergence is not None

    @property
    def path(self) -> Array:
        """The parameters (n, P) on the way to the present ones, as far back as the network had its present shape."""
        now, found = self.settings, []
        for moment in reversed([moment for moment in self._moments if moment.time < self.trainer.time]):
            then = moment.settings
            if (then.layers, then.features, moment.snapshot.parameters.size) != (
                now.layers,
                now.features,
                self.trainer.network.parameters.size,
            ):
                break
            found.append(moment.snapshot.parameters)
        return np.array(found[::-1]).reshape(len(found), self.trainer.network.parameters.size)

    def look_at(self, time: float) -> None:
        """Pause, and show the kept moment that is nearest to this one; at the run's end all is as it was."""
        with self._undivided():
            self.playing = False
            whole = self._whole or self._run()
            nearest = min(self.stops, key=lambda stop: abs(stop - time))
            if nearest >= whole.now.time:
                self._return()
                return
            moment = whole.moments.nearest(nearest)
            self._whole = whole
            self._stand_at(moment, whole.trainer.resumed(moment.snapshot))

    def settle(self) -> None:
        """The moment that is looked at will stay for a while: all of the page may show it."""
        with self.lock:
            self.generation += 1

    def go_on(self) -> None:
        """From the moment that is shown; ``undo`` brings back what came after it."""
        with self._undivided():
            if self._whole is not None:
                self._changes.add(Change(f"going on from epoch {self.trainer.epoch:,}", self._whole))
                self._leave_the_rest()
                self.generation += 1

    @property
    def undo_label(self) -> str | None:
        """What ``undo`` would take back, in words; None where there is nothing."""
        return _words(self._changes.last)

    @property
    def redo_label(self) -> str | None:
        """What ``redo`` would do again, in words; None where there is nothing."""
        return _words(self._changes.next)

    def undo(self) -> None:
        """Take back the last change.

        A change that kept the weights is taken back in the same way where training went on since; any other brings
        back the run as it was before, weights and all, at rest.
        """
        with self._undivided():
            self._return()
            self._travel(self._changes.take_back(self._run()))

    def redo(self) -> None:
        """Do again what was undone last."""
        with self._undivided():
            self._return()
            self._travel(self._changes.do_again(self._run()))

    @contextmanager
    def training(self) -> Iterator[Trainer]:
        """Around training by other measures than the speed, such as in step with another experiment."""
        with self._undivided():
            with self._kept_moments():
                yield self.trainer
            self._look_at_status()

    @property
    def is_empty(self) -> bool:
        """Whether there is no point to train on yet."""
        return not len(self.dataset.X)

    def copy(self) -> Self:
        """Another experiment at this moment, at rest, which goes on by itself."""
        with self.lock:
            other = type(self)(self.settings)
            moment = self.moment()
            other._stand_at(moment, self.trainer.resumed(moment.snapshot))
            return other

    def become(self, other: Self, change: str) -> None:
        """Go on as another experiment is, at rest; ``undo`` brings this one back, under the words of ``change``."""
        with self._undivided():
            self._remember(change)
            self.playing = False
            with other.lock:
                moment = other.moment()
                self._stand_at(moment, other.trainer.resumed(moment.snapshot))
            self.rest()
            self.settings = moment.settings
            self._begin_moments()
            self._opened = Run(self.moment(), self.trainer, Thinned(), self._branch)
            self._keep_moment()
            self._changed()

    def take_past(self, moment: Moment) -> None:
        """What was before this moment, as a file tells it: marks, first weights that were given, weights of links."""
        self.marks, self._given, self._before_cut = moment.marks, moment.given, moment.before_cut

    @abstractmethod
    def rest(self) -> None:
        """The pace is measured anew."""

    @abstractmethod
    def _look_at_status(self) -> None:
        """Training may have ended."""

    @abstractmethod
    def _apply(self, settings: Settings) -> None:
        """Bring data, network and Trainer in step with these settings."""

    def _remember(self, change: str, *, live: bool = False, to: Settings | None = None, **keys: frozenset[str]) -> None:
        """A change of this label is about to come. One that is live goes on from the moment that is shown."""
        if live:
            self.go_on()
        before = self._whole or self._run()
        if self._whole is not None:
            self._leave_the_rest()
        self._changes.add(Change(change, before, live=live, to=to, **keys))
        self.generation += 1

    def _changed(self) -> None:
        """The change has come."""
        self._changes.stands((self._branch, self.trainer.steps))

    def _begin_opened(self, opened: Run) -> None:
        """The run as it was opened, under the settings of now."""
        now = self.settings
        self._stand_at(opened.now, opened.trainer.resumed(opened.now.snapshot))
        self._begin_moments()
        self._opened = opened
        self._keep_moment()
        self._apply(now)

    def _begin_moments(self) -> None:
        """Another run begins."""
        self._moments: Thinned[Moment] = Thinned()
        self._branch = object()
        self._whole = None

    @contextmanager
    def _kept_moments(self) -> Iterator[None]:
        """Around training: it goes on from the moment that is shown, and where it stands then is kept."""
        if self.looking_back:
            self.go_on()
        # What was changed before the first step belongs to the start.
        if not (self.trainer.steps and len(self._moments)):
            self._moments = Thinned()
            self._keep_moment()
        yield
        self._keep_moment()

    def _keep_moment(self) -> None:
        if self.trainer.status != "diverged":
            moment = self.moment()
            self._moments.add(moment.time, moment, moment.snapshot.bytes)

    def moment(self) -> Moment:
        """The experiment as it is now; going on does not change it."""
        seen = self.settings, self.dataset, self.marks, self.divergence
        return Moment(*seen, self._first, self._before_cut, self._given, self._opened, self.trainer.snapshot())

    def _run(self) -> Run:
        return Run(self.moment(), self.trainer, self._moments, self._branch)

    def _leave_the_rest(self) -> None:
        """The run ends at the moment that is shown."""
        self._moments = self._moments.until(self.trainer.time)
        self._branch = object()
        self._whole = None

    def _return(self) -> None:
        """From a look back to the run's end."""
        whole, self._whole = self._whole, None
        if whole is not None:
            self._stand_at(whole.now, whole.trainer)
            self.generation += 1

    def _travel(self, change: Change | None) -> None:
        if change is None:
            return
        self.generation += 1
        before = change.before
        if change.live and before.place != (self._branch, self.trainer.steps):
            self._apply(replace(before.now.settings, speed=self.settings.speed))
            return
        self.playing = self.playing and change.live
        self._moments, self._branch = before.moments.until(before.now.time), before.branch
        self._stand_at(before.now, before.trainer.resumed(before.now.snapshot))

    def _stand_at(self, moment: Moment, trainer: Trainer) -> None:
        self.trainer = trainer
        self.settings = replace(moment.settings, speed=self.settings.speed)
        self.dataset, self.marks, self.divergence = moment.dataset, moment.marks, moment.divergence
        self._first, self._before_cut, self._given = moment.first, moment.before_cut, moment.given
        self._opened = moment.opened


def _words(change: Change | None) -> str | None:
    if change is None:
        return None
    return change.label if change.live else f"{change.label} (back to epoch {change.before.now.epoch:,})"
