"""The neuron that several parts of the page look at: where it starts, what it is to answer, and how it learns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import streamlit as st

from mlp_core.learning_speed import NeuronRecord, train_single_neuron
from pages.common.bias_slider import bias_slider
from pages.common.live_slider import evenly, live_slider
from pages.common.own_place import draw_in_place
from pages.quadratic_vs_cross_entropy.letters import reader_symbols

CROSS_ENTROPY = "binary_cross_entropy"
# Name and (weight, bias, target) of each start (Nielsen, ch. 3).
PRESETS = (("Starts a little wrong", (0.6, 0.9, 0)), ("Starts badly wrong", (2.0, 2.0, 0)))
QUADRATIC = ("half_quadratic", "quadratic")
DEFAULTS = MappingProxyType({"weight": 0.6, "target": 0, "quadratic": "half_quadratic", "rate": 0.15, "updates": 300})
FIRST_BIAS = 0.9
RATES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Neuron:
    """One neuron and its lesson. `quadratic` is "half_quadratic" or "quadratic"."""

    weight: float
    bias: float
    target: int
    quadratic: str
    learning_rate: float
    updates: int

    @property
    def losses(self) -> tuple[str, str]:
        """The two losses that are compared, the quadratic cost first."""
        return self.quadratic, CROSS_ENTROPY

    def trained(self, loss: str, learning_rate: float | None = None) -> NeuronRecord:
        """This neuron as it learns under a loss, at its own learning rate or another."""
        rate = self.learning_rate if learning_rate is None else learning_rate
        return _trained(self.weight, self.bias, rate, self.updates, loss, self.target)


@lru_cache(maxsize=64)
def _trained(weight: float, bias: float, rate: float, updates: int, loss: str, target: int) -> NeuronRecord:
    return train_single_neuron(weight, bias, rate, updates, loss, target=target)


def choose_neuron(timelines: Sequence[str] = (), learns: bool = True, own_rate: bool = True) -> Neuron:
    """Draw the neuron's controls; a preset takes the timelines of these keys back to the start.

    Parameters
    ----------
    timelines : keys of the timelines of this part
    learns : False leaves out the learning rate and the number of updates
    own_rate : False leaves out the learning rate alone
    """
    _set_defaults()
    s = reader_symbols()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, start in PRESETS:
            st.button(
                name,
                help=f"{s.start(*start[:2])}, target {start[2]}, learning rate 0.15.",
                on_click=partial(_take_preset, start, timelines),
            )
        target = st.segmented_control(
            "Target", (0, 1), required=True, **_kept("target"),
            help="What the neuron is to answer to the input 1. Try 1: the same start may then be nearly right.",
        ) or 0  # fmt: skip
        quadratic = choose_quadratic()
        weight = live_slider(
            "Weight w",
            evenly(-5.0, 5.0, 0.1),
            key="neuron_weight",
            width=150,
            help="The first weight. Try 4 and −4.",
        )
        bias = bias_slider(
            f"Bias {s.b}", -5.0, 5.0, FIRST_BIAS, 0.1, width=150, key="neuron_bias",
            help=f"The first bias. With the input 1 only w {s.plus_bias} matters.",
        )  # fmt: skip
        rate, updates = st.session_state["neuron_rate"], st.session_state["neuron_updates"]
        if learns and own_rate:
            rate = live_slider(
                f"Learning rate {s.rate}",
                RATES,
                key="neuron_rate",
                width=150,
                help="The same for both losses. Try 0.005, then 5.",
            )
        if learns:
            updates = live_slider(
                "Updates",
                range(50, 1001, 50),
                key="neuron_updates",
                width=150,
                help="How many steps of gradient descent both neurons take.",
            )
    return Neuron(weight, bias, target, quadratic, rate, updates)


def choose_quadratic() -> str:
    """The quadratic cost with or without its ½; every part of the page shares the choice."""
    _set_defaults()
    chosen = st.segmented_control(
        "Quadratic cost",
        QUADRATIC,
        required=True,
        format_func=lambda loss: f"{'½' if loss == 'half_quadratic' else ''}({reader_symbols().error})²",
        **_kept("quadratic"),
        help="Without the ½ every gradient of the quadratic cost is twice as large. Does the plateau go away?",
    )
    return chosen or QUADRATIC[0]  # a browser may send nothing


def _set_defaults() -> None:
    for name, value in DEFAULTS.items():
        st.session_state.setdefault(f"neuron_{name}", value)


def _kept(name: str) -> dict[str, Any]:
    """Key of a widget whose value outlives the part of the page that shows it."""
    return {"key": f"neuron_{name}", "persist_state": "session", "on_change": draw_in_place}


def _take_preset(start: tuple[float, float, int], timelines: Sequence[str]) -> None:
    weight, bias, target = start
    chosen = {"weight": weight, "target": target, "rate": 0.15, "updates": 300}
    st.session_state.update({f"neuron_{name}": value for name, value in chosen.items()})
    st.session_state["neuron_bias"] = bias
    for key in timelines:
        if moving := st.session_state.get(f"{key}:timeline"):
            moving.move_to(0)
