"""A constant rate never settles, a falling one does: schedules as curves over time, and what they do to the noise."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.sample_descent import SamplePath, descend_by_samples
from mlp_core.schedules import Constant, Cosine, Exponential, InverseTime, Schedule, StepDecay
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import section, theme
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.gradient_descent import formulas, inks
from pages.gradient_descent.controls import picture, rate_slider
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground_around, place

KEY = "gd:settle"
EPOCHS, SECONDS = 100, 10.0
# So many of the last epochs are drawn on the ground.
TAIL = 5
RATES = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
FALLING: Mapping[str, Schedule] = MappingProxyType(
    {
        "1/t": InverseTime(5.0),
        "step": StepDecay(0.5, 20),
        "exponential": Exponential(0.96),
        "cosine": Cosine(EPOCHS, 0.01),
    }
)
LABELS: Mapping[str, str] = MappingProxyType(
    {"1/t": "1/t", "step": "step", "exponential": "exponential", "cosine": "cosine"}
)


def settling() -> None:
    """The section, with its words."""
    n = current_notation()
    with section(
        "Does one-example descent ever settle?",
        predict="at a constant learning rate, how much nearer to the minimum is it after 100 epochs than after 20?",
        do="**Play**, and watch both clouds; then choose another schedule, and a larger first rate.",
        observe="No nearer: at a constant rate the violet path trembles about the minimum for ever, because there "
        "the gradients of single examples cancel but do not vanish. The cloud is as large as the rate makes "
        "it. Under a falling rate it shrinks. Falling too fast would stop the descent before it arrives: "
        "1/t is the classical compromise, its steps add up to infinity, their squares do not. Those of step "
        "and exponential decay add up to a finite length and could end too soon; slow enough, they do as "
        "well.",
    ):
        _run()
    display_formula(formulas.robbins_monro(n))
    with st.container(horizontal=True, gap="small"):
        for words, schedule in (("constant rate", "constant"), ("1/t", "1/t"), ("cosine", "cosine")):
            open_in_playground(
                f"One-example descent in the playground, {words}", data="gaussians", samples=60, noise=50, test=0,
                features=("x1",), layers=(), activation=(), rate=1.0, batch=1, schedule=schedule, half=5.0, span=100,
            )  # fmt: skip


@st.fragment
def _run() -> None:
    here, letters = place("fit"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rate = rate_slider(KEY, f"First learning rate {letters.rate}₀", 1.0, "Of both. Try 0.1, then 3.", RATES)
        name = st.segmented_control(
            "Falling schedule", list(FALLING), default="1/t", format_func=LABELS.get, required=True,
            key=f"{KEY}:schedule", persist_state="session",
            help="Of the green path. The violet one keeps its rate.",
        )  # fmt: skip
        st.markdown(f"${FALLING[name].formula.replace(chr(92) + 'eta', current_notation().rate)}$")
    constant = kept(f"{KEY}:constant", rate, lambda: settle_path(here, rate, Constant()))
    falling = kept(f"{KEY}:falling", (rate, name), lambda: settle_path(here, rate, FALLING[name]))
    rest_at_end(KEY, (rate, name), EPOCHS, SECONDS)
    moving = timeline(KEY, EPOCHS, seconds=SECONDS, unit="epoch")
    minimum = tuple(round(float(x), 6) for x in here.minima[0][0])
    paths = (constant, falling)
    picture(
        [settle_figures(here, ground_around("fit", minimum, 2.3, letters), paths, rate, name, at, theme(), letters)
         for at in moving.moments],
        ("ground schedules above",),
        key=KEY,
        readout=settle_readout(here, paths, rate, name, moving.position, letters),
        descriptions={
            "ground": f"Around the minimum: the last {TAIL} epochs of one-example descent at a constant and at a "
            "falling rate.",
            "schedules": "The learning rate of every schedule against epochs; the chosen one is drawn strongly.",
            "above": "Cost above the lowest after each epoch, for both.",
        },
        columns="1.05fr 1fr 1.05fr",
        **moving.options,
    )  # fmt: skip


def settle_path(here: Place, rate: float, schedule: Schedule) -> SamplePath:
    """One-example descent from the page's start."""
    return descend_by_samples(here.fit, here.start, 1, rate, EPOCHS, schedule=schedule)


def settle_figures(
    here: Place, scene: Ground, paths: tuple[SamplePath, SamplePath], rate: float, name: str, epoch: int, colors: Theme,
    letters: Letters,
) -> dict[str, Any]:  # fmt: skip
    """The last epochs on the ground, the schedules as curves over time, and the cost after each epoch."""
    called, colored = ("constant", LABELS[name]), (inks.one_example(colors), inks.mini_batch(colors))
    ways, costs = [], []
    for words, path, ink in zip(called, paths, colored, strict=True):
        ends = path.epoch_ends
        now = min(epoch, len(ends) - 1)
        tail = slice(ends[max(now - TAIL, 0)], ends[now] + 1)
        ways.append(Way(path.points[tail], path.values[tail], ink, words, width=1.3))
        above = on_log(path.values[ends[: now + 1]] - here.lowest)
        costs.append(Curve(words, np.arange(now + 1), above, ink, width=2.2))
    epochs = np.arange(EPOCHS + 1)
    schedules: dict[str, Schedule] = {"constant": Constant(), **FALLING}
    curves = []
    for words, schedule in schedules.items():
        ink = colored[0] if words == "constant" else colored[1] if words == name else colors.muted
        strong = words in ("constant", name)
        values = rate * np.array([schedule.factor(int(each)) for each in epochs])
        curves.append(
            Curve(words, epochs, values, ink, width=3.5 if strong else 1.5, dash="solid" if strong else "dot")
        )
    now_x = np.array([float(epoch)])
    for words, ink in zip(("constant", name), colored, strict=True):
        at = np.array([rate * schedules[words].factor(epoch)])
        curves.append(Curve("now", now_x, at, ink, "markers", head=False, size=13))
    return {
        "ground": ground_figure(
            GroundView(colors, scene, ways, ((here.minima[0][0], ""),), title=f"The last {TAIL} epochs")
        ),
        "schedules": lines_figure(LinesView(
            colors, curves, f"{letters.rate} over time", "epochs", (0, EPOCHS), (0, 1.08 * rate), right=100,
            values=False,
        )),
        "above": lines_figure(LinesView(
            colors, costs, f"{letters.cost} − lowest, after each epoch", "epochs", (0, EPOCHS), (1e-7, 10), y_log=True,
            right=124,
        )),
    }  # fmt: skip


def settle_readout(
    here: Place, paths: tuple[SamplePath, SamplePath], rate: float, name: str, epoch: int, letters: Letters
) -> str:
    """The present rates, and the mean of the cost above the lowest over the last epochs."""
    parts = [f"Epoch **{epoch}**"]
    schedules: tuple[Schedule, Schedule] = (Constant(), FALLING[name])
    for words, path, schedule in zip(("constant", LABELS[name]), paths, schedules, strict=True):
        ends = path.epoch_ends
        now = min(epoch, len(ends) - 1)
        tail = path.values[ends[max(now - TAIL, 0)] : ends[now] + 1]
        above = float(tail.mean()) - here.lowest
        parts.append(
            f"{words}: {letters.rate} = {plain_number(rate * schedule.factor(epoch))}, {letters.cost} − lowest over "
            f"the last {TAIL} epochs **{plain_number(above)}**"
        )
    return " · ".join(parts)
