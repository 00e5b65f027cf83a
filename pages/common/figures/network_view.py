"""What the drawing of a network shows: the numbers of one frame, and what a person points at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from pages.common.palette import Theme

Output = Literal["binary", "signed", "classes", "values"]


@dataclass(frozen=True)
class NetworkView:
    """One frame of the network. Layers count from 0, the inputs; `weights[l - 1]` leads into layer l.

    Parameters
    ----------
    layer_sizes, weights, biases : as in the network; a maxout layer's weights have two rows a unit
    maps : per layer, inputs included, its activations over the grid: (n, k, k), row 0 the lowest x₂; for one
        input (n, k)
    titles : per layer, such as "8 · tanh"
    input_labels, output_labels : names beside the boxes; () for none
    output : what an output means: "binary" a probability of class 1, "signed" from -1 to +1, "classes" a probability
        for each class, "values" a regression's value
    link_values, bias_values : what links and dots show instead of the weights and biases, such as ∂L/∂w
    value_name : what hover calls those numbers
    cut : per layer, True where a link is held at 0; None for none
    selected : ("link", layer, to, from) or ("bias", layer, to) with a ring around it
    hovered : (layer, neuron) under the pointer
    probe : per layer, inputs included, the activations at the probed point, (n,) each
    selected_layer : the layer whose column is marked
    """

    layer_sizes: tuple[int, ...]
    weights: Sequence[Array]
    biases: Sequence[Array]
    maps: Sequence[Array]
    theme: Theme
    titles: tuple[str, ...]
    input_labels: tuple[str, ...] = ()
    output_labels: tuple[str, ...] = ()
    output: Output = "binary"
    link_values: Sequence[Array] | None = None
    bias_values: Sequence[Array] | None = None
    value_name: str = "weight"
    cut: Sequence[NDArray[np.bool_] | None] | None = None
    selected: tuple[str | int, ...] | None = None
    hovered: tuple[int, int] | None = None
    probe: Sequence[Array] | None = None
    selected_layer: int | None = None

    def pieces(self, layer: int) -> int:
        """Rows of weights per unit of a layer: 2 for maxout, else 1."""
        return len(self.weights[layer - 1]) // self.layer_sizes[layer]

    def shown_links(self, layer: int) -> Array:
        """(n_to, n_from): the number a link into this layer shows; of maxout's two pieces the larger in size."""
        values = self.weights if self.link_values is None else self.link_values
        return _larger_piece(values[layer - 1], self.layer_sizes[layer])

    def shown_biases(self, layer: int) -> Array:
        """(n,): the number a bias dot of this layer shows; of maxout's two pieces the larger in size."""
        values = self.biases if self.bias_values is None else self.bias_values
        return _larger_piece(values[layer - 1], self.layer_sizes[layer])

    def shown_cuts(self, layer: int) -> NDArray[np.bool_] | None:
        """(n_to, n_from): True where a link is cut in all its pieces, or None."""
        cut = None if self.cut is None else self.cut[layer - 1]
        if cut is None or not cut.any():
            return None
        n = self.layer_sizes[layer]
        return cut if len(cut) == n else cut[:n] & cut[n:]

    def strength_scale(self) -> float:
        """The size at which a link looks 63 % as strong as it can: 1.2 for weights, absolute, so growth is seen.

        Gradients have no size of their own: theirs is half the largest, rounded to a power of two so that it seldom
        changes; one for all layers, so that a vanishing gradient is seen.
        """
        if self.link_values is None:
            return 1.2
        largest = max(float(np.abs(values).max(initial=0.0)) for values in self.link_values)
        return 2.0 ** np.round(np.log2(largest / 2)) if 0 < largest < np.inf else 1.0


def _larger_piece(values: Array, n: int) -> Array:
    if len(values) == n:
        return values
    first, second = values[:n], values[n:]
    return np.where(np.abs(first) >= np.abs(second), first, second)
