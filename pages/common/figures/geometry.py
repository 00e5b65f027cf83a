"""Where the boxes and links of a network stand on its drawing, a plane of 668 × 548 units, y downwards."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array

WIDTH = 668
HEIGHT = 548
FRAME = 2
# Kept free above and below a full column, so that its lowest dot is whole and stands off the words below.
ROOM = 6
# Where along a link, 0 to 1, a pointer finds it: mostly past the middle, where links have fanned out.
HOVER_MANY = (0.35, 0.5, 0.62, 0.74, 0.86, 0.95)
HOVER_FEW = (0.5, 0.85)


# Compared and hashed by identity: `geometry` returns the same object for the same layer sizes.
@dataclass(frozen=True, eq=False)
class Geometry:
    """Boxes of layers 0 … L (0 the inputs) and the links into layers 1 … L.

    `centers[l]` is (n, 2), `sizes[l]` the side of that layer's boxes; `paths[l - 1]` holds the SVG path of each link
    into layer l, as an object array (n_to, n_from); `hover_points[l - 1]` is (n_to, n_from, points, 2);
    `max_widths[l - 1]` is the width of the strongest link there.
    """

    layer_sizes: tuple[int, ...]
    centers: tuple[Array, ...]
    sizes: tuple[float, ...]
    paths: tuple[NDArray[np.object_], ...]
    hover_points: tuple[Array, ...]
    max_widths: tuple[float, ...]

    def dot(self, layer: int, neuron: int) -> tuple[float, float]:
        """The place of the bias dot of a neuron: its box's lower left corner."""
        x, y = self.centers[layer][neuron]
        half = self.sizes[layer] / 2
        return float(x - half), float(y + half)


def _box_size(layer: int, layer_sizes: tuple[int, ...]) -> tuple[float, float]:
    n = layer_sizes[layer]
    if layer == len(layer_sizes) - 1:
        largest = 84 if len(layer_sizes) <= 5 else 60
        pitch = min(largest + 24, HEIGHT / n)
        return min(largest, pitch - 12), pitch
    pitch = min(64, (HEIGHT - 2 * ROOM) / n)
    return min(44, pitch - 8), pitch


@lru_cache(maxsize=64)
def geometry(layer_sizes: tuple[int, ...]) -> Geometry:
    """The drawing's geometry for layers of these sizes, inputs and outputs included."""
    columns = len(layer_sizes)
    centers, sizes = [], []
    for layer, n in enumerate(layer_sizes):
        size, pitch = _box_size(layer, layer_sizes)
        y = HEIGHT / 2 + (np.arange(n) - (n - 1) / 2) * pitch
        centers.append(np.column_stack([np.full(n, (layer + 0.5) / columns * WIDTH), y]))
        sizes.append(size)
    n_links = sum(a * b for a, b in pairwise(layer_sizes))
    along = np.array(HOVER_MANY if n_links <= 200 else HOVER_FEW)
    paths, hover_points, max_widths = [], [], []
    for layer in range(1, columns):
        ends = _link_ends(layer, centers, sizes)
        paths.append(_paths(ends))
        hover_points.append(_points_along(ends, along))
        n_out, n_in = ends.shape[:2]
        max_widths.append(min(7.0, 48 / np.sqrt(n_in * n_out)))
    for array in (*centers, *paths, *hover_points):
        array.flags.writeable = False
    return Geometry(layer_sizes, tuple(centers), tuple(sizes), tuple(paths), tuple(hover_points), tuple(max_widths))


def _link_ends(layer: int, centers: list[Array], sizes: list[float]) -> Array:
    """(n_to, n_from, 4): x and y of the start and the end of each link, fanned along the target's left edge."""
    source, target = centers[layer - 1], centers[layer]
    n_in, n_out = len(source), len(target)
    fan = 0.85 * sizes[layer] * ((np.arange(n_in) + 0.5) / n_in - 0.5)
    ends = np.empty((n_out, n_in, 4))
    ends[:, :, 0] = source[:, 0] + sizes[layer - 1] / 2 + FRAME / 2
    ends[:, :, 1] = source[:, 1]
    ends[:, :, 2] = target[0, 0] - sizes[layer] / 2 - FRAME / 2
    ends[:, :, 3] = target[:, 1:] + fan
    return ends


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _paths(ends: Array) -> NDArray[np.object_]:
    paths = np.empty(ends.shape[:2], dtype=object)
    for to, origin in np.ndindex(*paths.shape):
        x0, y0, x1, y1 = ends[to, origin]
        middle = _number((x0 + x1) / 2)
        paths[to, origin] = (
            f"M{_number(x0)} {_number(y0)}C{middle} {_number(y0)} {middle} {_number(y1)} {_number(x1)} {_number(y1)}"
        )
    return paths


def _points_along(ends: Array, along: Array) -> Array:
    """Points of each link's cubic curve at the given parameters: (n_to, n_from, points, 2)."""
    x0, y0, x1, y1 = (ends[:, :, i, None] for i in range(4))
    ease = along * along * (3 - 2 * along)
    bend = 1.5 * along * (1 - along) + along**3
    # With both control points at half the way, x is 3t(1-t)·½ + t³ of the way and y is t²(3-2t) of it.
    return np.stack([x0 + (x1 - x0) * bend, y0 + (y1 - y0) * ease], axis=-1)
