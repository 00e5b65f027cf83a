"""Batch, mini-batch and one-example descent down the cost of one neuron, on one clock: the samples looked at."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.sample_descent import SamplePath, descend_by_samples
from pages.common.figures.numbers import plain_number
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.gradient_descent import formulas, inks
from pages.gradient_descent.controls import order_button, picture, rate_slider, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.figures.relief import relief_figure
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground, place, unnamed

KEY = "gd:ways"
EPOCHS, SECONDS = 20, 12.0
SIZES = (2, 5, 10, 20, 30)


def three_ways() -> None:
    """The section, with its words."""
    n = current_notation()
    with section(
        "Three ways down one slope",
        predict="all three take the same learning rate. After one look at all 60 points, who is lowest?",
        do="press **Play**; then raise the rate until one of them cannot settle; drag the start elsewhere.",
        observe="Batch descent makes **one** update an epoch, straight down across the contour lines; mini-batches "
        "of 10 make six, one-example descent sixty. So within the first epoch the one-example path is "
        "nearly down before batch descent has moved at all: against samples seen it wins early. It pays "
        "with noise: its path wanders, and at the bottom it goes on trembling, the more the larger the "
        "rate, while batch descent glides on and mini-batches are the compromise between both.",
    ):
        _run()
    formulas_row = (formulas.full_update(n), formulas.mini_batch_update(n), formulas.one_example_update(n))
    st.markdown(" &emsp; ".join(f"${each}$" for each in formulas_row))
    with st.container(horizontal=True, gap="small"):
        for words, size in (("batch", 0), ("mini-batches of 10", 10), ("one example", 1)):
            open_in_playground(
                f"This neuron in the playground, {words}", data="gaussians", samples=60, noise=50, test=0,
                features=("x1",), layers=(), activation=(), rate=0.5, batch=size,
            )  # fmt: skip


@st.fragment
def _run() -> None:
    here, letters = place("fit"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rate = rate_slider(KEY, f"Learning rate {letters.rate}", 0.5, "Of all three. Try 0.1, then 3.")
        size = live_slider(
            "Mini-batch size b",
            SIZES,
            10,
            key=f"{KEY}:size",
            width=160,
            help="How many points each mini-batch looks at. Try 2 and 30: which neighbour does it come to resemble?",
        )
        arrows = st.toggle(
            "Gradient arrows", key=f"{KEY}:arrows", persist_state="session",
            help=f"−∂{letters.cost}/∂w at a grid of places: at right angles to the contour lines.",
        )  # fmt: skip
        order = order_button(KEY, "Another order", "Shuffle the points anew: batch descent does not notice.")
    settings = (rate, size, start_of(KEY, here), order)
    paths = kept(KEY, settings, lambda: ways_paths(here, *settings))
    last = EPOCHS * len(here.fit)
    rest_at_end(KEY, settings, last, SECONDS)
    moving = timeline(KEY, last, seconds=SECONDS, unit="sample")
    picture(
        [
            ways_figures(here, ground("fit", 0, letters), paths, at, theme(), letters, size, arrows)
            for at in moving.moments
        ],
        ("ground relief epochs", "ground relief samples"),
        key=KEY,
        readout=ways_readout(paths, moving.position, size, letters),
        descriptions={
            "ground": "Contour lines of the cost over weight and bias, and on them the paths of batch, mini-batch and "
            "one-example descent.",
            "relief": "The same cost as a surface in space, with the three paths on it.",
            "epochs": "Cost above the lowest after each whole epoch, for the three.",
            "samples": "Cost above the lowest after every update, against the samples seen, on a logarithmic axis.",
        },
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
        **moving.options,
    )


def ways_paths(
    here: Place, rate: float, size: int, start: tuple[float, float], seed: int
) -> tuple[SamplePath, SamplePath, SamplePath]:
    """Batch, mini-batch and one-example descent from one start."""
    batch, mini, one = (descend_by_samples(here.fit, start, each, rate, EPOCHS, seed=seed) for each in ("all", size, 1))
    return batch, mini, one


def ways_figures(
    here: Place,
    scene: Ground,
    paths: tuple[SamplePath, ...],
    samples: int,
    colors: Theme,
    letters: Letters,
    size: int,
    arrows: bool = False,
) -> dict[str, Any]:
    """Ground, relief, and the cost against epochs and samples, once so many samples have been looked at."""
    shown = [path.after(samples) + 1 for path in paths]
    drawn = list(zip(("batch", f"b = {size}", "one"), paths, shown, _inks(colors), strict=True))
    ways = [
        Way(path.points[:k], path.values[:k], ink, name, width=2.0 if name == "one" else 3.0)
        for name, path, k, ink in reversed(drawn)
    ]
    n, top = len(here.fit), max(float(path.values[0]) for path in paths) - here.lowest
    y_range = (1e-5, 3 * max(top, *(float(path.values.max()) - here.lowest for path in paths)))
    by_epoch, by_sample = [], []
    for name, path, k, ink in drawn:
        above = on_log(path.values - here.lowest)
        ends = path.epoch_ends[: samples // n + 1]
        by_epoch.append(Curve(name, np.arange(len(ends)), above[ends], ink, "lines+markers", size=5))
        by_sample.append(Curve(name, path.samples[:k], above[:k], ink, width=1.6 if name == "one" else 3))
    above = f"{letters.cost} − lowest"
    common = {"theme": colors, "y_range": y_range, "y_log": True, "right": 108, "gap": 0.17}
    return {
        "ground": ground_figure(
            GroundView(colors, scene, ways, unnamed(here), paths[0].points[0], arrows, title="Seen from above")
        ),
        "relief": relief_figure(colors, scene, ways),
        "epochs": lines_figure(LinesView(
            curves=by_epoch, title=f"{above}, against epochs", x_title="epochs", x_range=(0, EPOCHS), **common
        )),
        "samples": lines_figure(LinesView(
            curves=by_sample, title=f"{above}, against samples seen", x_title="samples seen",
            x_range=(0.9, EPOCHS * n), x_log=True, verticals=((n, "1 epoch"),), **common,
        )),
    }  # fmt: skip


def ways_readout(paths: tuple[SamplePath, ...], samples: int, size: int, letters: Letters) -> str:
    """Samples, epochs, and for each way its updates and its cost."""
    parts = [f"Samples seen **{samples}** · epoch **{samples / paths[0].n_samples:.1f}**"]
    for name, path in zip(("batch", f"b = {size}", "one example"), paths, strict=True):
        k = path.after(samples)
        parts.append(f"{name}: {k} updates, {letters.cost} = **{plain_number(path.values[k], 4)}**")
    return " · ".join(parts)


def _inks(colors: Theme) -> tuple[str, str, str]:
    return inks.batch(colors), inks.mini_batch(colors), inks.one_example(colors)
