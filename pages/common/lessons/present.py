"""The lesson of this session: begun by an address or a button, left by a button, and named in the address."""

import streamlit as st

from pages.common.experiment import Experiment
from pages.common.lessons import LESSONS
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.run import LessonRun
from pages.common.links import NOT_SETTINGS
from pages.common.session import current_experiment, notes, take_experiment

LESSON, STEP = "lesson", "step"


def running_lesson() -> LessonRun | None:
    """The lesson that runs; None where there is none."""
    return st.session_state.get("lesson_run")


def follow_address() -> LessonRun | None:
    """Begin the lesson that the address names, if it was not heard of yet; answer what runs.

    Where the address names settings too, they are what the lesson begins with.
    """
    asked = st.query_params.get(LESSON)
    if asked != st.session_state.get("lesson_heard"):
        st.session_state["lesson_heard"] = asked
        if asked is not None and asked == st.session_state.pop("lesson_said", None):
            return running_lesson()  # this session's own word comes back
        if asked in LESSONS:
            run = LessonRun(LESSONS[asked], _step(st.query_params.get(STEP, "1")) - 1)
            experiment = current_experiment()
            st.session_state["lesson_run"] = run
            if not set(st.query_params) - NOT_SETTINGS:
                experiment.playing = False
                take_experiment(run.begun())
        elif asked is not None:
            current_experiment()
            notes().append(f"The address has an unknown lesson: {asked[:40]}.")
    return running_lesson()


def begin(lesson: Lesson) -> None:
    """Begin a lesson at its first step."""
    st.session_state["lesson_run"] = run = LessonRun(lesson)
    st.session_state["lesson_said"] = lesson.name
    current_experiment().playing = False
    take_experiment(run.begun())
    _into_address(run)


def go_to(step: int, run: LessonRun, experiment: Experiment) -> None:
    """Forth or back to another step of the lesson that runs."""
    notes().clear()
    run.go_to(step, experiment)
    _into_address(run)


def leave() -> None:
    """Go on without the lesson; the experiment stays as it is."""
    st.session_state.pop("lesson_run", None)
    for name in (LESSON, STEP):
        st.query_params.pop(name, None)


def _into_address(run: LessonRun) -> None:
    st.query_params[LESSON] = run.lesson.name
    st.query_params[STEP] = str(run.step + 1)


def _step(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
