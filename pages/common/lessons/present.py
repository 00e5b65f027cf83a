"""The lesson of this session: begun by an address or a button, left by a button, and named in the address."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from mlp_core.names import shortened
from pages.common.address_notes import OF_LESSON, tell_of_address
from pages.common.crowd import crowd
from pages.common.experiment import Experiment
from pages.common.lessons import LESSONS
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.run import LessonRun
from pages.common.links import NOT_SETTINGS
from pages.common.session import LESSON, STEP, current_experiment, take_experiment
from pages.common.went_back import went_back

ELSEWHERE = "another page"


def running_lesson() -> LessonRun | None:
    """The lesson that runs; None where there is none."""
    return st.session_state.get("lesson_run")


def lessons_seen() -> Mapping[str, frozenset[int]]:
    """The steps of each lesson whose observation was made in this session, by the lesson's name."""
    _remember_seen()
    return MappingProxyType(st.session_state["lessons_seen"])


def _remember_seen() -> None:
    """Keep what the running lesson has seen, before it is replaced, left or asked for."""
    seen, run = st.session_state.setdefault("lessons_seen", {}), running_lesson()
    if run is not None and run.seen:
        seen[run.lesson.name] = seen.get(run.lesson.name, frozenset()) | run.seen


def follow_address() -> LessonRun | None:
    """Begin the lesson that the address names, if it was not heard of yet; answer what runs.

    Where the address names other settings than the step's, they are what the lesson begins with. What the page itself
    had written there comes back as the name of the lesson that runs, and begins nothing.
    """
    asked, heard = st.query_params.get(LESSON), st.session_state.get("lesson_heard")
    back = went_back()
    experiment, run = current_experiment(), running_lesson()
    st.session_state["lesson_heard"] = asked
    if asked == heard and not back:
        return run
    unclear: list[str] = []
    if asked in LESSONS:
        if back or heard == ELSEWHERE or run is None or asked != run.lesson.name:
            step, unclear = step_from_text(st.query_params.get(STEP, "").strip() or "1", len(LESSONS[asked].steps))
            _begin(LessonRun(LESSONS[asked], step - 1), experiment)
    elif asked is not None:
        unclear = [f"The address has an unknown lesson: {shortened(asked)}."]
    elif back:
        leave()
    tell_of_address(OF_LESSON, unclear, took=asked in LESSONS)
    return running_lesson()


def _begin(run: LessonRun, experiment: Experiment) -> None:
    _remember_seen()
    st.session_state["lesson_run"] = run
    named = set(st.query_params) - NOT_SETTINGS
    if not named or not run.different(experiment.settings):
        experiment.playing = False
        with crowd().turn(urgent=True):  # the steps before are trained here
            begun = run.begun(experiment.settings if named else None)
        take_experiment(begun)


def heard_elsewhere() -> None:
    """Another page is open: a lesson that an address names after it is begun anew, also the one that runs."""
    st.session_state["lesson_heard"] = ELSEWHERE


def begin(lesson: Lesson) -> None:
    """Begin a lesson at its first step."""
    _remember_seen()
    st.session_state["lesson_run"] = run = LessonRun(lesson)
    current_experiment().playing = False
    take_experiment(run.begun())


def leave() -> None:
    """Go on without the lesson; the experiment stays as it is."""
    _remember_seen()
    st.session_state.pop("lesson_run", None)


def lesson_in_address() -> dict[str, str]:
    """What the address says of the lesson that runs."""
    run = running_lesson()
    return {} if run is None else {LESSON: run.lesson.name, STEP: str(run.step + 1)}


def step_from_text(text: str, most: int) -> tuple[int, list[str]]:
    """The step, 1 to ``most``, that an address asks for or that is nearest to it; a sentence where it is another."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
    step = 1 if asked is None else min(max(asked, 1), most)
    if step == asked:
        return step, []
    return step, [f"The lesson has steps 1 to {most}, not {shortened(text)}: it is open at step {step}."]
