"""What was changed, to be undone and done again: several levels, bounded in number and in runs that are kept."""

from dataclasses import dataclass, fields, replace

from pages.common.labels import changes_label
from pages.common.moments import Place, Run
from pages.common.settings import Settings

MOST_LEVELS = 30
# A run takes up to a few megabytes with its moments.
MOST_RUNS = 6


def one_gesture(different: frozenset[str]) -> frozenset[str] | None:
    """These fields where one gesture takes each of them through several values, as a slider's; else None."""
    sliding = {each.name for each in fields(Settings) if each.metadata["kind"] in ("number", "whole")}
    return different if different <= sliding - {"seed", "sample"} else None


@dataclass(frozen=True)
class Change:
    """One change of an experiment.

    Attributes
    ----------
    label : what was changed, in words
    before : where to go back to
    live : weights stay, so that it can be taken back later too, without the training since
    same : changes of one kind in a row, such as a slider that is dragged, are one change; None is a change of its own
    to : the settings after it
    after : the place where the run stood after it
    """

    label: str
    before: Run
    live: bool = False
    same: frozenset[str] | None = None
    to: Settings | None = None
    after: Place | None = None


class Changes:
    """The changes of one session, the newest last, and those that were undone."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def __copy__(self) -> "Changes":
        other = Changes()
        other._done, other._undone = self._done[:], self._undone[:]
        return other

    @property
    def last(self) -> Change | None:
        """What undoing would take back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Change | None:
        """What would be done again."""
        return self._undone[-1] if self._undone else None

    def add(self, change: Change) -> None:
        """A new change; what was undone before it is gone."""
        self._undone.clear()
        last = self.last
        if last is not None and change.same and change.same == last.same and change.before.place == last.after:
            self._done[-1] = replace(change, before=last.before, label=_label_of_both(last, change))
        else:
            self._done.append(change)
        self._bound(self._done)

    def stands(self, after: Place) -> None:
        """Where the run stands after the last change; one that was taken back by hand and lost nothing is gone."""
        if self.last is not None and self.last.live and _leads_back(self.last):
            self._done.pop()
        elif self._done:
            self._done[-1] = replace(self._done[-1], after=after)

    def take_back(self, now: Run) -> Change | None:
        """The last change, which can be done again from ``now``; None where there is none."""
        return self._move(self._done, self._undone, now)

    def do_again(self, now: Run) -> Change | None:
        """The change that was undone last, which can be undone from ``now``; None where there is none."""
        return self._move(self._undone, self._done, now)

    def _move(self, source: list[Change], target: list[Change], now: Run) -> Change | None:
        if not source:
            return None
        change = source.pop()
        target.append(replace(change, before=now, same=None, to=None, after=None))
        self._bound(target)
        return change

    @staticmethod
    def _bound(changes: list[Change]) -> None:
        while len(changes) > MOST_LEVELS or len({id(change.before.moments) for change in changes}) > MOST_RUNS:
            del changes[0]


def _leads_back(change: Change) -> bool:
    """Whether its settings are those from before it."""
    return change.to is not None and not change.before.now.settings.different(change.to)


def _label_of_both(last: Change, change: Change) -> str:
    """From what was before the last change to what is after this one."""
    if change.to is None:
        return f"{last.label.partition(' →')[0]} → {change.label.partition('→ ')[2]}"
    if _leads_back(replace(change, before=last.before)):
        return f"{last.label} and back"  # the run before it is gone all the same
    return changes_label(last.before.now.settings, change.to)
