"""A network and one sample of it, in the conventions of a dialect: what the symbols of its formulas are worth."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mlp_core import MLP
from mlp_core.activations import Activation
from mlp_core.network import Gradient, Trace
from pages.common.notation.dialects import Dialect

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scope:
    """The values that a dialect's formulas are evaluated on. Layers count from 1; 0 are the inputs.

    Attributes
    ----------
    weights : layer → in the dialect's own layout: (rows, n_in); transposed where w_ij runs from i to j; with the biases
        as number 0 of the inputs where they are weights
    biases : layer → (rows,), with the dialect's sign; empty where biases are weights
    pre_activations, activations_of, errors : layer → (rows,), (n,), (rows,); what is known so far
    layer, index : which layer is l, which neuron is j; neurons count from 1, the constant input is 0
    samples : the scopes of a batch's samples, where this one stands for a batch
    """

    dialect: Dialect
    activations: tuple[Activation, ...]
    weights: dict[int, Array]
    biases: dict[int, Array]
    target: Array
    rate: float
    pre_activations: dict[int, Array] = field(default_factory=dict)
    activations_of: dict[int, Array] = field(default_factory=dict)
    errors: dict[int, Array] = field(default_factory=dict)
    layer: int = 1
    index: dict[str, int] = field(default_factory=dict)
    samples: "Sequence[Scope]" = ()

    @classmethod
    def of(cls, dialect: Dialect, network: MLP, x: Array, t: Array, rate: float) -> "Scope":
        """Inputs x (n_inputs,) and targets t (n_outputs,) of one sample; nothing is computed yet."""
        weights, biases = {}, {}
        for layer, (W, b) in enumerate(zip(network.weights, network.biases, strict=True), start=1):
            own_bias = dialect.bias_sign * b
            own = np.column_stack([own_bias, W]) if dialect.bias_as_weight else W.copy()
            weights[layer] = own.T.copy() if dialect.weights_from_first else own
            if not dialect.bias_as_weight:
                biases[layer] = own_bias
        return cls(dialect, network.activations, weights, biases, t, rate, activations_of={0: x})

    def seen(self, trace: Trace, gradient: Gradient, sample: int = 0) -> "Scope":
        """With what the engine computed for a sample: pre-activations, activations, error terms."""
        return replace(
            self,
            pre_activations={layer: z[sample] for layer, z in enumerate(trace.z, start=1)},
            activations_of={layer: a[sample] for layer, a in enumerate(trace.a)},
            errors={
                layer: self.dialect.error_sign * delta[sample] for layer, delta in enumerate(gradient.deltas, start=1)
            },
        )

    @property
    def last(self) -> int:
        """L, the output layer."""
        return len(self.activations)

    def at(self, layer: int | None = None, **index: int) -> "Scope":
        """The same, with other meanings of l and of indices."""
        return replace(self, layer=self.layer if layer is None else layer, index=self.index | index)

    def at_same_place(self, place: "Scope") -> "Scope":
        """The same, where l and the indices mean what they mean there."""
        return replace(self, layer=place.layer, index=place.index)

    def size(self, layer: int, rows: bool = False) -> int:
        """Neurons of a layer, or its pre-activations."""
        if layer == 0:
            return len(self.activations_of[0])
        W = self.weights[layer]
        n_rows = W.shape[1] if self.dialect.weights_from_first else W.shape[0]
        return n_rows if rows else n_rows // self.activations[layer - 1].pieces

    def value(self, role: str, layer: int, indices: tuple[str, ...]) -> float | Array:
        """What a symbol is worth."""
        if role == "rate":
            return self.rate
        if role == "weight":
            return self._weight(layer, indices)
        if role == "activation" and indices and self._number(indices[0]) == 0:
            return 1.0  # the input of the biases
        values = {
            "target": lambda: self.target,
            "bias": lambda: self.biases[layer],
            "pre_activation": lambda: self.pre_activations[layer],
            "activation": lambda: self.activations_of[layer],
            "error": lambda: self.errors[layer],
        }[role]()
        return self.entry(values, layer, indices)

    def entry(self, values: Array, layer: int, indices: tuple[str, ...]) -> float | Array:
        """One neuron's value, or all of them without an index."""
        if not indices:
            return values
        number = self._number(indices[0])
        if number > len(values) and number <= 2 * self.size(layer):
            number -= self.size(layer)  # the second piece of a maxout neuron has that neuron's activation
        return float(values[number - 1])

    def _weight(self, layer: int, indices: tuple[str, ...]) -> float | Array:
        W = self.weights[layer]
        if not indices:
            return W
        given = [self._number(name) for name in indices]
        place = list(given)
        origin = 0 if self.dialect.weights_from_first else 1
        if place[origin] > self.size(layer - 1):
            place[origin] -= self.size(layer - 1)
        place[1 - origin] -= 1
        if not self.dialect.bias_as_weight:
            place[origin] -= 1
        if min(place) < 0:
            raise IndexError(f"there is no weight {given} in layer {layer}")
        return float(W[tuple(place)])

    def _number(self, index: str) -> int:
        return self.index[index] if index in self.index else int(index)
