"""Gradient descent beside Rosenblatt's rule on the same data."""

from typing import Any

import streamlit as st

from pages.common.figures.numbers import plain_number
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import Notation, current_notation
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.perceptron import formulas
from pages.perceptron.choice import current_choice
from pages.perceptron.data import PerceptronData
from pages.perceptron.data_row import data_row
from pages.perceptron.figures.curves import Curve, CurvesView, curves_figure
from pages.perceptron.figures.plane import Line, PlaneView, plane_figure
from pages.perceptron.kept import kept_run
from pages.perceptron.runs import GradientRun, RosenblattRun, gradient_run, largest_stable_rate
from pages.perceptron.words import settled

KEY = "perceptron:gradient"
EPOCHS, SECONDS = 200, 10.0
RATES = (0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
EVERY = ("all points", "each point")


def gradient() -> None:
    """The section, with its words."""
    notation = current_notation()
    with section(
        "By gradient instead: the linear neuron and the single-layer perceptron",
        predict="on points that a line separates, does the smallest squared error put every point right?",
        do=f"choose Far points; raise {notation.plain('rate')} until the linear neuron diverges, lower it; then XOR.",
        observe="Rosenblatt stops at the first line that is right. The gradient goes on to the smallest "
        f"{formulas.squared_error(notation)}: on Far points the linear neuron answers more than 1 to points that are "
        "far on the right side, counts that as an error, and gives up near points for it. The tanh neuron saturates "
        "instead and gets them right. On XOR, where Rosenblatt never ends, steps of all points leave both at w = 0: "
        f"answer 0 to everything, an error of {2 if notation.dialect.halved else 4}.",
    ):
        _gradient()


@st.fragment
def _gradient() -> None:
    """Rate and batch, a timeline of epochs, three lines in the plane, error and wrong points over the epochs."""
    choice = current_choice()
    data_row(choice)
    data = choice.data
    if not data.points:
        st.info("There are no points to learn yet: choose other data, or click some in the part on Rosenblatt's rule.")
        return
    n = current_notation()
    rate, every = _controls(n)
    loss = n.dialect.quadratic_loss
    run = kept_run(data)
    linear, tanh = (
        kept(
            f"{KEY}:{name}",
            (data, rate, every, loss),
            lambda name=name: gradient_run(data, name, rate, every == EVERY[1], EPOCHS, loss),
        )
        for name in ("linear", "tanh")
    )
    rest_at_end(KEY, data, EPOCHS, SECONDS)
    moving = timeline(KEY, EPOCHS, seconds=SECONDS, unit="epoch")
    charts(
        gradient_figures(data, run, (linear, tanh), moving.position, theme(), n),
        key=f"{KEY}:charts",
        columns=3,
        height=350,
        above=518,
        descriptions={
            "three": f"The lines of three neurons after {moving.position} epochs, on the same points.",
            "errors": "The sum of squared errors of the linear neuron and of the tanh neuron over the epochs.",
            "wrong": "The number of points each neuron has wrong over the epochs.",
        },
        **moving.options,
    )
    st.markdown(settled(run, linear, tanh, n))
    stable = plain_number(largest_stable_rate(data, loss))
    if every == EVERY[0]:
        st.markdown(f"On all points at once the linear neuron is stable while ${formulas.stable(n)}$ = **{stable}**.")


def _controls(n: Notation) -> tuple[float, str]:
    st.markdown(formulas.in_a_row(formulas.delta_rule(n)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap=16):
        rate = live_slider(
            f"Learning rate {n.plain('rate')}",
            RATES,
            0.03,
            key=f"{KEY}:rate",
            width=280,
            help="Of both gradient neurons. Raise it until the linear neuron diverges.",
        )
        every = st.segmented_control(
            "Update after", EVERY, default=EVERY[0], key=f"{KEY}:every", required=True,
            help="All points: one step an epoch with the sum. Each point: one step a point, reshuffled every epoch.",
        )  # fmt: skip
    return rate, every


def gradient_figures(
    data: PerceptronData,
    run: RosenblattRun,
    gradients: tuple[GradientRun, GradientRun],
    epoch: int,
    colors: Theme,
    notation: Notation,
) -> dict[str, Any]:
    """Three lines, two errors and three counts after this many epochs."""
    made = run.updates_after(EPOCHS)
    inks = colors.text, colors.mark, colors.accuracy
    names = "Rosenblatt", "linear", "tanh"
    lines = [Line(run.weights[made[epoch]], inks[0], "dash")]
    lines += [
        Line(each.weights[min(epoch, len(each.weights) - 1)], ink)
        for each, ink in zip(gradients, inks[1:], strict=True)
    ]
    legend = tuple(zip(names, inks, strict=True))
    plane = PlaneView(colors, data.X, data.y, data.low, data.high, lines, legend=legend)
    errors = [Curve(n, each.loss, ink) for n, each, ink in zip(names[1:], gradients, inks[1:], strict=True)]
    wrong = [Curve("Rosenblatt", run.wrong[made], inks[0])]
    wrong += [Curve(n, each.wrong, ink) for n, each, ink in zip(names[1:], gradients, inks[1:], strict=True)]
    return {
        "three": plane_figure(plane),
        "errors": curves_figure(CurvesView(colors, errors, epoch, EPOCHS, formulas.squared_error(notation))),
        "wrong": curves_figure(CurvesView(colors, wrong, epoch, EPOCHS, "points wrong")),
    }
