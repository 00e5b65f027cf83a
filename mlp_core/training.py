"""Training in small slices: a Trainer does as many mini-batches as asked for, returns, and goes on where it stopped.

Everything but the data and the layer sizes may be changed between two slices, and the weights stay.
"""

from collections.abc import Sequence
from math import ceil, inf, isfinite, nan, sqrt
from time import perf_counter

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.classification import accuracy, looks_like_classes
from mlp_core.fast_gradient import FastGradient, delta_is_difference
from mlp_core.history import History, Record
from mlp_core.losses import Loss, as_loss, check_fit, sample_losses
from mlp_core.network import MLP
from mlp_core.optimizers import Optimizer, as_optimizer
from mlp_core.schedules import Schedule, as_schedule

# The share of the time that passes over all samples (test data, the gradient's stop rule) may take.
FULL_PASS_SHARE = 0.2


class Trainer:
    """Trains a network in place, by mini-batches reshuffled every epoch.

    Parameters
    ----------
    network : the MLP to train
    X, T : (N, n_inputs), (N, n_outputs), finite
    loss : a registry name or a ``Loss`` that fits the output activation
    optimizer, schedule : registry names or configured objects
    learning_rate : η₀ ≥ 0; the schedule multiplies it
    batch_size : samples per mini-batch; ``"all"``, or anything from N on, is batch training
    seed : of the order of samples
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
    best_epoch, best_parameters : the recorded epoch of the lowest training loss since activations or loss were last
        changed, and its parameters: what to return to after a divergence
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
        self.network = network
        self.X, self.T = _checked_data(network, X, T, "training")
        self.test_data = None if test_data is None else _checked_data(network, *test_data, "test")
        self.classification = looks_like_classes(self.T) if classification is None else classification
        self.seed = seed
        self._rng = np.random.default_rng(seed)
        N = len(self.X)
        self._order = np.arange(N)
        self._recode(self.X, self.T, None, None)
        self.status, self.steps, self.epoch = "running", 0, 0
        self._best_loss = inf
        self._position = self._measured_from = N  # a new epoch is due
        self._loss = as_loss(loss)
        check_fit(self._loss, network.activations[-1])
        self._schedule = as_schedule(schedule)
        self.learning_rate = learning_rate
        self.l1, self.l2, self.clip_norm = l1, l2, clip_norm
        self._stop_gradient_norm: float | None = None
        self.stop_gradient_norm, self.stop_loss, self.stop_epoch = stop_gradient_norm, stop_loss, stop_epoch
        self._optimizer = as_optimizer(optimizer)
        self._batch_size = _checked_batch_size(batch_size)
        self.history = History(network.n_layers)
        self._bind(self._optimizer.memory(network.parameters.size))
        self._count = 0
        with np.errstate(all="ignore"):
            self._record_start()

    @property
    def loss(self) -> Loss:
        """The loss that is descended."""
        return self._loss

    @loss.setter
    def loss(self, given: str | Loss) -> None:
        loss = as_loss(given)
        check_fit(loss, self.network.activations[-1])
        self._loss = loss
        self._start_measuring_anew()

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

        ``T`` and ``T_test`` are the same samples' targets where the new output wants them coded otherwise (±1 for tanh).
        """
        net, loss = self.network, as_loss(loss)
        before = MLP(net.layer_sizes, net.activations, "zeros")
        after = before.copy()
        after.activations = activations
        check_fit(loss, after.activations[-1])
        self._recode(self.X, self.T if T is None else T, *self._test_or(None, T_test))
        memory = []
        for vector in self._memory:
            before.parameters[:] = vector
            carried = before.copy()
            carried.activations = after.activations
            memory.append(carried.parameters)
        net.activations = after.activations
        self._loss = loss
        self._bind(memory)
        self._start_measuring_anew()

    @property
    def optimizer(self) -> Optimizer:
        """The update rule. Another rule starts with empty memory; other parameters of the same rule keep it."""
        return self._optimizer

    @optimizer.setter
    def optimizer(self, given: str | Optimizer) -> None:
        optimizer = as_optimizer(given)
        if optimizer.name != self._optimizer.name:
            self._memory = optimizer.memory(self.network.parameters.size)
            self._count = 0
        self._optimizer = optimizer

    @property
    def batch_size(self) -> int:
        """Samples per mini-batch, at most N."""
        return min(self._batch_size, len(self.X))

    @batch_size.setter
    def batch_size(self, given: int | str) -> None:
        self._batch_size = _checked_batch_size(given)
        self._plan_full_passes()

    @property
    def learning_rate(self) -> float:
        """η₀, before the schedule."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, given: float) -> None:
        self._learning_rate = _checked_number("learning_rate", given)
        self._find_rate()

    @property
    def schedule(self) -> Schedule:
        """How the learning rate changes with the epoch."""
        return self._schedule

    @schedule.setter
    def schedule(self, given: str | Schedule) -> None:
        self._schedule = as_schedule(given)
        self._find_rate()

    @property
    def present_rate(self) -> float:
        """The learning rate of the present epoch, schedule included."""
        return self._rate

    @property
    def l1(self) -> float:
        """The factor of ‖W‖₁."""
        return self._l1

    @l1.setter
    def l1(self, given: float) -> None:
        self._l1 = _checked_number("l1", given)

    @property
    def l2(self) -> float:
        """The factor of ‖W‖²/2."""
        return self._l2

    @l2.setter
    def l2(self, given: float) -> None:
        self._l2 = _checked_number("l2", given)

    @property
    def clip_norm(self) -> float | None:
        """The longest gradient that is not shortened; None is off."""
        return self._clip_norm

    @clip_norm.setter
    def clip_norm(self, given: float | None) -> None:
        self._clip_norm = None if given is None else _checked_number("clip_norm", given, positive=True)

    @property
    def stop_gradient_norm(self) -> float | None:
        """Stop below this norm of the full training gradient; None is off."""
        return self._stop_gradient_norm

    @stop_gradient_norm.setter
    def stop_gradient_norm(self, given: float | None) -> None:
        self._stop_gradient_norm = None if given is None else _checked_number("stop_gradient_norm", given)
        self._go_on_after_a_rule()

    @property
    def stop_loss(self) -> float | None:
        """Stop below this training loss; None is off."""
        return self._stop_loss

    @stop_loss.setter
    def stop_loss(self, given: float | None) -> None:
        self._stop_loss = None if given is None else _checked_number("stop_loss", given)
        self._go_on_after_a_rule()

    @property
    def stop_epoch(self) -> int | None:
        """Stop after this many epochs; None is off."""
        return self._stop_epoch

    @stop_epoch.setter
    def stop_epoch(self, given: int | None) -> None:
        if given is not None and not (isinstance(given, int) and given >= 1):
            raise ValueError(f"stop_epoch must be a whole number from 1 on, or None, not {given!r}")
        self._stop_epoch = given
        self._go_on_after_a_rule()

    def cut_changed(self) -> None:
        """To be called after links of the network were cut or freed: cut ones lose their momentum too."""
        self._keep = None if not self.network.cut.any() else (~self.network.cut).astype(np.float64)
        for vector in self._memory:
            vector[self.network.cut] = 0.0

    def resize(self, network: MLP, X: ArrayLike | None = None, X_test: ArrayLike | None = None) -> None:
        """Go on with a network of other layer sizes; the history continues.

        ``X`` and ``X_test`` are the same samples where the network takes other features of them. The optimizer starts
        with empty memory. ``ValueError`` where inputs, outputs or loss do not fit.
        """
        _checked_data(network, self.X if X is None else X, self.T, "training")
        check_fit(self._loss, network.activations[-1])
        self.network = network
        self._recode(self.X if X is None else X, self.T, *self._test_or(X_test, None))
        self._count = 0
        self._bind(self._optimizer.memory(network.parameters.size))
        self._start_measuring_anew()

    def _test_or(self, X: ArrayLike | None, T: ArrayLike | None) -> tuple[ArrayLike | None, ArrayLike | None]:
        """The test data with X or T in their place where these are given."""
        if self.test_data is None:
            return None, None
        return self.test_data[0] if X is None else X, self.test_data[1] if T is None else T

    def _recode(self, X: ArrayLike, T: ArrayLike, X_test: ArrayLike | None, T_test: ArrayLike | None) -> None:
        """Take the same samples in another coding, in the order of the present epoch."""
        self.X, self.T = _checked_data(self.network, X, T, "training")
        if X_test is not None and T_test is not None:
            self.test_data = _checked_data(self.network, X_test, T_test, "test")
        self._x = np.ones((len(self.X), self.X.shape[1] + 1))  # a column of ones carries the bias
        self._x[:, :-1] = self.X
        self._shuffled_x, self._shuffled_t = self._x[self._order], self.T[self._order]

    def return_to_best(self) -> None:
        """Take back the parameters of ``best_epoch`` and go on from there with empty optimizer memory."""
        self.network.parameters[:] = self.best_parameters
        self._memory = self._optimizer.memory(self.network.parameters.size)
        self._count = 0
        self._position = self._measured_from = len(self.X)
        self.status = "running"

    def step(self) -> None:
        """One mini-batch."""
        with np.errstate(all="ignore"):
            self._run(self.steps + 1, inf, inf)
            if self.status == "running" and not isfinite(self._measured_loss()):
                self.status = "diverged"

    def run_epochs(self, n: int) -> None:
        """Train until n more epochs are done."""
        with np.errstate(all="ignore"):
            self._run(inf, self.epoch + n, inf)

    def run_for(self, seconds: float) -> None:
        """As many steps as fit into this time, at least one."""
        with np.errstate(all="ignore"):
            self._run(inf, inf, perf_counter() + seconds)

    def _run(self, last_step: float, last_epoch: float, deadline: float) -> None:
        while self.status == "running" and self.steps < last_step and self.epoch < last_epoch:
            self._step()
            if perf_counter() >= deadline:
                break

    def _step(self) -> None:
        start, N = self._position, len(self.X)
        if start >= N:
            start = self._measured_from = 0
            self._order = self._rng.permutation(N)
            np.take(self._x, self._order, axis=0, out=self._shuffled_x)
            np.take(self.T, self._order, axis=0, out=self._shuffled_t)
            self._sum_of_squares[:] = 0.0
            self._steps_measured = 0
        end = min(start + self._batch_size, N)
        gradient_of_batch = self._kernels.get(end - start) or self._kernel(end - start)
        gradient_of_batch(self._shuffled_x[start:end], self._shuffled_t[start:end])
        self._z[:, start:end] = gradient_of_batch.z_output
        g, w = self._gradient, self.network.parameters
        if self._l1 or self._l2:
            self._add_penalty_gradient(g, w)
        if self._keep is not None:
            np.multiply(g, self._keep, out=g)
        np.multiply(g, g, out=self._scratch)
        np.add.reduceat(self._scratch, self._layer_starts, out=self._squares)
        np.add(self._sum_of_squares, self._squares, out=self._sum_of_squares)
        if self._clip_norm is not None:
            self._clip(g)
        self._count += 1
        self._optimizer.update(w, g, self._rate, self._memory, self._count)
        if self._keep is not None:
            np.multiply(w, self._keep, out=w)
        self.steps += 1
        self._steps_measured += 1
        self._position = end
        # ‖w‖² is NaN or ∞ where any weight is; the slow look is for finite weights whose squares overflow
        if not w.dot(w) < inf and not np.isfinite(w).all():
            self.status = "diverged"
        elif end == N:
            self._end_epoch()

    def _add_penalty_gradient(self, g: Array, w: Array) -> None:
        if self._l2:
            np.multiply(w, self._l2, out=self._scratch)
            np.multiply(self._scratch, self._is_weight, out=self._scratch)
            np.add(g, self._scratch, out=g)
        if self._l1:
            np.sign(w, out=self._scratch)
            np.multiply(self._scratch, self._is_weight, out=self._scratch)
            np.multiply(self._scratch, self._l1, out=self._scratch)
            np.add(g, self._scratch, out=g)

    def _clip(self, g: Array) -> None:
        norm = sqrt(self._squares.sum())
        if norm == inf:  # the squares overflow before the gradient does
            largest = np.abs(g).max()
            np.divide(g, largest, out=g)
            norm = sqrt(g.dot(g))
        if self._clip_norm is not None and norm > self._clip_norm:
            np.multiply(g, self._clip_norm / norm, out=g)

    def _end_epoch(self) -> None:
        self.epoch += 1
        loss = self._measured_loss()
        if not isfinite(loss):
            self.status = "diverged"
            return
        record = self._record(loss, self._measured_accuracy(), np.sqrt(self._sum_of_squares / self._steps_measured))
        self.history.add(record)
        if loss < self._best_loss:
            self._best_loss, self.best_epoch = loss, self.epoch
            np.copyto(self.best_parameters, self.network.parameters)
        self._find_rate()
        self._apply_stop_rules(loss, record)

    def _apply_stop_rules(self, loss: float, record: Record) -> None:
        threshold = self._stop_gradient_norm
        if threshold is not None:
            if self.batch_size == len(self.X):
                norm = record.gradient_norm  # the one mini-batch was all of the data
            elif self.epoch % self._gradient_every == 0:
                _, gradient = self.network.loss_and_gradient(self.X, self.T, self._loss, self._l1, self._l2)
                norm = float(np.linalg.norm(gradient.vector[~self.network.cut]))
            else:
                norm = inf
            if norm < threshold:
                self.status = "converged"
        if self._stop_loss is not None and loss < self._stop_loss:
            self.status = "reached_loss"
        if self._stop_epoch is not None and self.epoch >= self._stop_epoch:
            self.status = "reached_epoch"

    def _measured_outputs(self) -> tuple[Array, Array, Array]:
        seen = slice(self._measured_from, self._position)
        z = self._z[:, seen].T
        return z, self.network.activations[-1](z), self._shuffled_t[seen]

    def _measured_loss(self) -> float:
        """Mean loss over the samples seen this epoch, each as its mini-batch came; 0 before the first."""
        if self._measured_from >= self._position:
            return 0.0
        z, a, t = self._measured_outputs()
        return float(sample_losses(self._loss, self.network.activations[-1], z, a, t).mean())

    def _measured_accuracy(self) -> float:
        if not self.classification:
            return nan
        _, a, t = self._measured_outputs()
        return accuracy(a, t)

    def _record(self, loss: float, train_accuracy: float, layer_gradient_norms: Array) -> Record:
        test_loss = test_accuracy = nan
        if self.test_data is not None and self.epoch % self._test_every == 0:
            X, T = self.test_data
            trace, output = self.network.forward(X), self.network.activations[-1]
            test_loss = float(sample_losses(self._loss, output, trace.z[-1], trace.a[-1], T).mean())
            if self.classification:
                test_accuracy = accuracy(trace.a[-1], T)
        penalty = self.network.penalty(self._l1, self._l2) if self._l1 or self._l2 else 0.0
        return Record(
            self.epoch, self.steps, loss, layer_gradient_norms, test_loss, penalty, train_accuracy, test_accuracy
        )

    def _record_start(self) -> None:
        net = self.network
        loss = net.loss(self.X, self.T, self._loss)
        _, gradient = net.loss_and_gradient(self.X, self.T, self._loss, self._l1, self._l2)
        train_accuracy = accuracy(net.predict(self.X), self.T) if self.classification else nan
        norms = np.array([np.linalg.norm(block) for block in net.split(gradient.vector)])
        self.history.add(self._record(loss, train_accuracy, norms))
        if not (np.isfinite(net.parameters).all() and isfinite(loss)):
            self.status = "diverged"

    def _bind(self, memory: list[Array]) -> None:
        """Make the work arrays for the present parameter vector."""
        net = self.network
        size = net.parameters.size
        self._memory = memory
        self._gradient, self._scratch = np.empty(size), np.empty(size)
        self._is_weight = np.ones(size)
        for block in net.split(self._is_weight):
            block[:, -1] = 0.0
        ends = np.cumsum([block.size for block in net.blocks])
        self._layer_starts = np.concatenate([[0], ends[:-1]])
        self._squares, self._sum_of_squares = np.empty(net.n_layers), np.zeros(net.n_layers)
        self._steps_measured = 0
        self._z = np.empty((len(net.blocks[-1]), len(self.X)))
        self._kernels: dict[int, FastGradient] = {}
        self.best_parameters, self.best_epoch, self._best_loss = net.parameters.copy(), self.epoch, inf
        self.cut_changed()
        self._plan_full_passes()

    def _kernel(self, n: int) -> FastGradient:
        if not delta_is_difference(self._loss, self.T):
            raise ValueError("softmax with cross-entropy needs targets that sum to 1 in every sample")
        if len(self._kernels) > 4:  # batch sizes of the past
            self._kernels.clear()
        kernel = self._kernels[n] = FastGradient(self.network, self._loss, n, self._gradient)
        return kernel

    def _start_measuring_anew(self) -> None:
        """Activations or loss have changed: earlier losses of this epoch, and the best one, no longer compare."""
        self._kernels.clear()
        self._measured_from = self._position
        self._sum_of_squares[:] = 0.0
        self._steps_measured = 0
        self.best_parameters, self.best_epoch, self._best_loss = self.network.parameters.copy(), self.epoch, inf

    def _find_rate(self) -> None:
        self._rate = self._learning_rate * self._schedule.factor(self.epoch)

    def _go_on_after_a_rule(self) -> None:
        if self.status != "diverged":
            self.status = "running"

    def _plan_full_passes(self) -> None:
        """Every how many epochs a full pass is due, so that all of them stay within their share of the time.

        Reckoned from sizes, never from a clock, so that the same seed gives the same history.
        """
        n_steps = ceil(len(self.X) / self.batch_size)
        epoch = 3.0 * n_steps * self._seconds_forward(self.batch_size)
        n_test = 0 if self.test_data is None else len(self.test_data[0])
        self._test_every = max(1, ceil(self._seconds_forward(n_test) / (0.5 * FULL_PASS_SHARE * epoch)))
        self._gradient_every = max(1, ceil(3.0 * self._seconds_forward(len(self.X)) / (0.5 * FULL_PASS_SHARE * epoch)))

    def _seconds_forward(self, n: int) -> float:
        """About what a forward pass of n samples takes: a constant per layer, the products, the activations."""
        return sum(4e-6 + n * (block.size * 1.5e-10 + len(block) * 5e-9) for block in self.network.blocks)


def _checked_data(network: MLP, X: ArrayLike, T: ArrayLike, which: str) -> tuple[Array, Array]:
    X, T = np.array(X, dtype=np.float64), np.array(T, dtype=np.float64)
    n_in, n_out = network.layer_sizes[0], network.layer_sizes[-1]
    if X.ndim != 2 or T.ndim != 2 or len(X) != len(T) or len(X) == 0 or X.shape[1] != n_in or T.shape[1] != n_out:
        raise ValueError(
            f"the {which} data must be X (N, {n_in}) and T (N, {n_out}) with N ≥ 1, not {X.shape} and {T.shape}"
        )
    if not (np.isfinite(X).all() and np.isfinite(T).all()):
        raise ValueError(f"the {which} data hold values that are not finite")
    return X, T


def _checked_batch_size(given: int | str) -> int:
    if given == "all":
        return 2**62
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < 1:
        raise ValueError(f'batch_size must be a whole number from 1 on, or "all", not {given!r}')
    return int(given)


def _checked_number(name: str, given: float, positive: bool = False) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float | np.number) or not isfinite(given):
        raise ValueError(f"{name} must be a finite number, not {given!r}")
    if given < 0 or (positive and given == 0):
        raise ValueError(f"{name} must be {'above 0' if positive else 'at least 0'}, not {given!r}")
    return float(given)
