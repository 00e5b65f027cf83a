"""The order of events: forward, loss, backward, update; each a step of one term, or of a whole layer."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mlp_core import ACTIVATIONS

Kind = Literal[
    "pre_activation",
    "activation",
    "loss",
    "error",
    "weight_gradient",
    "bias_gradient",
    "update",
    "loss_after",
]


@dataclass(frozen=True)
class Step:
    """One value that becomes known.

    Layers count from 1, neurons and inputs from 0. `row` is the pre-activation (maxout has two a neuron), of an
    activation the neuron; `column` is a weight's input. −1 where there is none.
    """

    kind: Kind
    layer: int = 0
    row: int = -1
    column: int = -1


Group = tuple[Step, ...]


@lru_cache(maxsize=64)
def groups_of(sizes: tuple[int, ...], activations: tuple[str, ...], whole_layers: bool) -> tuple[Group, ...]:
    """The steps in their order, those that are shown together in one group."""
    last = len(sizes) - 1
    rows = [0, *(n * ACTIVATIONS[name].pieces for n, name in zip(sizes[1:], activations, strict=True))]
    groups: list[Group] = []
    for layer in range(1, last + 1):
        groups.append(tuple(Step("pre_activation", layer, row) for row in range(rows[layer])))
        groups.append(tuple(Step("activation", layer, neuron) for neuron in range(sizes[layer])))
    groups.append((Step("loss"),))
    for layer in range(last, 0, -1):
        groups.append(tuple(Step("error", layer, row) for row in range(rows[layer])))
        gradients = []
        for row in range(rows[layer]):
            gradients += [Step("weight_gradient", layer, row, column) for column in range(sizes[layer - 1])]
            gradients.append(Step("bias_gradient", layer, row))
        groups.append(tuple(gradients))
    groups += [(Step("update"),), (Step("loss_after"),)]
    return tuple(groups) if whole_layers else tuple((step,) for group in groups for step in group)


def known_after(groups: tuple[Group, ...], position: int) -> frozenset[Step]:
    """All that is known when so many groups are done."""
    return frozenset(step for group in groups[:position] for step in group)
