"""What the drawing of the lesson shows: a box for each neuron, with all that is known of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mlp_core.arrays import Array
from pages.common.palette import Theme

# With more links than these between two layers only those of the present step show their numbers.
MOST_LABELS, MOST_LIT = 9, 4
Part = tuple[str | int, ...]


@dataclass(frozen=True)
class Symbols:
    """What the reader's notation calls the values, as text."""

    pre_activation: str
    activation: str
    output: str
    error: str
    target: str
    loss: str
    bias: str


@dataclass(frozen=True)
class ChainView:
    """What the drawing shows. Layers count from 0, the inputs; neurons, rows and columns from 0.

    Attributes
    ----------
    sizes : neurons a layer
    weights, biases : of layers 1 …, as shown: (rows, n_in) and (rows,); maxout has two rows a neuron
    values : ("z", layer, row), ("a", layer, neuron), ("d", layer, row), ("w", layer, row, column), ("b", layer, row) →
        the pre-activations, activations, error terms and slopes that are known
    targets, loss, loss_after : of the outputs; None while they are not known
    used, found : the parts that the step takes, and what it finds: the keys of `values`, ("link", …) and ("bias", …)
        for weights and biases themselves, ("t", neuron) for targets, ("loss",)
    """

    sizes: tuple[int, ...]
    theme: Theme
    symbols: Symbols
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    values: Mapping[Part, float]
    targets: Array
    loss: float | None = None
    loss_after: float | None = None
    used: frozenset[Part] = frozenset()
    found: frozenset[Part] = frozenset()

    @property
    def last(self) -> int:
        """The output layer."""
        return len(self.sizes) - 1

    def rows_of(self, layer: int, neuron: int) -> list[int]:
        """The pre-activations of a neuron: two for maxout."""
        return list(range(neuron, len(self.biases[layer - 1]), self.sizes[layer])) if layer else []

    def has_labels(self, layer: int) -> bool:
        """Whether all links into a layer show their numbers."""
        return self.sizes[layer] * self.sizes[layer - 1] <= MOST_LABELS and self.weights[layer - 1].size <= MOST_LABELS

    def link_mark(self, layer: int, to: int, origin: int) -> str:
        """A link is lit where its weight is used or found, or the slope by its weight."""
        rows = self.rows_of(layer, to)
        return self.strongest_mark((kind, layer, row, origin) for kind in ("link", "w") for row in rows)

    def lit_links(self, layer: int) -> set[tuple[int, int]]:
        """(to, from) of the links into a layer that are lit."""
        pairs = ((to, origin) for to in range(self.sizes[layer]) for origin in range(self.sizes[layer - 1]))
        return {pair for pair in pairs if self.link_mark(layer, *pair)}

    def labelled_links(self, layer: int) -> set[tuple[int, int]]:
        """(to, from) of the links into a layer that show their numbers: all, or else the lit ones, if these are few."""
        if self.has_labels(layer):
            return {(to, origin) for to in range(self.sizes[layer]) for origin in range(self.sizes[layer - 1])}
        lit = self.lit_links(layer)
        return lit if len(lit) <= MOST_LIT else set()

    def mark(self, part: Part) -> str:
        """ "found", "used" or ""."""
        return self.strongest_mark((part,))

    def strongest_mark(self, parts: Iterable[Part]) -> str:
        """What several parts have that are drawn as one: "found" before "used" before ""."""
        each = set(parts)
        return "found" if each & self.found else "used" if each & self.used else ""
