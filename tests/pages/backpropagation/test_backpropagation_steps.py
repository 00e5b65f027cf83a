"""The steps find every value once and in an order in which each takes only what is known; their formulas are true."""

import re

import numpy as np
import pytest

from pages.backpropagation.formulas import equation_name, group_lines, scope_of, setting_of, shown_value
from pages.backpropagation.numbers_so_far import numbers_so_far
from pages.backpropagation.problem import Problem, solved
from pages.backpropagation.steps import groups_of
from pages.backpropagation.view import LETTER_OF, part_of, used_by
from pages.backpropagation.words import said
from pages.common.notation import DIALECTS, Notation
from pages.common.notation.writers import latex_number

PROBLEMS = (
    Problem(),
    Problem(sizes=(3, 2, 2), activations=("tanh", "softmax"), loss="cross_entropy"),
    Problem(sizes=(2, 2, 3, 2), activations=("maxout", "relu", "softmax"), loss="quadratic"),
    Problem(sizes=(1, 2, 1), activations=("swish", "maxout"), loss="quadratic"),
    Problem(sizes=(2, 1), activations=("gaussian",), loss="symmetric_cross_entropy"),
    Problem(sizes=(4, 4, 4, 4, 4), activations=("sigmoid",) * 4, loss="binary_cross_entropy"),
)


def steps_of(problem, whole_layers=False):
    return groups_of(problem.sizes, problem.activations, whole_layers)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: str(p.sizes))
def test_both_ways_of_stepping_find_the_same_and_every_parameter(problem):
    single = [step for group in steps_of(problem) for step in group]
    assert single == [step for group in steps_of(problem, True) for step in group]
    assert len(set(single)) == len(single)
    network = solved(problem).network
    slopes = [step for step in single if step.kind in ("weight_gradient", "bias_gradient")]
    assert len(slopes) == network.parameters.size
    assert sum(step.kind == "error" for step in single) == sum(len(b) for b in network.biases)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: str(p.sizes))
def test_a_step_takes_only_what_is_known_and_a_weight_both_of_its_ends(problem):
    solution = solved(problem)
    known = {("a", 0, i) for i in range(problem.sizes[0])} | {("t", i) for i in range(problem.sizes[-1])}
    for (step,) in steps_of(problem):
        used = {part for part in used_by(solution, step) if part[0] not in ("link", "bias")}
        assert used <= known, step
        if step.kind == "weight_gradient":
            assert used == {("a", step.layer - 1, step.column), ("d", step.layer, step.row)}
        if step.kind in dict(LETTER_OF):
            known.add(part_of(step))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
@pytest.mark.parametrize("problem", PROBLEMS[:5], ids=lambda p: str(p.sizes))
def test_each_formula_is_worth_the_engines_number(problem, dialect):
    solution, notation = solved(problem), Notation(dialect)
    for (step,) in steps_of(problem):
        if step.kind in ("update", "loss_after"):
            continue
        bound = {dialect.to: step.row + 1} if step.row >= 0 else {}
        bound |= {dialect.origin: step.column + 1} if step.column >= 0 else {}
        scope = scope_of(solution, notation).at(step.layer or len(problem.activations), **bound)
        equation = notation.equation(equation_name(solution, step), setting=setting_of(solution, step))
        expected = shown_value(solution, step, notation)
        np.testing.assert_allclose(equation.value(scope), expected, rtol=1e-9, atol=1e-12, err_msg=str(step))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: str(p.sizes))
@pytest.mark.parametrize("whole_layers", [False, True])
def test_every_step_has_a_formula_and_a_sentence(problem, dialect, whole_layers):
    notation, groups = Notation(dialect), steps_of(problem, whole_layers)
    for position, group in enumerate(groups, start=1):
        lines = group_lines(solved(problem), group, notation)
        assert len(lines) <= 2
        for line in lines:
            assert line.count("{") == line.count("}")
            assert "nan" not in line
        assert said(problem, groups, position, notation).startswith("**")


def test_the_numbers_of_a_step_stand_in_its_formula():
    problem = Problem()
    solution, notation = solved(problem), Notation(DIALECTS["nielsen"])
    step = next(g for g in steps_of(problem) if g[0].kind == "weight_gradient" and g[0].layer == 2)
    letters, numbers = group_lines(solution, step, notation)
    assert letters == r"\frac{\partial C}{\partial w^{2}_{11}} = \delta^{2}_{1} \, a^{1}_{1}"
    delta, a = solution.gradient.deltas[1][0, 0], solution.trace.a[1][0, 0]
    found = [float(text) for text in re.findall(r"-?\d+\.\d+", numbers)]
    np.testing.assert_allclose(found, [delta, a, delta * a], rtol=6e-3)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
@pytest.mark.parametrize("problem", PROBLEMS[:3], ids=lambda p: str(p.sizes))
def test_every_number_so_far_is_listed_once_it_is_known(problem, dialect):
    solution, notation, groups = solved(problem), Notation(dialect), steps_of(problem, True)
    nothing, all_of_it = (numbers_so_far(solution, groups, position, notation) for position in (0, len(groups)))
    assert len(all_of_it) == len(problem.sizes) - 1
    assert all(r"\cdot &" in line or r"\cdot \\" in line for line in nothing)
    for layer, line in enumerate(all_of_it):
        for value in (solution.trace.z[layer][0, 0], solution.gradient.weights[layer][0, 0]):
            assert latex_number(value) in line


def test_the_update_is_shown_with_the_numbers_of_one_weight():
    problem = Problem()
    solution, notation = solved(problem), Notation(DIALECTS["duda"])
    _, example = group_lines(solution, steps_of(problem)[-2], notation)
    old, rate, *_, new = (float(text) for text in re.findall(r"-?\d+\.\d+", example))
    assert rate == problem.rate
    change = np.abs(solution.updated.parameters - solution.network.parameters).max()
    assert abs(old - new) == pytest.approx(change, abs=6e-3)
