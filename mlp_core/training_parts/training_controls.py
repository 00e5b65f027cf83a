"""What may be changed between two slices of training, weights untouched: each a checked attribute of the Trainer."""

from mlp_core.arguments import checked_number, checked_whole
from mlp_core.optimizers import Optimizer, as_optimizer
from mlp_core.schedules import Schedule, as_schedule
from mlp_core.training_parts.mini_batch_update import MiniBatchUpdate, UpdateMemory


class TrainingControls:
    """Optimizer, learning rate, regularisation, clipping and stop rules. A bad value raises ``ValueError``.

    Changing a stop rule lets a run go on that a rule had stopped.
    """

    _update: MiniBatchUpdate
    _learning_rate: float
    _schedule: Schedule
    _stop_gradient_norm: float | None = None
    _stop_loss: float | None = None
    _stop_epoch: int | None = None
    status: str = "running"
    epoch: int = 0

    @property
    def optimizer(self) -> Optimizer:
        """The update rule. Another rule starts with empty memory; other parameters of the same rule keep it."""
        return self._update.optimizer

    @optimizer.setter
    def optimizer(self, given: str | Optimizer) -> None:
        self._update.optimizer = as_optimizer(given)

    @property
    def optimizer_memory(self) -> UpdateMemory:
        """The optimizer's vectors, copied, each (P,), and the updates made with them."""
        return self._update.memory

    @property
    def learning_rate(self) -> float:
        """η₀, before the schedule."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, given: float) -> None:
        self._learning_rate = checked_number("learning_rate", given)

    @property
    def schedule(self) -> Schedule:
        """How the learning rate changes with the epoch."""
        return self._schedule

    @schedule.setter
    def schedule(self, given: str | Schedule) -> None:
        self._schedule = as_schedule(given)

    @property
    def present_rate(self) -> float:
        """The learning rate of the present epoch, schedule included."""
        return self._learning_rate * self._schedule.factor(self.epoch)

    @property
    def l1(self) -> float:
        """The factor of ‖W‖₁."""
        return self._update.l1

    @l1.setter
    def l1(self, given: float) -> None:
        self._update.l1 = given

    @property
    def l2(self) -> float:
        """The factor of ‖W‖²/2."""
        return self._update.l2

    @l2.setter
    def l2(self, given: float) -> None:
        self._update.l2 = given

    @property
    def clip_norm(self) -> float | None:
        """The longest gradient that is not shortened; None is off."""
        return self._update.clip_norm

    @clip_norm.setter
    def clip_norm(self, given: float | None) -> None:
        self._update.clip_norm = given

    @property
    def stop_gradient_norm(self) -> float | None:
        """Stop below this norm of the full training gradient; None is off."""
        return self._stop_gradient_norm

    @stop_gradient_norm.setter
    def stop_gradient_norm(self, given: float | None) -> None:
        self._stop_gradient_norm = None if given is None else checked_number("stop_gradient_norm", given)
        self._go_on_after_a_rule()

    @property
    def stop_loss(self) -> float | None:
        """Stop below this training loss; None is off."""
        return self._stop_loss

    @stop_loss.setter
    def stop_loss(self, given: float | None) -> None:
        self._stop_loss = None if given is None else checked_number("stop_loss", given)
        self._go_on_after_a_rule()

    @property
    def stop_epoch(self) -> int | None:
        """Stop after this many epochs, at once where they are done; None is off."""
        return self._stop_epoch

    @stop_epoch.setter
    def stop_epoch(self, given: int | None) -> None:
        self._stop_epoch = None if given is None else checked_whole("stop_epoch", given, at_least=1)
        self._go_on_after_a_rule()

    def _go_on_after_a_rule(self) -> None:
        if self.status != "diverged":
            done = self._stop_epoch is not None and self.epoch >= self._stop_epoch
            self.status = "reached_epoch" if done else "running"

    def _apply_stop_rules(self, loss: float, gradient_norm: float) -> None:
        """At the end of an epoch of this training loss and norm of the full gradient (infinite where not known)."""
        if self._stop_gradient_norm is not None and gradient_norm < self._stop_gradient_norm:
            self.status = "converged"
        if self._stop_loss is not None and loss < self._stop_loss:
            self.status = "reached_loss"
        if self._stop_epoch is not None and self.epoch >= self._stop_epoch:
            self.status = "reached_epoch"
