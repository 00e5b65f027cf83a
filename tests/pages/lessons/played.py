"""Lessons played without a page: the same settings, steps and experiment, trained for as long as each step asks."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pages.common.experiment import Experiment
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.run import LessonRun

SEEDS = range(5)


def played(lesson: Lesson, step: int, seed: int = 0) -> tuple[LessonRun, Experiment]:
    """The lesson after the training of a step, those before it played too, with other points and first weights."""
    settings = lesson.settings.changed(seed=20 + 7 * seed, sample=seed)
    run = LessonRun(replace(lesson, settings=settings))
    experiment = run.begun()
    for k in range(step + 1):
        if k > 0:
            run.go_to(k, experiment)
        watch = lesson.steps[k].watch
        if watch is not None:
            experiment.trainer.run_epochs(watch.epochs)
    return run, experiment


def reverted(lesson: Lesson, value: Any) -> Lesson:
    """The lesson with another value of its key setting, in all of its steps."""
    steps = []
    for each in lesson.steps:
        others = {name: chosen for name, chosen in each.change.items() if name != lesson.key}
        steps.append(replace(each, change=MappingProxyType(others)))
    return replace(lesson, settings=lesson.settings.changed(**{lesson.key: value}), steps=tuple(steps))
