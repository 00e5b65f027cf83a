"""From the engine's numbers and the steps done so far to what the drawing shows, and lights."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from mlp_core import LOSSES
from pages.backpropagation.figures.chain_view import ChainView, Part, Symbols
from pages.backpropagation.formulas import shown_value
from pages.backpropagation.problem import Solution
from pages.backpropagation.steps import Group, Step, known_after
from pages.common.notation import Notation
from pages.common.palette import Theme

LETTER_OF = (
    ("pre_activation", "z"),
    ("activation", "a"),
    ("error", "d"),
    ("weight_gradient", "w"),
    ("bias_gradient", "b"),
)


def view_of(
    solution: Solution, groups: tuple[Group, ...], position: int, notation: Notation, theme: Theme
) -> ChainView:
    """The drawing after so many groups of steps; the last of them is lit."""
    known = known_after(groups, position)
    present = groups[position - 1] if position else ()
    values: dict[Part, float] = {("a", 0, i): float(x) for i, x in enumerate(solution.x[0])}
    letters = dict(LETTER_OF)
    for step in known:
        if step.kind in letters:
            values[part_of(step)] = shown_value(solution, step, notation)
    kinds = {step.kind for step in known}
    network = solution.updated if "update" in kinds else solution.network
    sign = notation.dialect.bias_sign
    used: set[Part] = set()
    for step in present:
        used |= used_by(solution, step)
    return ChainView(
        sizes=solution.problem.sizes,
        theme=theme,
        symbols=symbols_of(notation),
        weights=tuple(np.array(W) for W in network.weights),
        biases=tuple(sign * np.array(b) for b in network.biases),
        values=values,
        targets=solution.t[0],
        loss=solution.loss if "loss" in kinds else None,
        loss_after=solution.loss_after if "loss_after" in kinds else None,
        used=frozenset(used),
        found=frozenset(part for step in present for part in found_by(solution, step)),
    )


def symbols_of(notation: Notation) -> Symbols:
    """The reader's letters, for the drawing."""
    names = ("pre_activation", "activation", "output", "error", "target", "loss")
    bias = "w₀" if notation.dialect.bias_as_weight else "b"
    return Symbols(*(notation.plain(name) for name in names), bias)


def part_of(step: Step) -> Part:
    """What a step finds, as a part of the drawing."""
    kind = dict(LETTER_OF)[step.kind]
    return (kind, step.layer, step.row, step.column) if kind == "w" else (kind, step.layer, step.row)


def found_by(solution: Solution, step: Step) -> list[Part]:
    """What a step finds: all weights and biases, where they are updated."""
    if step.kind in ("loss", "loss_after"):
        return [("loss",)]
    if step.kind == "update":
        return [*_all_links(solution), *_all_biases(solution)]
    return [part_of(step)]


def used_by(solution: Solution, step: Step) -> set[Part]:
    """What a step takes: for a slope by a weight the activation at its input end and the error at its output end."""
    problem, layer = solution.problem, step.layer
    sizes, last = problem.sizes, len(problem.sizes) - 1
    before = {("a", layer - 1, i) for i in range(sizes[layer - 1])} if layer else set()
    if step.kind == "pre_activation":
        links = {("link", layer, step.row, i) for i in range(sizes[layer - 1])}
        return before | links | {("bias", layer, step.row)}
    rows = [
        row for row in range(len(solution.network.biases[layer - 1])) if row % sizes[layer] == step.row % sizes[layer]
    ]
    softmax = problem.activations[-1] == "softmax" and layer == last
    if step.kind == "activation":
        taken = range(sizes[layer]) if softmax else rows
        return {("z", layer, row) for row in taken}
    outputs = {("a", last, i) for i in range(sizes[-1])} | {("t", i) for i in range(sizes[-1])}
    if step.kind == "loss":
        return outputs
    if step.kind == "error" and layer == last:
        own: set[Part] = {("a", last, step.row % sizes[-1]), ("t", step.row % sizes[-1])}
        if LOSSES[problem.loss].natural_activation == problem.activations[-1]:
            return own  # output − target is all
        return outputs if softmax else own | {("z", last, step.row)}
    if step.kind == "error":
        following = range(len(solution.network.biases[layer]))
        links = {("link", layer + 1, row, step.row % sizes[layer]) for row in following}
        return links | {("d", layer + 1, row) for row in following} | {("z", layer, step.row)}
    if step.kind == "weight_gradient":
        return {("a", layer - 1, step.column), ("d", layer, step.row)}
    if step.kind == "bias_gradient":
        return {("d", layer, step.row)}
    return set()


def _all_links(solution: Solution) -> list[Part]:
    weights = enumerate(solution.network.weights, start=1)
    return [("link", layer, *place) for layer, W in weights for place in np.ndindex(W.shape)]


def _all_biases(solution: Solution) -> list[Part]:
    return [("bias", layer, row) for layer, b in enumerate(solution.network.biases, start=1) for row in range(len(b))]


def lit(view: ChainView, used: Iterable[Part], found: Iterable[Part]) -> ChainView:
    """The same drawing with other parts lit, and without the slopes by weights and biases."""
    values = {part: value for part, value in view.values.items() if part[0] not in "wb"}
    return replace(view, values=values, used=frozenset(used), found=frozenset(found))
