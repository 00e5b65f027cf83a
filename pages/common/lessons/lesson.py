"""What a lesson is: settings to begin with, steps that change some of them, and what is to be seen in the network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pages.common.experiment import Experiment
from pages.common.settings import Settings
from pages.common.view import ALL_CURVES


def values(**chosen: Any) -> Mapping[str, Any]:
    """Values of settings, by their names."""
    return MappingProxyType(chosen)


@dataclass(frozen=True)
class Sight:
    """What was measured in the running experiment: whether it is what the lesson says, and the number in words."""

    holds: bool
    text: str


@dataclass(frozen=True)
class Watch:
    """What to observe in a step.

    look : measures it in the running experiment
    claim : what it shows, said once it holds
    epochs : trained in the step, after which it holds
    reverted : the value of the lesson's key setting under which it does not hold
    patient : it counts only after those epochs: that something does not happen is seen by waiting
    """

    look: Callable[[Experiment], Sight]
    claim: str
    epochs: int
    reverted: Any
    patient: bool = False


@dataclass(frozen=True)
class Step:
    """One step: what to do, what to predict first, what to observe, and the answer.

    change : settings that the step changes; weights stay unless ``anew`` begins from the first weights again
    live : a training that runs goes on, for the change to be seen in it; else it waits, so that one can predict first
    """

    text: str
    question: str
    answer: str
    watch: Watch | None = None
    change: Mapping[str, Any] = field(default_factory=values)
    anew: bool = False
    live: bool = False


@dataclass(frozen=True)
class Further:
    """The part of a page that goes deeper: the page's folder, the part's name in the address, and what is there."""

    page: str
    part: str
    label: str


@dataclass(frozen=True)
class Lesson:
    """One claim, played on the real controls.

    name : in the address
    settings : of the first step
    key : the setting that all hangs on
    curves : what the curves show, one of those of a ``View``: the strips it speaks of, as one has more room than two
    picture : how its card is drawn, one of ``regions``, ``lines``, ``maps``, ``gradients``, ``losses``, ``test_loss``
    """

    name: str
    title: str
    claim: str
    settings: Settings
    key: str
    steps: tuple[Step, ...]
    curves: str = ALL_CURVES
    picture: str = "regions"
    further: Further | None = None

    def settings_at(self, step: int) -> Settings:
        """The settings a step (from 0) is meant for."""
        settings = self.settings
        for each in self.steps[: step + 1]:
            settings = settings.changed(**each.change)
        return settings
