"""What an experiment is at one moment, and the run that led there: enough to take it up again exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlp_core import MLP, Trainer
from mlp_core.arrays import Array
from mlp_core.datasets import Dataset
from mlp_core.diagnostics import Divergence
from mlp_core.thinned import Thinned
from mlp_core.training_parts.snapshots import Snapshot
from pages.common.settings import Settings

Place = tuple[object, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """An experiment at one moment. Nothing in it is ever changed."""

    settings: Settings
    dataset: Dataset
    marks: Sequence[tuple[float, str]]
    divergence: Divergence | None
    first: MLP
    before_cut: Mapping[tuple[int, int, int], float]
    given: Array | None
    opened: "Run | None"
    snapshot: Snapshot

    @property
    def time(self) -> float:
        """Whole epochs done, and the share of the present one."""
        return self.snapshot.time

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return int(self.time)


@dataclass(frozen=True, slots=True)
class Run:
    """A run up to ``now``.

    Attributes
    ----------
    trainer : its history reaches up to ``now``, or further
    moments : kept on the way, perhaps of later ones too
    branch : one object for all that goes on from the same first weights without a turn
    """

    now: Moment
    trainer: Trainer
    moments: Thinned[Moment]
    branch: object

    @property
    def place(self) -> Place:
        """Tells two places of runs apart."""
        return self.branch, self.steps

    @property
    def steps(self) -> int:
        """Mini-batches done."""
        steps = self.now.snapshot.attributes["steps"]
        assert isinstance(steps, int)
        return steps


@dataclass(frozen=True, slots=True)
class Start:
    """Where a run begins.

    Attributes
    ----------
    given : the first parameters, (P,); None where the seed of the settings draws them
    opened : the run that was opened from a file and begins as it was there; None where it begins at epoch 0
    """

    settings: Settings
    given: Array | None
    opened: Run | None
