"""What the mini-batches of an epoch tell about it, kept as they come: no pass over the data is needed."""

from dataclasses import dataclass

import numpy as np

from mlp_core.arrays import Array
from mlp_core.classification import accuracy, classes
from mlp_core.losses import Loss
from mlp_core.network import MLP


@dataclass(frozen=True, slots=True)
class EpochSoFar:
    """What was measured of an epoch that is not over: samples ``first`` to ``last`` of its order, in some steps."""

    first: int
    last: int
    steps: int
    z: Array
    squares: Array

    def check(self, network: MLP, n_samples: int, n_seen: int) -> None:
        """Raise ``ValueError`` unless it is of this network and of an epoch's first ``n_seen`` samples."""
        shape = len(network.blocks[-1]), self.last - self.first
        if not 0 <= self.first <= self.last == n_seen < n_samples or self.z.shape != shape:
            raise ValueError(f"samples {self.first} to {self.last} with outputs {self.z.shape} were not measured here")
        if self.squares.shape != (network.n_layers,) or (self.squares < 0.0).any():
            raise ValueError(f"a squared gradient norm is needed for each of {network.n_layers} layers")


class EpochMeasurement:
    """Output pre-activations and squared gradient norms of an epoch's mini-batches.

    It starts in the middle of an epoch of ``n_samples`` of which ``n_seen`` are over and left out.
    """

    def __init__(self, network: MLP, n_samples: int, n_seen: int) -> None:
        self._network = network
        self._z = np.empty((len(network.blocks[-1]), n_samples))
        self._squares = np.zeros(network.n_layers)
        self._first = self._last = n_seen
        self._steps = 0

    def begin(self) -> None:
        """A new epoch."""
        self._first = self._last = self._steps = 0
        self._squares[:] = 0.0

    def add(self, z_output: Array, squares: Array) -> None:
        """A mini-batch: its output pre-activations (rows, n) and squared gradient norm per layer (L,)."""
        start = self._last
        self._last = end = start + z_output.shape[1]
        self._z[:, start:end] = z_output
        np.add(self._squares, squares, self._squares)
        self._steps += 1

    @property
    def so_far(self) -> EpochSoFar:
        """Set it to go on measuring from there."""
        z = self._z[:, self._first : self._last].copy()
        return EpochSoFar(self._first, self._last, self._steps, z, self._squares.copy())

    @so_far.setter
    def so_far(self, given: EpochSoFar) -> None:
        self._first, self._last, self._steps = given.first, given.last, given.steps
        self._z[:, given.first : given.last] = given.z
        self._squares[:] = given.squares

    @property
    def full_batch(self) -> bool:
        """Whether the epoch's one mini-batch was all of the data."""
        return self._steps == 1 and self._last - self._first == self._z.shape[1]

    @property
    def layer_gradient_norms(self) -> Array:
        """Root mean square over the mini-batches of each layer's gradient norm, (L,)."""
        return np.asarray(np.sqrt(self._squares / self._steps))

    def loss_and_accuracy(self, loss: Loss, t: Array, signed: bool) -> tuple[float, float]:
        """Mean loss and share of right answers over the samples, each as its mini-batch came.

        ``t`` (N, n_outputs) are the epoch's targets in its order; ``signed`` as for ``accuracy``.
        """
        seen, output = slice(self._first, self._last), self._network.activations[-1]
        z, t = self._z[:, seen].T, t[seen]
        if loss.natural_activation == output.name:
            # The class can be read from z: σ(0) = ½, and softmax keeps the order.
            right = classes(z, signed=True) == classes(t, signed)
            return float(loss.per_sample_from_z(z, t).mean()), float(right.mean())
        a = output(z)
        return float(loss.per_sample(a, t).mean()), accuracy(a, t, signed)
