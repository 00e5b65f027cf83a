r"""How much of the error f′ lets through, layer by layer: |δ| beside the signal that f′ was still to multiply.

At the output the signal is ∂C/∂a, in a hidden layer δW of the layer after it. Where loss and output activation are a
natural pair, f′ of the output cancels: signal and δ are both a − t there. The hidden layers keep their f′ under every
loss.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.losses import Loss, as_loss
from mlp_core.network import MLP


@dataclass(frozen=True)
class LayerSignal:
    """Means over samples and neurons of one layer: of the signal before f′, and of |δ| = |∂(a sample's loss)/∂Z|."""

    before: float
    delta: float

    @property
    def share(self) -> float:
        """|δ| over the signal before f′; NaN where there was no signal."""
        return self.delta / self.before if self.before > 0 else float("nan")


def error_signals(network: MLP, X: ArrayLike, T: ArrayLike, loss: str | Loss) -> list[LayerSignal]:
    """One ``LayerSignal`` per layer after the inputs, for X (N, n_inputs) and T (N, n_outputs).

    Raises ``ValueError`` as ``MLP.loss_and_gradient`` does.
    """
    loss, T = as_loss(loss), np.asarray(T, dtype=np.float64)
    _, gradient = network.loss_and_gradient(X, T, loss)
    signals = [delta @ W for delta, W in zip(gradient.deltas[1:], network.weights[1:], strict=True)]
    a = network.predict(X)
    natural = loss.natural_activation == network.activations[-1].name
    signals.append(a - T if natural else loss.gradient(a, T))
    return [
        LayerSignal(float(np.abs(signal).mean()), float(np.abs(delta).mean()))
        for signal, delta in zip(signals, gradient.deltas, strict=True)
    ]
