"""What leaves the engine: a network, the inputs it takes, its training data, and all that the next step depends on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array
from mlp_core.losses import Loss
from mlp_core.network import MLP
from mlp_core.optimizers import Optimizer
from mlp_core.schedules import Schedule
from mlp_core.training import Trainer
from mlp_core.training_parts.progress import Progress


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network at one moment of its training, independent of what the Trainer does afterwards.

    network : takes the features of the standardised inputs
    features : names of FEATURES; empty where it takes the standardised inputs as they are
    input_mean, input_scale : (n_inputs,); standardised input = (input − input_mean) / input_scale
    X, T : training data, (N, n_inputs) as they were before standardising, and (N, n_outputs) as the loss takes them
    target_centre, target_scale : value in the data's own units = output · target_scale + target_centre
    classes : their names in the order of their numbers, where they have any
    batch_size : at most N
    """

    network: MLP
    features: tuple[str, ...]
    input_mean: Array
    input_scale: Array
    X: Array
    T: Array
    target_centre: float
    target_scale: float
    classes: tuple[str, ...]
    loss: Loss
    optimizer: Optimizer
    learning_rate: float
    schedule: Schedule
    batch_size: int
    l1: float
    l2: float
    clip_norm: float | None
    progress: Progress


def trained_network(
    trainer: Trainer,
    features: Sequence[str] = (),
    X: ArrayLike | None = None,
    input_mean: ArrayLike | None = None,
    input_scale: ArrayLike | None = None,
    target_units: tuple[float, float] = (0.0, 1.0),
    classes: Sequence[str] = (),
) -> TrainedNetwork:
    """The Trainer's network as it is now.

    Parameters
    ----------
    features : that the network takes; none says the inputs themselves
    X : (N, n_inputs), standardised training inputs before features were made of them; the Trainer's own unless given
    input_mean, input_scale : (n_inputs,); 0 and 1 unless given
    target_units : centre and scale, see ``TrainedNetwork``
    classes : names

    Raises
    ------
    ValueError : the network has diverged, its parameters are not finite
    """
    if not np.isfinite(trainer.network.parameters).all():
        raise ValueError("the network has diverged: its weights are not finite numbers")
    standardised = np.asarray(trainer.X if X is None else X, dtype=np.float64)
    mean = np.zeros(standardised.shape[1]) if input_mean is None else np.array(input_mean, dtype=np.float64)
    scale = np.ones(standardised.shape[1]) if input_scale is None else np.array(input_scale, dtype=np.float64)
    return TrainedNetwork(
        network=trainer.network.copy(),
        features=tuple(features),
        input_mean=mean,
        input_scale=scale,
        X=standardised * scale + mean,
        T=trainer.T,
        target_centre=float(target_units[0]),
        target_scale=float(target_units[1]),
        classes=tuple(classes),
        loss=trainer.loss,
        optimizer=trainer.optimizer,
        learning_rate=trainer.learning_rate,
        schedule=trainer.schedule,
        batch_size=trainer.batch_size,
        l1=trainer.l1,
        l2=trainer.l2,
        clip_norm=trainer.clip_norm,
        progress=trainer.progress,
    )
