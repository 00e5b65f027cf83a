"""The way of two weights, one example at a time, and the directions of its steps."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.lessons.one_example_steps import StepsRecord
from pages.activations.figures.lines import Line, LinesView, Points, colored, lines_figure
from pages.common.figure_style import see_through
from pages.common.palette import Theme, pale

W1_RANGE, W2_RANGE = (-1.6, 1.9), (-1.9, 1.6)


@dataclass(frozen=True, eq=False)
class StepsView:
    """A run up to a position.

    Parameters
    ----------
    goal : the weights that answer every example
    reach : half the width of the plane of the steps
    """

    theme: Theme
    name: str
    run: StepsRecord
    position: int
    goal: tuple[float, float]
    reach: float


def path_figure(view: StepsView) -> dict[str, Any]:
    """(w₁, w₂) from the start to the present; traces: the way, the goal, the present."""
    theme = view.theme
    way = view.run.weights[: view.position + 1]
    return lines_figure(
        LinesView(
            theme,
            [Line(way[:, 0], way[:, 1], theme.text, 2, mode="lines+markers" if len(way) < 80 else "lines")],
            W1_RANGE,
            W2_RANGE,
            f"<b>{view.name}</b>: way to {colored('★', theme.mark)}",
            "w₁",
            [
                Points([view.goal[0]], [view.goal[1]], theme.mark, 18, "star"),
                Points(way[-1:, 0], way[-1:, 1], theme.accent, 13),
            ],
            square=True,
        )
    )


def directions_figure(view: StepsView) -> dict[str, Any]:
    """Every step so far from the origin of the (Δw₁, Δw₂) plane; traces: the steps, their ends, the last one.

    The quadrants in which both weights move the same way are shaded.
    """
    theme, reach = view.theme, view.reach
    steps = view.run.steps[: view.position]
    gaps = np.full(len(steps), np.nan)
    x = np.column_stack([np.zeros(len(steps)), steps[:, 0], gaps]).ravel()
    y = np.column_stack([np.zeros(len(steps)), steps[:, 1], gaps]).ravel()
    last = steps[-1:]
    figure = lines_figure(
        LinesView(
            theme,
            [Line(x, y, pale(theme.muted, theme), 1.2)],
            (-reach, reach),
            (-reach, reach),
            "its steps; grey: both the same way",
            "Δw₁",
            [Points(steps[:, 0], steps[:, 1], theme.accent, 6), Points(last[:, 0], last[:, 1], theme.mark, 13)],
            square=True,
        )
    )
    figure["layout"]["shapes"] = [
        {"type": "rect", "x0": 0, "y0": 0, "x1": sign * 20 * reach, "y1": sign * 20 * reach, "layer": "below",
         "fillcolor": see_through(theme.muted, 0.18), "line": {"width": 0}}
        for sign in (1, -1)
    ]  # fmt: skip
    return figure
