"""Redundant data: every point k times. What batch descent pays for it, and one-example descent does not."""

from math import ceil, inf
from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.one_example import samples_until
from mlp_core.lessons.sample_descent import SamplePath, descend_by_samples
from pages.common.figures.numbers import plain_number
from pages.common.kept import kept
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.gradient_descent import inks
from pages.gradient_descent.controls import picture, rate_slider
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, place

KEY = "gd:redundant"
EPOCHS, MOST, ABOVE = 40, 10, 0.05
# Orders of the points that one-example descent is tried with, and epochs of the single points each.
ORDERS, ORDER_EPOCHS = 5, 2
RATES = (0.2, 0.3, 0.5, 1.0, 2.0, 3.0)


def redundant() -> None:
    """The section, with its words."""
    with section(
        "The same points again and again",
        predict="every point now stands k times in the data. Who has to look at more points to get as far as before?",
        do="move k from 1 to 10 and follow the black line, then the violet one.",
        observe="The full gradient is a mean, so repeating every point does not change it: batch descent takes the "
        "very same path and looks at **k times** as many points on it. One-example descent learns from the first copy "
        "what the others would tell it again, and needs about as many looks as before. Real data are never quite "
        "repeated, but full of points that say nearly the same.",
    ):
        _run()
    with st.container(horizontal=True, gap="small"):
        for words, batch in (("batch", 0), ("one example", 1)):
            open_in_playground(
                f"2000 alike points in the playground, {words}", data="gaussians", samples=2000, noise=50, test=0,
                features=("x1",), layers=(), activation=(), rate=0.5, batch=batch,
            )  # fmt: skip


@st.fragment
def _run() -> None:
    here, letters = place("fit"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rate = rate_slider(KEY, f"Learning rate {letters.rate}", 0.5, "Of both. Try 2.", RATES)
        times = live_slider(
            "Each point so often, k",
            range(1, MOST + 1),
            4,
            key=f"{KEY}:times",
            help="The data hold every one of the 60 points k times. Try 1, then 10.",
        )
    runs = kept(KEY, (rate, times), lambda: {k: redundant_runs(here, rate, k) for k in (1, times)})
    needed = kept(f"{KEY}:needed", rate, lambda: samples_needed(here, rate))
    batch, one = needed[times]
    picture(
        redundant_figures(here, runs, needed, times, theme(), letters),
        ("samples epochs needed",),
        key=KEY,
        readout=f"To come within {ABOVE:g} of the lowest {letters.cost} with k = **{times}**: batch descent looks at "
        f"**{_count(batch)}** points{_ratio(batch, needed[1][0])}, one-example descent at "
        f"**{_count(one)}**{_ratio(one, needed[1][1])}, mean of {ORDERS} orders.",
        descriptions={
            "samples": "Cost above the lowest against samples seen, with each point once and k times.",
            "epochs": "The same against epochs.",
            "needed": "Samples needed to come near the lowest cost, against k.",
        },
        columns="1fr 1fr 1fr",
        above=450,
    )


def redundant_runs(here: Place, rate: float, times: int) -> tuple[SamplePath, SamplePath]:
    """Batch descent, and one-example descent over about as many samples as 40 epochs of the single points have."""
    cost = here.fit.repeated(times)
    return (
        descend_by_samples(cost, here.start, "all", rate, EPOCHS),
        descend_by_samples(cost, here.start, 1, rate, ceil(EPOCHS / 4 / times)),
    )


def samples_needed(here: Place, rate: float) -> dict[int, tuple[float, float]]:
    """For each k the samples until both are near the lowest cost; of one-example descent the mean of several orders."""
    level, needed = here.lowest + ABOVE, {}
    for k in range(1, MOST + 1):
        cost = here.fit.repeated(k)
        batch = samples_until(descend_by_samples(cost, here.start, "all", rate, EPOCHS), level)
        paths = [descend_by_samples(cost, here.start, 1, rate, ceil(ORDER_EPOCHS / k), seed=s) for s in range(ORDERS)]
        needed[k] = (batch, float(np.mean([samples_until(path, level) for path in paths])))
    return needed


def redundant_figures(
    here: Place,
    runs: dict[int, tuple[SamplePath, SamplePath]],
    needed: dict[int, tuple[float, float]],
    times: int,
    colors: Theme,
    letters: Letters,
) -> dict[str, Any]:
    """The cost against samples and against epochs with k = 1 and k, and the samples that are needed for every k."""
    by_sample, by_epoch = [], []
    both = (("batch", inks.batch(colors)), ("one", inks.one_example(colors)))
    for k in sorted({1, times}):
        for (name, ink), path in zip(both, runs[k], strict=True):
            above = on_log(path.values - here.lowest)
            look = {"color": ink, "dash": "dot" if k != times else "solid", "width": 2.0 if name == "one" else 3.0}
            called = f"{name}, k = {k}"
            by_sample.append(Curve(called, path.samples, above, **look))
            by_epoch.append(Curve(called, path.samples / path.n_samples, above, **look))
    y_range = (1e-4, 5.0)
    k = np.array(list(needed), dtype=float)
    counts = np.array(list(needed.values()))
    lines = [Curve(name, k, counts[:, c], ink, "lines+markers") for c, (name, ink) in enumerate(both)]
    here_now = [
        Curve(name, k[times - 1 : times], counts[times - 1 : times, c], ink, "markers", head=False, size=14)
        for c, (name, ink) in enumerate(both)
    ]
    above_words = f"{letters.cost} − lowest"
    finite = counts[np.isfinite(counts)]
    level = ((ABOVE, f"{ABOVE:g} above"),)
    return {
        "samples": lines_figure(LinesView(
            colors, by_sample, f"{above_words}, against samples seen", "samples seen", (0.9, EPOCHS * 60 * MOST),
            y_range, x_log=True, y_log=True, horizontals=level, values=False, right=112, gap=0.09,
        )),
        "epochs": lines_figure(LinesView(
            colors, by_epoch, f"{above_words}, against epochs", "epochs", (0, EPOCHS), y_range, y_log=True,
            horizontals=level, names=False,
        )),
        "needed": lines_figure(LinesView(
            colors, [*lines, *here_now], f"Samples until {ABOVE:g} above the lowest, against k", "k", (0.5, MOST + 0.5),
            (5.0, 2 * float(finite.max(initial=100))), y_log=True, right=104,
        )),
    }  # fmt: skip


def _count(samples: float) -> str:
    return f"{samples:,.0f}" if samples < inf else "more than there were"


def _ratio(samples: float, once: float) -> str:
    return f" ({plain_number(samples / once, 2)} times as many as with k = 1)" if samples < inf and once < inf else ""
