r"""The loss around a network's weights: a plane through them, and the path of training projected onto it.

The plane is spanned by two random directions, scaled neuron by neuron so that they mean as much in each (Li, Xu,
Taylor, Studer and Goldstein 2018, "Visualizing the loss landscape of neural nets", section 4), or by the two main
directions of the path so far (the same paper, section 7; Lorch 2016, "Visualizing deep network training trajectories").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mlp_core.arrays import Array
from mlp_core.layout import block_shapes
from mlp_core.losses import Loss, as_loss, check_fit, sample_losses
from mlp_core.network import MLP

# Numbers in the largest array of one go, so that it stays in the cache.
AT_ONCE = 2**17


@dataclass(frozen=True)
class Plane:
    """A plane through a network's weights.

    Attributes
    ----------
    origin : (P,), the weights
    directions : (2, P), of one unit along each axis
    shares : how much of the path's variance each direction has, or None where they are random
    """

    origin: Array
    directions: Array
    shares: tuple[float, float] | None = None

    def coordinates(self, parameters: Array) -> Array:
        """Where weights (n, P) stand, projected onto the plane: (n, 2)."""
        found = np.linalg.lstsq(self.directions.T, (parameters - self.origin).T, rcond=None)[0]
        return np.asarray(found.T)

    def weights(self, x: Array, y: Array) -> Array:
        """The weights (len(y) · len(x), P) at the points of a grid, x running fastest."""
        places = np.array([[a, b] for b in y for a in x])
        return np.asarray(self.origin + places @ self.directions)


def random_plane(network: MLP, seed: int = 0) -> Plane:
    """Two random directions, in each neuron as long as its weights are, its bias counted among them.

    Cut links stay cut.
    """
    rng = np.random.default_rng(seed)
    directions = np.array([_scaled(network, rng.standard_normal(network.parameters.size)) for _ in range(2)])
    return Plane(network.parameters.copy(), directions)


def _scaled(network: MLP, direction: Array) -> Array:
    direction[network.cut] = 0.0
    for part, block in zip(network.split(direction), network.blocks, strict=True):
        length = np.linalg.norm(part, axis=1, keepdims=True)
        part *= np.linalg.norm(block, axis=1, keepdims=True) / np.where(length > 0, length, 1.0)
    return direction


def path_plane(path: Array, present: Array) -> Plane | None:
    """The two main directions of a path (n, P) of weights that ends at ``present`` (P,); None where it has not two.

    They have length 1, and point so that the path starts on the side of the negative numbers.
    """
    away = path - present
    centred = away - away.mean(axis=0)
    _, lengths, main = np.linalg.svd(centred, full_matrices=False)
    if len(lengths) < 2 or not lengths[1] > 1e-9 * max(float(lengths[0]), 1e-9):
        return None
    directions = main[:2] * np.where(main[:2] @ away[0] > 0, -1.0, 1.0)[:, None]
    first, second = lengths[:2] ** 2 / (lengths**2).sum()
    return Plane(present.copy(), directions, (float(first), float(second)))


def losses_at(network: MLP, parameters: Array, X: Array, T: Array, loss: str | Loss) -> Array:
    """The mean loss (S,), without penalty, that a network of this shape has with each of the parameters (S, P).

    X is (N, n_inputs), T (N, n_outputs). Values that are not finite any more are infinite.
    """
    loss, output = as_loss(loss), network.activations[-1]
    check_fit(loss, output)
    shapes = block_shapes(network.layer_sizes, network.activations)
    step = max(1, AT_ONCE // (len(X) * max(rows for rows, _ in shapes)))
    means = []
    with np.errstate(all="ignore"):
        for start in range(0, len(parameters), step):
            some = parameters[start : start + step]
            A, first = np.broadcast_to(X, (len(some), *X.shape)), 0
            for (rows, columns), f in zip(shapes, network.activations, strict=True):
                block = some[:, first : first + rows * columns].reshape(-1, rows, columns)
                Z = A @ block[:, :, :-1].swapaxes(1, 2) + block[:, None, :, -1]  # Z = A_prev Wᵀ + b
                A, first = f(Z), first + rows * columns
            means.append(sample_losses(loss, output, Z, A, T).mean(axis=1))
    found = np.concatenate(means)
    return np.where(np.isfinite(found), found, np.inf)


@dataclass(frozen=True)
class Landscape:
    """The loss on a part of a plane.

    Attributes
    ----------
    x, y : (side,) each, the grid, in units of the plane's directions
    losses : (side, side), a row for each y
    path : (n, 2), the path projected onto the plane; its end is the present point, (0, 0)
    path_losses : (n,), the loss of the weights on the path themselves, which lie beside the plane but for the last
    plane : the plane
    """

    x: Array
    y: Array
    losses: Array
    path: Array
    path_losses: Array
    plane: Plane


def landscape(
    network: MLP, plane: Plane, path: Array, X: Array, T: Array, loss: str | Loss, *, side: int = 41
) -> Landscape:
    """The loss around a network, on a grid of ``side`` × ``side`` points with the present weights among them.

    A random plane is shown one unit far to each side, the one of a path a little farther than the path goes.

    Parameters
    ----------
    path : (n, P) parameters on the way to the present ones
    side : odd
    """
    if side % 2 == 0:
        raise ValueError(f"the side of the grid must be odd, so that the weights stand in its middle, not {side}")
    way = np.vstack([path, plane.origin])
    projected = plane.coordinates(way)
    reach = np.ones(2) if plane.shares is None else 1.25 * np.abs(projected).max(axis=0)
    x, y = (length * np.linspace(-1.0, 1.0, side) for length in reach)
    losses = losses_at(network, plane.weights(x, y), X, T, loss)
    return Landscape(x, y, losses.reshape(side, side), projected, losses_at(network, way, X, T, loss), plane)


def affordable(layer_rows: Sequence[int], n_samples: int, most: float = 2.5e7) -> tuple[int, int]:
    """The side of the grid, and how many samples to ask, so that at most so many neurons are computed."""
    neurons = sum(layer_rows)
    side = 41 if 41**2 * neurons * n_samples <= most else 21
    return side, min(n_samples, max(50, int(most / (side**2 * neurons))))
