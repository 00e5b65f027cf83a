"""Training in small slices: a Trainer does as many mini-batches as asked for, returns, and goes on where it stopped.

Everything but the samples and the number of outputs may be changed between two slices, and the weights stay.
"""

from collections.abc import Sequence
from functools import partial
from math import inf, isfinite, nan
from time import perf_counter

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation
from mlp_core.arguments import checked_batch_size, checked_number, checked_whole
from mlp_core.arrays import Array
from mlp_core.classification import looks_like_classes
from mlp_core.history import History, Record
from mlp_core.layout import carried
from mlp_core.losses import Loss, as_loss, check_fit
from mlp_core.network import MLP
from mlp_core.optimizers import Optimizer
from mlp_core.schedules import Schedule
from mlp_core.training_parts.best_parameters import BestParameters
from mlp_core.training_parts.epoch_measurement import EpochMeasurement
from mlp_core.training_parts.full_passes import FullPasses
from mlp_core.training_parts.mini_batch_update import MiniBatchUpdate
from mlp_core.training_parts.mini_batches import MiniBatches
from mlp_core.training_parts.snapshots import Resumable
from mlp_core.training_parts.training_controls import TrainingControls
from mlp_core.training_parts.training_data import Data, check_function, checked_data, other_data


class Trainer(TrainingControls, Resumable):
    """Trains a network in place, by mini-batches reshuffled every epoch.

    Parameters
    ----------
    network : the MLP to train
    X, T : (N, n_inputs), (N, n_outputs), finite; for the cross-entropies T in [0, 1]
    loss : a registry name or a ``Loss`` that fits the output activation
    optimizer, schedule : registry names or configured objects
    learning_rate : η₀ ≥ 0; the schedule multiplies it
    batch_size : samples per mini-batch; ``"all"``, or anything from N on, is batch training
    seed : of the order of samples, not negative
    test_data : (X_test, T_test) or None
    l1, l2 : add l1·‖W‖₁ + (l2/2)·‖W‖² to the loss that is descended; biases are free
    clip_norm : a longer gradient is shortened to this norm
    stop_gradient_norm, stop_loss, stop_epoch : stop when the norm of the full training gradient is below the first
        (status ``converged``), the epoch's training loss below the second (``reached_loss``), that many epochs are
        done (``reached_epoch``); None is off
    classification : whether accuracy means anything; None finds out from T (0/1 or ±1 only)

    All of these but the data are attributes to be changed at any time, also ``activations``. A bad value raises
    ``ValueError`` and changes nothing.

    Attributes
    ----------
    status : ``running``, ``converged``, ``reached_loss``, ``reached_epoch`` or ``diverged``
    steps, epoch : mini-batches and whole epochs done
    history : see ``History``; an epoch's training loss, accuracy and gradient norm come from its mini-batches
    """

    def __init__(
        self,
        network: MLP,
        X: ArrayLike,
        T: ArrayLike,
        loss: str | Loss,
        optimizer: str | Optimizer = "sgd",
        learning_rate: float = 0.03,
        batch_size: int | str = 10,
        seed: int = 0,
        *,
        test_data: tuple[ArrayLike, ArrayLike] | None = None,
        l1: float = 0.0,
        l2: float = 0.0,
        schedule: str | Schedule = "constant",
        clip_norm: float | None = None,
        stop_gradient_norm: float | None = None,
        stop_loss: float | None = None,
        stop_epoch: int | None = None,
        classification: bool | None = None,
    ) -> None:
        self.network, self.seed, self.steps = network, checked_whole("seed", seed, at_least=0), 0
        self.X, self.T = checked_data(network, X, T, "training")
        self.test_data = None if test_data is None else checked_data(network, *test_data, "test")
        self.classification = looks_like_classes(self.T) if classification is None else classification
        self._loss = as_loss(loss)
        check_function(self._loss, network.activations[-1], self.T, self.test_data)
        self._update = MiniBatchUpdate(network, self._loss, self.T, optimizer)
        self.l1, self.l2, self.clip_norm = l1, l2, clip_norm
        self.learning_rate, self.schedule = learning_rate, schedule
        self.stop_gradient_norm, self.stop_loss, self.stop_epoch = stop_gradient_norm, stop_loss, stop_epoch
        self._batch_size = checked_batch_size(batch_size)
        self._batches = MiniBatches(self.X, self.T, seed)
        self._bind()
        self._begin_history()

    @property
    def loss(self) -> Loss:
        """The loss that is descended."""
        return self._loss

    @loss.setter
    def loss(self, given: str | Loss) -> None:
        self.change_function(self.network.activations, given)

    @property
    def activations(self) -> tuple[Activation, ...]:
        """The network's activations, one per layer; weights stay, and the optimizer's memory follows their rows."""
        return self.network.activations

    @activations.setter
    def activations(self, given: Sequence[str | Activation] | str | Activation) -> None:
        self.change_function(given, self._loss)

    def change_function(
        self,
        activations: Sequence[str | Activation] | str | Activation,
        loss: str | Loss,
        T: ArrayLike | None = None,
        T_test: ArrayLike | None = None,
    ) -> None:
        """Change activations and loss at once, for where neither old one fits the other's new one.

        T (N, n_outputs) and T_test bring other targets for the same samples, such as ±1 for 0 and 1; T_test is
        ignored where there are no test data.
        """
        loss = as_loss(loss)
        after = MLP(self.network.layer_sizes, activations, "zeros").activations
        data, test_data = other_data(self.network, (self.X, self.T), self.test_data, T=T, T_test=T_test)
        check_function(loss, after[-1], data[1], test_data)
        if loss.name != self._loss.name or not np.array_equal(data[1], self.T):
            self.history.compare_test_anew()
        self.network.activations, self._loss = after, loss
        self._take_data(data, test_data)
        self._follow_activations()

    @property
    def batch_size(self) -> int:
        """Samples per mini-batch, at most N."""
        return min(self._batch_size, len(self.X))

    @batch_size.setter
    def batch_size(self, given: int | str) -> None:
        self._batch_size = checked_batch_size(given)
        self._plan_full_passes()

    def cut_changed(self) -> None:
        """To be called after links of the network were cut or freed: cut ones lose their momentum too."""
        self._update.cut_changed()

    def resize(self, network: MLP, X: ArrayLike | None = None, X_test: ArrayLike | None = None) -> None:
        """Go on with a network of other layer sizes and the same outputs; the history continues.

        X (N, n_inputs) and X_test bring other inputs for the same samples; X_test is ignored where there are no test
        data. The optimizer starts with empty memory. ``ValueError`` where data or loss do not fit.
        """
        data, test_data = other_data(network, (self.X, self.T), self.test_data, X=X, X_test=X_test)
        check_function(self._loss, network.activations[-1], data[1], test_data)
        best, best_epoch = network, self.epoch
        if self.status == "diverged":  # what there is to return to must follow into the new sizes
            best = self.network.copy()
            best.parameters = self.best_parameters
            best, best_epoch = best.resized(network.layer_sizes, network.activations), self.best_epoch
        self._best = BestParameters(best.parameters, best_epoch, inf)
        self.network = network
        self._update.replace_network(network)
        self._take_data(data, test_data)
        self._bind()
        self._go_on_after_a_rule()

    def replace_data(self, X: ArrayLike, T: ArrayLike, test_data: tuple[ArrayLike, ArrayLike] | None = None) -> None:
        """Go on with other samples, more or fewer: weights, memory and history stay, the epoch begins anew."""
        data = checked_data(self.network, X, T, "training")
        other_test = None if test_data is None else checked_data(self.network, *test_data, "test")
        check_function(self._loss, self.network.activations[-1], data[1], other_test)
        self.history.compare_test_anew()
        self._batches.replace_samples(*data)
        self._take_data(data, other_test)
        self._follow_activations()

    def step(self) -> None:
        """One mini-batch."""
        self._run(self.steps + 1, inf, inf)

    def run_epochs(self, n: int, seconds: float | None = None) -> None:
        """Train until n more epochs are done, or this time is over (after one step at least)."""
        deadline = inf if seconds is None else perf_counter() + checked_number("seconds", seconds)
        self._run(inf, self.epoch + checked_whole("n", n, at_least=0), deadline)

    def run_for(self, seconds: float) -> None:
        """As many steps as fit into this time, at least one."""
        self._run(inf, inf, perf_counter() + checked_number("seconds", seconds))

    def _run(self, last_step: float, last_epoch: float, deadline: float) -> None:
        if self.network.activations is not self._activations:  # changed on the network itself
            check_fit(self._loss, self.network.activations[-1])
            self._follow_activations()
        rate = self.present_rate
        with np.errstate(all="ignore"):
            while self.status == "running" and self.steps < last_step and self.epoch < last_epoch:
                if self._step(rate):
                    rate = self.present_rate
                if deadline < inf and perf_counter() >= deadline:
                    break

    def _step(self, learning_rate: float) -> bool:
        """One mini-batch; True where it ended the epoch."""
        batches, update = self._batches, self._update
        if not batches.remaining:
            self._measured.begin()
        x, t = batches.next(self._batch_size)
        finite = update(x, t, learning_rate)
        self._measured.add(update.z_output, update.squares)
        self.steps += 1
        if not finite:
            self._diverge()
        elif not batches.remaining:
            self._end_epoch()
            return True
        return False

    def _end_epoch(self) -> None:
        self.epoch += 1
        measured, passes = self._measured, self._passes
        loss, train_accuracy = measured.loss_and_accuracy(self._loss, self._batches.t, passes.signed)
        if not isfinite(loss):
            self._diverge()
            return
        record = self._record(loss, train_accuracy, measured.layer_gradient_norms)
        self.history.add(record)
        self._best.offer(self.network.parameters, self.epoch, loss)
        gradient_norm = record.gradient_norm if measured.full_batch else inf
        if self.stop_gradient_norm is not None and not measured.full_batch:
            gradient_norm = passes.gradient_norm(self.epoch, self.l1, self.l2)
        self._apply_stop_rules(loss, gradient_norm)

    def _diverge(self) -> None:
        self.status = "diverged"
        self._best.settle(self._passes.loss_at)

    def _record(self, loss: float, train_accuracy: float, norms: Array) -> Record:
        test_loss, test_accuracy = self._passes.test(self.epoch)
        if not self.classification:
            train_accuracy = test_accuracy = nan
        penalty = self.network.penalty(self.l1, self.l2) if self.l1 or self.l2 else 0.0
        return Record(self.epoch, self.steps, loss, norms, test_loss, penalty, train_accuracy, test_accuracy)

    def _begin_history(self) -> None:
        self.history = History(self.network.n_layers)
        with np.errstate(all="ignore"):
            loss, train_accuracy = self._passes.train()
            self.history.add(self._record(loss, train_accuracy, self._passes.layer_gradient_norms(self.l1, self.l2)))
        self._best = BestParameters(self.network.parameters, self.epoch, loss)
        if not (np.isfinite(self.network.parameters).all() and isfinite(loss)):
            self.status = "diverged"

    def _take_data(self, data: Data, test_data: Data | None) -> None:
        self.X, self.T = data
        self.test_data = test_data
        self._batches.replace_data(self.X, self.T)

    def _follow_activations(self) -> None:
        """The network's activations, the loss or the samples have changed."""
        net = self.network
        carry = partial(carried, sizes=net.layer_sizes, before=self._activations, after=net.activations)
        self._update.change_function(self._loss, self.T, carry)
        self._best.move(carry)
        self._best.compare_anew()
        self._bind()
        self._go_on_after_a_rule()

    def _bind(self) -> None:
        """Measure the network, its functions and its data as they are now."""
        self._activations = self.network.activations
        self._measured = EpochMeasurement(self.network, len(self.X), len(self.X) - self._batches.remaining)
        self._plan_full_passes()

    def _plan_full_passes(self) -> None:
        self._passes = FullPasses(self.network, self._loss, (self.X, self.T), self.test_data, self.batch_size)
