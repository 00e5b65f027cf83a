r"""A stack of networks: S networks of one architecture, whose weights are matrices on top of each other.

What holds for one network holds for all at once: Z[s] = A_prev[s] W[s]ᵀ + b[s] is one product of stacks of matrices. So
many random starts cost little more than one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.initializers import Initializer
from mlp_core.layout import block_shapes
from mlp_core.losses import Loss, as_loss, check_fit, output_delta, sample_losses
from mlp_core.network import MLP


@dataclass(frozen=True)
class StackTrace:
    """What a forward pass saw, as ``Trace``: z[l] (S, N, rows), a[l] (S, N, n), a[0] = X (N, n_inputs) for all."""

    z: list[Array]
    a: list[Array]


class NetworkStack:
    """S networks of the same layer sizes and activations, each with first weights of its own.

    Parameters
    ----------
    layer_sizes, activations, initializer : as for ``MLP``
    seeds : one per network, of its first weights: network s starts as ``MLP(…, seed=seeds[s])``

    Attributes
    ----------
    parameters : (S·P,), contiguous, layer by layer, and within a layer network by network
    blocks : per layer a contiguous view (S, rows, n_in + 1): each row a neuron's weights, then its bias
    weights, biases : per layer views (S, rows, n_in) and (S, rows)

    Raises ``ValueError`` for no seeds, and for what ``MLP`` refuses.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        activations: Sequence[str | Activation] | str | Activation = "tanh",
        initializer: str | Initializer = "glorot_uniform",
        seeds: Sequence[int] = (0,),
    ) -> None:
        if len(seeds) == 0:
            raise ValueError("a stack needs at least one seed, one per network")
        networks = [MLP(layer_sizes, activations, initializer, seed) for seed in seeds]
        self._pattern = networks[0]
        self.n_networks = len(networks)
        self.layer_sizes, self.activations = networks[0].layer_sizes, networks[0].activations
        self.n_layers = networks[0].n_layers
        self.parameters = np.empty(self.n_networks * networks[0].parameters.size)
        self.blocks = self.split(self.parameters)
        self.weights, self.biases = [b[..., :-1] for b in self.blocks], [b[..., -1] for b in self.blocks]
        for layer, block in enumerate(self.blocks):
            block[...] = [network.blocks[layer] for network in networks]

    def split(self, vector: Array) -> list[Array]:
        """A vector in the layout of the parameters as a list of (S, rows, n_in + 1) views, one per layer."""
        views, start = [], 0
        for rows, columns in block_shapes(self.layer_sizes, self.activations):
            size = self.n_networks * rows * columns
            views.append(vector[start : start + size].reshape(self.n_networks, rows, columns))
            start += size
        return views

    def network(self, s: int) -> MLP:
        """Network s as an MLP with a parameter vector of its own."""
        network = self._pattern.copy()
        for own, block in zip(network.blocks, self.blocks, strict=True):
            own[...] = block[s]
        return network

    def forward(self, X: ArrayLike) -> StackTrace:
        """All pre-activations and activations of all networks for X (N, n_inputs)."""
        X = np.asarray(X, dtype=np.float64)
        if X.ndim != 2 or X.shape[1] != self.layer_sizes[0] or len(X) == 0:
            raise ValueError(f"X must have shape (N, {self.layer_sizes[0]}) with N ≥ 1, not {X.shape}")
        z, a = [], [X]
        for W, b, f in zip(self.weights, self.biases, self.activations, strict=True):
            z.append(a[-1] @ W.swapaxes(-1, -2) + b[:, None, :])  # Z[s] = A_prev[s] W[s]ᵀ + b[s]
            a.append(f(z[-1]))
        return StackTrace(z, a)

    def predict(self, X: ArrayLike) -> Array:
        """The outputs (S, N, n_outputs) of all networks for X (N, n_inputs)."""
        return self.forward(X).a[-1]

    def loss_and_gradient(self, X: ArrayLike, T: ArrayLike, loss: str | Loss) -> tuple[Array, Array]:
        """Each network's mean loss (S,), and the gradients (S·P,) in the layout of the parameters.

        X (N, n_inputs) and T (N, n_outputs) are the same for all. Raises ``ValueError`` where shapes disagree, or the
        loss cannot stand on the output activation.
        """
        loss, output = as_loss(loss), self.activations[-1]
        check_fit(loss, output)
        trace = self.forward(X)
        T = np.asarray(T, dtype=np.float64)
        if T.shape != trace.a[-1].shape[1:]:
            raise ValueError(f"T has shape {T.shape}, each network's outputs have shape {trace.a[-1].shape[1:]}")
        vector = np.empty_like(self.parameters)
        d_blocks = self.split(vector)
        delta = output_delta(loss, output, trace.z[-1], trace.a[-1], T)
        for layer in range(self.n_layers - 1, -1, -1):
            d_blocks[layer][..., :-1] = delta.swapaxes(-1, -2) @ trace.a[layer]  # ∂L/∂W = δᵀ A_prev
            d_blocks[layer][..., -1] = delta.sum(axis=1)  # ∂L/∂b = Σₙ δₙ
            if layer:
                d_a = delta @ self.weights[layer]  # ∂L/∂A_prev = δ W
                delta = self.activations[layer - 1].backward(trace.z[layer - 1], d_a)
        vector /= len(T)
        return sample_losses(loss, output, trace.z[-1], trace.a[-1], T).mean(axis=1), vector
