"""The six optimizers from one start on one surface, at one rate or each at its best of a few."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core import OPTIMIZERS
from mlp_core.lessons.descent import Path, descend
from pages.common.figures.numbers import plain_number
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import section, theme
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.gradient_descent import inks
from pages.gradient_descent.controls import choose_place, picture, rate_slider, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.figures.relief import relief_figure
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground

KEY = "gd:race"
UPDATES, SECONDS = 150, 10.0
RATES = (0.003, 0.01, 0.03, 0.05, 0.1, 0.15, 0.3, 0.5, 1.0, 5.0)
# So much above the lowest counts as arrived, as a share of the start.
ARRIVED = 1e-3


def race() -> None:
    """The section, with its words."""
    with section(
        "Six optimizers, one start",
        predict="with the same learning rate, who is first at the bottom of a narrow bowl, and who is last?",
        do="**Play**; then let each run **at its best rate**; change the surface; drag the start elsewhere.",
        observe="Momentum and Nesterov gather speed along the valley and overshoot; Nesterov looks ahead and "
        "overshoots less. AdaGrad, RMSProp and Adam divide each weight's step by the size of its own gradients: their "
        "first steps go along the diagonal whatever the slope, so one rate means something else to them than to SGD, "
        "and a race at one rate is not fair. AdaGrad never forgets a gradient and slows "
        "down for good. On the saddle, the three that rescale leave the ridge long before plain descent does.",
    ):
        _run()
    with st.container(horizontal=True, gap="small"):
        for name, rate in (("sgd", 0.3), ("momentum", 0.1), ("adam", 0.03)):
            open_in_playground(f"The spiral with {optimizer_name(name)}", optimizer=name, rate=rate)


def optimizer_name(name: str) -> str:
    """As it is written in a sentence."""
    return dict(zip(OPTIMIZERS, inks.OPTIMIZER_NAMES, strict=True))[name]


@st.fragment
def _run() -> None:
    letters = reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        here, condition = choose_place(KEY)
        best = st.toggle(
            "Each at its best rate", key=f"{KEY}:best", persist_state="session",
            help=f"The rate, among {len(RATES)} from {RATES[0]:g} to {RATES[-1]:g}, with which it arrives first.",
        )  # fmt: skip
        rate = None
        if not best:
            rate = rate_slider(KEY, f"Learning rate {letters.rate} of all", 0.05, "Of all six. Try 0.3.", RATES)
        arrows = st.toggle(
            "Gradient arrows", key=f"{KEY}:arrows", persist_state="session",
            help=f"−∂{letters.cost}/∂w at a grid of places.",
        )  # fmt: skip
    start = start_of(KEY, here)
    settings = (here.name, condition, start, rate)
    runs = kept(KEY, settings, lambda: race_runs(here, start, rate))
    rest_at_end(KEY, settings, UPDATES, SECONDS)
    moving = timeline(KEY, UPDATES, seconds=SECONDS, unit="update")
    picture(
        [
            race_figures(here, ground(here.name, condition, letters), runs, at, theme(), letters, arrows)
            for at in moving.moments
        ],
        ("ground relief curves",),
        key=KEY,
        readout=f"Update **{moving.position}** · {arrivals(here, runs, moving.position)}",
        descriptions={
            "ground": "The six paths on the contour lines of the surface.",
            "relief": "The six paths on the surface in space.",
            "curves": "The cost above the lowest of each of the six, update by update.",
        },
        columns="1.1fr 0.9fr 1.25fr",
        above=500,
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
        **moving.options,
    )


def race_runs(here: Place, start: tuple[float, float], rate: float | None) -> dict[str, tuple[float, Path]]:
    """{optimizer: (its rate, its path)}; rate None finds each one's best."""
    found = {}
    for name in OPTIMIZERS:
        tried = {
            each: descend(here.surface, start, name, each, UPDATES) for each in (RATES if rate is None else [rate])
        }
        best = min(tried, key=lambda each: (arrived_after(here, tried[each]), tried[each].values[-1]))
        found[name] = (best, tried[best])
    return found


def arrived_after(here: Place, path: Path) -> float:
    """Updates until the cost stays within a thousandth of the way of the lowest; infinite where it never does."""
    high = np.flatnonzero(path.values - here.lowest > ARRIVED * (path.values[0] - here.lowest))
    stays = int(high[-1]) + 1 if len(high) else 0
    return float(stays) if stays <= path.updates and path.end != "diverged" else np.inf


def race_figures(
    here: Place, scene: Ground, runs: dict[str, tuple[float, Path]], position: int, colors: Theme, letters: Letters,
    arrows: bool,
) -> dict[str, Any]:  # fmt: skip
    """Six ways from above and in space, and six costs over the updates."""
    ways, curves = [], []
    for (name, (rate, path)), ink in zip(runs.items(), inks.optimizers(colors), strict=True):
        k = min(position, path.updates) + 1
        called = optimizer_name(name)
        ways.append(Way(path.points[:k], path.values[:k], ink, called))
        above = on_log(path.values[:k] - here.lowest)
        curves.append(Curve(f"{called}, {letters.rate} {rate:g}:", np.arange(k), above, ink))
    # The axis holds all of what runs away, too, from the first moment on, so that it stands still while they race.
    top = max(30 * (path.values[0] - here.lowest) for _, path in runs.values())
    top = max(top, *(2 * (path.values.max() - here.lowest) for _, path in runs.values()))
    start = next(iter(runs.values()))[1].points[0]
    return {
        "ground": ground_figure(GroundView(colors, scene, ways, here.minima, start, arrows, title="Seen from above")),
        "relief": relief_figure(colors, scene, ways),
        "curves": lines_figure(LinesView(
            colors, curves, f"{letters.cost} − lowest, update by update", "updates", (0, UPDATES),
            (1e-7, float(on_log(top))), y_log=True, right=196, gap=0.075,
        )),
    }  # fmt: skip


def arrivals(here: Place, runs: dict[str, tuple[float, Path]], position: int) -> str:
    """Who has arrived, in the order of arrival, and who diverged."""
    times = sorted((arrived_after(here, path), name) for name, (_, path) in runs.items())
    there = [f"{optimizer_name(name)} {time:.0f}" for time, name in times if time <= position]
    lost = [optimizer_name(name) for name, (_, path) in runs.items() if path.end == "diverged" and
            path.updates < position]  # fmt: skip
    parts = [f"arrived (within {ARRIVED:g} of the way): **{', '.join(there) or 'nobody yet'}**"]
    if lost:
        parts.append(f"diverged: **{', '.join(lost)}**")
    if position == UPDATES:
        last = {name: path.values[-1] for name, (_, path) in runs.items() if path.end != "diverged"}
        if last:
            lowest = min(last, key=lambda name: float(last[name]))
            parts.append(f"lowest: {optimizer_name(lowest)}, {plain_number(last[lowest])}")
    return " · ".join(parts)
