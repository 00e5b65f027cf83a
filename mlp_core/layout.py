"""Where each neuron's weights and bias lie in the parameter vector, and how they move to another layout."""

from collections.abc import Sequence

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arrays import Array

Sizes = tuple[int, ...]
Activations = tuple[Activation, ...]


def block_shapes(sizes: Sizes, activations: Activations) -> list[tuple[int, int]]:
    """Per layer (rows, n_in + 1): a row is a neuron's weights, then its bias; maxout has two rows a neuron."""
    return [(f.pieces * n_out, n_in + 1) for n_in, n_out, f in zip(sizes, sizes[1:], activations, strict=False)]


def blocks(vector: np.ndarray, shapes: list[tuple[int, int]]) -> list[np.ndarray]:
    """Views (rows, columns) of consecutive stretches of the vector."""
    views, start = [], 0
    for rows, columns in shapes:
        views.append(vector[start : start + rows * columns].reshape(rows, columns))
        start += rows * columns
    return views


def places(
    old_sizes: Sizes, old_activations: Activations, sizes: Sizes, activations: Activations, inputs: Sequence[int]
) -> np.ndarray:
    """For each parameter of the new layout, its place in the old one, or −1 where it is new.

    Hidden layers keep their number, the output layer stays the output layer; ``inputs[i]`` is the old number of the
    new input i, or −1.
    """
    shapes, old_shapes = block_shapes(sizes, activations), block_shapes(old_sizes, old_activations)
    found = np.full(_length(shapes), -1)
    new_blocks, old_blocks = blocks(found, shapes), blocks(np.arange(_length(old_shapes)), old_shapes)
    pairs = [(layer, layer) for layer in range(min(len(shapes), len(old_shapes)) - 1)]
    pairs.append((len(shapes) - 1, len(old_shapes) - 1))
    for new_layer, old_layer in pairs:
        new, old = new_blocks[new_layer], old_blocks[old_layer]
        n_new, n_old = sizes[new_layer + 1], old_sizes[old_layer + 1]
        n_rows = min(n_new, n_old)
        if new_layer == 0 and old_layer == 0:
            columns = [(i, j) for i, j in enumerate(inputs) if j >= 0]
        else:
            columns = [(i, i) for i in range(min(new.shape[1], old.shape[1]) - 1)]
        columns.append((-1, -1))
        to, start = [i for i, _ in columns], [j for _, j in columns]
        for piece in range(min(activations[new_layer].pieces, old_activations[old_layer].pieces)):
            rows = slice(piece * n_new, piece * n_new + n_rows)
            old_rows = slice(piece * n_old, piece * n_old + n_rows)
            new[rows, to] = old[old_rows, start]
    return found


def moved(vector: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The vector in a new layout: entry i is ``vector[kept[i]]``, or 0 where that is −1."""
    return np.asarray(np.where(kept >= 0, vector[kept], vector.dtype.type(0)))


def carried(vector: Array, sizes: Sizes, before: Activations, after: Activations) -> Array:
    """A vector laid out for activations ``before``, laid out for ``after``: rows follow, a new second piece is 0."""
    return moved(vector, places(sizes, before, sizes, after, range(sizes[0])))


def _length(shapes: list[tuple[int, int]]) -> int:
    return sum(rows * columns for rows, columns in shapes)
