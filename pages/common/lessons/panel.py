"""The panel of a lesson above the real controls: what to do, what to predict, and whether it was seen."""

from functools import partial
from typing import Any

import streamlit as st

from pages.common.crowd import crowd
from pages.common.experiment import Experiment
from pages.common.folding_text import folding_text
from pages.common.icon_button import BARE, FRAMED
from pages.common.labels import change_label
from pages.common.leading_button import leading
from pages.common.lessons import after
from pages.common.lessons.lesson import Further
from pages.common.lessons.present import (
    begin,
    follow_address,
    heard_elsewhere,
    leave,
    lesson_in_address,
    running_lesson,
)
from pages.common.lessons.run import LessonRun
from pages.common.own_place import drawn_in_place
from pages.common.playground_link import playground_link
from pages.common.session import current_experiment, current_presentation, notes

PLAYGROUND = "playground"
# Two lines of text, which every step keeps free, so that the charts stand still from step to step.
TEXT_HEIGHT = 46
# What the panel takes away from the charts, its distance to them included, in pixels.
PANEL_HEIGHT = 102


def lesson_panel(page: str) -> None:
    """Draw the panel of the lesson that runs: above the playground, and shortened on the page that it leads on to.

    Parameters
    ----------
    page : the folder of the page that is open
    """
    if page != PLAYGROUND:
        heard_elsewhere()
        run = running_lesson()
        if run is not None and run.lesson.further is not None and run.lesson.further.page == page:
            _aside(run, run.lesson.further)
        return
    run = follow_address()
    if run is None:
        st.session_state["panel"] = ()
        return
    experiment = current_experiment()
    st.session_state["panel"] = panel_state(run, experiment)
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap=8):
            _head(run, experiment)
        opened = run.step in run.answered
        asked = f"**Answer:** {run.present.answer}" if opened else f"**Predict:** {run.present.question}"
        words, answer = st.columns([10, 1.2], gap="small")
        with words:
            folding_text(
                (run.present.text, asked),
                key="lesson_text",
                fold=experiment.playing,
                large=current_presentation() is not None,
            )
        with answer.container(height=TEXT_HEIGHT, border=False, gap="xsmall"):
            _answer(run, opened)


def _aside(run: LessonRun, further: Further) -> None:
    """The way back from what a lesson led on to."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/school: **{run.lesson.title}** · {further.label}", width="stretch")
        playground_link(
            "Back to the lesson",
            lesson_in_address(),
            icon="arrow_back",
            help="The lesson goes on where you left it, with its network.",
            back=True,
        )
        _leave()


def panel_state(run: LessonRun | None, experiment: Experiment) -> tuple[Any, ...]:
    """What the panel shows that can change while only the charts run."""
    if run is None:
        return ()
    return run.step, run.step in run.seen, run.step in run.answered, tuple(run.off(experiment.settings).items())


def _head(run: LessonRun, experiment: Experiment) -> None:
    last = run.step == len(run.lesson.steps) - 1
    place = f"{run.step + 1} of {len(run.lesson.steps)}"
    seen = " · :green[:material/check:] seen" if run.step in run.seen else ""
    heading = "##### " if current_presentation() is not None else ""  # read from the back row
    st.markdown(f"{heading}:material/school: **{run.lesson.title}** · {place}{seen}", width="stretch")
    off = run.off(experiment.settings)
    if off:
        _put_right(run, experiment, off)
    if last and run.lesson.further is not None:
        further = run.lesson.further
        st.page_link(
            f"{further.page}/page.py",
            label="Read on",
            icon=":material/menu_book:",
            help=f"{further.label}.",
            query_params={"part": further.part} if further.part else None,
        )
    st.button(
        "Step before",
        key="lesson_back",
        icon=":material/arrow_back:",
        disabled=run.step == 0,
        help="Back to the step before; what this one changed is taken back.",
        on_click=partial(_go_to, run, run.step - 1, experiment),
        **FRAMED,
    )
    following = after(run.lesson)
    if not last:
        st.button(
            "Next",
            key="lesson_next",
            icon=":material/arrow_forward:",
            type=leading(),
            help="The next step; it sets the controls it needs.",
            on_click=partial(_go_to, run, run.step + 1, experiment),
        )
    elif following is not None:
        st.button(
            "Next lesson",
            key="lesson_after",
            icon=":material/arrow_forward:",
            type=leading(),
            help=f"{following.title}.",
            on_click=partial(begin, following),
        )
    _leave()


def _leave() -> None:
    st.button(
        "Leave the lesson",
        key="lesson_leave",
        icon=":material/close:",
        help="Leave the lesson; the network stays as it is.",
        on_click=drawn_in_place(leave),
        **BARE,
    )


def _go_to(run: LessonRun, step: int, experiment: Experiment) -> None:
    notes().clear()
    with crowd().turn(urgent=True):  # steps that were not played are trained here
        run.go_to(step, experiment)


def _put_right(run: LessonRun, experiment: Experiment, off: dict[str, object]) -> None:
    first = next(iter(off))
    more = f" +{len(off) - 1}" if len(off) > 1 else ""
    st.button(
        f"Put right: {change_label(first, experiment.settings, run.settings)}{more}".replace(" (next weights)", ""),
        key="lesson_put_right",
        icon=":material/build:",
        type=leading() if first == run.lesson.key else "secondary",
        help="The controls are not as this step needs them. One click sets them.",
        on_click=partial(run.put_right, experiment),
    )


def _answer(run: LessonRun, opened: bool) -> None:
    # Without help: it would stand over the buttons above for as long as the mouse rests where it clicked.
    st.button(
        "Question" if opened else "Answer",
        key="lesson_answer",
        width="stretch",
        on_click=partial(_show_answer, run, not opened),
    )


def _show_answer(run: LessonRun, shown: bool) -> None:
    """Set and not turned over, because Streamlit may hand over one press twice."""
    if shown:
        run.answered.add(run.step)
    else:
        run.answered.discard(run.step)
