"""Drawing the next example: among all of them each time, or through a reshuffled set."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.arrays import Array
from mlp_core.lessons.sample_descent import descend_many, epoch_orders
from mlp_core.schedules import Constant, InverseTime
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.kept import kept
from pages.common.lesson import section, theme
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.gradient_descent import formulas, inks
from pages.gradient_descent.controls import order_button, picture, rate_slider
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground_around, place

KEY = "gd:drawing"
EPOCHS, RUNS, MOST_DRAWN = 40, 40, 6
RATES = (0.05, 0.1, 0.2, 0.5, 1.0)
NAMES = ("with replacement", "reshuffled")


def drawing() -> None:
    """The section, with its words."""
    with section(
        "With replacement, or reshuffled?",
        predict="draw 60 times among 60 points, putting each back. How many of the points did you never see?",
        do="draw another epoch a few times; then make the learning rate smaller and compare both curves.",
        observe="More than a third of the points is missing from an epoch that is drawn with replacement, and others "
        "come three or four times. Reshuffled, each comes once: over an epoch the noise of the points nearly cancels, "
        "and the descent trembles less about the minimum, at small rates by far. That is why the playground, like "
        "everybody, reshuffles; with replacement is what most proofs assume.",
    ):
        _run()
    display_formula(formulas.never_drawn())
    open_in_playground(
        "Reshuffled one-example descent in the playground", data="gaussians", samples=60, noise=50, test=0,
        features=("x1",), layers=(), activation=(), rate=0.1, batch=1,
    )  # fmt: skip


@st.fragment
def _run() -> None:
    here, letters = place("fit"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rate = rate_slider(KEY, f"Learning rate {letters.rate}", 0.1, "Of both. Try 0.05, then 1.", RATES)
        falls = st.toggle(
            "Falling as 1/t", key=f"{KEY}:falls", persist_state="session",
            help="Halved after 5 epochs. Both settle; which is nearer?",
        )  # fmt: skip
        seed = order_button(KEY, "Draw another epoch", "Counts anew how often each of the 60 points is drawn.")
    ends = kept(KEY, (rate, falls), lambda: drawn_runs(here, rate, falls))
    counts = [drawn_counts(len(here.fit), seed, replacement) for replacement in (True, False)]
    minimum = tuple(round(float(x), 6) for x in here.minima[0][0])
    picture(
        drawing_figures(here, ground_around("fit", minimum, 1.2, letters), ends, counts, theme(), letters),
        ("counts above ground",),
        key=KEY,
        readout=drawing_readout(here, ends, counts, letters),
        descriptions={
            "counts": "How many of the 60 points were drawn 0, 1, 2 … times in one epoch, for both ways.",
            "above": f"Cost above the lowest after each epoch, mean over {RUNS} runs, for both ways.",
            "ground": f"Where {RUNS} runs of each way stand after {EPOCHS} epochs, around the minimum.",
        },
        columns="0.9fr 1.1fr 1fr",
        above=450,
    )


def drawn_runs(here: Place, rate: float, falls: bool) -> tuple[Array, Array]:
    """(epochs + 1, runs, 2) of both ways, from the minimum's side of the slope."""
    schedule = InverseTime(5.0) if falls else Constant()
    start = (1.0, 1.0)
    with_it, without = (
        descend_many(here.fit, start, 1, rate, EPOCHS, runs=RUNS, schedule=schedule, replacement=replacement)
        for replacement in (True, False)
    )
    return with_it, without


def drawn_counts(n: int, seed: int, replacement: bool) -> Array:
    """How many of the n points one epoch shows 0, 1, … times."""
    order = epoch_orders(n, 1, seed, replacement)[0]
    times = np.minimum(np.bincount(order, minlength=n), MOST_DRAWN - 1)
    return np.bincount(times, minlength=MOST_DRAWN).astype(float)


def drawing_figures(
    here: Place, scene: Ground, ends: tuple[Array, Array], counts: list[Array], colors: Theme, letters: Letters
) -> dict[str, Any]:
    """How often points are drawn, the mean cost of many runs, and where they stand at the end."""
    colored = (colors.accent, inks.one_example(colors))
    times = np.arange(MOST_DRAWN, dtype=float)
    bars = [
        Curve(name, np.repeat(times + shift, 3), np.stack([0 * n, n, np.full_like(n, np.nan)], axis=1).ravel(), ink,
              width=14, head=False)
        for name, n, shift, ink in zip(NAMES, counts, (-0.14, 0.14), colored, strict=True)
    ]  # fmt: skip
    epochs = np.arange(EPOCHS + 1)
    above = [
        Curve(name, epochs, on_log(here.surface.value(W).mean(axis=1) - here.lowest), ink)
        for name, W, ink in zip(NAMES, ends, colored, strict=True)
    ]
    ways = [Way(W[-1], here.surface.value(W[-1]), ink, name) for name, W, ink in zip(NAMES, ends, colored, strict=True)]
    ticks = (list(times), [*map(str, range(MOST_DRAWN - 1)), f"{MOST_DRAWN - 1}+"])
    return {
        "counts": bars_figure(colors, bars, ticks),
        "above": lines_figure(LinesView(
            colors, above, f"{letters.cost} − lowest, mean of {RUNS} runs", "epochs", (0, EPOCHS), (1e-6, 1),
            y_log=True, right=176,
        )),
        "ground": clouds_figure(colors, scene, ways, here),
    }  # fmt: skip


def bars_figure(colors: Theme, bars: list[Curve], ticks: tuple[list[float], list[str]]) -> dict[str, Any]:
    """How many points were drawn so often, for both ways side by side."""
    figure = lines_figure(LinesView(
        colors, bars, "Points drawn so often in one epoch", "times drawn", (-0.5, MOST_DRAWN - 0.5), (0, 64),
        names=False, ticks=ticks,
    ))  # fmt: skip
    for trace, bar in zip(figure["data"], bars, strict=False):
        kept_points = np.isfinite(bar.y) & (bar.y > 0)
        trace |= {"type": "bar", "x": bar.x[kept_points], "y": bar.y[kept_points], "width": 0.26,
                  "marker": {"color": bar.color}}  # fmt: skip
        trace.pop("mode")
        trace.pop("line")
    figure["layout"] |= {"barmode": "overlay"}
    return figure


def clouds_figure(colors: Theme, scene: Ground, ways: list[Way], here: Place) -> dict[str, Any]:
    """Where the runs of both ways stand, as dots."""
    figure = ground_figure(
        GroundView(colors, scene, ways, ((here.minima[0][0], ""),), title=f"{RUNS} runs each after {EPOCHS} epochs")
    )
    for trace in figure["data"]:
        if trace.get("name") in NAMES:
            trace |= {"mode": "markers", "marker": trace["marker"] | {"size": 8, "opacity": 0.75}}
        if trace.get("name") == "heads":
            trace |= {"x": [], "y": []}
    return figure


def drawing_readout(here: Place, ends: tuple[Array, Array], counts: list[Array], letters: Letters) -> str:
    """How many points one epoch left out, and how far above the lowest both ways end."""
    n = len(here.fit)
    parts = [f"With replacement **{counts[0][0]:.0f} of {n}** points ({100 * counts[0][0] / n:.0f} %) never seen"]
    above = [float(here.surface.value(W[-10:]).mean()) - here.lowest for W in ends]
    parts += [
        f"{name}: {letters.cost} − lowest over the last 10 epochs **{plain_number(each)}**"
        for name, each in zip(NAMES, above, strict=True)
    ]
    parts.append(f"**{plain_number(above[0] / above[1], 2)}** times as much")
    return " · ".join(parts)
