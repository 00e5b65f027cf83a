"""Training a stack of networks together: the same mini-batches for all, each with a learning rate of its own."""

from collections.abc import Sequence
from math import inf
from time import perf_counter

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arguments import checked_batch_size, checked_number, checked_whole
from mlp_core.arrays import Array
from mlp_core.classification import is_signed
from mlp_core.losses import Loss, as_loss, check_fit, check_targets, sample_losses
from mlp_core.stacks.fast_stack_gradient import FastStackGradient
from mlp_core.stacks.network_stack import NetworkStack
from mlp_core.training_parts.mini_batches import MiniBatches


class StackTrainer:
    """Trains a stack in place by stochastic gradient descent; network s does what a ``Trainer`` of it alone would do.

    Parameters
    ----------
    stack : the networks
    X, T : (N, n_inputs), (N, n_outputs), finite, the same for all; for the cross-entropies T in [0, 1]
    loss : a registry name or a ``Loss`` that fits the output activation
    learning_rates : one for all, or one per network (S,); at least 0
    batch_size : samples per mini-batch, or "all"
    seed : of the order of samples, not negative

    A network that leaves the finite numbers stays NaN, has the loss NaN and answers nothing right; it disturbs no
    other.

    Attributes
    ----------
    epoch : whole epochs done
    train_loss, train_accuracy : (epoch + 1, S), entry 0 before the first step; an epoch's come from its mini-batches

    Raises ``ValueError`` where shapes disagree, values are not allowed, or loss, output and targets do not fit.
    """

    def __init__(
        self,
        stack: NetworkStack,
        X: ArrayLike,
        T: ArrayLike,
        loss: str | Loss,
        learning_rates: float | Sequence[float] | Array = 0.03,
        batch_size: int | str = 10,
        seed: int = 0,
    ) -> None:
        self.stack, self._loss = stack, as_loss(loss)
        X, T = np.array(X, dtype=np.float64), np.array(T, dtype=np.float64)
        if X.ndim != 2 or T.ndim != 2 or len(X) != len(T) or T.shape[1] != stack.layer_sizes[-1]:
            raise ValueError(f"X (N, n_inputs) and T (N, {stack.layer_sizes[-1]}) do not fit: {X.shape} and {T.shape}")
        if not (np.isfinite(X).all() and np.isfinite(T).all()):
            raise ValueError("the data hold values that are not finite")
        check_fit(self._loss, stack.activations[-1])
        check_targets(self._loss, T)
        self._batch_size = checked_batch_size(batch_size)
        self._targets, self._signed = T, is_signed(T)
        self._batches = MiniBatches(X, T, checked_whole("seed", seed, at_least=0))
        self._gradient = np.empty_like(stack.parameters)
        self._rates = self._rate_of_each_parameter(learning_rates)
        self._kernels: dict[int, FastStackGradient] = {}
        self._z = np.empty((*stack.blocks[-1].shape[:2], len(T)))
        self.epoch = 0
        with np.errstate(all="ignore"):
            first = self._measure(stack.forward(X).z[-1], T)
        self._measured = [first]

    @property
    def train_loss(self) -> Array:
        """Mean loss of each epoch and network, (epoch + 1, S)."""
        return np.array([loss for loss, _ in self._measured])

    @property
    def train_accuracy(self) -> Array:
        """Share of an epoch's samples answered right when their mini-batch came, (epoch + 1, S)."""
        return np.array([accuracy for _, accuracy in self._measured])

    def run_epochs(self, n: int, seconds: float | None = None) -> None:
        """Train until n more epochs are done, or this time is over (after one epoch at least)."""
        deadline = inf if seconds is None else perf_counter() + checked_number("seconds", seconds)
        last = self.epoch + checked_whole("n", n, at_least=0)
        with np.errstate(all="ignore"):
            while self.epoch < last:
                self._run_epoch()
                if perf_counter() >= deadline:
                    break

    def _run_epoch(self) -> None:
        batches, w, g, seen = self._batches, self.stack.parameters, self._gradient, 0
        while True:
            x, t = batches.next(self._batch_size)
            gradient_of_batch = self._kernels.get(len(t)) or self._new_kernel(len(t))
            gradient_of_batch(x, t)
            self._z[..., seen : seen + len(t)] = gradient_of_batch.z_output
            seen += len(t)
            np.multiply(g, self._rates, g)
            np.subtract(w, g, w)
            if not batches.remaining:
                break
        self.epoch += 1
        self._measured.append(self._measure(self._z.swapaxes(1, 2), batches.t))

    def _new_kernel(self, n: int) -> FastStackGradient:
        kernel = FastStackGradient(self.stack, self._loss, n, self._gradient, self._targets)
        self._kernels[n] = kernel
        return kernel

    def _measure(self, z: Array, t: Array) -> tuple[Array, Array]:
        """Mean loss and share of right answers of each network, (S,), from output pre-activations (S, N, rows)."""
        output = self.stack.activations[-1]
        a = output(z)
        if a.shape[-1] > 1:
            right = a.argmax(axis=-1) == t.argmax(axis=-1)
        else:
            boundary = 0.0 if self._signed else 0.5
            right = (a[..., 0] > boundary) == (t[:, 0] > boundary)
        right &= np.isfinite(a).all(axis=-1)
        return sample_losses(self._loss, output, z, a, t).mean(axis=1), right.mean(axis=1)

    def _rate_of_each_parameter(self, learning_rates: float | Sequence[float] | Array) -> Array:
        rates = np.asarray(learning_rates, dtype=np.float64)
        if rates.shape not in ((), (self.stack.n_networks,)):
            raise ValueError(f"one learning rate, or one for each of {self.stack.n_networks} networks: {rates.shape}")
        for rate in np.unique(rates):
            checked_number("learning_rate", rate)
        each = np.empty_like(self.stack.parameters)
        for block in self.stack.split(each):
            block[...] = rates.reshape(-1, 1, 1)
        return each


def epochs_until(accuracy: Array, level: float) -> Array:
    """The first epoch at which each network's accuracy (epochs + 1, S) is at least ``level``, (S,); inf where none."""
    reached = accuracy >= level
    return np.where(reached.any(axis=0), reached.argmax(axis=0).astype(np.float64), inf)
