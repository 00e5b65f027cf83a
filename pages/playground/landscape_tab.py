"""The tab of the loss landscape: computed for the weights at rest, and kept until they change."""

from typing import Any

import numpy as np

from mlp_core.landscape import Landscape, affordable, landscape, path_plane, random_plane
from pages.common.experiment import Experiment
from pages.common.kept import kept
from pages.common.palette import Theme
from pages.playground.figures.landscape import landscape_figure

TITLES = ("Main directions", "Random directions")
PAUSE = "Pause to see it: it is computed at rest."
TRAIN = "Train first: there is no path yet."
NO_POINTS = "There are no points yet."
DIVERGED = "The weights are past all numbers."


def landscape_tab(experiment: Experiment, theme: Theme) -> dict[str, Any]:
    """The figure of both planes. Hold the lock."""
    words = why_not(experiment)
    if words:
        return landscape_figure([(title, words) for title in TITLES], theme)
    trainer, path = experiment.trainer, experiment.path
    # Whatever the loss on the planes depends on.
    state = (
        trainer.network.parameters.tobytes(), experiment.settings, len(path), experiment.end, trainer.X.tobytes(),
    )  # fmt: skip
    panels = kept("landscape", state, lambda: landscapes(experiment, path))
    return landscape_figure(list(zip(TITLES, panels, strict=True)), theme)


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


def description(experiment: Experiment, loss: str) -> str:
    """What is shown, in words."""
    n, n_asked = len(experiment.trainer.X), len(asked(experiment)[1])
    samples = "the training data" if n == n_asked else f"{n_asked} of the {n} training samples"
    penalty = ", without the penalty" if experiment.settings.l1 or experiment.settings.l2 else ""
    return (
        f"{loss} over {samples}{penalty}, on two planes through the present weights ●. The line is training's path "
        "from its start ○, seen from straight above: only its end lies on the plane. Main directions are the path's; "
        "random ones are as long in each neuron as its weights."
    )
