"""Passes over all samples at once: what they measure, and how often one is due.

They may take no more than a share of the time. That is reckoned from sizes, never from a clock: the same seed gives
the same history on every machine.
"""

from math import ceil, inf, nan

import numpy as np

from mlp_core.arguments import Data
from mlp_core.arrays import Array
from mlp_core.classification import accuracy, is_signed
from mlp_core.losses import Loss, sample_losses
from mlp_core.network import MLP

# Passes over the test data and the gradient's stop rule together; each has half of it.
FULL_PASS_SHARE = 0.2
# A backward pass and its update cost about two forward passes more.
STEP_COST, GRADIENT_COST = 3.0, 3.0


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
        self._test_every = _epochs_between(_seconds_forward(network, n_test), epoch)
        self._gradient_every = _epochs_between(GRADIENT_COST * _seconds_forward(network, N), epoch)

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
        net = self._network
        _, gradient = net.loss_and_gradient(*self._data, self._loss, l1, l2)
        gradient.vector[net.cut] = 0.0
        return np.array([np.linalg.norm(block) for block in net.split(gradient.vector)])

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


def _epochs_between(seconds: float, epoch: float) -> int:
    """Every how many epochs of that many seconds a pass may take place; 1 or more."""
    return max(1, ceil(seconds / (0.5 * FULL_PASS_SHARE * epoch)))


def _seconds_forward(network: MLP, n: int) -> float:
    """About what a forward pass of n samples takes: a constant per layer, the products, the activations."""
    return sum(4e-6 + n * (block.size * 1.5e-10 + len(block) * 5e-9) for block in network.blocks)
