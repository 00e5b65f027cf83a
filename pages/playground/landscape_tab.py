"""The tab of the loss landscape: computed for the weights at rest, and kept until they change."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.landscape import Landscape, affordable, landscape, path_plane, random_plane
from pages.common.experiment import Experiment
from pages.common.kept import kept, last_kept
from pages.common.palette import Theme
from pages.common.settings import Settings
from pages.playground.figures.landscape import landscape_figure
from pages.playground.figures.landscape_surface import landscape_surface_figure

KEY = "landscape"
TITLES = ("Main directions", "Random directions")
SHAPES = ("Contours", "Surface")
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


def landscape_tab(experiment: Experiment, shape: str, theme: Theme) -> dict[str, Any]:
    """The figure of both planes, as contours or as a surface. Hold the lock.

    While it trains, what was seen last stays, with the epoch it is of.
    """
    words, seen = why_not(experiment), seen_last(experiment)
    panels: list[tuple[str, Landscape | str]]
    if experiment.playing and seen is not None:
        panels = [
            (f"{title}, at epoch {seen.epoch}", PAUSE if panel == TRAIN else panel)
            for title, panel in zip(TITLES, seen.panels, strict=True)
        ]
    elif words:
        panels = [(title, words) for title in TITLES]
    else:
        panels = list(zip(TITLES, seen_now(experiment).panels, strict=True))
    return (landscape_surface_figure if shape == "Surface" else landscape_figure)(panels, theme)


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
    of = f"{loss} over {samples}{penalty}, on two planes"
    if experiment.playing and seen_last(experiment) is not None:
        return f"{of} through the weights ● of the last rest. Pause to see it around the present ones."
    height = "at the height of its own loss" if shape == "Surface" else "seen from straight above"
    return (
        f"{of} through the present weights ●. The line is training's path from its start ○, {height}: only its end "
        "lies on the plane. Main directions are the path's; random ones are as long in each neuron as its weights."
    )
