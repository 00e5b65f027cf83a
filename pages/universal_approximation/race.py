"""Networks that are trained side by side, epoch by epoch, and how far each is from the function they all follow."""

from collections.abc import Hashable, Mapping
from time import perf_counter

import numpy as np

from mlp_core import MLP, Trainer
from mlp_core.arrays import Array
from pages.common.played_run import PlayedRun
from pages.universal_approximation.plane import outputs

SECONDS_A_FRAME = 0.045
LOSS = "half_quadratic"


class Race(PlayedRun):
    """Several networks that learn the same samples.

    Parameters
    ----------
    networks : name → network, trained in place
    X, T : (N, n_inputs), (N,), the samples
    X_check, truth : (M, n_inputs), (M,), where the error is measured: the mean of |network − f|
    optimizer, learning_rate, batch_size : of all
    last_epoch : where it ends
    seconds : that training takes of each frame
    made_for : what it was made for, so that the page sees when that has changed

    Attributes
    ----------
    epochs : (k,) at which the errors were measured, the first is 0
    """

    def __init__(
        self,
        networks: Mapping[str, MLP],
        samples: tuple[Array, Array],
        check: tuple[Array, Array],
        *,
        optimizer: str,
        learning_rate: float,
        batch_size: int,
        last_epoch: int,
        made_for: Hashable,
        seconds: float = SECONDS_A_FRAME,
    ) -> None:
        super().__init__()
        self.made_for, self.last_epoch, self._seconds = made_for, last_epoch, seconds
        X, T = samples
        self.trainers = {
            name: Trainer(net, X, T[:, None], LOSS, optimizer, learning_rate, batch_size)
            for name, net in networks.items()
        }
        self._X_check, self._truth = check
        self._epochs: list[int] = []
        self._errors: dict[str, list[float]] = {name: [] for name in networks}
        self._measure()

    @property
    def epoch(self) -> int:
        """Epochs done by all."""
        return self._epochs[-1]

    @property
    def epochs(self) -> Array:
        """The epochs at which the errors were measured."""
        return np.array(self._epochs, dtype=np.float64)

    @property
    def done(self) -> bool:
        """Whether the last epoch is trained, or every network diverged."""
        return self.epoch >= self.last_epoch or len(self.diverged()) == len(self.trainers)

    def errors(self, name: str) -> Array:
        """The measured errors of a network, one for each of ``epochs``."""
        return np.array(self._errors[name])

    def network(self, name: str) -> MLP:
        """A network as it is now."""
        return self.trainers[name].network

    def diverged(self) -> list[str]:
        """The names of the networks whose training diverged."""
        return [name for name, trainer in self.trainers.items() if trainer.status == "diverged"]

    def _train_a_frame(self) -> None:
        self.train(self.part * self._seconds)

    def train(self, seconds: float) -> None:
        """As many epochs of each network as fit into this time, one at least."""
        deadline = perf_counter() + seconds
        epoch = self.epoch
        while epoch < self.last_epoch:
            for trainer in self.trainers.values():
                trainer.run_epochs(1)
            epoch += 1
            if perf_counter() >= deadline:
                break
        if epoch > self.epoch:
            self._measure(epoch)

    def _measure(self, epoch: int = 0) -> None:
        self._epochs.append(epoch)
        for name, errors in self._errors.items():
            with np.errstate(all="ignore"):
                errors.append(float(np.abs(outputs(self.network(name), self._X_check) - self._truth).mean()))
