r"""Points of two classes in the plane that a line separates with a chosen margin.

The margin is that of the rows x̃ = (1, x), as in Novikoff's bound: γ = max over ‖w‖ = 1 of min y (w·x̃).
"""

import numpy as np

from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array

SMALLEST_MARGIN, LARGEST_MARGIN = 0.02, 0.5
FEWEST_POINTS, MOST_POINTS = 4, 300


def separable_points(n_samples: int, margin: float, seed: int = 0) -> tuple[Array, Array]:
    """Draw X (n, 2) in the square [−1, 1]² and targets (n,) of ±1, half of each, whose largest margin is ``margin``.

    Parameters
    ----------
    n_samples : 4 … 300
    margin : γ, 0.02 … 0.5
    seed : not negative

    Raises ``ValueError`` for arguments outside these ranges.
    """
    n = checked_whole("n_samples", n_samples, at_least=FEWEST_POINTS)
    if n > MOST_POINTS:
        raise ValueError(f"n_samples must be at most {MOST_POINTS}, not {n}")
    if not SMALLEST_MARGIN <= margin <= LARGEST_MARGIN:
        raise ValueError(f"margin must be from {SMALLEST_MARGIN} to {LARGEST_MARGIN}, not {margin!r}")
    rng = np.random.default_rng(checked_whole("seed", seed, at_least=0))
    w = _direction(rng)
    X = [*_support(w, margin, rng)]
    y = [1.0, -1.0]
    while len(X) < n:
        x = rng.uniform(-1.0, 1.0, 2)
        target = 1.0 if len(X) % 2 == 0 else -1.0
        if target * (w[0] + w[1:] @ x) >= margin:
            X.append(x)
            y.append(target)
    order = rng.permutation(n)
    return np.array(X)[order], np.array(y)[order]


def _direction(rng: np.random.Generator) -> Array:
    """Weights of length 1, (w₀, w₁, w₂), of a line that passes near the middle of the square."""
    bias, angle = rng.uniform(-0.2, 0.2), rng.uniform(0.0, 2.0 * np.pi)
    length = np.sqrt(1.0 - bias**2)
    return np.array([bias, length * np.cos(angle), length * np.sin(angle)])


def _support(w: Array, margin: float, rng: np.random.Generator) -> tuple[Array, Array]:
    r"""A point of each class at the margin, so placed that no other weights do better than w.

    γw must lie between the points y x̃: λ₊x̃₊ − λ₋x̃₋ = γw with λ₊ + λ₋ = 1. The extra 1 gives λ₊ − λ₋ = γw₀; x₋ is
    free on the line w·x̃ = −γ, and x₊ follows.
    """
    positive, negative = (1.0 + margin * w[0]) / 2.0, (1.0 - margin * w[0]) / 2.0
    normal = w[1:]
    along = np.array([-normal[1], normal[0]])
    foot = -(margin + w[0]) * normal / (normal @ normal)
    while True:
        x_negative = foot + rng.uniform(-1.0, 1.0) * along
        x_positive = (margin * normal + negative * x_negative) / positive
        if max(np.abs(x_negative).max(), np.abs(x_positive).max()) <= 1.0:
            return x_positive, x_negative
