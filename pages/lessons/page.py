"""The lessons as cards: each begins on the playground with one click, or by its address."""

import streamlit as st

from pages.common.lesson import theme
from pages.common.lessons import CHAPTERS
from pages.common.lessons.lesson import Lesson
from pages.common.playground_link import playground_link
from pages.common.session import LESSON
from pages.lessons.pictures import alternative, picture

COLUMNS = 4


def card(lesson: Lesson) -> None:
    """What a lesson shows, as its own networks draw it, what it claims, and the way in."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.html(f'<img src="{picture(lesson.name, theme())}" alt="{alternative(lesson)}" width="100%">')
        st.markdown(f"**{lesson.title}**")
        st.markdown(lesson.claim)
        playground_link(
            "Play",
            {LESSON: lesson.name},
            icon="play_arrow",
            key=f"play:{lesson.name}",
            help=f"{len(lesson.steps)} steps on the playground: {lesson.title}.",
        )


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
