"""The lessons as cards: each begins on the playground with one click, or by its address."""

import streamlit as st

from pages.common.lesson import theme
from pages.common.lessons import CHAPTERS
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.present import lessons_seen
from pages.common.playground_link import Picture, playground_link
from pages.common.session import LESSON
from pages.lessons.pictures import alternative, picture

COLUMNS = 4


def card(lesson: Lesson) -> None:
    """What a lesson shows, as its own networks draw it, the way in, what it claims, and whether it was seen."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        playground_link(
            lesson.title,
            {LESSON: lesson.name},
            icon="play_arrow",
            key=f"play:{lesson.name}",
            help=f"Play it on the playground, in {len(lesson.steps)} steps.",
            picture=Picture(picture(lesson.name, theme()), alternative(lesson)),
        )
        st.markdown(lesson.claim + seen_so_far(lesson))


def seen_so_far(lesson: Lesson) -> str:
    """How much of what it has to observe was seen in this session; empty at first."""
    seen, watched = len(lessons_seen().get(lesson.name, ())), sum(each.watch is not None for each in lesson.steps)
    return f" :green[:material/check:] seen{'' if seen == watched else f' {seen} of {watched}'}" if seen else ""


st.markdown("### Lessons")
st.markdown(
    "Each takes a few minutes on the real controls: predict first, press Play, then look for what it says. "
    "The playground measures it in the network that is running."
)
for chapter, lessons in CHAPTERS.items():
    st.markdown(f"#### {chapter}")
    for start in range(0, len(lessons), COLUMNS):
        for column, lesson in zip(st.columns(COLUMNS), lessons[start : start + COLUMNS], strict=False):
            with column:
                card(lesson)
