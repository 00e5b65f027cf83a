"""Many random starts under each loss at each learning rate of a grid, trained in slices, kept for the session."""

from collections.abc import Mapping
from dataclasses import dataclass

from mlp_core.initializers import GlorotUniform
from mlp_core.stacks.rate_grid import RateGrid
from pages.common.played_run import PlayedRun
from pages.quadratic_vs_cross_entropy.two_networks import BATCH_SIZE, dataset

RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
HIDDEN_NEURONS = 8
EPOCHS = 100
LEVEL = 0.95
# What both losses together may train before the charts are drawn again.
SECONDS_A_SLICE = 0.08


@dataclass(frozen=True)
class Starts:
    """Which starts: of what data, how many, with first weights of Glorot's size times ``scale``, from which seed on."""

    data: str = "circle"
    scale: float = 8.0
    count: int = 24
    first_seed: int = 0


class StartsRun(PlayedRun):
    """The training of all starts of a choice.

    Attributes
    ----------
    grids : {loss: its starts at all rates}, the quadratic cost first; both see the same mini-batches
    """

    def __init__(self, starts: Starts) -> None:
        super().__init__()
        self.starts = starts
        data = dataset(starts.data)
        several = data.n_classes > 2
        losses = ("half_quadratic", "cross_entropy" if several else "binary_cross_entropy")
        self.grids: Mapping[str, RateGrid] = {
            loss: RateGrid(
                (data.X.shape[1], HIDDEN_NEURONS, data.T.shape[1]),
                ("tanh", "softmax" if several else "sigmoid"),
                GlorotUniform(starts.scale),
                range(starts.first_seed, starts.first_seed + starts.count),
                RATES,
                data.X,
                data.T,
                loss,
                BATCH_SIZE,
            )
            for loss in losses
        }

    @property
    def epoch(self) -> int:
        """Whole epochs that all have done."""
        return min(grid.epoch for grid in self.grids.values())

    @property
    def done(self) -> bool:
        """Whether all epochs are trained."""
        return self.epoch >= EPOCHS

    @property
    def n_networks(self) -> int:
        """How many networks are trained."""
        return len(self.grids) * len(RATES) * self.starts.count

    def _train_a_frame(self) -> None:
        """A slice of training, both losses to the same epoch."""
        first, *others = self.grids.values()
        first.run_epochs(EPOCHS - self.epoch, self.part * SECONDS_A_SLICE / len(self.grids))
        for grid in others:
            grid.run_epochs(first.epoch - grid.epoch)
