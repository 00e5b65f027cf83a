"""One update of the parameters: the gradient of a mini-batch, what regularisation and clipping make of it, a step."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite, sqrt

import numpy as np

from mlp_core.arguments import checked_number
from mlp_core.arrays import Array
from mlp_core.fast_gradient import FastGradient
from mlp_core.losses import Loss, sample_losses
from mlp_core.network import MLP
from mlp_core.optimizers import Optimizer, as_optimizer

# Weights or gradients whose squares sum to more than this are looked at one by one: an overflow may be near.
SUSPICIOUS = 1e200
# With fewer parameters than this the fewest NumPy calls are fastest, with more the fewest numbers moved.
FEWEST_CALLS_BELOW = 4096
# Work arrays are kept for this many different mini-batch sizes.
MOST_KERNELS = 4


@dataclass(frozen=True, slots=True)
class UpdateMemory:
    """What an optimizer remembers: its vectors (P,) and the number of updates made with them."""

    vectors: tuple[Array, ...]
    count: int


class MiniBatchUpdate:
    """Changes the parameters of a network in place, mini-batch by mini-batch.

    NumPy's floating-point warnings are the caller's to silence.

    Parameters
    ----------
    targets : (N, n_outputs), all targets there will be

    Attributes
    ----------
    squares : (L,), the squared norm of each layer's gradient in the last update, penalty included, before clipping
    z_output : (rows, n), the output pre-activations of the last mini-batch
    """

    z_output: Array

    def __init__(self, network: MLP, loss: Loss, targets: Array, optimizer: str | Optimizer) -> None:
        self.l1, self.l2, self.clip_norm = 0.0, 0.0, None
        self._optimizer = as_optimizer(optimizer)
        self._targets = targets
        self._bind(network, loss)
        self.forget()

    def __call__(self, x: Array, t: Array, learning_rate: float) -> bool:
        """One update; False where parameters or the mini-batch's loss are not finite any more.

        ``x`` (n, n_inputs + 1) has a last column of ones, ``t`` is (n, n_outputs).
        """
        gradient_of_batch = self._kernels.get(len(t)) or self._new_kernel(len(t))
        gradient_of_batch(x, t)
        self.z_output = gradient_of_batch.z_output
        g, w = self._gradient, self._parameters
        if self._l1 or self._l2:
            self._add_penalty_gradient(g, w)
        if self._keep is not None:
            np.multiply(g, self._keep, g)
        if g.size < FEWEST_CALLS_BELOW:
            np.multiply(g, g, self._scratch)
            np.add.reduceat(self._scratch, self._layer_starts, out=self.squares)
        else:
            for layer, block in enumerate(self._layer_gradients):
                self.squares[layer] = block.dot(block)
        if self._clip_norm is not None:
            self._clip(g, self._clip_norm)
        self._count += 1
        self._optimizer.update(w, g, learning_rate, self._memory, self._count)
        if self._keep is not None:
            np.multiply(w, self._keep, w)
        # NaN compares as False; no loss overflows while the output layer's gradient is small
        if w.dot(w) < SUSPICIOUS and self.squares[-1] < SUSPICIOUS:
            return True
        return bool(np.isfinite(w).all()) and isfinite(self._loss_of_batch(t))

    @property
    def optimizer(self) -> Optimizer:
        """The update rule. Another rule starts with empty memory; other parameters of the same rule keep it."""
        return self._optimizer

    @optimizer.setter
    def optimizer(self, given: str | Optimizer) -> None:
        before, self._optimizer = self._optimizer, as_optimizer(given)
        if self._optimizer.name != before.name:
            self.forget()

    @property
    def l1(self) -> float:
        """The factor of ‖W‖₁."""
        return self._l1

    @l1.setter
    def l1(self, given: float) -> None:
        self._l1 = checked_number("l1", given)

    @property
    def l2(self) -> float:
        """The factor of ‖W‖²/2."""
        return self._l2

    @l2.setter
    def l2(self, given: float) -> None:
        self._l2 = checked_number("l2", given)

    @property
    def clip_norm(self) -> float | None:
        """The longest gradient that is not shortened; None is off."""
        return self._clip_norm

    @clip_norm.setter
    def clip_norm(self, given: float | None) -> None:
        self._clip_norm = None if given is None else checked_number("clip_norm", given, positive=True)

    def forget(self) -> None:
        """Empty the optimizer's memory."""
        self._memory = self._optimizer.memory(self._network.parameters.size)
        self._count = 0

    @property
    def memory(self) -> UpdateMemory:
        """The optimizer's memory. Set it to go on with another one of the same rule and size."""
        vectors = self._memory[: self._optimizer.n_vectors]
        return UpdateMemory(tuple(vector.copy() for vector in vectors), self._count)

    @memory.setter
    def memory(self, given: UpdateMemory) -> None:
        for vector, kept in zip(self._memory, given.vectors, strict=False):  # scratch stays as it is
            np.copyto(vector, kept)
        self._count = given.count

    def change_function(self, loss: Loss, targets: Array, carry: Callable[[Array], Array]) -> None:
        """Activations, loss or targets have changed; ``carry`` moves a vector to the new layout of the parameters."""
        self._targets = targets
        self._memory = [carry(vector) for vector in self._memory]
        self._bind(self._network, loss)

    def replace_network(self, network: MLP) -> None:
        """Go on with another network, with empty memory."""
        self._bind(network, self._loss)
        self.forget()

    def cut_changed(self) -> None:
        """Links of the network were cut or freed: cut ones lose their momentum too."""
        cut = self._network.cut
        self._keep = (~cut).astype(np.float64) if cut.any() else None
        for vector in self._memory:
            vector[cut] = 0.0

    def _bind(self, network: MLP, loss: Loss) -> None:
        """Make the work arrays for the network's present parameter vector."""
        self._network, self._loss = network, loss
        self._parameters = network.parameters
        size, cut = network.parameters.size, network.cut
        self._gradient, self._scratch = np.empty(size), np.empty(size)
        self._layer_gradients = [block.reshape(-1) for block in network.split(self._gradient)]
        self._is_weight = np.ones(size)
        for block in network.split(self._is_weight):
            block[:, -1] = 0.0
        self._keep = (~cut).astype(np.float64) if cut.any() else None
        self._layer_starts = np.cumsum([0, *(block.size for block in network.blocks[:-1])])
        self.squares = np.zeros(network.n_layers)
        self._kernels: dict[int, FastGradient] = {}

    def _new_kernel(self, n: int) -> FastGradient:
        if len(self._kernels) >= MOST_KERNELS:
            self._kernels.clear()
        kernel = FastGradient(self._network, self._loss, n, self._gradient, self._targets)
        self._kernels[n] = kernel
        return kernel

    def _add_penalty_gradient(self, g: Array, w: Array) -> None:
        if self._l2:
            np.multiply(w, self._l2, self._scratch)
            np.multiply(self._scratch, self._is_weight, self._scratch)
            np.add(g, self._scratch, g)
        if self._l1:
            np.sign(w, self._scratch)
            np.multiply(self._scratch, self._is_weight, self._scratch)
            np.multiply(self._scratch, self._l1, self._scratch)
            np.add(g, self._scratch, g)

    def _clip(self, g: Array, clip_norm: float) -> None:
        norm = sqrt(self.squares.sum())
        if norm == inf:  # the squares overflow before the gradient does
            np.divide(g, np.abs(g).max(), g)
            np.multiply(g, clip_norm / sqrt(g.dot(g)), g)
        elif norm > clip_norm:
            np.multiply(g, clip_norm / norm, g)

    def _loss_of_batch(self, t: Array) -> float:
        z, output = self.z_output.T, self._network.activations[-1]
        return float(sample_losses(self._loss, output, z, output(z), t).mean())
