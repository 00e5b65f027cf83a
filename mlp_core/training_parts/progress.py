"""How far a training is: all that its next steps depend on, beside its network, its data and its settings."""

from dataclasses import dataclass

from mlp_core.training_parts.epoch_measurement import EpochSoFar
from mlp_core.training_parts.mini_batch_update import UpdateMemory
from mlp_core.training_parts.mini_batches import PlaceInEpoch

# A diverged training has nothing to go on with.
STATUSES = ("running", "converged", "reached_loss", "reached_epoch")


@dataclass(frozen=True, eq=False)
class Progress:
    """How far a training is.

    Attributes
    ----------
    epoch, steps : whole epochs and mini-batches done
    memory : what the optimizer remembers, in the layout of the network's parameters
    status : of the Trainer
    place : where the epoch and the order of the samples stand; None where that order begins anew
    measured : what was measured of the present epoch; None between two epochs, or where it is not known
    """

    epoch: int
    steps: int
    memory: UpdateMemory
    status: str = "running"
    place: PlaceInEpoch | None = None
    measured: EpochSoFar | None = None
