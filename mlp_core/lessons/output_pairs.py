r"""What an output layer's activation and loss make of each other: δ = ∂C/∂z beside output − target.

Linear with ½ quadratic, sigmoid with binary cross-entropy and softmax with cross-entropy give δ = a − t; other pairs
leave f′(z), or the softmax's Jacobian, in it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import as_activation
from mlp_core.arrays import Array
from mlp_core.losses import as_loss, check_fit, check_targets, output_delta, sample_losses

# Of the central differences; their error is of the order of its square.
STEP = 1e-5

NATURAL_PAIRS = (("linear", "half_quadratic"), ("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy"))
OTHER_PAIRS = (("sigmoid", "half_quadratic"), ("softmax", "half_quadratic"), ("tanh", "half_quadratic"))


@dataclass(frozen=True, eq=False)
class OutputLayer:
    """One sample at an output layer, arrays (n_outputs,).

    output : a = f(z)
    error : a − t
    delta : δ = ∂C/∂z as backpropagation uses it
    measured : ∂C/∂z again, by central differences of the cost
    """

    output: Array
    error: Array
    delta: Array
    measured: Array


def output_layer(activation: str, loss: str, z: ArrayLike, target: ArrayLike) -> OutputLayer:
    """One sample's output, error and δ for pre-activations and targets (n_outputs,).

    Raises ``ValueError`` for unknown names, shapes that disagree, and targets or outputs the loss cannot take.
    """
    f, C = as_activation(activation), as_loss(loss)
    z, t = np.asarray(z, dtype=np.float64), np.asarray(target, dtype=np.float64)
    if z.ndim != 1 or z.shape != t.shape:
        raise ValueError(f"z and target must have one shape (n_outputs,), not {z.shape} and {t.shape}")
    check_fit(C, f)
    check_targets(C, t)
    a = f(z[None])
    delta = output_delta(C, f, z[None], a, t[None])
    up, down = z + STEP * np.eye(len(z)), z - STEP * np.eye(len(z))
    higher, lower = (sample_losses(C, f, each, f(each), t[None]) for each in (up, down))
    return OutputLayer(a[0], a[0] - t, delta[0], (higher - lower) / (2 * STEP))
