r"""A multilayer perceptron: forward, backward, and all its weights and biases in one parameter vector.

Layer l computes Z = A_prev Wᵀ + b and A = f(Z). Lectures count l = 1…L; the lists here start at index 0,
so ``weights[0]`` leads from the inputs to the first layer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import Activation, as_activation
from mlp_core.arguments import checked_whole
from mlp_core.arrays import Array
from mlp_core.initializers import Initializer, as_initializer
from mlp_core.layout import block_shapes, blocks, moved, places
from mlp_core.losses import Loss, as_loss, check_fit, output_delta, sample_losses


@dataclass(frozen=True)
class Trace:
    """What a forward pass saw: ``z[l]`` belongs to ``weights[l]``; ``a[0]`` is X, ``a[l + 1] = f(z[l])``."""

    z: list[Array]
    a: list[Array]


@dataclass(frozen=True)
class Gradient:
    """The gradient of the mean loss, in the layout of the parameters.

    ``weights[l]`` and ``biases[l]`` are views into ``vector``; ``deltas[l]`` (N, rows) is
    ∂(that sample's loss)/∂Z of layer l, before the 1/N of the mean.
    """

    vector: Array
    weights: list[Array]
    biases: list[Array]
    deltas: list[Array]


class MLP:
    """A multilayer perceptron of float64 weights.

    Parameters
    ----------
    layer_sizes : neurons per layer, inputs first: ``[2, 8, 8, 1]``. Two numbers make a network without hidden layers.
    activations : one per layer after the inputs, each a registry name or a configured ``Activation``;
        a single one serves every layer
    initializer : a registry name or a configured ``Initializer``; biases start at 0
    seed : of the first weights, not negative

    Attributes
    ----------
    layer_sizes : as given, a tuple
    weights, biases : lists of (rows, n_in) and (rows,) views into ``parameters``: writing either changes both.
        rows is n_out, or 2·n_out for maxout.
    blocks : list of (rows, n_in + 1) views, weights and bias side by side
    cut_links : list of (rows, n_in) booleans, True where a link is cut; see ``set_cut``

    Raises ``ValueError`` for sizes below 1, a wrong number of activations, unknown names, a negative seed.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        activations: Sequence[str | Activation] | str | Activation = "tanh",
        initializer: str | Initializer = "glorot_uniform",
        seed: int = 0,
    ) -> None:
        self.layer_sizes = _checked_sizes(layer_sizes)
        self._activations = _checked_activations(activations, len(self.layer_sizes) - 1)
        size = sum(rows * columns for rows, columns in block_shapes(self.layer_sizes, self._activations))
        self._lay_out(np.zeros(size), np.zeros(size, dtype=bool))
        self.initialize(initializer, seed)

    def initialize(self, initializer: str | Initializer, seed: int) -> None:
        """Draw the first weights anew; biases become 0, cut links stay cut."""
        draw = as_initializer(initializer).draw
        rng = np.random.default_rng(checked_whole("seed", seed, at_least=0))
        for layer, block in enumerate(self.blocks):
            n_in, n_out = self.layer_sizes[layer], self.layer_sizes[layer + 1]
            block[:, :-1] = draw(rng, len(block), n_in, n_out)
            block[:, -1] = 0.0
        self.parameters[self.cut] = 0.0

    @property
    def n_layers(self) -> int:
        """L, the layers after the inputs."""
        return len(self.layer_sizes) - 1

    @property
    def activations(self) -> tuple[Activation, ...]:
        """One per layer after the inputs. Set it to toggle them: all weights stay.

        A layer that becomes maxout gets a second piece of zeros; one that was maxout drops it.
        """
        return self._activations

    @activations.setter
    def activations(self, given: Sequence[str | Activation] | str | Activation) -> None:
        before, new = self._activations, _checked_activations(given, self.n_layers)
        self._activations = new
        if any(a.pieces != b.pieces for a, b in zip(before, new, strict=True)):
            kept = places(self.layer_sizes, before, self.layer_sizes, new, range(self.layer_sizes[0]))
            self._lay_out(moved(self._parameters, kept), moved(self.cut, kept))

    @property
    def parameters(self) -> Array:
        """(P,), contiguous. Per layer a block (rows, n_in + 1), each row a neuron's weights, then its bias.

        Assigning writes into the same vector, so that all views stay views.
        """
        return self._parameters

    @parameters.setter
    def parameters(self, given: ArrayLike) -> None:
        values = np.asarray(given, dtype=np.float64)
        if values.shape != self._parameters.shape:
            raise ValueError(f"the network has parameters of shape {self._parameters.shape}, not {values.shape}")
        self._parameters[:] = values

    def _lay_out(self, parameters: Array, cut: np.ndarray) -> None:
        """Take over a parameter vector and its cut links, and make the views."""
        shapes = block_shapes(self.layer_sizes, self._activations)
        self._parameters = parameters
        # Links held at 0 and not trained, in the layout of the parameters.
        self.cut = cut
        self.blocks = blocks(parameters, shapes)
        self.weights, self.biases = [b[:, :-1] for b in self.blocks], [b[:, -1] for b in self.blocks]
        self.cut_links = [b[:, :-1] for b in blocks(cut, shapes)]

    def split(self, vector: Array) -> list[Array]:
        """A vector in the layout of the parameters as a list of (rows, n_in + 1) views, one per layer."""
        return blocks(vector, block_shapes(self.layer_sizes, self._activations))

    def set_cut(self, layer: int, row: int, column: int, cut: bool = True) -> None:
        """Cut the link ``weights[layer][row, column]``: hold it at 0 and do not train it; ``cut=False`` frees it."""
        self.cut_links[layer][row, column] = cut
        if cut:
            self.weights[layer][row, column] = 0.0

    def copy(self) -> "MLP":
        """The same network with a parameter vector of its own."""
        return self.resized(self.layer_sizes, self._activations)

    def resized(
        self,
        layer_sizes: Sequence[int],
        activations: Sequence[str | Activation],
        initializer: str | Initializer = "glorot_uniform",
        seed: int = 0,
        inputs: Sequence[int] | None = None,
    ) -> "MLP":
        """A network of other sizes in which every weight that still has a place keeps its value.

        Hidden layers keep their number, the output layer stays the output layer; what is new is drawn by the
        initializer. ``inputs[i]`` is the old number of the new input i, −1 where it is new (default: the same order).
        """
        other = MLP(layer_sizes, activations, initializer, seed)
        if inputs is None:
            inputs = [i if i < self.layer_sizes[0] else -1 for i in range(other.layer_sizes[0])]
        _check_inputs(inputs, self.layer_sizes[0], other.layer_sizes[0])
        kept = places(self.layer_sizes, self._activations, other.layer_sizes, other.activations, inputs)
        stays = kept >= 0
        other.parameters[stays] = self.parameters[kept[stays]]
        other.cut[stays] = self.cut[kept[stays]]
        return other

    def forward(self, X: ArrayLike) -> Trace:
        """All pre-activations and activations for X (N, n_inputs)."""
        a = [self._checked_inputs(X)]
        z = []
        for W, b, f in zip(self.weights, self.biases, self._activations, strict=True):
            Z = a[-1] @ W.T  # Z = A_prev Wᵀ + b
            Z += b
            z.append(Z)
            a.append(f(Z))
        return Trace(z, a)

    def predict(self, X: ArrayLike) -> Array:
        """The outputs (N, n_outputs) for X (N, n_inputs)."""
        A = self._checked_inputs(X)
        for W, b, f in zip(self.weights, self.biases, self._activations, strict=True):
            Z = A @ W.T
            Z += b
            A = f(Z)
        return A

    def loss(self, X: ArrayLike, T: ArrayLike, loss: str | Loss) -> float:
        """Mean over the samples of the per-sample loss."""
        loss, output = as_loss(loss), self._activations[-1]
        check_fit(loss, output)
        trace = self.forward(X)
        return float(sample_losses(loss, output, trace.z[-1], trace.a[-1], self._checked_targets(T, trace)).mean())

    def loss_and_gradient(
        self, X: ArrayLike, T: ArrayLike, loss: str | Loss, l1: float = 0.0, l2: float = 0.0
    ) -> tuple[float, Gradient]:
        r"""The mean loss and its gradient by backpropagation (Nielsen, ch. 2, BP1 to BP4, for a batch).

        Parameters
        ----------
        X, T : (N, n_inputs), (N, n_outputs)
        loss : a registry name or a ``Loss``
        l1, l2 : add l1·‖W‖₁ and (l2/2)·‖W‖²; biases are free

        Raises ``ValueError`` where shapes disagree, or the loss cannot stand on the output activation.
        """
        loss, output = as_loss(loss), self._activations[-1]
        check_fit(loss, output)
        trace = self.forward(X)
        T = self._checked_targets(T, trace)
        N = len(T)
        delta = output_delta(loss, output, trace.z[-1], trace.a[-1], T)
        vector = np.empty_like(self.parameters)
        d_blocks, deltas = self.split(vector), [delta]
        for layer in range(self.n_layers - 1, -1, -1):
            d_blocks[layer][:, :-1] = delta.T @ trace.a[layer]  # ∂L/∂W = δᵀ A_prev
            d_blocks[layer][:, -1] = delta.sum(axis=0)  # ∂L/∂b = Σₙ δₙ
            if layer:
                d_a = delta @ self.weights[layer]  # ∂L/∂A_prev = δ W
                delta = self._activations[layer - 1].backward(trace.z[layer - 1], d_a)
                deltas.insert(0, delta)
        vector /= N
        value = float(sample_losses(loss, output, trace.z[-1], trace.a[-1], T).mean())
        if l1 or l2:
            for block, W in zip(d_blocks, self.weights, strict=True):
                block[:, :-1] += l2 * W + l1 * np.sign(W)
            value += self.penalty(l1, l2)
        return value, Gradient(vector, [b[:, :-1] for b in d_blocks], [b[:, -1] for b in d_blocks], deltas)

    def penalty(self, l1: float, l2: float) -> float:
        """l1·‖W‖₁ + (l2/2)·‖W‖² over all weights, biases left out."""
        return float(sum(l1 * np.abs(W).sum() + 0.5 * l2 * (W * W).sum() for W in self.weights))

    def _checked_inputs(self, X: ArrayLike) -> Array:
        X = np.asarray(X, dtype=np.float64)
        if X.ndim != 2 or X.shape[1] != self.layer_sizes[0] or len(X) == 0:
            raise ValueError(f"X must have shape (N, {self.layer_sizes[0]}) with N ≥ 1, not {X.shape}")
        return X

    def _checked_targets(self, T: ArrayLike, trace: Trace) -> Array:
        T = np.asarray(T, dtype=np.float64)
        if T.shape != trace.a[-1].shape:
            raise ValueError(f"T has shape {T.shape}, the network's outputs have shape {trace.a[-1].shape}")
        return T

    def __repr__(self) -> str:
        names = ", ".join(f.name for f in self._activations)
        return f"MLP({'-'.join(map(str, self.layer_sizes))}; {names}; {self.parameters.size} parameters)"


def _checked_sizes(layer_sizes: Sequence[int]) -> tuple[int, ...]:
    sizes = tuple(layer_sizes) if isinstance(layer_sizes, Iterable) else (layer_sizes,)
    if len(sizes) < 2 or any(isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1 for n in sizes):
        raise ValueError(f"layer_sizes needs at least two whole numbers from 1 on (inputs … outputs), not {sizes!r}")
    return tuple(int(n) for n in sizes)


def _checked_activations(given: Sequence[str | Activation] | str | Activation, n_layers: int) -> tuple[Activation, ...]:
    each = [given] * n_layers if isinstance(given, str | Activation) else list(given)
    if len(each) != n_layers:
        raise ValueError(f"{n_layers} layers after the inputs need {n_layers} activations, not {len(each)}: {each!r}")
    activations = tuple(as_activation(a) for a in each)
    for a in activations[:-1]:
        if a.output_only:
            raise ValueError(f"{a.name} looks at a whole layer and belongs to the output layer")
    return activations


def _check_inputs(inputs: Sequence[int], n_old: int, n_new: int) -> None:
    old = [i for i in inputs if i != -1]
    if len(inputs) != n_new or len(set(old)) != len(old) or any(not 0 <= i < n_old for i in old):
        raise ValueError(
            f"inputs must give each of {n_new} inputs its old number, 0 … {n_old - 1}, or −1: not {inputs!r}"
        )
