"""The table of properties, each read off f and f′ on a grid, with the picture that it is read from."""

from collections.abc import Mapping
from math import inf, isfinite

import streamlit as st

from mlp_core.lessons.activation_properties import Properties, activation_properties
from pages.activations.choice import TWELVE, Parameters, choose_one, choose_parameters
from pages.activations.figures.curves import evidence_figures
from pages.common.figures.numbers import plain_number
from pages.common.labels import shown
from pages.common.lesson import charts, section, theme
from pages.common.open_in_playground import open_in_playground

KEY = "activations:properties"


def properties() -> None:
    """The section, with its words."""
    with section(
        "What the twelve are like",
        predict="which of the twelve are bounded, differentiable everywhere **and** centred on 0?",
        do="choose one and compare its row with the picture; then change a parameter and watch its row.",
        observe="Softsign and tanh: S-shaped about 0, and still they saturate on both sides. Every row is measured: "
        "the range is searched on |z| ≤ 15 and far outside, jumps and kinks by halving the steepest steps, the mean "
        "over normal z. ReLU has a kink and no end above. Maxout is what its two lines make it: with slopes 1 and 0 it "
        "is ReLU. Swish with a large β loses its dip, but it is never quite monotone.",
    ):
        _properties()


@st.fragment
def _properties() -> None:
    name = choose_one("activations:name")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = choose_parameters((name,))
    found = {each: _found(each, chosen) for each in TWELVE}
    charts(
        evidence_figures(shown(name), chosen.curve(name), found[name], theme()),
        key=f"{KEY}:charts",
        height=230,
        descriptions={
            "f": f"f of {shown(name)} with its jumps, and shaded where it is saturated.",
            "slope": f"f′ of {shown(name)} with its kinks.",
        },
    )
    st.dataframe(table(found), hide_index=True, height="content", key=f"{KEY}:table")
    open_in_playground(
        f"Train a network of {shown(name)} in the playground",
        data="moons", layers=(8,), activation=(name,), slope=chosen.slope, beta=chosen.beta,
    )  # fmt: skip


@st.cache_data(max_entries=500, show_spinner=False)
def _measured(name: str, chosen: Parameters) -> Properties:
    return activation_properties(chosen.curve(name))


def _found(name: str, chosen: Parameters) -> Properties:
    """Its properties; what it has no part in does not make them new."""
    plain = Parameters()
    own = {
        "leaky_relu": Parameters(slope=chosen.slope),
        "swish": Parameters(beta=chosen.beta),
        "maxout": Parameters(lines=chosen.lines),
    }
    return _measured(name, own.get(name, plain))


def table(found: Mapping[str, Properties]) -> dict[str, list[str]]:
    """Column → the entries of all activations, in words."""
    rows = found.values()
    return {
        "activation": [shown(name) for name in found],
        "range": [range_in_words(p) for p in rows],
        "bounded": [_yes(p.bounded) for p in rows],
        "continuous": [_yes(p.continuous, p.jumps, "jumps") for p in rows],
        "monotone": [p.monotone for p in rows],
        "zero-centred": [_yes(p.zero_centred) + f" (mean {plain_number(round(p.mean_output, 9))})" for p in rows],
        "differentiable": [_yes(p.differentiable, p.jumps or p.kinks, "not") for p in rows],
        "family": [p.family or "–" for p in rows],
        "saturates": [saturation_in_words(p) for p in rows],
    }


def range_in_words(p: Properties) -> str:
    """An interval; a square bracket where the end is a value of f."""
    low, high = ("[" if p.lower_attained else "("), ("]" if p.upper_attained else ")")
    return f"{low}{plain_number(p.lower)}, {plain_number(p.upper)}{high}"


def saturation_in_words(p: Properties) -> str:
    """From where on f′ stays below 5 % of its largest, if it goes to 0."""
    if p.saturated_below == inf:
        return "everywhere"
    sides = []
    if p.saturated_below is not None:
        sides.append(f"z < {plain_number(p.saturated_below)}")
    if p.saturated_above is not None:
        sides.append(f"z > {plain_number(p.saturated_above)}")
    return ", ".join(sides) or "nowhere"


def _yes(holds: bool, places: tuple[float, ...] = (), verb: str = "") -> str:
    if holds or not places:
        return "yes" if holds else "no"
    return f"no, {verb} at {', '.join(plain_number(place) for place in places if isfinite(place))}"
