"""Which activation, with which parameters: sliders that two parts of the page share."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from mlp_core import ACTIVATIONS
from mlp_core.activations import Activation, LeakyReLU, Swish
from mlp_core.lessons.activation_curve import ActivationCurve, Line
from pages.common.labels import shown
from pages.common.live_slider import evenly, live_slider
from pages.common.own_place import draw_in_place

TWELVE = tuple(name for name, f in ACTIVATIONS.items() if not f.output_only)


@dataclass(frozen=True)
class Parameters:
    """Of the activations that have some.

    slope : of leaky ReLU
    beta : of swish
    lines : (slope, intercept) of maxout's two lines
    """

    slope: float = 0.01
    beta: float = 1.0
    lines: tuple[Line, Line] = ((1.0, 0.0), (-0.5, 0.0))

    def activation(self, name: str) -> Activation:
        """The engine's object."""
        own = {"leaky_relu": LeakyReLU(self.slope), "swish": Swish(self.beta)}
        return own.get(name, ACTIVATIONS[name])

    def curve(self, name: str) -> ActivationCurve:
        """It as a curve over z."""
        return ActivationCurve(self.activation(name), self.lines)


def choose_parameters(names: Sequence[str]) -> Parameters:
    """Sliders for the parameters that these activations have; the others keep what was chosen before."""
    if "leaky_relu" in names:
        _slider("Slope of leaky ReLU", "slope", (0.0, 1.0, 0.01), 0.01, "Below 0. Try: 0 is ReLU, 1 is linear.")
    if "swish" in names:
        words = "Try: 10 is nearly ReLU; 0.5 is nearly straight about 0."
        _slider("β of swish", "beta", (0.5, 10.0, 0.1), 1.0, words)
    if "maxout" in names:
        words = "Maxout takes the higher of two lines. Try: slopes 1 and 0 (ReLU), then 1 and −1 (|z|)."
        for number, first in ((1, (1.0, 0.0)), (2, (-0.5, 0.0))):
            _slider(f"Line {number}: slope", f"w{number}", (-2.0, 2.0, 0.5), first[0], words)
            _slider(f"Line {number}: height at 0", f"b{number}", (-2.0, 2.0, 0.5), first[1], words)
    chosen = Parameters()
    value = lambda name, default: st.session_state.get(f"activations:{name}", default)  # noqa: E731
    return Parameters(
        value("slope", chosen.slope),
        value("beta", chosen.beta),
        ((value("w1", 1.0), value("b1", 0.0)), (value("w2", -0.5), value("b2", 0.0))),
    )


def choose_one(key: str, default: str = "sigmoid") -> str:
    """One of the twelve."""
    chosen = st.pills(
        "Activation", TWELVE, format_func=shown, default=default, required=True, key=key, persist_state="session",
        wrap=True, on_change=draw_in_place,
        help="Which one is shown. Try: all, from left to right.",
    )  # fmt: skip
    return chosen or default


def _slider(label: str, name: str, ends_and_step: tuple[float, float, float], first: float, words: str) -> None:
    live_slider(label, evenly(*ends_and_step), first, key=f"activations:{name}", help=words, width=190)
