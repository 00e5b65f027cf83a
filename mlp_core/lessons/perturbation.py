"""What an error term means: how the loss changes when one pre-activation is nudged."""

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array
from mlp_core.losses import Loss
from mlp_core.network import MLP


def losses_when_nudged(
    net: MLP, X: ArrayLike, T: ArrayLike, loss: str | Loss, layer: int, row: int, nudges: ArrayLike
) -> Array:
    """The loss (len(nudges),) with each nudge ε added to pre-activation ``z[layer][:, row]``.

    Z = A_prev Wᵀ + b, so that ε more bias is ε more pre-activation. Near 0 the loss changes by the mean of δ times ε.
    The network is left as it was.
    """
    nudged = net.copy()
    bias = float(nudged.biases[layer][row])
    losses = []
    for nudge in np.asarray(nudges, dtype=np.float64).ravel():
        nudged.biases[layer][row] = bias + nudge
        losses.append(nudged.loss(X, T, loss))
    return np.array(losses)
