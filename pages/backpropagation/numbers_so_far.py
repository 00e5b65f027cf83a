"""Every number that is known after a step, layer by layer, in the reader's notation."""

import numpy as np

from pages.backpropagation.formulas import matrix, shown_value
from pages.backpropagation.problem import Solution
from pages.backpropagation.steps import Group, Step, known_after
from pages.common.notation import Notation
from pages.common.notation.expressions import HERE, Symbol
from pages.common.notation.operations import Slope
from pages.common.notation.writers import Letters


def numbers_so_far(solution: Solution, groups: tuple[Group, ...], position: int, notation: Notation) -> list[str]:
    """One line of LaTeX a layer: what goes in and out, the error terms, and the slopes by weights and biases."""
    known = known_after(groups, position)
    return [_layer(solution, known, layer, notation) for layer in range(1, len(solution.problem.sizes))]


def _layer(solution: Solution, known: frozenset[Step], layer: int, notation: Notation) -> str:
    d, W = notation.dialect, solution.network.weights[layer - 1]
    n_rows, n_in, n_out = *W.shape, solution.problem.sizes[layer]

    def value(kind: str, row: int, column: int = -1) -> float:
        step = Step(kind, layer, row, column)
        return shown_value(solution, step, notation) if step in known else np.nan

    W_slopes = np.array([[value("weight_gradient", row, column) for column in range(n_in)] for row in range(n_rows)])
    columns = (
        (Symbol("pre_activation"), [value("pre_activation", row) for row in range(n_rows)]),
        (Symbol("activation"), [value("activation", neuron) for neuron in range(n_out)]),
        (Symbol("error"), [value("error", row) for row in range(n_rows)]),
        (Symbol("weight"), W.T if d.weights_from_first else W),
        (Slope(Symbol("weight")), W_slopes.T if d.weights_from_first else W_slopes),
        (
            Slope(Symbol("weight", HERE, ("0",)) if d.bias_as_weight else Symbol("bias")),
            [value("bias_gradient", row) for row in range(n_rows)],
        ),
    )
    letters = Letters(d, layer=layer, last=len(solution.trace.z))
    return r" \quad ".join(f"{symbol.written(letters)} = {matrix(np.array(values))}" for symbol, values in columns)
