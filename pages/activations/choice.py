"""Which activation, with which parameters: sliders that two parts of the page share."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from mlp_core import ACTIVATIONS
from mlp_core.activations import Activation, LeakyReLU, Swish
from mlp_core.lessons.activation_curve import ActivationCurve, Line
from pages.common.labels import shown

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
        st.slider("Slope of leaky ReLU", 0.0, 1.0, step=0.01, help="Below 0. Try: 0 is ReLU, 1 is linear.",
                  **_kept("slope", 0.01))  # fmt: skip
    if "swish" in names:
        st.slider("β of swish", 0.5, 10.0, step=0.1, help="Try: 10 is nearly ReLU; 0.5 is nearly straight about 0.",
                  **_kept("beta", 1.0))  # fmt: skip
    if "maxout" in names:
        words = "Maxout takes the higher of two lines. Try: slopes 1 and 0 (ReLU), then 1 and −1 (|z|)."
        for number, first in ((1, (1.0, 0.0)), (2, (-0.5, 0.0))):
            st.slider(f"Line {number}: slope", -2.0, 2.0, step=0.5, help=words, **_kept(f"w{number}", first[0]))
            st.slider(f"Line {number}: height at 0", -2.0, 2.0, step=0.5, help=words, **_kept(f"b{number}", first[1]))
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
        wrap=True,
        help="Which one is shown. Try: all, from left to right.",
    )  # fmt: skip
    return chosen or default


def _kept(name: str, default: float) -> dict[str, object]:
    return {"value": default, "key": f"activations:{name}", "persist_state": "session", "width": 190}
