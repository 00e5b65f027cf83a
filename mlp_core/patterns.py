"""Where the points of every data set lie before noise: shapes on the square [-1, 1]², functions on an interval.

A shape is drawn class by class, so that the classes are as balanced as the number of points allows. Its largest
coordinate is about 1, so noise is measured in that unit.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array

Labels = NDArray[np.int64]
Shape = Callable[[Labels, int, np.random.Generator], Array]
"""(labels (N,), number of classes, generator) → positions (N, 2), each row a point of the class of its label.

Labels come as 0, 1 … n_classes - 1, 0, 1 …
"""

SPIRAL_TURNS = 1.25
SPIRAL_INNER_RADIUS = 0.12
SPIRAL_EXPONENT = 0.6  # below 1 the points lie denser on the outer turns, which are longer


def _uniform(rng: np.random.Generator, low: float, high: float, n: int) -> Array:
    return rng.uniform(low, high, n)


def _along(n: int, n_classes: int, rng: np.random.Generator) -> Array:
    """Places in [0, 1) along a curve for each class, one in each of equal parts: random, yet without bare stretches."""
    per_class = -(-n // n_classes)
    return (np.arange(n) // n_classes + rng.uniform(size=n)) / per_class


def _polar(radius: Array, angle: Array) -> Array:
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def circle(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """Class 1 fills a disc of radius 0.5, class 0 the ring from 0.8 to 1 around it, evenly by area; (N, 2)."""
    inner = np.where(labels == 1, 0.0, 0.8)
    outer = np.where(labels == 1, 0.5, 1.0)
    share = _uniform(rng, 0.0, 1.0, len(labels))
    radius = np.sqrt(inner**2 + share * (outer**2 - inner**2))
    return _polar(radius, _uniform(rng, 0.0, 2.0 * np.pi, len(labels)))


def xor(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """Four squares, class 1 where both coordinates have the same sign, with a gap of 0.12 along the axes; (N, 2)."""
    size = _uniform(rng, 0.06, 1.0, 2 * len(labels)).reshape(-1, 2)
    sign_1 = rng.choice([-1.0, 1.0], len(labels))
    sign_2 = np.where(labels == 1, sign_1, -sign_1)
    return np.column_stack([sign_1 * size[:, 0], sign_2 * size[:, 1]])


def gaussians(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """Two round clouds of standard deviation 0.15 about (-0.5, -0.5), class 0, and (0.5, 0.5), class 1; (N, 2)."""
    centre = np.where(labels == 1, 0.5, -0.5)
    return centre[:, None] + 0.15 * rng.standard_normal((len(labels), 2))


def spiral(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """Two arms of 1¼ turns, half a turn apart, whose radius grows with the angle; (N, 2)."""
    share = _along(len(labels), n_classes, rng) ** SPIRAL_EXPONENT
    radius = SPIRAL_INNER_RADIUS + (1.0 - SPIRAL_INNER_RADIUS) * share
    return _polar(radius, 2.0 * np.pi * SPIRAL_TURNS * share + np.pi * labels)


def moons(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """Two interleaved half circles of radius ⅔, class 0 opening downwards; (N, 2)."""
    angle = np.pi * (_along(len(labels), n_classes, rng) + labels)
    shift = np.where(labels == 1, 1.0, -1.0) / 3.0
    return _polar(np.full(len(labels), 2.0 / 3.0), angle) + np.column_stack([shift, shift / 2.0])


def checkerboard(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """A board of 4 × 4 fields, of class 1 where row + column is even; (N, 2)."""
    column = rng.integers(0, 4, len(labels))
    row = 2 * rng.integers(0, 2, len(labels)) + (column + labels + 1) % 2
    place = np.column_stack([column, row]) + _uniform(rng, 0.0, 1.0, 2 * len(labels)).reshape(-1, 2)
    return np.asarray(place / 2.0 - 1.0, dtype=np.float64)


def blobs(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """A round cloud of standard deviation 0.1 for each class, about centres evenly spaced on a circle; (N, 2)."""
    angle = 2.0 * np.pi * labels / n_classes + np.pi / 4.0
    centre = _polar(np.full(len(labels), 0.7), angle)
    return centre + 0.1 * rng.standard_normal((len(labels), 2))


def pinwheel(labels: Labels, n_classes: int, rng: np.random.Generator) -> Array:
    """Arms that widen and bend by 0.2 turns on their way from the centre, one for each class; (N, 2)."""
    radius = 0.25 + 0.75 * _along(len(labels), n_classes, rng) ** 0.75
    width = 2.0 * np.pi / n_classes
    across = 0.3 * width * _uniform(rng, -1.0, 1.0, len(labels))
    return _polar(radius, width * labels + across + 0.4 * np.pi * radius)


def plane_target(X: Array) -> Array:
    """An inclined plane, t = (x₁ + x₂)/2; X (N, 2), returns (N,)."""
    return (X[:, 0] + X[:, 1]) / 2.0


_HILLS = (  # x₁, x₂, height
    (-0.55, 0.5, 1.0),
    (0.0, -0.1, -1.0),
    (0.6, 0.55, -1.0),
    (0.55, -0.6, 1.0),
    (-0.6, -0.6, -1.0),
)


def hills_target(X: Array) -> Array:
    """Two hills and three hollows, Gaussians of width 0.25 and height ±1; X (N, 2), returns (N,)."""
    total = np.zeros(len(X))
    for x1, x2, height in _HILLS:
        total += height * np.exp(-((X[:, 0] - x1) ** 2 + (X[:, 1] - x2) ** 2) / (2.0 * 0.25**2))
    return total


def sine_target(X: Array) -> Array:
    """Two periods of a sine on [-1, 1], t = sin 2πx; X (N, 1), returns (N,)."""
    return np.sin(2.0 * np.pi * X[:, 0])


def step_target(X: Array) -> Array:
    """A step from -1 to 1 at x = 0; X (N, 1), returns (N,)."""
    return np.where(X[:, 0] >= 0.0, 1.0, -1.0)


def sinc_target(X: Array) -> Array:
    """A peak with waves beside it, t = sin(4πx) / (4πx) with t(0) = 1; X (N, 1), returns (N,)."""
    return np.asarray(np.sinc(4.0 * X[:, 0]), dtype=np.float64)


def lecture_function_target(X: Array) -> Array:
    """t = 2f(x) - 1 on [0, 1] with f(x) = 0.2 + 0.4x² + 0.3x sin 15x + 0.05 cos 50x; X (N, 1), returns (N,).

    Source: Nielsen, Neural Networks and Deep Learning, ch. 4. Stretching [0, 1] to [-1, 1] is ours.
    """
    x = X[:, 0]
    f = 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15.0 * x) + 0.05 * np.cos(50.0 * x)
    return 2.0 * f - 1.0
