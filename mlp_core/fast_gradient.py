"""The gradient of one mini-batch, fast: the mathematics of ``network.py`` without a single new array.

At this size time goes into the number of NumPy calls, not into arithmetic. So arrays lie features first with a
row of ones under the activations, which makes W and b one matrix and their gradients one product; every array is
made once per batch size; the calls of a step are bound beforehand and merely called; the array that takes a result is
the last argument by position, for the keyword ``out`` costs a third of a small call (NumPy asks for it with maximum and
minimum alone); products are taken by np.dot, whose way to BLAS is shorter than matmul's. The plain version beside it,
``MLP.loss_and_gradient``, is what the tests hold this against.
"""

from functools import partial

import numpy as np

from mlp_core.activation_calls import Call, pieces_back, slope_calls, value_calls
from mlp_core.arrays import Array
from mlp_core.losses import Loss, output_delta
from mlp_core.network import MLP

# From this many products on a transposed factor is laid out anew first, which BLAS makes up for.
TRANSPOSED_FROM = 1024


class FastGradient:
    """Gradients of mini-batches of n samples for one network, loss and parameter vector.

    ``targets`` (N, n_outputs) are all that may come: where they allow it, δ = a − t saves calls.
    Calling it with ``x`` (n, n_inputs + 1), the last column ones, and ``t`` (n, n_outputs) puts the gradient of the
    mean loss into ``vector`` (P,) and leaves the output pre-activations in ``z_output`` (rows, n). Neither shapes
    nor values are checked: NumPy's floating-point warnings are the caller's to silence.
    """

    def __init__(self, net: MLP, loss: Loss, n: int, vector: Array, targets: Array) -> None:
        activations, blocks, gradients = net.activations, net.blocks, net.split(vector)
        last = net.n_layers - 1
        z: list[Array] = [np.empty((len(block), n)) for block in blocks]
        # under each layer of activations a row of ones carries the bias
        a: list[Array] = [np.ones((size + 1, n)) for size in net.layer_sizes[1:-1]]
        a_output = np.empty((net.layer_sizes[-1], n))
        deltas: list[Array] = [np.empty_like(each) for each in z]
        # Wᵀδ with the row of the bias below it, which no one reads: a block as it lies is quicker than a part of it
        carried = [np.empty((size + 1, n)) for size in net.layer_sizes[1:-1]]

        forward: list[Call] = []
        for layer in range(last):
            if layer:
                forward.append(partial(np.dot, blocks[layer], a[layer - 1], z[layer]))
            forward += value_calls(activations[layer], z[layer], a[layer][:-1])
        if last:
            forward.append(partial(np.dot, blocks[last], a[last - 1], z[last]))
        output = activations[last]
        is_difference = loss.natural_activation == output.name and delta_is_difference(loss, targets)
        if is_difference:
            forward += value_calls(output, z[last], a_output)

        backward: list[Call] = []
        for layer in range(last, 0, -1):
            backward += _product_with_transposed(deltas[layer], a[layer - 1], gradients[layer])
            f = activations[layer - 1]
            if f.pieces > 1:
                backward.append(
                    partial(pieces_back, f, z[layer - 1], net.weights[layer].T, deltas[layer], deltas[layer - 1])
                )
            else:
                backward.append(partial(np.dot, blocks[layer].T, deltas[layer], carried[layer - 1]))
                deltas[layer - 1] = carried[layer - 1][:-1]
                backward += slope_calls(f, z[layer - 1], a[layer - 1][:-1], deltas[layer - 1])

        self.z_output = z[last]
        self._first_block, self._first_z = blocks[0], z[0]
        self._first_gradient, self._first_delta = gradients[0], deltas[0]
        self._forward, self._backward = forward, backward
        self._output, self._loss, self._is_difference = output, loss, is_difference
        self._a_output, self._delta = a_output, deltas[last]
        self._share = np.array(1.0 / n)
        # the inputs features first, laid out anew where that pays
        self._x = np.empty((blocks[0].shape[1], n)) if blocks[0].size >= TRANSPOSED_FROM else None

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
            z = self.z_output.T
            delta[...] = output_delta(self._loss, self._output, z, self._output(z), t).T
        np.multiply(delta, self._share, delta)  # the one place where the mean's 1/N enters
        for call in self._backward:
            call()
        np.dot(self._first_delta, x, self._first_gradient)


def _product_with_transposed(a: Array, b: Array, out: Array) -> list[Call]:
    """Calls that put a bᵀ into out."""
    if out.size < TRANSPOSED_FROM:
        return [partial(np.dot, a, b.T, out)]
    transposed = np.empty(b.shape[::-1])
    return [partial(np.copyto, transposed, b.T), partial(np.dot, a, transposed, out)]


def delta_is_difference(loss: Loss, t: Array) -> bool:
    """Whether δ = a − t holds for these targets in the natural pair (softmax needs a sum of 1)."""
    return loss.natural_activation != "softmax" or bool(np.all(np.abs(t.sum(axis=1) - 1.0) < 1e-12))
