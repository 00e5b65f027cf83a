"""The cost of one neuron with one input over its two parameters, weight and bias: a surface made of data.

Its weights (w, b) are the parameter vector of ``MLP([1, 1], [activation])``, and its cost that network's loss.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_core.activations import Activation, as_activation
from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array
from mlp_core.datasets import DATASETS
from mlp_core.lessons.surfaces import Surface, as_weights
from mlp_core.losses import as_loss, check_fit, check_targets, output_delta, sample_losses
from mlp_core.network import MLP

# So many answers of the neuron at a time stay in the processor's cache.
ANSWERS_AT_ONCE = 60_000
Rows = NDArray[np.intp]


class NeuronCost(Surface):
    """C(w, b) = 1/N Σₙ Cₙ(f(w xₙ + b), tₙ).

    Parameters
    ----------
    x, t : (N,), (N,): inputs and targets
    activation, loss : of the registry, and fit each other

    Raises
    ------
    ValueError : shapes that disagree, no points, unknown names, targets that the loss cannot have
    """

    formula = r"\tfrac1N \sum_n C_n\bigl(f(w x_n + b)\bigr)"

    def __init__(
        self, x: ArrayLike, t: ArrayLike, activation: str | Activation = "sigmoid", loss: str = "binary_cross_entropy"
    ) -> None:
        self.x, self.t = np.array(x, dtype=np.float64), np.array(t, dtype=np.float64)
        if self.x.ndim != 1 or self.x.shape != self.t.shape or not len(self.x):
            raise ValueError(f"x and t must have the same shape (N,) with N ≥ 1, not {self.x.shape} and {self.t.shape}")
        self.activation, self.loss = as_activation(activation), as_loss(loss)
        check_fit(self.loss, self.activation)
        check_targets(self.loss, self.t)
        for array in (self.x, self.t):
            array.setflags(write=False)

    def __len__(self) -> int:
        """N."""
        return len(self.x)

    def value(self, w: ArrayLike) -> Array:
        at = as_weights(w)
        parts = [self.sample_values(part).mean(axis=-1) for part in self._parts(at)]
        return np.concatenate(parts).reshape(at.shape[:-1])

    def gradient(self, w: ArrayLike) -> Array:
        at = as_weights(w)
        parts = [self.sample_gradients(part).mean(axis=-2) for part in self._parts(at)]
        return np.concatenate(parts).reshape(at.shape)

    def sample_values(self, w: ArrayLike, rows: Rows | None = None) -> Array:
        """Cₙ at w (…, 2): (…, N), or (…, n) of the given rows (…, n)."""
        z, a, t, _ = self._answers(as_weights(w), rows)
        return sample_losses(self.loss, self.activation, z, a, t)

    def sample_gradients(self, w: ArrayLike, rows: Rows | None = None) -> Array:
        """∂Cₙ/∂(w, b) at w (…, 2): (…, N, 2), or (…, n, 2) of the given rows (…, n)."""
        z, a, t, x = self._answers(as_weights(w), rows)
        delta = output_delta(self.loss, self.activation, z, a, t)[..., 0]  # δ = ∂Cₙ/∂z
        return np.stack([delta * x, delta], axis=-1)

    def network(self, w: ArrayLike) -> MLP:
        """The neuron with these parameters (2,) as a network."""
        net = MLP([1, 1], [self.activation], "zeros")
        net.parameters = np.asarray(w, dtype=np.float64)
        return net

    def repeated(self, times: int) -> "NeuronCost":
        """The same cost on data that hold every point so often."""
        times = checked_whole("times", times, at_least=1)
        return NeuronCost(np.repeat(self.x, times), np.repeat(self.t, times), self.activation, self.loss.name)

    def _answers(self, w: Array, rows: Rows | None) -> tuple[Array, Array, Array, Array]:
        x, t = (self.x, self.t) if rows is None else (self.x[rows], self.t[rows])
        z = (w[..., :1] * x + w[..., 1:])[..., None]
        return z, self.activation(z), np.broadcast_to(t[..., None], z.shape), x

    def _parts(self, w: Array) -> Iterator[Array]:
        flat, size = w.reshape(-1, 2), max(ANSWERS_AT_ONCE // len(self), 1)
        for start in range(0, max(len(flat), 1), size):
            yield flat[start : start + size]


def overlapping_classes(n: int = 60, noise: float = 0.5, seed: int = 0) -> NeuronCost:
    """A sigmoid neuron with cross-entropy on the first input of the two Gaussian clouds: one valley, one minimum."""
    data = DATASETS["gaussians"].generate(n, noise, seed, test_share=0.0)
    return NeuronCost(data.X[:, 0], data.T[:, 0])


def contradicting_points(seed: int = 3) -> NeuronCost:
    """A sigmoid neuron with the quadratic cost on 40 points, four of them far out and of the other class: two valleys.

    In the deeper one the neuron answers the 36 near points and gives up the far ones; in the poorer one it gives up
    all of them and answers about ½.
    """
    rng = np.random.default_rng(seed)
    centres, spreads = np.repeat([1.0, -1.0, 8.0, -8.0], [18, 18, 2, 2]), np.repeat([0.7, 0.4], [36, 4])
    t = np.repeat([1.0, 0.0, 0.0, 1.0], [18, 18, 2, 2])
    return NeuronCost(centres + spreads * rng.standard_normal(len(t)), t, loss="half_quadratic")
