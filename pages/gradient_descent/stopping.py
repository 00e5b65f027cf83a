"""Stopping when the norm of the full gradient is below θ: when that is, and where."""

from typing import Any

import numpy as np
import streamlit as st

from mlp_core.lessons.descent import Path, descend
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
from pages.gradient_descent.controls import choose_place, picture, rate_slider, start_of, take_start
from pages.gradient_descent.figures.ground import Ground, GroundView, Way, ground_figure
from pages.gradient_descent.figures.lines import Curve, LinesView, lines_figure, on_log
from pages.gradient_descent.letters import Letters, reader_letters
from pages.gradient_descent.places import Place, ground, unnamed

KEY = "gd:stop"
UPDATES, SECONDS = 400, 8.0
THRESHOLDS = (0.0001, 0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.2, 0.3)
RATES = (0.02, 0.05, 0.1, 0.15, 0.3, 0.5, 1.0, 3.0)


def stopping() -> None:
    """The section, with its words."""
    n = current_notation()
    with section(
        "When is it enough?",
        predict="the descent stops where the gradient is shorter than θ. Must that be a minimum?",
        do="lower θ step by step on the **Saddle**; then look at the blue zone on the fit and on the two valleys.",
        observe="The rule stops wherever the ground is flat enough: the blue zone. That can be a minimum, a saddle "
        "point, a plateau or the poorer of two valleys, and a small gradient says little about how far it still is: "
        "along a flat valley it is small long before the end. A θ that is too large stops early, one that is too small "
        "never. It must be the **full** gradient: those of single examples do not vanish at the minimum.",
    ):
        _run()
    display_formula(formulas.stop_rule(n))
    open_in_playground(
        "A run in the playground that stops below θ = 0.01", data="gaussians", samples=60, noise=50, test=0,
        features=("x1",), layers=(), activation=(), rate=3.0, batch=0, stop_gradient=0.01,
    )  # fmt: skip


@st.fragment
def _run() -> None:
    letters = reader_letters()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        here, condition = choose_place(KEY, "saddle")
        threshold = live_slider(
            "Stop below θ",
            THRESHOLDS,
            0.1,
            key=f"{KEY}:threshold",
            help="Of the norm of the full gradient. Try 0.1, 0.03, 0.001.",
        )
        rate = rate_slider(
            KEY, f"Learning rate {letters.rate}", 0.15, "Of plain descent. Try 1 on the fit.", RATES, 200
        )
    start = start_of(KEY, here)
    settings = (here.name, condition, start, rate, threshold)
    path = kept(KEY, settings, lambda: descend(here.surface, start, "sgd", rate, UPDATES, stop_below=threshold))
    last = max(path.updates, 1)
    rest_at_end(KEY, settings, last, SECONDS)
    moving = timeline(KEY, last, seconds=SECONDS, unit="update")
    position = min(moving.position, path.updates)
    picture(
        [
            stop_figures(
                here, ground(here.name, condition, letters), path, threshold, min(at, path.updates), theme(), letters
            )
            for at in moving.moments
        ],
        ("ground norm above",),
        key=KEY,
        readout=stop_readout(here, path, threshold, position, letters),
        descriptions={
            "ground": "The path from above; the zone where the gradient is shorter than θ is shaded.",
            "norm": "The norm of the gradient against updates, with θ.",
            "above": "The cost above the lowest against updates.",
        },
        columns="1.25fr 1fr 1fr",
        events={"ground": ("drag",)},
        on_event=lambda event: take_start(KEY, here, event),
        **moving.options,
    )


def stop_figures(
    here: Place, scene: Ground, path: Path, threshold: float, position: int, colors: Theme, letters: Letters
) -> dict[str, Any]:
    """The path with the zone in which it stops, the norm of its gradient, and its cost."""
    k = position + 1
    way = Way(path.points[:k], path.values[:k], colors.text, "descent", dots=path.updates < 80, width=2.5)
    updates = np.arange(k)
    most = max(path.updates, 10)
    norms = on_log(path.gradient_norms[:k])
    above = on_log(path.values[:k] - here.lowest)
    top = 3 * max(float(path.gradient_norms[0]), threshold)
    return {
        "ground": ground_figure(GroundView(
            colors, scene, [way], unnamed(here), path.points[0], title="Blue: the gradient is shorter than θ",
            calm=threshold,
        )),
        "norm": lines_figure(LinesView(
            colors, [Curve("", updates, norms, colors.text)], f"‖∇{letters.cost}‖ against updates", "updates",
            (0, most), (1e-5, top), y_log=True, horizontals=((threshold, f"θ = {threshold:g}"),), names=False,
        )),
        "above": lines_figure(LinesView(
            colors, [Curve("", updates, above, colors.text)], f"{letters.cost} − lowest against updates", "updates",
            (0, most), (1e-8, 3 * max(float(path.values.max()) - here.lowest, 1e-3)), y_log=True, names=False,
        )),
    }  # fmt: skip


def stop_readout(here: Place, path: Path, threshold: float, position: int, letters: Letters) -> str:
    """Where it stands, and at the end why it stopped and how good that place is."""
    parts = [
        f"Update **{position}** · ‖∇{letters.cost}‖ = **{plain_number(path.gradient_norms[position])}** · "
        f"{letters.cost} − lowest = **{plain_number(path.values[position] - here.lowest)}**"
    ]
    if position == path.updates:
        parts.append(f"**{stopped(here, path, threshold)}**")
    return " · ".join(parts)


def stopped(here: Place, path: Path, threshold: float) -> str:
    """Why it ended, and where."""
    if path.end == "diverged":
        return f"it diverged after {path.updates} updates and never stopped by the rule"
    if path.end == "ran":
        return f"not stopped within {UPDATES} updates"
    at = path.points[-1]
    smallest, _ = here.surface.curvatures(at)
    distances = [float(np.linalg.norm(minimum - at)) for minimum, _ in here.minima]
    nearest = int(np.argmin(distances))
    words = here.minima[nearest][1] or "minimum"
    if words in ("poorer", "deeper"):
        words = f"minimum of the {words} valley"
    where = f"{plain_number(distances[nearest])} from the {words}"
    bent = ", where the ground still curves down: a saddle or a plateau" if smallest < 0 else ""
    return f"stopped after {path.updates} updates, {where}{bent}"
