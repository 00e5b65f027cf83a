"""Lessons as tests play them: from other seeds, and without what they hang on."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pages.common.experiment import Experiment
from pages.common.lessons import LESSONS
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.run import LessonRun

SEEDS = range(5)


def begun(name: str) -> tuple[LessonRun, Experiment]:
    """The lesson of this name at its first step."""
    run = LessonRun(LESSONS[name])
    return run, run.begun()


def varied(lesson: Lesson, seed: int) -> Lesson:
    """The lesson with other points and other first weights."""
    return replace(lesson, settings=lesson.settings.changed(seed=20 + 7 * seed, sample=seed))


def reverted(lesson: Lesson, value: Any) -> Lesson:
    """The lesson with another value of its key setting, in all of its steps."""
    steps = []
    for each in lesson.steps:
        others = {name: chosen for name, chosen in each.change.items() if name != lesson.key}
        steps.append(replace(each, change=MappingProxyType(others)))
    return replace(lesson, settings=lesson.settings.changed(**{lesson.key: value}), steps=tuple(steps))
