r"""The chain rule forwards: a weight's gradient as a sum over all paths from it to the outputs.

The loss depends on a weight w = W[l][j, k] along every chain of neurons that starts at neuron j of layer l and ends at
an output. By the chain rule each chain contributes a product of slopes, and

    ∂L/∂w = a_k Σ_paths f′(z_j) · w · f′(z) · w ⋯ w · δ_output .

Backpropagation sums the same terms from the other end, once for all weights: ∂L/∂w = δ_j a_k.

Source: Nielsen, ch. 2, "Backpropagation: the big picture"; the paths end at the outputs' pre-activations, so that
outputs that depend on each other (softmax) are covered too.
"""

from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from mlp_core.network import MLP, Gradient, Trace


@dataclass(frozen=True)
class Path:
    """One chain of neurons from a weight to an output.

    Attributes
    ----------
    rows : the pre-activation it goes through in each layer, from the weight's own layer to the last
    factors : what is multiplied, from the input end to the output end
    """

    rows: tuple[int, ...]
    factors: tuple[float, ...]

    @property
    def contribution(self) -> float:
        """The product of the factors."""
        return prod(self.factors)


def paths_of_weight(net: MLP, trace: Trace, gradient: Gradient, layer: int, row: int, column: int) -> list[Path]:
    """All paths from ``weights[layer][row, column]`` to the outputs, for the one sample of ``trace``.

    ``gradient`` gives the error terms of the outputs, where the paths end. Raises ``ValueError`` for several samples.
    """
    if len(trace.a[0]) != 1:
        raise ValueError(f"paths are followed for one sample, not {len(trace.a[0])}")
    slopes = [f.derivative(z)[0] for f, z in zip(net.activations[:-1], trace.z, strict=False)]
    found = []
    for rest in product(*(range(len(b)) for b in net.biases[layer + 1 :])):
        rows = (row, *rest)
        factors = [float(trace.a[layer][0, column])]
        for here, (origin, to) in enumerate(pairwise(rows), start=layer):
            neuron = origin % net.layer_sizes[here + 1]  # the neuron of a piece of maxout
            factors += [float(slopes[here][origin]), float(net.weights[here + 1][to, neuron])]
        factors.append(float(gradient.deltas[-1][0, rows[-1]]))
        found.append(Path(rows, tuple(factors)))
    return found


@dataclass(frozen=True)
class Work:
    """What it costs to find all ∂L/∂w of a network for one sample, given the error terms of the outputs.

    Attributes
    ----------
    paths : from all weights to the outputs, in all
    path_multiplications : to multiply each path's factors and add up
    backward_multiplications : of the backward pass, which finds all of them
    """

    paths: int
    path_multiplications: int
    backward_multiplications: int


def work_of_all_weights(layer_sizes: tuple[int, ...]) -> Work:
    """Counted for layers of one pre-activation a neuron. ``ValueError`` for fewer than two layers."""
    if len(layer_sizes) < 2:
        raise ValueError(f"layer_sizes needs inputs and outputs, not {layer_sizes!r}")
    last = len(layer_sizes) - 1
    paths = multiplications = backward = 0
    for layer in range(1, last + 1):
        n_weights = layer_sizes[layer] * layer_sizes[layer - 1]
        of_each = paths_from_layer(layer_sizes, layer)
        paths += n_weights * of_each
        multiplications += n_weights * of_each * multiplications_of_path(layer, last)
        backward += n_weights  # δ_j a_k
        if layer < last:
            backward += layer_sizes[layer] * (layer_sizes[layer + 1] + 1)  # Wᵀδ, and f′
    return Work(paths, multiplications, backward)


def forward_multiplications(layer_sizes: tuple[int, ...]) -> int:
    """Of one pass forward: a product for each weight."""
    return sum(n_in * n_out for n_in, n_out in pairwise(layer_sizes))


def work_of_weight(layer_sizes: tuple[int, ...], layer: int) -> Work:
    """The same for one weight that leads into a layer (1 … L): the backward pass then stops there."""
    last = len(layer_sizes) - 1
    backward = 1 + sum(layer_sizes[each] * (layer_sizes[each + 1] + 1) for each in range(layer + 1, last))
    if layer < last:
        backward += layer_sizes[layer + 1] + 1  # of the weight's own neuron alone
    paths = paths_from_layer(layer_sizes, layer)
    return Work(paths, paths * multiplications_of_path(layer, last), backward)


def paths_from_layer(layer_sizes: tuple[int, ...], layer: int) -> int:
    """From one neuron of a layer (1 … L) to the outputs."""
    return prod(layer_sizes[layer + 1 :])


def multiplications_of_path(layer: int, last: int) -> int:
    """The factors of a path from layer to last are a, δ and two for each layer between; one multiplication fewer."""
    return 1 + 2 * (last - layer)
