"""Why monotone: the error surfaces of one tanh neuron and of one Gaussian neuron, their local minima counted."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core import MLP, Trainer
from mlp_core.activations import ACTIVATIONS
from mlp_core.arrays import Array
from mlp_core.lessons.neuron_surface import Minima, NeuronSurface
from pages.activations import formulas
from pages.activations.figures.surface import SurfaceView, answers_figure, best_ones, surface_figure
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.kept import kept
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.notation import current_notation
from pages.common.open_in_playground import open_in_playground
from pages.common.palette import Theme

KEY = "activations:monotone"
NAMES = ("tanh", "gaussian")
OWN, SAME = "each its own neuron's", "the same for both"
HALF_WIDTH, SIDE, DRAWN_EVERY = 8.0, 161, 2
DESCENT_STEPS, DESCENT_RATE = 400, 1.0
FIRST_START = (5.0, 3.0)


def monotone() -> None:
    """The section, with its words."""
    with section(
        "Why monotone: how many valleys has the error?",
        predict="one weight, one bias, targets that the neuron can answer perfectly: can gradient descent get stuck?",
        do="drag over a surface: both descents start there. Add noise, draw other points.",
        observe="tanh leads down to its one minimum (slowly where it is flat). The Gaussian has several: its bump has "
        "settled on some of the points, and to reach the others it would first have to get worse. Each is there twice, "
        "at (w, b) and (−w, −b), for e^(−z²) is the same for z and −z. Candidates are the grid points lower than "
        "their eight neighbours; each then slides to rest, and counts if the surface curves upwards every way there. "
        "With noise tanh may have more than one minimum too, or none inside the frame.",
    ):
        _monotone()
        display_formula(formulas.one_error(current_notation()))
        open_in_playground(
            "Train Gaussian neurons in the playground", data="gaussians", layers=(4,), activation=("gaussian",)
        )


@st.fragment
def _monotone() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        targets = st.segmented_control(
            "Targets", (OWN, SAME), default=OWN, required=True, key=f"{KEY}:targets", persist_state="session",
            help="Made by a neuron of the same kind, so that no error is possible; or tanh's for both.",
        )  # fmt: skip
        noise = live_slider(
            "Noise", evenly(0.0, 0.5, 0.05), 0.0, key=f"{KEY}:noise", width=180, help="Added to the targets. Try: 0.3."
        )
        n = live_slider(
            "Points",
            range(4, 25),
            12,
            key=f"{KEY}:n",
            width=180,
            help="Fewer points leave more room to settle on one of them. Try: 5.",
        )
        st.session_state.setdefault(f"{KEY}:seed", 1)
        st.button("Other points", icon=":material/casino:", key=f"{KEY}:draw", on_click=_draw_anew,
                  help="Other places of the points and other noise.")  # fmt: skip
    start = st.session_state.setdefault(f"{KEY}:start", FIRST_START)
    settings = (targets or OWN, noise, n, st.session_state[f"{KEY}:seed"])
    # While the start is dragged the ground stays what it is.
    surveys = kept(KEY, settings, lambda: [survey(_surface(name, *settings)) for name in NAMES])
    views = surface_views(surveys, start, theme())
    st.markdown(" · ".join(map(reading, views)))
    charts(
        {"tanh": surface_figure(views[0]), "gaussian": surface_figure(views[1]),
         "tanh_answers": answers_figure(views[0]), "gaussian_answers": answers_figure(views[1])},
        key=f"{KEY}:charts",
        columns=4,
        height=340,
        events={"tanh": ["drag"], "gaussian": ["drag"]},
        on_event=_dragged,
        descriptions={
            "tanh": "The error of the tanh neuron over w and b, its minima marked.",
            "gaussian": "The error of the Gaussian neuron over w and b, its minima marked.",
            "tanh_answers": "The points and the tanh neuron's answers at its minima.",
            "gaussian_answers": "The points and the Gaussian neuron's answers at its minima.",
        },
    )  # fmt: skip


def _draw_anew() -> None:
    st.session_state[f"{KEY}:seed"] = (st.session_state[f"{KEY}:seed"] + 1) % 10_000


def _dragged(event: dict[str, Any]) -> None:
    """Both descents start where the pointer is that is pressed on a surface."""
    if event.get("kind") == "drag":
        w, b = (min(max(float(event[axis]), -HALF_WIDTH), HALF_WIDTH) for axis in ("x", "y"))
        st.session_state[f"{KEY}:start"] = (round(w, 2), round(b, 2))


def _surface(name: str, targets: str, noise: float, n: int, seed: int) -> NeuronSurface:
    """Points on [−2, 2], their targets from a neuron with w = 2, b = −1; the Gaussian's lie between 0 and 1."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-2.0, 2.0, n) if seed == 1 else np.sort(rng.uniform(-2.0, 2.0, n))
    added = noise * rng.standard_normal(n)
    z = 2.0 * x - 1.0
    if name == "tanh":
        return NeuronSurface(name, x, ACTIVATIONS["tanh"](z) + added)
    own = ACTIVATIONS["gaussian"](z) + added / 2.0
    return NeuronSurface(name, x, own if targets == OWN else (ACTIVATIONS["tanh"](z) + added + 1.0) / 2.0)


def survey(surface: NeuronSurface) -> tuple[NeuronSurface, Array, Minima]:
    """A surface with its errors on the grid that is drawn, and its minima."""
    fine = np.linspace(-HALF_WIDTH, HALF_WIDTH, SIDE)
    coarse = fine[::DRAWN_EVERY]
    return surface, surface.on_grid(coarse, coarse), surface.minima(fine, fine)


def surface_views(
    surveys: list[tuple[NeuronSurface, Array, Minima]], start: tuple[float, float], colors: Theme
) -> list[SurfaceView]:
    """Each with the descent from the start."""
    places = np.linspace(-HALF_WIDTH, HALF_WIDTH, SIDE)[::DRAWN_EVERY]
    return [
        SurfaceView(colors, "tanh" if each.f.name == "tanh" else "Gaussian", each, places, places, errors, minima,
                    descent(each, start))
        for each, errors, minima in surveys
    ]  # fmt: skip


def descent(surface: NeuronSurface, start: tuple[float, float]) -> Array:
    """The way (M, 2) of batch gradient descent from (w, b), every tenth step and the last."""
    net = MLP([1, 1], surface.f, "zeros")
    net.parameters = np.array(start)
    x, t = surface.x[:, None], surface.t[:, None]
    trainer = Trainer(net, x, t, "half_quadratic", learning_rate=DESCENT_RATE, batch_size="all")
    path = [net.parameters.copy()]
    for _ in range(DESCENT_STEPS // 10):
        trainer.run_epochs(10)
        path.append(net.parameters.copy())
    return np.array(path)


def reading(view: SurfaceView) -> str:
    """Minima in words, and where the descent has come to."""
    n, best = len(view.minima.errors), int(best_ones(view.minima).sum())
    end = plain_number(float(view.surface.error(*view.path[-1])), 2)
    found = "**no** local minimum in the frame" if n == 0 else f"**{n}** local minim{'um' if n == 1 else 'a'}"
    worse = f", {n - best} of them not the best" if n > best else ""
    return f"**{view.name}**: {found}{worse}; {DESCENT_STEPS} steps from the start end at an error of {end}"
