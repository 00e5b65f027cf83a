"""The gradients of a stack of networks for one mini-batch, fast: the mathematics of ``network_stack.py``, in place.

The calls are those of ``gradient_calls.py``, with products of stacks of matrices. The plain version beside it,
``NetworkStack.loss_and_gradient``, is what the tests hold this against.
"""

from functools import partial

import numpy as np

from mlp_core.activation_calls import Call
from mlp_core.arrays import Array
from mlp_core.gradient_calls import GradientCalls


class FastStackGradient(GradientCalls):
    """Of S networks: ``vector`` is (S·P,), ``z_output`` (S, rows, n)."""

    @staticmethod
    def _product(a: Array, b: Array, out: Array) -> Call:
        return partial(np.matmul, a, b, out)

    @staticmethod
    def _products_with_transposed(a: Array, b: Array, out: Array) -> list[Call]:
        return [partial(np.matmul, a, b.swapaxes(1, 2), out)]

    @staticmethod
    def _carried(block: Array, W_transposed: Array, delta: Array, below: Array) -> tuple[Call, Array]:
        # With one neuron above, the product of matrices is one of numbers, which NumPy does faster.
        product = np.multiply if block.shape[1] == 1 else np.matmul
        return partial(product, W_transposed, delta, below), below
