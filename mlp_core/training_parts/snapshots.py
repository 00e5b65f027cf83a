"""Snapshots of a training: all that it needs to go on exactly as it did, in arrays that no one changes."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Self

from mlp_core.activations import Activation
from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array
from mlp_core.history import History, HistoryEnd, Record
from mlp_core.losses import Loss
from mlp_core.network import MLP
from mlp_core.optimizers import Optimizer
from mlp_core.schedules import Schedule
from mlp_core.training_parts.best_parameters import BestParameters
from mlp_core.training_parts.epoch_measurement import EpochMeasurement, EpochSoFar
from mlp_core.training_parts.mini_batch_update import MiniBatchUpdate, UpdateMemory
from mlp_core.training_parts.mini_batches import MiniBatches, PlaceInEpoch
from mlp_core.training_parts.progress import STATUSES, Progress
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

    @property
    def progress(self) -> Progress:
        """How far this training is; going on does not change it."""
        measured = self._measured.so_far if self._batches.remaining else None
        return Progress(self.epoch, self.steps, self._update.memory, self.status, self._batches.place, measured)

    def take_up(self, progress: Progress, records: Sequence[Record] = ()) -> None:
        """Go on where another run of the same data was, with the present weights; without records history begins anew.

        ``ValueError`` where the memory is not that of this optimizer, a count is negative, or place and measurements
        are not of these data; then nothing has changed.
        """
        epoch, steps = (checked_whole(name, getattr(progress, name), at_least=0) for name in ("epoch", "steps"))
        memory, place, measured = progress.memory, progress.place, progress.measured
        checked_whole("count", memory.count, at_least=0)
        wanted, found = [each.shape for each in self._update.memory.vectors], [each.shape for each in memory.vectors]
        if found != wanted:
            raise ValueError(f"{self._update.optimizer.name} remembers vectors of the shapes {wanted}, not {found}")
        if progress.status not in STATUSES:
            raise ValueError(f"status must be one of {', '.join(STATUSES)}, not {progress.status!r}")
        if place is not None:
            place.check(len(self.X))
        if measured is not None:
            measured.check(self.network, len(self.X), len(self.X) if place is None else len(self.X) - place.remaining)
        self._update.memory = memory
        self.epoch, self.steps, self.status = epoch, steps, "running"
        self._begin_history()
        if records:
            self.history = History(len(records[-1].layer_gradient_norms))
            for record in records:
                self.history.add(record)
        if place is not None:
            self._batches.place = place
        self._bind()
        if measured is not None:
            self._measured.so_far = measured
        self._go_on_after_a_rule()
        if self.status == "running":
            self.status = progress.status

    @property
    def best_epoch(self) -> int:
        """The recorded epoch of the lowest training loss; what counts is the loss since activations or loss changed.

        After a divergence: the epoch to return to, which is the best one before where this one's end led away.
        """
        return self._best.epoch

    @property
    def best_parameters(self) -> Array:
        """The parameters (P,) of ``best_epoch``."""
        return self._best.parameters

    def return_to_best(self) -> None:
        """Take back the parameters of ``best_epoch`` and go on from there with empty optimizer memory."""
        self.network.parameters = self.best_parameters
        self.network.parameters[self.network.cut] = 0.0
        self._update.forget()
        self._batches.drop_epoch()
        self.status = "running"
        self._go_on_after_a_rule()

    def _begin_history(self) -> None:
        raise NotImplementedError

    def _bind(self) -> None:
        raise NotImplementedError

    def _go_on_after_a_rule(self) -> None:
        raise NotImplementedError
