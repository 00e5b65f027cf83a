"""A network of linear layers is one matrix: multiply them together. With a bend in between it is not."""

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.network import MLP


def collapse(net: MLP) -> MLP:
    """The network without hidden layers that answers the same: W = W_L ⋯ W₁, and b carried through.

    Raises ``ValueError`` where a layer is not linear.
    """
    bent = [f.name for f in net.activations if f.name != "linear"]
    if bent:
        raise ValueError(f"only linear layers multiply into one matrix; this network has {', '.join(bent)}")
    W, b = np.eye(net.layer_sizes[0]), np.zeros(net.layer_sizes[0])
    for weights, biases in zip(net.weights, net.biases, strict=True):
        W, b = weights @ W, weights @ b + biases
    return _one_matrix(net, W, b)


def nearest_matrix(net: MLP, X: ArrayLike) -> MLP:
    """The network without hidden layers whose answers on X (N, n_inputs) are nearest to this one's: least squares."""
    X = np.asarray(X, dtype=np.float64)
    solution = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), net.predict(X), rcond=None)[0]
    return _one_matrix(net, solution[:-1].T, solution[-1])


def largest_difference(net: MLP, other: MLP, X: ArrayLike) -> float:
    """Between the answers of two networks on X."""
    return float(np.abs(net.predict(X) - other.predict(X)).max())


def _one_matrix(net: MLP, W: np.ndarray, b: np.ndarray) -> MLP:
    one = MLP([net.layer_sizes[0], net.layer_sizes[-1]], "linear", "zeros")
    one.weights[0][:], one.biases[0][:] = W, b
    return one
