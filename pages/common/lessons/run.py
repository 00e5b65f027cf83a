"""A lesson that runs in one session: which step it is at, whether the controls are as it needs them, what was seen."""

from dataclasses import fields
from time import monotonic

import numpy as np

from mlp_core import DATASETS
from pages.common.experiment import Experiment
from pages.common.lessons.lesson import Lesson, Sight, Step
from pages.common.settings import FIRST_WEIGHT_FIELDS, Settings

# While it plays, the network is looked at this often at most: the frames must not wait for it.
SECONDS_BETWEEN_LOOKS = 0.3
# What a student may change without leaving the lesson: the pace, and other draws of points and weights.
FREE = frozenset({"speed", "seed", "sample"})


def played(lesson: Lesson, step: int) -> tuple["LessonRun", Experiment]:
    """The lesson after a step and those before it, each trained for as long as its observation takes."""
    run = LessonRun(lesson)
    experiment = run.begun()
    for k in range(step + 1):
        if k > 0:
            run.go_to(k, experiment)
        run.train(experiment)
    return run, experiment


class LessonRun:
    """Where a lesson stands. Whoever calls with an experiment that may be training holds its lock.

    Attributes
    ----------
    lesson, step : the step is counted from 0
    settings : what the step is meant for
    seen : the steps whose observation has held at some time
    answered : the steps whose answer is open
    """

    def __init__(self, lesson: Lesson, step: int = 0) -> None:
        self.lesson = lesson
        self.step = min(max(step, 0), len(lesson.steps) - 1)
        self.settings = lesson.settings_at(self.step)
        self.seen: set[int] = set()
        self.answered: set[int] = set()
        self._played = set(range(self.step))  # those that an address passes over count as played
        self._since = 0
        self._looked = (0.0, "")

    @property
    def present(self) -> Step:
        """The step it is at."""
        return self.lesson.steps[self.step]

    def begun(self, like: Settings | None = None) -> Experiment:
        """An experiment as the step finds it: trained by the steps before, from where they began anew last.

        ``like`` brings the pace, and the draws of points and weights.
        """
        step = self.step
        self.step = self._start_of(step)
        self.settings = _with_free(self.lesson.settings_at(self.step), like)
        self._since = 0
        experiment = Experiment(self.settings)
        self.go_to(step, experiment)
        return experiment

    def go_to(self, step: int, experiment: Experiment) -> None:
        """Forth or back to a step: what the lesson's steps change is set, everything else stays as it is.

        A step that goes on from the one before finds it trained, also where that one was not played, or where one comes
        back from a step that began anew. What was played is not trained again.
        """
        with experiment.lock:
            first, last = sorted((self.step, step))
            if any(each.anew for each in self.lesson.steps[first + 1 : last + 1]):
                experiment.playing = False
                self._enter(self._start_of(step), experiment)
                experiment.reset()
                self._since = 0
                self._played.clear()
            elif step < self.step:
                self._enter(step, experiment)
            while self.step < step:
                if not self._was_played(experiment):
                    self.train(experiment)
                self._enter(self.step + 1, experiment)
            if not self.present.live:
                experiment.playing = False

    def train(self, experiment: Experiment) -> None:
        """As long as the observation of the present step takes."""
        if self.present.watch is None or experiment.looking_back or experiment.is_empty:
            return
        with experiment.training() as trainer:
            trainer.run_epochs(self.present.watch.epochs)

    def _was_played(self, experiment: Experiment) -> bool:
        """Whether the present step was trained, now or on an earlier visit, since the run began."""
        if experiment.trainer.steps == 0:
            self._played.clear()
        return self.step in self._played or self._epochs(experiment) > 0

    def _start_of(self, step: int) -> int:
        """The step at which what a step goes on from has begun; itself where it begins anew."""
        return max(k for k in range(step + 1) if k == 0 or self.lesson.steps[k].anew)

    def _enter(self, step: int, experiment: Experiment) -> None:
        """Set what a step needs, and count from here."""
        if self._was_played(experiment):
            self._played.add(self.step)
        self.step, self.settings = step, self.lesson.settings_at(step)
        wanted = self.settings
        try:
            new = experiment.settings.changed(**{name: getattr(wanted, name) for name in self._own_fields()})
        except ValueError:  # meanwhile the data became others, for which the step has no meaning
            new = wanted
        experiment.change(new)
        self._since = experiment.trainer.epoch
        self._looked = (0.0, "")

    def off(self, settings: Settings) -> dict[str, object]:
        """Settings that are not as the step needs them, by name, with the value it needs; the key setting first.

        A step without an observation is for trying things out: nothing is off.
        """
        return {} if self.present.watch is None else self.different(settings)

    def different(self, settings: Settings) -> dict[str, object]:
        """Settings that are others than the step's, by name, with the step's value; the key setting first."""
        wanted = self.settings
        names = [each.name for each in fields(Settings) if each.name not in FREE]
        different = [name for name in names if getattr(settings, name) != getattr(wanted, name)]
        if "layers" in different and "activation" in different:
            different.remove("activation")  # the layers bring them along
        return {name: getattr(wanted, name) for name in sorted(different, key=lambda name: name != self.lesson.key)}

    def put_right(self, experiment: Experiment) -> None:
        """Set what is off; first weights act at once."""
        with experiment.lock:
            off = self.off(experiment.settings)
            experiment.change(_with_free(self.settings, experiment.settings))
            if off.keys() & FIRST_WEIGHT_FIELDS:
                experiment.reset()
            self._since = experiment.trainer.epoch

    def look(self, experiment: Experiment) -> Sight | None:
        """Measure now what the step says; None where it says nothing of such an experiment."""
        watch = self.present.watch
        if watch is None or experiment.divergence is not None or not self._comparable(experiment.settings):
            return None
        with np.errstate(all="ignore"):
            sight = watch.look(experiment)
        if watch.patient and self._epochs(experiment) < watch.epochs:
            sight = Sight(False, sight.text)
        if sight.holds:
            self.seen.add(self.step)
        return sight

    def words(self, experiment: Experiment) -> str:
        """The observation as a sentence with its number; empty where there is none, and before the step is played."""
        if experiment.trainer.steps == 0 or experiment.looking_back:
            return ""
        looked, words = self._looked
        if not experiment.playing or monotonic() - looked > SECONDS_BETWEEN_LOOKS:
            passed = self.step in self.seen and not self.off(experiment.settings)
            sight, epochs = self.look(experiment), self._epochs(experiment)
            begun = experiment.playing or epochs > 0 or (sight is not None and sight.holds)
            words = self._in_words(sight, epochs, passed) if begun else ""
            self._looked = (monotonic(), words)
        return words

    def _in_words(self, sight: Sight | None, epochs: int, passed: bool) -> str:
        watch = self.present.watch
        if sight is None or watch is None:
            return ""
        if sight.holds:
            return f"✓ {sight.text}: {watch.claim}"
        if watch.patient and epochs < watch.epochs:
            return f"{sight.text}, epoch {epochs} of {watch.epochs}"
        return sight.text if passed else f"Not yet: {sight.text}"

    def _epochs(self, experiment: Experiment) -> int:
        """Trained in this step; a Reset by hand counts anew."""
        if experiment.trainer.epoch < self._since:
            self._since = 0
        return experiment.trainer.epoch - self._since

    def _comparable(self, settings: Settings) -> bool:
        wanted = DATASETS[self.settings.data]
        return (settings.task, settings.n_inputs) == (wanted.task, wanted.n_inputs)

    def _own_fields(self) -> list[str]:
        """The settings in which the lesson's steps differ."""
        steps = [self.lesson.settings_at(step) for step in range(len(self.lesson.steps))]
        return [each.name for each in fields(Settings) if len({getattr(s, each.name) for s in steps}) > 1]


def _with_free(settings: Settings, like: Settings | None) -> Settings:
    """These settings with the free ones of others."""
    return settings if like is None else settings.changed(**{name: getattr(like, name) for name in FREE})
