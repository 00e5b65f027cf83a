"""Rosenblatt's rule, one update at a time, on data of one's choice."""

from typing import Any

import streamlit as st

from pages.common.kept import rest_at_end
from pages.common.lesson import charts, section, theme
from pages.common.notation import Notation, current_notation
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.perceptron import formulas
from pages.perceptron.choice import Choice, current_choice
from pages.perceptron.data import PerceptronData
from pages.perceptron.data_row import data_row
from pages.perceptron.figures.plane import Line, PlaneView, plane_figure
from pages.perceptron.figures.weight_path import WeightPathView, weight_path_figure
from pages.perceptron.kept import kept_run
from pages.perceptron.runs import RosenblattRun, weights_of
from pages.perceptron.words import counts, outcome, wrong_now

KEY = "perceptron:rule"
# No plane that is shown reaches so far.
FARTHEST = 100.0
SECONDS_AN_UPDATE, MOST_SECONDS = 0.8, 12.0


def rule() -> None:
    """The section, with its words."""
    with section(
        "Rosenblatt's rule, one update at a time",
        predict="which way does the line turn when a + point is wrong, and can a point that was right become wrong?",
        do="press Play or step; take AND, XOR, or click points of your own into the plane.",
        observe="A wrong point x pulls the weights: **w** moves by +x for a + point and by −x for a − point, the bias "
        "by ±1, so the score of that point moves its way by |x|² + 1. The line turns towards it, often past others: a "
        "point that was right becomes wrong and is put right later. The number of wrong points goes up and down, the "
        "end comes all the same. On XOR the weights come back to where they were.",
    ):
        _rule()


@st.fragment
def _rule() -> None:
    choice = current_choice()
    data_row(choice, clicks=True)
    data = choice.data
    if data.points:
        _run(choice, data)
    else:
        _empty(choice, data)
    if choice.note:
        st.warning(choice.note)


def _run(choice: Choice, data: PerceptronData) -> None:
    """Timeline, charts and this update's numbers."""
    run, n = kept_run(data), current_notation()
    seconds = min(SECONDS_AN_UPDATE * run.last, MOST_SECONDS)
    rest_at_end(KEY, data, run.last, seconds)
    moving = timeline(KEY, run.last, seconds=seconds, unit="update")
    st.markdown(counts(run, moving.position))
    words = _descriptions(run, moving.position)
    _charts(choice, rule_figures(data, run, moving.position, theme(), n), words, **moving.options)
    _numbers(data, run, moving.position, n)


def _empty(choice: Choice, data: PerceptronData) -> None:
    """As with points, so that nothing moves under a hand that puts them there."""
    moving = timeline(KEY, 1, seconds=SECONDS_AN_UPDATE, unit="update")
    moving.move_to(0)
    st.markdown("Click in the plane to put the first point there.")
    nothing = WeightPathView(theme(), weights_of(0.0, 0.0, 0.0)[None], 0, **current_notation().drawn_bias)
    figures = {
        "plane": plane_figure(PlaneView(theme(), data.X, data.y, data.low, data.high)),
        "weights": weight_path_figure(nothing),
    }
    _charts(choice, figures, {"plane": "A plane without points.", "weights": "The weights are 0."}, **moving.options)


def _charts(choice: Choice, figures: dict[str, Any], words: dict[str, str], **options: Any) -> None:
    """One chart for all data: the next click may come before the picture of the last one's point."""
    charts(
        figures, key=f"{KEY}:charts", height=360, above=452, descriptions=words, events={"plane": ("tap",)},
        on_event=lambda event: _take(choice, event), **options,
    )  # fmt: skip


def rule_figures(
    data: PerceptronData, run: RosenblattRun, position: int, colors: Theme, notation: Notation
) -> dict[str, Any]:
    """The plane and the weights after this many updates: the point that was wrong, what was added, the line before."""
    after = run.weights[position]
    lines, marked, target = [Line(after, colors.text)], None, None
    if position:
        update = run.record.updates[position - 1]
        lines.insert(0, Line(update.before, colors.muted, "dash"))
        marked, target = update.row, update.target
    cycle = run.record.cycle
    path = WeightPathView(colors, run.weights, position, target, None if cycle is None else cycle.start,
                          **notation.drawn_bias)  # fmt: skip
    plane = PlaneView(colors, data.X, data.y, data.low, data.high, lines, after, marked, arrow=True)
    return {
        "plane": plane_figure(plane),
        "weights": weight_path_figure(path),
    }


def _numbers(data: PerceptronData, run: RosenblattRun, position: int, n: Notation) -> None:
    if position:
        update = run.record.updates[position - 1]
        x = data.points[update.row][:2]
        score = formulas.update_score(update.target, update.before, x, update.score, n)
        step = formulas.update_step(update.target, update.before, x, update.after, n)
        st.markdown(f"Point {update.row + 1} is wrong, ${score}$, so  ${step}$.")
    else:
        st.markdown(f"All weights are 0, so every score is 0 and the first point is wrong.  ${formulas.rule(n)}$")
    st.markdown(f"**{outcome(run) if position == run.last else wrong_now(run, position)}**")


def _descriptions(run: RosenblattRun, position: int) -> dict[str, str]:
    bias, w1, w2 = run.weights[position]
    return {
        "plane": f"The points and the line {w1:g} x₁ + {w2:g} x₂ + {bias:g} = 0 after {position} updates; dashed the "
        "line before, ringed the point that was wrong.",
        "weights": f"The path of the weights (w₁, w₂) from 0 to ({w1:g}, {w2:g}).",
    }


def _take(choice: Choice, event: dict[str, Any]) -> None:
    """A click in the plane makes the data the reader's own."""
    if event["kind"] == "tap" and max(abs(event["x"]), abs(event["y"])) <= FARTHEST:
        choice.clicked(event["x"], event["y"])
