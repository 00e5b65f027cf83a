"""Looking inside a network that learns: which units are saturated or dead, and why a run diverged."""

from dataclasses import dataclass
from functools import partial
from math import sqrt

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.losses import why_not
from mlp_core.network import MLP
from mlp_core.training import Trainer

# A unit counts as saturated at a sample where |f′| is below this share of the largest |f′|.
SATURATED_SLOPE = 0.05


def saturated_share(f: Activation, z: Array) -> float:
    """Share of the pre-activations z (N, rows) at which f has all but lost its slope; NaN where f has none anywhere."""
    if not f.has_gradient or f.output_only:
        return float("nan")
    steepest = np.abs(f.derivative(np.linspace(-6.0, 6.0, 1202).reshape(-1, f.pieces))).max()
    slope = np.abs(f.derivative(z))
    if f.pieces > 1:  # one piece always passes the whole slope on
        return 0.0
    return float((slope < SATURATED_SLOPE * steepest).mean())


def dead_units(f: Activation, z: Array) -> np.ndarray:
    """Which units (n,) have slope 0 at every sample of z (N, n): no gradient reaches their weights any more."""
    if f.pieces > 1:
        return np.zeros(z.shape[1] // f.pieces, dtype=bool)
    return np.asarray((f.derivative(z) == 0.0).all(axis=0))


@dataclass(frozen=True)
class Divergence:
    """Why training left the finite numbers.

    ``cause`` is ``learning_rate``, ``initial_scale``, ``unbounded_output`` or ``penalty``, the L1 or L2 term.

    ``weight_scale`` is the largest ratio, over layers, of the first weights' root mean square to Glorot's;
    ``learning_rate`` (before the schedule) and ``output`` (the activation's name) are those it ended with.
    """

    cause: str
    weight_scale: float
    learning_rate: float
    output: str


def why_diverged(trainer: Trainer, first_network: MLP, most_steps: int = 2000) -> Divergence:
    """Find the cause of a divergence by trying what would have prevented it.

    The run is repeated from its first weights, once without penalty, once with these weights scaled down to Glorot's
    size and, for classes (a regression's output must be unbounded), once with a bounded output; the first change under
    which it survives names the cause. Where none does, or the repeated run survives unchanged, it is the learning rate.

    Parameters
    ----------
    trainer : the diverged run; left alone
    first_network : its network as it was before the first step; activations are taken from the trainer
    most_steps : bound on each repetition
    """
    network = trainer.network
    first = first_network.resized(network.layer_sizes, network.activations)
    steps = min(most_steps, trainer.steps + 50)
    ratios = [_scale_against_glorot(W) for W in first.weights]
    weight_scale = max(ratios)
    found = partial(
        Divergence,
        weight_scale=weight_scale,
        learning_rate=trainer.learning_rate,
        output=trainer.activations[-1].name,
    )
    changed = [("penalty", first)] if trainer.l1 or trainer.l2 else []
    if weight_scale > 2.0:
        tamed = first.copy()
        for W, ratio in zip(tamed.weights, ratios, strict=True):
            W /= max(1.0, ratio)
        changed.append(("initial_scale", tamed))
    output = first.activations[-1]
    if trainer.classification and (np.isinf(output.upper) or np.isinf(output.lower)):
        bounded = first.copy()
        bounded.activations = [*first.activations[:-1], "sigmoid" if output.lower >= 0 else "tanh"]
        if why_not(trainer.loss, bounded.activations[-1]) is None:
            changed.append(("unbounded_output", bounded))
    if changed and not _survives(trainer, first, steps):
        for cause, network in changed:
            if _survives(trainer, network, steps, penalty=cause != "penalty"):
                return found(cause)
    return found("learning_rate")


def _survives(trainer: Trainer, start: MLP, steps: int, penalty: bool = True) -> bool:
    again = Trainer(
        start.copy(),
        trainer.X,
        trainer.T,
        trainer.loss,
        trainer.optimizer,
        trainer.learning_rate,
        trainer.batch_size,
        trainer.seed,
        l1=trainer.l1 if penalty else 0.0,
        l2=trainer.l2 if penalty else 0.0,
        schedule=trainer.schedule,
        clip_norm=trainer.clip_norm,
    )
    while again.status == "running" and again.steps < steps:
        again.step()
    return again.status == "running"


def _scale_against_glorot(W: Array) -> float:
    rows, columns = W.shape
    return float(np.sqrt((W * W).mean()) / sqrt(2.0 / (rows + columns)))
