"""The gradient of one mini-batch as a list of NumPy calls, bound beforehand: what both fast gradients share.

Arrays lie features first, (rows, n), or (S, rows, n) for a stack of networks, with a row of ones under the activations,
which makes W and b one matrix and their gradients one product; every array is made once per batch size. The array that
takes a result is the last argument by position, for the keyword ``out`` costs a third of a small call (NumPy asks for
it with maximum and minimum alone).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Protocol

import numpy as np

from mlp_core.activation_calls import Call, pieces_back, slope_calls, value_calls
from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.losses import Loss, output_delta


class Layers(Protocol):
    """A network, or a stack of them: what there is of each layer."""

    @property
    def layer_sizes(self) -> tuple[int, ...]: ...
    @property
    def activations(self) -> tuple[Activation, ...]: ...
    @property
    def blocks(self) -> Sequence[Array]: ...
    @property
    def weights(self) -> Sequence[Array]: ...
    def split(self, vector: Array) -> Sequence[Array]: ...


class GradientCalls(ABC):
    """Gradients of mini-batches of n samples for one network or stack, loss and parameter vector.

    ``targets`` (N, n_outputs) are all that may come: where they allow it, δ = a − t saves calls.
    Calling it with ``x`` (n, n_inputs + 1), the last column ones, and ``t`` (n, n_outputs) puts the gradient of the
    mean loss into ``vector`` and leaves the output pre-activations in ``z_output`` (…, rows, n). Neither shapes nor
    values are checked: NumPy's floating-point warnings are the caller's to silence.
    """

    def __init__(self, net: Layers, loss: Loss, n: int, vector: Array, targets: Array) -> None:
        activations, blocks, gradients = net.activations, net.blocks, net.split(vector)
        last, lead = len(blocks) - 1, blocks[0].shape[:-2]
        z: list[Array] = [np.empty((*lead, block.shape[-2], n)) for block in blocks]
        a: list[Array] = [np.ones((*lead, size + 1, n)) for size in net.layer_sizes[1:-1]]
        a_output = np.empty((*lead, net.layer_sizes[-1], n))
        deltas: list[Array] = [np.empty_like(each) for each in z]

        forward: list[Call] = []
        for layer, f in enumerate(activations):
            if layer:
                forward.append(self._product(blocks[layer], a[layer - 1], z[layer]))
            if layer < last:
                forward += value_calls(f, z[layer], a[layer][..., :-1, :])
        output = activations[last]
        is_difference = loss.natural_activation == output.name and delta_is_difference(loss, targets)
        if is_difference:
            forward += value_calls(output, z[last], a_output)

        backward: list[Call] = []
        for layer in range(last, 0, -1):
            backward += self._products_with_transposed(deltas[layer], a[layer - 1], gradients[layer])
            f, W_transposed = activations[layer - 1], net.weights[layer].swapaxes(-1, -2)
            if f.pieces > 1:
                backward.append(partial(pieces_back, f, z[layer - 1], W_transposed, deltas[layer], deltas[layer - 1]))
            else:
                call, deltas[layer - 1] = self._carried(blocks[layer], W_transposed, deltas[layer], deltas[layer - 1])
                backward.append(call)
                backward += slope_calls(f, z[layer - 1], a[layer - 1][..., :-1, :], deltas[layer - 1])

        self.z_output = z[last]
        # all networks of a stack see the same inputs: the first layer is one product of plain matrices for all
        self._first_block, self._first_z = _as_one_matrix(blocks[0]), _as_one_matrix(z[0])
        self._first_gradient, self._first_delta = _as_one_matrix(gradients[0]), _as_one_matrix(deltas[0])
        self._forward, self._backward = forward, backward
        self._output, self._loss, self._is_difference = output, loss, is_difference
        self._a_output, self._delta = a_output, deltas[last]
        self._z_by_sample, self._delta_by_sample = z[last].swapaxes(-1, -2), deltas[last].swapaxes(-1, -2)
        self._share = np.array(1.0 / n)
        self._x = self._inputs_anew(blocks[0], n)

    def __call__(self, x: Array, t: Array) -> None:
        if self._x is None:
            np.dot(self._first_block, x.T, self._first_z)
        else:
            np.copyto(self._x, x.T)
            np.dot(self._first_block, self._x, self._first_z)
        for call in self._forward:
            call()
        delta = self._delta
        if self._is_difference:
            np.subtract(self._a_output, t.T, delta)
        else:
            z = self._z_by_sample
            self._delta_by_sample[...] = output_delta(self._loss, self._output, z, self._output(z), t)
        np.multiply(delta, self._share, delta)  # the one place where the mean's 1/N enters
        for call in self._backward:
            call()
        np.dot(self._first_delta, x, self._first_gradient)

    @staticmethod
    @abstractmethod
    def _product(a: Array, b: Array, out: Array) -> Call:
        """A call that puts a b into out."""

    @staticmethod
    @abstractmethod
    def _products_with_transposed(a: Array, b: Array, out: Array) -> list[Call]:
        """Calls that put a bᵀ into out."""

    @staticmethod
    @abstractmethod
    def _carried(block: Array, W_transposed: Array, delta: Array, below: Array) -> tuple[Call, Array]:
        """A call that takes Wᵀδ, and the array where it puts that, which need not be ``below``."""

    @staticmethod
    def _inputs_anew(block: Array, n: int) -> Array | None:
        """An array for the inputs features first, where to lay them out anew pays."""
        return None


def _as_one_matrix(stacked: Array) -> Array:
    """(…, rows, columns) as a view (… · rows, columns)."""
    return stacked.reshape(-1, stacked.shape[-1])


def delta_is_difference(loss: Loss, t: Array) -> bool:
    """Whether δ = a − t holds for these targets in the natural pair (softmax needs a sum of 1)."""
    return loss.natural_activation != "softmax" or bool(np.all(np.abs(t.sum(axis=1) - 1.0) < 1e-12))
