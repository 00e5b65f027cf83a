"""Lessons that play on the real controls, in the order in which a course meets them."""

from collections.abc import Mapping
from types import MappingProxyType

from pages.common.lessons.boundaries import BOUNDARIES
from pages.common.lessons.descent import DESCENT
from pages.common.lessons.generalisation import GENERALISATION
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.signals import SIGNALS

# What a chapter is called → its lessons.
CHAPTERS: Mapping[str, tuple[Lesson, ...]] = MappingProxyType(
    {
        "What a network can draw": BOUNDARIES,
        "What reaches a weight": SIGNALS,
        "The way down": DESCENT,
        "Points never seen": GENERALISATION,
    }
)
LESSONS: Mapping[str, Lesson] = MappingProxyType(
    {lesson.name: lesson for lessons in CHAPTERS.values() for lesson in lessons}
)


def after(lesson: Lesson) -> Lesson | None:
    """The lesson that follows; None after the last."""
    lessons = list(LESSONS.values())
    place = lessons.index(lesson) + 1
    return lessons[place] if place < len(lessons) else None
