"""The gradient of one mini-batch, fast: the mathematics of ``network.py`` without a single new array.

At this size time goes into the number of NumPy calls, not into arithmetic. So the calls of a step are bound beforehand
and merely called (``gradient_calls.py``), and products are taken by np.dot, whose way to BLAS is shorter than matmul's.
The plain version beside it, ``MLP.loss_and_gradient``, is what the tests hold this against.
"""

from functools import partial

import numpy as np

from mlp_core.activation_calls import Call
from mlp_core.arrays import Array
from mlp_core.gradient_calls import GradientCalls

# From this many products on a transposed factor is laid out anew first, which BLAS makes up for.
TRANSPOSED_FROM = 1024


class FastGradient(GradientCalls):
    """Of one network: ``vector`` is (P,), ``z_output`` (rows, n)."""

    @staticmethod
    def _product(a: Array, b: Array, out: Array) -> Call:
        return partial(np.dot, a, b, out)

    @staticmethod
    def _products_with_transposed(a: Array, b: Array, out: Array) -> list[Call]:
        if out.size < TRANSPOSED_FROM:
            return [partial(np.dot, a, b.T, out)]
        transposed = np.empty(b.shape[::-1])
        return [partial(np.copyto, transposed, b.T), partial(np.dot, a, transposed, out)]

    @staticmethod
    def _carried(block: Array, W_transposed: Array, delta: Array, below: Array) -> tuple[Call, Array]:
        # With the row of the bias below it, which no one reads: a block as it lies is quicker than a part of it.
        carried = np.empty((block.shape[1], delta.shape[1]))
        return partial(np.dot, block.T, delta, carried), carried[:-1]

    @staticmethod
    def _inputs_anew(block: Array, n: int) -> Array | None:
        return np.empty((block.shape[1], n)) if block.size >= TRANSPOSED_FROM else None
