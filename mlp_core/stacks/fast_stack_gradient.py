"""The gradients of a stack of networks for one mini-batch, fast: the mathematics of ``network_stack.py``, in place.

As in ``fast_gradient.py`` arrays lie features first, (S, rows, n), with a row of ones under the activations; all are
made once, and the calls of a step are bound beforehand. All networks see the same inputs, so the first layer's products
are one product of plain matrices, with the neurons of all networks as its rows. The plain version beside it,
``NetworkStack.loss_and_gradient``, is what the tests hold this against.
"""

from functools import partial

import numpy as np

from mlp_core.activation_calls import Call, pieces_back, slope_calls, value_calls
from mlp_core.arrays import Array
from mlp_core.fast_gradient import delta_is_difference
from mlp_core.losses import Loss, output_delta
from mlp_core.stacks.network_stack import NetworkStack


class FastStackGradient:
    """Gradients of mini-batches of n samples for one stack, loss and parameter vector.

    ``targets`` (N, n_outputs) are all that may come: where they allow it, δ = a − t saves calls.
    Calling it with ``x`` (n, n_inputs + 1), the last column ones, and ``t`` (n, n_outputs) puts the gradients of the
    mean losses into ``vector`` (S·P,) and leaves the output pre-activations in ``z_output`` (S, rows, n). Neither
    shapes nor values are checked: NumPy's floating-point warnings are the caller's to silence.
    """

    def __init__(self, stack: NetworkStack, loss: Loss, n: int, vector: Array, targets: Array) -> None:
        S, activations, blocks, gradients = stack.n_networks, stack.activations, stack.blocks, stack.split(vector)
        last = stack.n_layers - 1
        z: list[Array] = [np.empty((S, block.shape[1], n)) for block in blocks]
        # under each layer of activations a row of ones carries the bias
        a: list[Array] = [np.ones((S, size + 1, n)) for size in stack.layer_sizes[1:-1]]
        a_output = np.empty((S, stack.layer_sizes[-1], n))
        deltas: list[Array] = [np.empty_like(each) for each in z]

        forward: list[Call] = []
        for layer in range(last):
            if layer:
                forward.append(partial(np.matmul, blocks[layer], a[layer - 1], z[layer]))
            forward += value_calls(activations[layer], z[layer], a[layer][:, :-1])
        if last:
            forward.append(partial(np.matmul, blocks[last], a[last - 1], z[last]))
        output = activations[last]
        is_difference = loss.natural_activation == output.name and delta_is_difference(loss, targets)
        if is_difference:
            forward += value_calls(output, z[last], a_output)

        backward: list[Call] = []
        for layer in range(last, 0, -1):
            backward.append(partial(np.matmul, deltas[layer], a[layer - 1].swapaxes(1, 2), gradients[layer]))
            f, W_transposed = activations[layer - 1], stack.weights[layer].swapaxes(1, 2)
            if f.pieces > 1:
                backward.append(partial(pieces_back, f, z[layer - 1], W_transposed, deltas[layer], deltas[layer - 1]))
            else:
                # with one neuron above, the product of matrices is one of numbers, which NumPy does faster
                product = np.multiply if blocks[layer].shape[1] == 1 else np.matmul
                backward.append(partial(product, W_transposed, deltas[layer], deltas[layer - 1]))
                backward += slope_calls(f, z[layer - 1], a[layer - 1][:, :-1], deltas[layer - 1])

        self.z_output = z[last]
        self._first_block, self._first_z = _as_one_matrix(blocks[0]), _as_one_matrix(z[0])
        self._first_gradient, self._first_delta = _as_one_matrix(gradients[0]), _as_one_matrix(deltas[0])
        self._forward, self._backward = forward, backward
        self._output, self._loss, self._is_difference = output, loss, is_difference
        self._a_output, self._delta = a_output, deltas[last]
        self._share = np.array(1.0 / n)

    def __call__(self, x: Array, t: Array) -> None:
        np.dot(self._first_block, x.T, self._first_z)
        for call in self._forward:
            call()
        delta = self._delta
        if self._is_difference:
            np.subtract(self._a_output, t.T, delta)
        else:
            z = self.z_output.swapaxes(1, 2)
            delta[...] = output_delta(self._loss, self._output, z, self._output(z), t).swapaxes(1, 2)
        np.multiply(delta, self._share, delta)  # the one place where the mean's 1/N enters
        for call in self._backward:
            call()
        np.dot(self._first_delta, x, self._first_gradient)


def _as_one_matrix(stacked: Array) -> Array:
    """(S, rows, columns) as a view (S·rows, columns)."""
    return stacked.reshape(-1, stacked.shape[-1])
