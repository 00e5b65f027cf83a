"""The parameters to return to after a divergence."""

from collections.abc import Callable
from math import inf

from mlp_core.arrays import Array

# An epoch's loss is that of its mini-batches, its parameters are those after the last of them: if these answer so
# many times worse, training left the finite numbers right there.
LED_AWAY = 10.0


class BestParameters:
    """The parameters of the recorded epoch with the lowest training loss, and as a reserve those of the best before it.

    Its arrays are replaced, never changed: a shallow copy is one of its own.

    Attributes
    ----------
    epoch, loss : of the best recorded epoch
    parameters : (P,), as they were at the end of that epoch
    """

    def __init__(self, parameters: Array, epoch: int, loss: float) -> None:
        self.parameters = self._reserve = parameters.copy()
        self.epoch = self._reserve_epoch = epoch
        self.loss = self._reserve_loss = loss if loss < inf else inf

    def offer(self, parameters: Array, epoch: int, loss: float) -> None:
        """Take over the parameters of a newly recorded epoch if its loss is lower."""
        if loss < self.loss:
            self._swap()
            self.epoch, self.loss, self.parameters = epoch, loss, parameters.copy()

    def compare_anew(self) -> None:
        """Activations or loss have changed: any loss of an epoch to come is lower than those before."""
        self.loss = inf

    def move(self, carry: Callable[[Array], Array]) -> None:
        """Follow the network to another layout of its parameters."""
        self.parameters, self._reserve = carry(self.parameters), carry(self._reserve)

    def settle(self, loss_at: Callable[[Array], float]) -> None:
        """Training diverged: fall back on the reserve where the best epoch's last steps already led away."""
        if self.loss < inf and not loss_at(self.parameters) <= LED_AWAY * self.loss:
            self._swap()

    def _swap(self) -> None:
        self.parameters, self._reserve = self._reserve, self.parameters
        self.epoch, self._reserve_epoch = self._reserve_epoch, self.epoch
        self.loss, self._reserve_loss = self._reserve_loss, self.loss
