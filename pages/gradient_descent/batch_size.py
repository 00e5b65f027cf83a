"""A mini-batch is a sample: the cloud of its gradients around the full one, and how that shrinks with its size."""

from functools import partial
from math import sqrt
from typing import Any

import numpy as np
import streamlit as st

from mlp_core.arrays import Array
from mlp_core.lessons.gradient_cloud import expected_spread, mini_batch_gradients, sample_spread, spread
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.kept import kept
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.own_place import drawn_in_place
from pages.common.palette import Theme
from pages.gradient_descent import formulas, inks
from pages.gradient_descent.controls import picture, start_at, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground, place

KEY = "gd:size"
SIZES = (1, 2, 4, 8, 16, 25, 30, 45, 60)
DRAWS = 500


def batch_size() -> None:
    """The section, with its words."""
    n = current_notation()
    with section(
        "A mini-batch is a sample",
        predict="from b = 1 to b = 4, how much smaller does the cloud of gradients get? And to b = 16?",
        do="move b; drag the place elsewhere, also at the minimum; draw with replacement.",
        observe="Every mini-batch's gradient is a guess at the full one: right on average, and off by σ/√b. Half the "
        "error costs **four times** the points, so the first few points of a batch are worth the most. Drawn without "
        "replacement, as an epoch does, the guess is better than σ/√b once b is a good part of N, and exact at b = N. "
        "At the minimum the full gradient is 0 and the cloud is not: there every mini-batch's step is all noise.",
    ):
        _run()
    display_formula(formulas.spread(n))
    with st.container(horizontal=True, gap="small"):
        for size in (1, 4, 16):
            open_in_playground(f"The spiral in the playground, b = {size}", batch=size)


@st.fragment
def _run() -> None:
    here, letters = place("fit"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        size = live_slider(
            "Mini-batch size b",
            SIZES,
            4,
            key=f"{KEY}:size",
            help="How many of the 60 points each gradient is the mean of. Try 1, then 16.",
        )
        replacement = st.toggle(
            "With replacement", key=f"{KEY}:replacement", persist_state="session",
            help="Whether a point can be drawn twice for one mini-batch. Try both at b = 60.",
        )  # fmt: skip
        w, b = (float(x) for x in here.minima[0][0])
        for name, words, icon, where, text in (
            ("minimum", "At the minimum", "vertical_align_bottom", (w, b), "Measure where the full gradient is 0."),
            ("slope", "At the start", "trending_down", here.start, "Measure on the slope."),
        ):
            st.button(
                words,
                key=f"{KEY}:{name}",
                icon=f":material/{icon}:",
                help=text,
                on_click=drawn_in_place(partial(start_at, KEY, here, where)),
            )
    at = start_of(KEY, here)
    clouds = kept(KEY, (at, replacement), lambda: clouds_at(here, at, replacement))
    picture(
        cloud_figures(here, ground("fit", 0, letters), at, clouds, size, replacement, theme(), letters),
        ("ground cloud spread",),
        key=KEY,
        readout=cloud_readout(here, at, clouds, size, replacement),
        descriptions={
            "ground": "Where the gradients are measured, on the contour lines of the cost.",
            "cloud": f"{DRAWS} mini-batch gradients around the full one.",
            "spread": "Their spread against b on logarithmic axes, with the line σ/√b.",
        },
        columns="1fr 1fr 1.1fr",
        above=450,
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
    )


def clouds_at(here: Place, at: tuple[float, float], replacement: bool) -> dict[int, Array]:
    """{size: mini-batch gradients (draws, 2)} at one place."""
    return {size: mini_batch_gradients(here.fit, at, size, DRAWS, seed=size, replacement=replacement) for size in SIZES}


def cloud_figures(
    here: Place,
    scene: Ground,
    at: tuple[float, float],
    clouds: dict[int, Array],
    size: int,
    replacement: bool,
    colors: Theme,
    letters: Letters,
) -> dict[str, Any]:
    """The place, the cloud there, and the measured spread of every size beside what is expected."""
    full = here.fit.gradient(at)
    reach = 1.05 * float(np.abs(clouds[1] - full).max())
    cloud = clouds[size]
    ink = inks.one_example(colors)
    here_way = Way(np.array([at]), here.fit.value([at]), colors.text, "here")
    n, sigma = len(here.fit), sample_spread(here.fit, at)
    line = np.geomspace(1, n, 60)
    sizes = np.array(SIZES, dtype=float)
    measured = np.array([spread(clouds[each], full) for each in SIZES])
    expected = np.array([expected_spread(sigma, each, n) for each in np.linspace(1, n - 0.1, 200)])
    curves = [
        Curve("σ/√b", line, sigma / np.sqrt(line), colors.accent, dash="dash"),
        Curve("measured", sizes, measured, ink, "markers", head=False, size=9),
        Curve("now", np.array([float(size)]), measured[SIZES.index(size) :][:1], colors.text, "markers", head=False,
              size=14),
    ]  # fmt: skip
    if not replacement:
        curves.insert(1, Curve("without", np.linspace(1, n - 0.1, 200), expected, colors.muted, width=2, head=False))
    c = letters.cost
    return {
        "ground": ground_figure(GroundView(colors, scene, [here_way], (*here.minima,), arrows=True,
                                           title="Where it is measured")),
        "cloud": lines_figure(LinesView(
            colors,
            [Curve("mini-batch", cloud[:, 0], cloud[:, 1], ink, "markers", head=False, size=5, opacity=0.7),
             Curve("full gradient", full[:1], full[1:], colors.text, "markers", head=False, size=15)],
            f"{DRAWS} gradients of mini-batches, ● of all", f"∂{c}/∂{letters.weight}",
            (full[0] - reach, full[0] + reach), (full[1] - reach, full[1] + reach), names=False,
        )),
        "spread": lines_figure(LinesView(
            colors, curves, "Their spread against b", "b", (0.9, 70), (sigma / 40, 1.6 * sigma), x_log=True, y_log=True,
            names=True, values=False, right=64,
        )),
    }  # fmt: skip


def cloud_readout(here: Place, at: tuple[float, float], clouds: dict[int, Array], size: int, replacement: bool) -> str:
    """The measured spread beside σ/√b and the exact one."""
    full, sigma = here.fit.gradient(at), sample_spread(here.fit, at)
    exact = expected_spread(sigma, size, len(here.fit), replacement=replacement)
    return (
        f"Full gradient of length **{plain_number(np.linalg.norm(full))}** · spread with b = {size} measured "
        f"**{plain_number(spread(clouds[size], full))}**, σ/√b = **{plain_number(sigma / sqrt(size))}**, "
        f"expected {'with' if replacement else 'without'} replacement {plain_number(exact)}"
    )
