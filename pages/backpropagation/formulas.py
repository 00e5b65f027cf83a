"""The formula of each step in the reader's notation: in letters, with this step's numbers, and its value."""

import numpy as np

from mlp_core import ACTIVATIONS
from pages.backpropagation.problem import Array, Solution
from pages.backpropagation.steps import Group, Step
from pages.common.notation import Notation, Setting
from pages.common.notation.scope import Scope
from pages.common.notation.vectors import vector_equations
from pages.common.notation.writers import Letters, Numbers, latex_number

DIGITS = 3


def scope_of(solution: Solution, notation: Notation) -> Scope:
    """The engine's numbers in the conventions of the dialect."""
    problem = solution.problem
    scope = Scope.of(notation.dialect, solution.network, solution.x[0], solution.t[0], problem.rate)
    return scope.seen(solution.trace, solution.gradient)


def group_lines(solution: Solution, group: Group, notation: Notation) -> list[str]:
    """LaTeX of what a group of steps computes: one step with its numbers, several as a layer."""
    if len(group) == 1:
        return step_lines(solution, group[0], notation)
    return layer_lines(solution, group, notation)


def step_lines(solution: Solution, step: Step, notation: Notation) -> list[str]:
    """Letters; numbers and value."""
    if step.kind == "update":
        return [notation.latex("update", whole_layer=False), _update_line(solution, notation)]
    if step.kind == "loss_after":
        return [_loss_after_line(solution, notation)]
    name = equation_name(solution, step)
    equation = notation.equation(name, setting=setting_of(solution, step))
    bound = _bound(solution, step, notation)
    scope = scope_of(solution, notation).at(step.layer or len(solution.trace.z), **bound)
    letters = equation.written(_letters(solution, step, notation, bound))
    writer = Numbers(scope, DIGITS)
    value = shown_value(solution, step, notation)
    factors = writer.factors(equation.right) if step.kind == "error" else None
    numbers = [equation.right.written(writer), *([factors] if factors else []), latex_number(value, DIGITS)]
    if numbers[0].strip("()").replace(" ", "") == numbers[-1]:
        numbers = numbers[-1:]
    return [letters, "= " + " = ".join(numbers)]


def layer_lines(solution: Solution, group: Group, notation: Notation) -> list[str]:
    """The equations of a whole layer, each with the values of all its terms, on one line."""
    first, d, layer = group[0], notation.dialect, group[0].layer - 1
    gradient, trace = solution.gradient, solution.trace
    d_W = gradient.weights[layer].T if d.weights_from_first else gradient.weights[layer]
    values = {
        "pre_activation": trace.z[layer][0],
        "activation": trace.a[first.layer][0],
        "error": d.error_sign * gradient.deltas[layer][0],
        "weight_gradient": d_W,
        "bias_gradient": d.bias_sign * gradient.biases[layer],
    }
    letters = Letters(d, layer=first.layer, last=len(trace.z))
    parts = []
    for step in {each.kind: each for each in group}.values():
        name, setting = equation_name(solution, step), setting_of(solution, step)
        equation = notation.equation(name, whole_layer=True, setting=setting).written(letters)
        # A formula of one neuron or weight does not equal the whole layer's values; it is followed by them.
        between = " = " if is_of_whole_layer(notation, name, setting) else r":\;\;"
        parts.append(equation + between + matrix(values[step.kind]))
    return [r" \qquad ".join(parts)]


def is_of_whole_layer(notation: Notation, name: str, setting: Setting) -> bool:
    """Whether the lecture has this equation with vectors."""
    return name in vector_equations(notation.dialect, setting)


def equation_name(solution: Solution, step: Step) -> str:
    """The name of a step's equation in the notation."""
    last = step.layer == len(solution.trace.z)
    if step.kind == "error":
        return "output_error" if last else "hidden_error"
    return "output" if step.kind == "activation" and last else step.kind


def setting_of(solution: Solution, step: Step) -> Setting:
    """Loss and activation functions as they are at this step's layer."""
    names = solution.problem.activations
    hidden = ACTIVATIONS[names[max(step.layer - 1, 0)]]
    return Setting(solution.problem.loss, hidden, ACTIVATIONS[names[-1]], solution.problem.sizes[-1])


def shown_value(solution: Solution, step: Step, notation: Notation) -> float:
    """The engine's number of a step, with the sign that the dialect gives it."""
    d, layer = notation.dialect, step.layer - 1
    gradient, trace = solution.gradient, solution.trace
    if step.kind == "pre_activation":
        return float(trace.z[layer][0, step.row])
    if step.kind == "activation":
        return float(trace.a[step.layer][0, step.row])
    if step.kind == "loss":
        return solution.loss
    if step.kind == "loss_after":
        return solution.loss_after
    if step.kind == "error":
        return d.error_sign * float(gradient.deltas[layer][0, step.row])
    if step.kind == "weight_gradient":
        return float(gradient.weights[layer][step.row, step.column])
    if step.kind == "bias_gradient":
        return d.bias_sign * float(gradient.biases[layer][step.row])
    raise ValueError(f"a step {step.kind!r} has no single value")


def function_lines(solution: Solution, notation: Notation) -> str:
    """Which activation functions stand for the one letter of the formulas."""
    names = solution.problem.activations
    parts = []
    for name in dict.fromkeys(names):
        layers = ", ".join(str(i) for i, other in enumerate(names, start=1) if other == name)
        f = ACTIVATIONS[name]
        letter = notation.pre_activation
        formula = notation.function_formula(f)
        if f.output_only:
            continue  # its formula is the one that is shown
        parts.append(rf"${notation.function}({letter}) = {formula}$ in layer {layers}")
    return " · ".join(parts)


def matrix(values: Array) -> str:
    """A vector as a column, a matrix as rows."""
    table = np.atleast_2d(values) if values.ndim > 1 else values[:, None]
    rows = r" \\ ".join(" & ".join(latex_number(float(value), DIGITS) for value in row) for row in table)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def row_label(solution: Solution, layer: int, row: int) -> str:
    """A pre-activation's number as the reader counts: from 1; the second piece of a maxout neuron has a prime."""
    n = solution.problem.sizes[layer]
    return str(row + 1) if row < n else f"{row - n + 1}'"


def _bound(solution: Solution, step: Step, notation: Notation) -> dict[str, int]:
    bound = {notation.dialect.to: step.row + 1} if step.row >= 0 else {}
    if step.column >= 0:
        bound[notation.dialect.origin] = step.column + 1
    return bound


def _letters(solution: Solution, step: Step, notation: Notation, bound: dict[str, int]) -> Letters:
    to, index = notation.dialect.to, {name: str(number) for name, number in bound.items()}
    if step.row >= 0:
        index[to] = row_label(solution, step.layer, step.row)
    # A sum over the outputs in a step about one output has another letter, which must not be taken for its number.
    return Letters(notation.dialect, step.layer or None, len(solution.trace.z), index)


def _update_line(solution: Solution, notation: Notation) -> str:
    """The update with numbers, of the weight that it changes most."""
    sizes = [np.abs(d_W).max() for d_W in solution.gradient.weights]
    layer = int(np.argmax(sizes)) + 1
    d_W = solution.gradient.weights[layer - 1]
    row, column = (int(i) for i in np.unravel_index(np.abs(d_W).argmax(), d_W.shape))
    step = Step("weight_gradient", layer, row, column)
    bound = _bound(solution, step, notation)
    equation = notation.equation("weight_update", setting=setting_of(solution, step))
    left = equation.left.written(_letters(solution, step, notation, bound))
    numbers = equation.right.written(Numbers(scope_of(solution, notation).at(layer, **bound), DIGITS))
    value = latex_number(float(solution.updated.weights[layer - 1][row, column]), DIGITS)
    return rf"\text{{for example}} \quad {left} \leftarrow {numbers} = {value}"


def _loss_after_line(solution: Solution, notation: Notation) -> str:
    before, after = (latex_number(value, 4) for value in (solution.loss, solution.loss_after))
    change = latex_number(solution.loss_after - solution.loss, 3)
    loss, arrow = notation.loss, r"\quad\longrightarrow\quad"
    both = rf"{loss}_{{\text{{before}}}} = {before} {arrow} {loss}_{{\text{{after}}}} = {after}"
    return rf"{both} \qquad \text{{change}} = {change}"
