"""Passes over all samples at once: what they measure, and how often one is due.

They may take no more than a share of the time. That is reckoned from sizes, never from a clock: the same seed gives
the same history on every machine.
"""

from math import ceil, inf, nan

import numpy as np

from mlp_core.arrays import Array
from mlp_core.classification import accuracy, is_signed
from mlp_core.fast_gradient import FastGradient
from mlp_core.losses import Loss, sample_losses
from mlp_core.network import MLP
from mlp_core.training_parts.training_data import Data

# Passes over the test data take at most two thirds of it, those of the gradient's stop rule the rest.
FULL_PASS_SHARE = 0.2
# What a mini-batch step and a full pass take, in forward passes of as many samples; measured.
STEP_COST, FULL_PASS_COST = 1.5, 1.4


class FullPasses:
    """Passes of one network and loss over training data and, where there are any, test data.

    Attributes
    ----------
    signed : whether targets stand for two classes as −1 and +1
    """

    def __init__(self, network: MLP, loss: Loss, data: Data, test_data: Data | None, batch_size: int) -> None:
        self._network, self._loss = network, loss
        self._data, self._test_data = data, test_data
        self.signed = is_signed(data[1]) or (test_data is not None and is_signed(test_data[1]))
        N, n_test = len(data[0]), 0 if test_data is None else len(test_data[0])
        epoch = STEP_COST * ceil(N / batch_size) * _seconds_forward(network, batch_size)
        test, gradient = (FULL_PASS_COST * _seconds_forward(network, n) / epoch for n in (n_test, N))
        self._test_every = ceil(test / (FULL_PASS_SHARE * 2 / 3))
        self._gradient_every = ceil(gradient / (FULL_PASS_SHARE - test / self._test_every))
        self._gradient: tuple[FastGradient, Array, Array] | None = None

    def train(self) -> tuple[float, float]:
        """Mean loss over the training data, and share of right answers."""
        return self._measure(self._data)

    def test(self, epoch: int) -> tuple[float, float]:
        """The same for the test data; NaN where there are none or no pass is due in this epoch."""
        if self._test_data is None or epoch % self._test_every:
            return nan, nan
        return self._measure(self._test_data)

    def loss_at(self, parameters: Array) -> float:
        """The mean loss over the training data a network of this shape would have with these parameters (P,)."""
        probe = self._network.copy()
        probe.parameters = parameters
        return probe.loss(*self._data, self._loss)

    def layer_gradient_norms(self, l1: float, l2: float) -> Array:
        """The norm of each layer's gradient over the training data, (L,): penalty included, cut links left out."""
        net, (X, T) = self._network, self._data
        if self._gradient is None:
            vector = np.empty_like(net.parameters)
            x = np.column_stack([X, np.ones(len(X))])
            self._gradient = FastGradient(net, self._loss, len(X), vector, T), vector, x
        gradient_of_all, vector, x = self._gradient
        gradient_of_all(x, T)
        blocks = net.split(vector)
        if l1 or l2:
            for block, W in zip(blocks, net.weights, strict=True):
                block[:, :-1] += l2 * W + l1 * np.sign(W)
        vector[net.cut] = 0.0
        return np.array([np.linalg.norm(block) for block in blocks])

    def gradient_norm(self, epoch: int, l1: float, l2: float) -> float:
        """The norm of the gradient over the training data; infinite where no pass is due in this epoch."""
        if epoch % self._gradient_every:
            return inf
        return float(np.linalg.norm(self.layer_gradient_norms(l1, l2)))

    def _measure(self, data: Data) -> tuple[float, float]:
        X, T = data
        trace = self._network.forward(X)
        z, a = trace.z[-1], trace.a[-1]
        mean = float(sample_losses(self._loss, self._network.activations[-1], z, a, T).mean())
        return mean, accuracy(a, T, self.signed)


def _seconds_forward(network: MLP, n: int) -> float:
    """About what a forward pass of n samples takes: a constant per layer, the products, the activations."""
    return sum(4e-6 + n * (block.size * 1.5e-10 + len(block) * 5e-9) for block in network.blocks)
