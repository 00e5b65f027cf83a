"""Two valleys: the noise of single examples carries a descent out of the poorer one."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.arrays import Array
from mlp_core.lessons.sample_descent import SamplePath, descend_by_samples, descend_many
from pages.common.figures.numbers import plain_number
from pages.common.kept import kept, rest_at_end
from pages.common.lesson import section, theme
from pages.common.live_slider import live_slider
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme
from pages.common.timeline import timeline
from pages.gradient_descent import inks
from pages.gradient_descent.controls import order_button, picture, rate_slider, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure
from pages.gradient_descent.figures.relief import relief_figure
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground, place

KEY = "gd:valleys"
EPOCHS, SECONDS, RUNS = 60, 10.0, 20
# From here both valleys are to be seen.
FROM = (0.75, -1.6, 1.0)
RATES = (0.1, 0.2, 0.3, 0.5, 1.0, 2.0)
SIZES = (1, 2, 5, 10, 20, 40)


def two_valleys() -> None:
    """The section, with its words."""
    with section(
        "Noise leaves the poorer valley",
        predict="both start in the poorer valley. Which of the two will you find in the deeper one?",
        do="**Play**; then raise the number of examples in a step, and the learning rate.",
        observe="A neuron with the quadratic cost on 36 points and 4 far ones of the other class. In the poorer valley "
        "it gives them all up and answers about ½; in the deeper one it gives up the four. The full gradient vanishes "
        "in both, so batch descent stays where it came down. The gradient of a single example does not vanish: its "
        "steps climb over the ridge, and out of the deeper valley, which is wider, none of them comes back. The larger "
        "the mini-batch, the smaller the noise and the fewer runs get out; a larger rate makes up for it.",
    ):
        _run()
    with st.container(horizontal=True, gap="small"):
        for words, batch in (("batch", 0), ("one example", 1)):
            open_in_playground(
                f"XOR with two hidden neurons in the playground, {words}", data="xor", layers=(2,),
                activation=("tanh",), loss="half_quadratic", rate=0.5, batch=batch,
            )  # fmt: skip


@st.fragment
def _run() -> None:
    here, letters = place("valleys"), reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        rate = rate_slider(KEY, f"Learning rate {letters.rate}", 0.5, "Of both. Try 0.1, then 2.", RATES)
        size = live_slider(
            "Examples in a step",
            SIZES[:-1],
            1,
            key=f"{KEY}:size",
            width=200,
            help="Of the violet path; the black one takes all 40. Try 10, then 5 with a larger rate.",
        )
        order = order_button(KEY, "Another order", "Another order of the points: another noise.")
    start = start_of(KEY, here)
    settings = (rate, size, start, order)
    paths = kept(KEY, settings, lambda: valley_paths(here, *settings))
    left = kept(f"{KEY}:many", (rate, start), lambda: share_in_deeper(here, rate, start))
    last = EPOCHS * len(here.fit)
    rest_at_end(KEY, settings, last, SECONDS)
    moving = timeline(KEY, last, seconds=SECONDS, unit="sample")
    picture(
        [
            valley_figures(here, ground("valleys", 0, letters), paths, left, size, at, theme(), letters)
            for at in moving.moments
        ],
        ("ground relief curve", "ground relief share"),
        key=KEY,
        readout=valley_readout(here, paths, left, size, moving.position, letters),
        descriptions={
            "ground": "Two valleys from above, with the path of batch descent and that of a few examples a step.",
            "relief": "The same in space.",
            "curve": "The cost of both against epochs.",
            "share": f"The share of {RUNS} runs that end in the deeper valley, against the size of the mini-batch.",
        },
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
        **moving.options,
    )


def valley_paths(
    here: Place, rate: float, size: int, start: tuple[float, float], seed: int
) -> tuple[SamplePath, SamplePath]:
    """Batch descent and the noisy one."""
    batch, noisy = (descend_by_samples(here.fit, start, each, rate, EPOCHS, seed=seed) for each in ("all", size))
    return batch, noisy


def in_deeper(here: Place, points: Array) -> Array:
    """Which of the points (…, 2) are nearer to the deeper minimum than to the poorer one."""
    poorer, deeper = (at for at, _ in here.minima)
    return np.linalg.norm(points - deeper, axis=-1) < np.linalg.norm(points - poorer, axis=-1)


def share_in_deeper(here: Place, rate: float, start: tuple[float, float]) -> Array:
    """For every size of a mini-batch the share of runs that end in the deeper valley."""
    ends = [descend_many(here.fit, start, size, rate, EPOCHS, runs=RUNS)[-1] for size in SIZES]
    return np.array([in_deeper(here, end).mean() for end in ends])


def valley_figures(
    here: Place,
    scene: Ground,
    paths: tuple[SamplePath, SamplePath],
    left: Array,
    size: int,
    samples: int,
    colors: Theme,
    letters: Letters,
) -> dict[str, Any]:
    """Both paths from above and in space, their cost, and the shares of many runs."""
    names, colored = ("batch", f"b = {size}"), (inks.batch(colors), inks.one_example(colors))
    shown = [path.after(samples) + 1 for path in paths]
    drawn = list(zip(names, paths, shown, colored, strict=True))
    ways = [Way(p.points[:k], p.values[:k], ink, name, width=3 if name == "batch" else 1.8)
            for name, p, k, ink in reversed(drawn)]  # fmt: skip
    curves = [
        Curve(name, p.samples[:k] / p.n_samples, p.values[:k], ink, width=3 if name == "batch" else 1.6)
        for name, p, k, ink in drawn
    ]
    top = 1.1 * float(max(path.values.max() for path in paths))
    at = np.arange(len(SIZES), dtype=float)
    now = SIZES.index(size)
    shares = [
        Curve("all sizes", at, left, colors.muted, "lines+markers", head=False),
        Curve("chosen", at[now : now + 1], left[now : now + 1], colors.mark, "markers", head=False, size=14),
    ]
    ticks = (list(at), [*map(str, SIZES[:-1]), "all"])
    return {
        "ground": ground_figure(GroundView(colors, scene, ways, here.minima, paths[0].points[0],
                                           title="Seen from above")),
        "relief": relief_figure(colors, scene, ways, eye=FROM),
        "curve": lines_figure(LinesView(
            colors, curves, f"{letters.cost} against epochs", "epochs", (0, EPOCHS), (0, top), right=104, gap=0.22
        )),
        "share": lines_figure(LinesView(
            colors, shares, f"Of {RUNS} runs, share in the deeper valley", "examples in a step",
            (-0.3, len(SIZES) - 0.7), (-0.06, 1.1), names=False, ticks=ticks,
        )),
    }  # fmt: skip


def valley_readout(
    here: Place, paths: tuple[SamplePath, SamplePath], left: Array, size: int, samples: int, letters: Letters
) -> str:
    """Where both are, and how many of many runs got out."""
    parts = [f"Epoch **{samples / paths[0].n_samples:.1f}**"]
    for name, path in zip(("batch", f"b = {size}"), paths, strict=True):
        k = path.after(samples)
        where = "deeper" if in_deeper(here, path.points[k]) else "poorer"
        parts.append(f"{name}: {letters.cost} = {plain_number(path.values[k])}, **{where}** valley")
    parts.append(f"**{RUNS * left[SIZES.index(size)]:.0f} of {RUNS}** runs with b = {size} end in the deeper")
    return " · ".join(parts)
