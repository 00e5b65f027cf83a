"""Steps that help their example and harm the whole: every step of one-example descent, counted."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.one_example import StepEffects, step_effects
from mlp_core.lessons.sample_descent import SamplePath, descend_by_samples
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.gradient_descent import formulas
from pages.gradient_descent.controls import picture, rate_slider, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground, place

KEY = "gd:harm"
EPOCHS, SECONDS = 5, 20.0
SIZES = (1, 2, 5, 10, 30, 60)


def harmful_steps() -> None:
    """The section, with its words."""
    n = current_notation()
    with section(
        "Good for one, bad for all",
        predict="how many of the steps of one-example descent make the cost of the whole set larger?",
        do="go through single steps with the arrow button; then raise the number of examples in a step.",
        observe="Every step lowers the loss of the example it looked at: the neuron's z moves towards that target. "
        "But at the rate the part opens with **more than half** of the steps raise the loss of the whole set, and "
        "the descent gets down all the same: on the slope most steps agree, and near the bottom they undo each other. "
        "A smaller rate harms less often. With more examples in a step the harmful ones become rare, and with "
        "all 60 in it none is left.",
    ):
        _run()
    display_formula(formulas.harmful(n))
    open_in_playground(
        "Watch the loss jump step by step in the playground", data="gaussians", samples=60, noise=50, test=0,
        features=("x1",), layers=(), activation=(), rate=0.5, batch=1, speed="step",
    )  # fmt: skip


@st.fragment
def _run() -> None:
    here, letters = place("fit"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rate = rate_slider(KEY, f"Learning rate {letters.rate}", 0.5, "Try 0.05, then 3.")
        size = live_slider(
            "Examples in a step",
            SIZES,
            1,
            key=f"{KEY}:size",
            width=200,
            help="1 is one-example descent. Try 10, then 60: how many steps are harmful now?",
        )
    settings = (rate, size, start_of(KEY, here))
    path, effects = kept(KEY, settings, lambda: harm_run(here, *settings))
    rest_at_end(KEY, settings, len(path.rows), SECONDS)
    moving = timeline(KEY, len(path.rows), seconds=SECONDS, unit="step")
    picture(
        [harm_figures(ground("fit", 0, letters), here, path, effects, at, theme(), letters) for at in moving.moments],
        ("ground changes whole",),
        key=KEY,
        readout=harm_readout(here, path, effects, moving.position, letters),
        descriptions={
            "ground": "The path on the contour lines; the last step is violet where it raised the cost of the whole.",
            "changes": "Each step: what it did to the loss of its example, and to that of the whole set.",
            "whole": "The cost of the whole set, step by step, harmful steps in violet.",
        },
        columns="1.1fr 1fr 1.1fr",
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
        **moving.options,
    )


def harm_run(here: Place, rate: float, size: int, start: tuple[float, float]) -> tuple[SamplePath, StepEffects]:
    """One run and what each of its steps did."""
    path = descend_by_samples(here.fit, start, size, rate, EPOCHS)
    return path, step_effects(here.fit, path)


def harm_figures(
    scene: Ground, here: Place, path: SamplePath, effects: StepEffects, position: int, colors: Theme, letters: Letters
) -> dict[str, Any]:
    """The path, the two changes of each step, and the cost of the whole set."""
    k = position + 1
    way = Way(path.points[:k], path.values[:k], colors.muted, "steps so far", width=1.5)
    harmful = effects.harmful[:position]
    last_ink = _ink(colors, bool(harmful[-1])) if position else colors.text
    last = Way(path.points[max(k - 2, 0) : k], path.values[max(k - 2, 0) : k], last_ink, "this step", width=5)
    own, whole = effects.own, effects.whole
    reach = 1.08 * max(float(np.abs(own).max(initial=0)), 1e-12)
    height = 1.15 * max(float(np.abs(whole).max(initial=0)), 1e-12)
    dots = [
        Curve(name, own[:position][which], whole[:position][which], ink, "markers", head=False, opacity=0.75)
        for name, which, ink in (
            ("helped both", ~harmful, _ink(colors, False)),
            ("harmful", harmful, _ink(colors, True)),
        )
    ]
    dots.append(
        Curve("this step", own[max(position - 1, 0) : position], whole[max(position - 1, 0) : position],
              colors.text, "markers", head=False, size=13)
    )  # fmt: skip
    steps = np.arange(1, k)
    cost = [Curve(letters.cost, np.arange(k), path.values[:k], colors.muted, width=2, head=False)]
    cost += [
        Curve(name, steps[which], path.values[1:k][which], ink, "markers", head=False, size=6)
        for name, which, ink in (
            ("whole set lowered", ~harmful, _ink(colors, False)),
            ("whole set raised", harmful, _ink(colors, True)),
        )
    ]
    top = 1.05 * float(path.values.max())
    return {
        "ground": ground_figure(GroundView(colors, scene, [way, last], (), path.points[0], title="Seen from above")),
        "changes": lines_figure(LinesView(
            colors, dots, "Change of the whole, against its example's", f"change of {letters.cost} of its example",
            (-reach, 0.12 * reach), (-height, height), names=False, horizontals=((0.0, "above: harmful"),),
        )),
        "whole": lines_figure(LinesView(
            colors, cost, f"{letters.cost} of the whole set", "steps", (0, len(path.rows)), (0.9 * here.lowest, top),
            names=False, horizontals=((here.lowest, "lowest"),),
        )),
    }  # fmt: skip


def harm_readout(here: Place, path: SamplePath, effects: StepEffects, position: int, letters: Letters) -> str:
    """This step's two losses before and after, and the count so far."""
    if not position:
        return f"No step yet: {letters.cost} of the whole set = **{plain_number(path.values[0], 4)}**"
    k, rows = position - 1, path.rows[position - 1]
    own = [float(here.fit.sample_values(path.points[at], rows).mean()) for at in (k, k + 1)]
    whom = f"of point {rows[0] + 1}" if len(rows) == 1 else f"of its {len(rows)} points"
    verdict = "**harmful**" if effects.harmful[k] else "no harm"
    count, share = int(effects.harmful[:position].sum()), float(effects.harmful[:position].mean())
    return (
        f"Step {position}: loss {whom} {plain_number(own[0])} → {plain_number(own[1])}, of the whole "
        f"{plain_number(path.values[k], 4)} → {plain_number(path.values[k + 1], 4)}: {verdict} · "
        f"harmful so far **{count} of {position}**, {100 * share:.0f} %"
    )


def _ink(colors: Theme, harmful: bool) -> str:
    return colors.mark if harmful else colors.accuracy
