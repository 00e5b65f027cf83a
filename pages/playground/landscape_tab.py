"""The tab of the loss landscape: computed for the weights at rest, and kept until they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from mlp_core.landscape import Landscape, affordable, landscape, path_plane, random_plane
from pages.common.experiment import Experiment
from pages.common.kept import kept, last_kept
from pages.common.live_chart import Grid
from pages.common.palette import Theme
from pages.common.settings import Settings
from pages.playground.figures.landscape import landscape_figure
from pages.playground.figures.landscape_surface import landscape_surface_figure
from pages.playground.figures.loss_scale import loss_scale

KEY = "landscape"
TITLES = ("Main directions", "Random directions")
CELLS = ("chart", "random")
CONTOURS, SURFACE = "Contours", "Surface"
PAUSE = "Pause to see it: it is computed at rest."
TRAIN = "Train first: there is no path yet."
NO_POINTS = "There are no points yet."
DIVERGED = "The weights are past all numbers."


@dataclass(frozen=True)
class Seen:
    """Landscapes, or why there is none, as a run had them at an epoch; the run by its settings and its data."""

    run: tuple[Settings, bytes]
    epoch: int
    panels: tuple[Landscape | str, Landscape | str]


def landscape_tab(experiment: Experiment, shape: str, theme: Theme) -> dict[str, dict[str, Any]]:
    """The figures of both planes on one scale of loss, as contours or as surfaces. Hold the lock.

    While it trains, what was seen last stays, with the epoch it is of.
    """
    words, seen = why_not(experiment), seen_last(experiment)
    panels: Sequence[Landscape | str]
    titles = TITLES
    if experiment.playing and seen is not None:
        titles = tuple(f"{title}, at epoch {seen.epoch}" for title in TITLES)
        panels = [PAUSE if panel == TRAIN else panel for panel in seen.panels]
    elif words:
        panels = [words, words]
    else:
        panels = seen_now(experiment).panels
    draw = landscape_surface_figure if shape == SURFACE else landscape_figure
    scale = loss_scale([panel for panel in panels if isinstance(panel, Landscape)])
    return {cell: draw(title, panel, scale, theme) for cell, title, panel in zip(CELLS, titles, panels, strict=True)}


def choose_shape() -> str:
    """Contours or surfaces."""
    shape: str = st.segmented_control(
        "Landscape as", (CONTOURS, SURFACE), default=CONTOURS, required=True, key="landscape_shape",
        persist_state="session", label_visibility="collapsed",
        help="Contours: lines of equal loss, from above. Surface: turn it by dragging.",
    )  # fmt: skip
    return shape


def landscape_grid() -> Grid:
    """Both planes beside each other; on a narrow page one below the other."""
    one = "minmax(0, 1fr)"
    beside = {"columns": f"{one} {one}", "rows": one, "areas": f'"{" ".join(CELLS)}"', "height": "360px"}
    below = {
        "columns": one,
        "rows": f"{one} {one}",
        "areas": " ".join(f'"{cell}"' for cell in CELLS),
        "height": "640px",
    }
    return Grid(wide=beside, narrow=below)


def seen_now(experiment: Experiment) -> Seen:
    """The landscapes around the present weights."""
    path, run = experiment.path, _run(experiment)
    # Whatever the loss on the planes depends on.
    state = experiment.network.parameters.tobytes(), run, len(path), experiment.end
    return kept(KEY, state, lambda: Seen(run, experiment.trainer.epoch, landscapes(experiment, path)))


def seen_last(experiment: Experiment) -> Seen | None:
    """What was seen of this run the last time that it rested; None where that was another run."""
    seen: Seen | None = last_kept(KEY)
    same = seen is not None and seen.run == _run(experiment) and seen.epoch <= experiment.trainer.epoch
    return seen if same else None


def _run(experiment: Experiment) -> tuple[Settings, bytes]:
    return experiment.settings, experiment.trainer.X.tobytes()


def why_not(experiment: Experiment) -> str:
    """Why there is nothing to see now; empty where there is."""
    if experiment.playing:
        return PAUSE
    if experiment.is_empty:
        return NO_POINTS
    return "" if np.isfinite(experiment.network.parameters).all() else DIVERGED


def landscapes(experiment: Experiment, path: np.ndarray) -> tuple[Landscape | str, Landscape]:
    """The loss on the plane of the path (n, P), or why there is none, and on a random one."""
    trainer, network = experiment.trainer, experiment.network
    side, chosen = asked(experiment)
    around = {"path": path, "X": trainer.X[chosen], "T": trainer.T[chosen], "loss": trainer.loss, "side": side}
    plane = path_plane(path, network.parameters) if len(path) > 1 else None
    main = TRAIN if plane is None else landscape(network, plane, **around)
    return main, landscape(network, random_plane(network, experiment.settings.seed), **around)


def asked(experiment: Experiment) -> tuple[int, np.ndarray]:
    """The side of the grid, and the samples that are asked at each of its points: as many as take little time."""
    n = len(experiment.trainer.X)
    side, n_asked = affordable([len(block) for block in experiment.network.blocks], n)
    return side, np.linspace(0, n - 1, n_asked).astype(int)


def description(experiment: Experiment, shape: str, loss: str) -> str:
    """What is shown, in words."""
    n, n_asked = len(experiment.trainer.X), len(asked(experiment)[1])
    samples = "the training data" if n == n_asked else f"{n_asked} of the {n} training samples"
    penalty = ", without the penalty" if experiment.settings.l1 or experiment.settings.l2 else ""
    on = "as the height over two planes" if shape == SURFACE else "on two planes"
    directions = "Main directions are the path's; random ones are as long in each neuron as its weights."
    if why_not(experiment) and not (experiment.playing and seen_last(experiment)):
        return f"{loss} over {samples}{penalty}, {on} through the weights. {directions}"
    weights = "weights ● of the last rest (pause to renew it)" if experiment.playing else "present weights ●"
    height = "at the height of its own loss" if shape == SURFACE else "seen from straight above"
    return (
        f"{loss} over {samples}{penalty}, {on} through the {weights}. The line is training's path from its start ○, "
        f"{height}: only its end lies on the plane. {directions}"
    )
