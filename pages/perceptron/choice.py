"""Which data a session's page shows, and what a person's clicks make of them."""

from collections import deque
from dataclasses import dataclass, field, replace

import streamlit as st

from mlp_core.limits import MOST_KEPT
from pages.perceptron.data import (
    GATES,
    MOST_OWN,
    PerceptronData,
    far_points,
    gate,
    nearest_point,
    on_grid,
    random_points,
)

OWN = "Own points"
NAMES = (*GATES, "Random", "Far points", OWN)
NO_POINTS = PerceptronData(OWN, (), (-1.1, -1.1), (1.1, 1.1))


@dataclass
class Choice:
    """The chosen data of one session.

    Attributes
    ----------
    name : one of NAMES
    margin, n, seed : of the random points
    own : the person's own points; `undo` what they were before each click, and before they were replaced
    new_class : the class that a click adds, ±1
    note : why the last click changed nothing
    """

    name: str = "OR"
    margin: float = 0.1
    n: int = 30
    seed: int = 3
    own: PerceptronData = NO_POINTS
    undo: deque[PerceptronData] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    new_class: str = "+1"
    note: str = ""

    @property
    def data(self) -> PerceptronData:
        """What is shown."""
        if self.name in GATES:
            return gate(self.name)
        if self.name == "Random":
            return random_points(self.n, self.margin, self.seed)
        return far_points() if self.name == "Far points" else self.own

    def clicked(self, x1: float, x2: float) -> None:
        """A click in the plane: takes away a point it meets, else adds one; what was shown becomes the person's own."""
        shown, self.note = self.data, ""
        met = nearest_point(shown.points, x1, x2, within=0.035 * (shown.high[1] - shown.low[1]))
        points = list(shown.points)
        if met is not None:
            del points[met]
        elif len(points) >= MOST_OWN:
            self.note = f"{MOST_OWN} points are the most; click on one to take it away."
            return
        else:
            points.append((on_grid(x1), on_grid(x2), float(self.new_class.replace("−", "-"))))
        if self.name != OWN and self.own.points:
            self.undo.append(self.own)
        self.undo.append(shown)
        # The same part of the plane stays in view: what was clicked was seen.
        self.own, self.name = replace(shown, name=OWN, points=tuple(points)).with_all_in_sight(), OWN

    def undo_click(self) -> None:
        """The own points as they were before the last click."""
        self.note = ""
        if self.undo:
            self.own = replace(self.undo.pop(), name=OWN)

    def clear(self) -> None:
        """No own points."""
        if self.own.points:
            self.undo.append(self.own)
            self.own = replace(self.own, points=())

    def draw_anew(self) -> None:
        """Other random points."""
        self.seed += 1


def current_choice() -> Choice:
    """This session's choice."""
    return st.session_state.setdefault("perceptron:choice", Choice())
