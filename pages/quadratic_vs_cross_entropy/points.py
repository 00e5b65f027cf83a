"""A neuron with two inputs on n points: each point's term, their mean 1/n Σ, and the outcome against η."""

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import streamlit as st

from mlp_core import DATASETS
from mlp_core.arrays import Array
from mlp_core.neuron_on_points import PointsRecord, errors_after, train_neuron_on_points
from pages.common.figures.numbers import plain_number
from pages.common.lesson import section, theme
from pages.common.live_chart import Grid, live_chart
from pages.common.live_slider import live_slider
from pages.common.timeline import timeline
from pages.quadratic_vs_cross_entropy.figures.learning_rates import outcome_figure
from pages.quadratic_vs_cross_entropy.figures.losses import loss_name
from pages.quadratic_vs_cross_entropy.figures.points import TERMS, plane_figure, term_name, terms_figure
from pages.quadratic_vs_cross_entropy.figures.strips import Strip, strips_figure
from pages.quadratic_vs_cross_entropy.figures.symbols import Symbols
from pages.quadratic_vs_cross_entropy.letters import reader_symbols
from pages.quadratic_vs_cross_entropy.neuron_choice import CROSS_ENTROPY, choose_quadratic
from pages.quadratic_vs_cross_entropy.rate_grid import rate_grid

KEY = "points"
# Name → (w₁, w₂, b) of each start.
STARTS = MappingProxyType({"Undecided": (0.0, 0.0, 0.0), "Turned": (3.0, -3.0, -4.0), "Badly wrong": (-3.0, -3.0, 2.0)})
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
SMALLEST_ERROR = 1e-3
# Which sample is drawn from the data set; another one would do.
SEED = 1


@dataclass(frozen=True)
class Lesson:
    """The points and how the neuron learns from them. noise : standard deviation added to the points, in percent"""

    n: int
    noise: int
    start: tuple[float, float, float]
    learning_rate: float
    updates: int

    def points(self) -> tuple[Array, Array]:
        """X (n, 2) and T (n,), those with target 0 first."""
        data = DATASETS["gaussians"].generate(self.n, self.noise / 100, seed=SEED, test_share=0.0)
        order = np.argsort(data.T[:, 0], kind="stable")
        return data.X[order], data.T[order, 0]


def points() -> None:
    """Prediction, controls, run and outcome."""
    s = reader_symbols()
    with section(
        "A neuron with two inputs on n points",
        predict="which points move the neuron most: those it answers worst, or those it is unsure about?",
        do=f"at update 0 compare the bars of the two losses, then their means under Terms {term_name('w₂', s)}; then "
        "**Play**. Then raise the learning rate to 1000.",
        observe=r"The gradient is the mean $\frac{1}{n}\sum_x$ of one term a point. Under cross-entropy the worst "
        rf"answers have the longest bars: by {s.b} they pull both ways and nearly cancel, by w₂ all the same way, with "
        r"a mean as the page opens of −0.72 against −0.03. Under the quadratic cost the worst points are nearly mute, "
        rf"because {s.slope} is small just for them, and points near the line decide. A larger learning rate no longer "
        rf"makes up for it: where the first steps are huge, points land far out on the wrong side, {s.slope} = 0, and "
        r"there they stay. The outcome's violet line jumps up, the green one does not as long as a line can part the "
        r"points. (Raise the overlap until none can: then cross-entropy at a huge learning rate never settles either.)",
    ):
        _run()


@st.fragment
def _run() -> None:
    lesson, losses, quantity = _controls()
    moving = timeline(KEY, lesson.updates)
    X, T = lesson.points()
    records = {loss: _trained(lesson, loss) for loss in losses}
    now, colors, s = moving.position, theme(), reader_symbols()
    misses = {loss: np.abs(record.output - T).mean(axis=1) for loss, record in records.items()}
    sizes = {loss: np.linalg.norm(record.gradient_weights, axis=1) for loss, record in records.items()}
    grid = rate_grid(RATES[-1])
    strips = (Strip(f"mean |{s.error}|", misses, 1.0, 0.0), Strip(f"size of the mean gradient {s.gradient}", sizes))
    outcome = outcome_figure(
        grid, {loss: _errors(lesson, loss) for loss in losses}, dict.fromkeys(losses, lesson.learning_rate),
        {loss: float(miss[-1]) for loss, miss in misses.items()}, lesson.updates, colors, SMALLEST_ERROR,
        f"mean |{s.error}|", s,
    )  # fmt: skip
    frames = [
        {
            "plane": plane_figure(X, T, records, moment, colors, s),
            "terms": terms_figure(X, T, records, moment, quantity, colors, s),
            "run": strips_figure(strips, moment, colors, pixels=160),
            "outcome": outcome,
        }
        for moment in moving.moments
    ]
    descriptions = {
        "plane": f"{lesson.n} points of two classes and the line of each neuron.",
        "terms": f"A bar for each point's {term_name(quantity, s)} under both losses, with the mean.",
        "run": "Mean distance from the targets and size of the mean gradient over the updates, for both losses.",
        "outcome": "Mean distance from the targets after all updates against the learning rate, for both losses.",
    }
    texts = _readouts(records, T, now, s)
    live_chart(frames, key=KEY, grid=_grid(), texts=texts, descriptions=descriptions, **moving.options)


def _controls() -> tuple[Lesson, tuple[str, str], str]:
    kept, s = {"persist_state": "session"}, reader_symbols()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        quantity = st.segmented_control(
            "Terms", TERMS, default="b", required=True, key="points_terms", **kept,
            format_func=lambda name: term_name(name, s),
            help="What is shown of each point: its cost, or its part of a gradient. That of w₁ is "
            f"{'minus ' * (s.bias_sign < 0)}that of {s.b} times x₁.",
        )  # fmt: skip
        start = st.segmented_control(
            "Start", tuple(STARTS), default="Badly wrong", required=True, key="points_start", **kept,
            help="The first weights. Undecided: all 0, so that every output is ½.",
        )  # fmt: skip
        quadratic = choose_quadratic()
        n = live_slider(
            "Points n",
            range(2, 41),
            10,
            width=130,
            key="points_n",
            help="How many points the mean is taken over.",
        )
        noise = live_slider(
            "Overlap",
            range(10, 51, 5),
            30,
            width=130,
            key="points_noise",
            help="How far the two classes reach into each other.",
            said=lambda percent: f"{percent} %",
        )
        rate = live_slider(
            f"Learning rate {s.rate}",
            RATES,
            0.2,
            width=150,
            key="points_rate",
            help="The same for both losses. Try 1000.",
        )
        updates = live_slider(
            "Updates",
            range(50, 501, 50),
            300,
            width=130,
            key="points_updates",
            help="How many steps of gradient descent both neurons take.",
        )
    return Lesson(n, noise, STARTS[start], rate, updates), (quadratic, CROSS_ENTROPY), quantity


@lru_cache(maxsize=64)
def _trained(lesson: Lesson, loss: str) -> PointsRecord:
    X, T = lesson.points()
    *weights, bias = lesson.start
    return train_neuron_on_points(X, T, weights, bias, lesson.learning_rate, lesson.updates, loss)


@lru_cache(maxsize=64)
def _errors(lesson: Lesson, loss: str) -> Array:
    X, T = lesson.points()
    *weights, bias = lesson.start
    return errors_after(X, T, weights, bias, rate_grid(RATES[-1]), lesson.updates, loss)


def _readouts(records: dict[str, PointsRecord], T: Array, now: int, s: Symbols) -> dict[str, str]:
    words = []
    for loss, record in records.items():
        worst = int(np.abs(record.output[now] - T).argmax())
        a, delta = f"{record.output[now, worst]:.3f}", plain_number(record.delta[now, worst])
        words.append(f"{loss_name(loss)}: worst at point **{worst + 1}**, {s.a} = {a}, {s.delta} = **{delta}**")
    return {"now_quadratic": f"Update **{now}** · {words[0]}", "now_entropy": words[1]}


def _grid() -> Grid:
    return Grid(
        wide={
            "columns": "minmax(0, 0.85fr) minmax(0, 1.15fr) minmax(0, 1.1fr)",
            "rows": "26px minmax(0, 1fr) minmax(0, 1fr)",
            "areas": '"now_quadratic now_quadratic now_entropy" "plane terms run" "plane terms outcome"',
            "height": "clamp(440px, calc(100vh - 473px), 900px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            "rows": "48px 48px min(100cqw, 380px) 400px 300px 300px",
            "areas": '"now_quadratic" "now_entropy" "plane" "terms" "run" "outcome"',
            "height": "auto",
        },
        breakpoint=900,
    )
