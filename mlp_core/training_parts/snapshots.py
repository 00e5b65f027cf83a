"""Snapshots of a training: all that it needs to go on exactly as it did, in arrays that no one changes."""

from copy import copy
from dataclasses import dataclass
from typing import Self

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.history import History, HistoryEnd
from mlp_core.losses import Loss
from mlp_core.network import MLP
from mlp_core.optimizers import Optimizer
from mlp_core.schedules import Schedule
from mlp_core.training_parts.best_parameters import BestParameters
from mlp_core.training_parts.epoch_measurement import EpochMeasurement, EpochSoFar
from mlp_core.training_parts.mini_batch_update import MiniBatchUpdate, UpdateMemory
from mlp_core.training_parts.mini_batches import MiniBatches, PlaceInEpoch
from mlp_core.training_parts.training_data import Data

# Bytes of a snapshot besides its arrays, about.
OBJECTS = 2500
# Attributes of the Trainer that are replaced, never changed in place.
REPLACED = (
    "X",
    "T",
    "test_data",
    "epoch",
    "steps",
    "status",
    "_loss",
    "_learning_rate",
    "_schedule",
    "_batch_size",
    "_stop_gradient_norm",
    "_stop_loss",
    "_stop_epoch",
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A training at one moment, also in the middle of an epoch.

    Attributes
    ----------
    time : whole epochs done, and the share of the present one
    attributes : of the Trainer, those that are replaced, never changed in place
    layer_sizes, activations, parameters, cut : of its network
    """

    time: float
    attributes: dict[str, object]
    layer_sizes: tuple[int, ...]
    activations: tuple[Activation, ...]
    parameters: Array
    cut: Array
    optimizer: Optimizer
    penalty_and_clipping: tuple[float, float, float | None]
    memory: UpdateMemory
    place: PlaceInEpoch
    measured: EpochSoFar | None
    best: BestParameters
    history_end: HistoryEnd

    @property
    def network(self) -> MLP:
        """The network as it was then, with a parameter vector of its own."""
        network = MLP(self.layer_sizes, self.activations, "zeros")
        network.parameters[:] = self.parameters
        network.cut[:] = self.cut
        return network

    @property
    def bytes(self) -> int:
        """About what it takes in memory; data and what two snapshots share count for nothing."""
        arrays = [self.parameters, self.cut, self.best.parameters, self.best.parameters, *self.memory.vectors]
        if self.place.order is not None:
            arrays.append(self.place.order)
        if self.measured is not None:
            arrays.append(self.measured.z)
        return OBJECTS + sum(array.nbytes for array in arrays)


class Resumable:
    """A training that can be taken up again as it was at an earlier moment."""

    network: MLP
    history: History
    X: Array
    T: Array
    test_data: Data | None
    seed: int
    epoch: int
    steps: int
    status: str
    _loss: Loss
    _learning_rate: float
    _schedule: Schedule
    _batch_size: int
    _stop_gradient_norm: float | None
    _stop_loss: float | None
    _stop_epoch: int | None
    _update: MiniBatchUpdate
    _batches: MiniBatches
    _measured: EpochMeasurement
    _best: BestParameters

    @property
    def time(self) -> float:
        """Whole epochs done, and the share of the present one."""
        remaining = self._batches.remaining
        return self.epoch + (1.0 - remaining / len(self.X) if remaining else 0.0)

    def snapshot(self) -> Snapshot:
        """This training as it is now; going on does not change it."""
        network, update = self.network, self._update
        within_epoch = self._batches.remaining > 0
        return Snapshot(
            time=self.time,
            attributes={name: getattr(self, name) for name in REPLACED},
            layer_sizes=network.layer_sizes,
            activations=network.activations,
            parameters=network.parameters.copy(),
            cut=network.cut.copy(),
            optimizer=update.optimizer,
            penalty_and_clipping=(update.l1, update.l2, update.clip_norm),
            memory=update.memory,
            place=self._batches.place,
            measured=self._measured.so_far if within_epoch else None,
            best=copy(self._best),
            history_end=self.history.end,
        )

    def resumed(self, snapshot: Snapshot) -> Self:
        """Another training that goes on from a snapshot of this one, step by step as this one did.

        Its history is this one's up to then. This one stays as it is, and the two share nothing that changes.
        """
        other = copy(self)
        vars(other).update(snapshot.attributes)
        other.network = snapshot.network
        other._update = MiniBatchUpdate(other.network, other._loss, other.T, snapshot.optimizer)
        other._update.l1, other._update.l2, other._update.clip_norm = snapshot.penalty_and_clipping
        other._update.memory = snapshot.memory
        other._batches = MiniBatches(other.X, other.T, other.seed)
        other._batches.place = snapshot.place
        other._best = copy(snapshot.best)
        other.history = self.history.until(snapshot.history_end)
        other._bind()
        if snapshot.measured is not None:
            other._measured.so_far = snapshot.measured
        return other

    def _bind(self) -> None:
        raise NotImplementedError
