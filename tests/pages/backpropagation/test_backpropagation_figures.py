"""What the figures show are the engine's own numbers, and what is lit is what the step is about."""

import re
from urllib.parse import unquote

import numpy as np
import pytest

from pages.backpropagation.batch import gradients_of_batch
from pages.backpropagation.check_it import checked_gradient, softmax_problem
from pages.backpropagation.figures.chain import chain_figure, chain_svg, neuron_lines
from pages.backpropagation.figures.chain_places import Across, Down
from pages.backpropagation.figures.gradients import (
    agreement_figure,
    difference_figure,
    directions_figure,
    nudge_figure,
    relative_difference,
    samples_figure,
)
from pages.backpropagation.figures.paths import contributions_figure, growth_figure
from pages.backpropagation.perturb_it import loss_changes
from pages.backpropagation.problem import Problem, solved
from pages.backpropagation.steps import groups_of
from pages.backpropagation.view import view_of
from pages.common.figures.numbers import plain_number
from pages.common.notation import DIALECTS, Notation
from pages.common.palette import DARK, LIGHT

NIELSEN = Notation(DIALECTS["nielsen"])


def view_at(problem, position, notation=NIELSEN, theme=LIGHT, whole_layers=False):
    groups = groups_of(problem.sizes, problem.activations, whole_layers)
    return view_of(solved(problem), groups, position if position >= 0 else len(groups) + position, notation, theme)


def test_nothing_is_shown_before_it_is_known_and_everything_at_the_end():
    problem = Problem()
    start, end = view_at(problem, 0), view_at(problem, len(groups_of(problem.sizes, problem.activations, False)))
    assert set(start.values) == {("a", 0, 0), ("a", 0, 1)}
    assert start.loss is None
    assert len(end.values) == 2 + 3 * 5 + solved(problem).network.parameters.size
    assert (end.loss, end.loss_after) == (solved(problem).loss, solved(problem).loss_after)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("sizes", [(2, 3, 2), (4, 4, 4, 4, 4), (1, 1)])
def test_the_drawing_holds_the_numbers_of_trace_and_gradient(sizes, theme):
    problem = Problem(sizes=sizes, activations=("tanh",) * (len(sizes) - 1))
    solution = solved(problem)
    view = view_at(problem, -2, theme=theme)
    for layer in range(1, len(sizes)):
        for i in range(sizes[layer]):
            texts = [text for _, text, _ in neuron_lines(view, layer, i)]
            values = (solution.trace.z[layer - 1], solution.trace.a[layer], solution.gradient.deltas[layer - 1])
            expected = [f"{s} {plain_number(v[0, i], 3)}" for s, v in zip("zaδ", values, strict=True)]
            assert texts == expected
            assert all(text in chain_svg(view) for text in expected)
    image = chain_figure(view)["layout"]["images"][0]["source"]
    assert unquote(image).count("<rect class='box'") == sum(sizes)


@pytest.mark.parametrize("sizes", [(2, 3, 2), (4, 4, 4, 4, 4), (3, 3, 3), (2, 4, 1), (1, 1)])
def test_for_a_phone_the_drawing_holds_the_same_numbers_below_each_other(sizes):
    view = view_at(Problem(sizes=sizes, activations=("tanh",) * (len(sizes) - 1)), -2)
    at, svg = Down(view), chain_svg(view, Down)
    for layer in range(1, len(sizes)):
        assert at.middle(layer, 0)[1] - at.middle(layer - 1, 0)[1] > at.box_height(layer)
        for i in range(sizes[layer]):
            x, _ = at.middle(layer, i)
            assert at.box / 2 <= x <= at.width - at.box / 2
            for text in (
                *(text for _, text, _ in neuron_lines(view, layer, i)),
                plain_number(view.biases[layer - 1][i], 3),
            ):
                assert text in svg
    # As wide as the screen of a phone, without its margins, no text is smaller than 10 pixels.
    assert min(at.sizes_of_text) * 358 / at.width > 10
    figure = chain_figure(view, Down)
    assert figure["layout"]["yaxis"]["range"] == [at.height, 0]


@pytest.mark.parametrize("sizes", [(2, 3, 2), (3, 3, 3), (4, 2, 4), (3, 2, 1), (1, 4, 1)])
def test_for_a_phone_the_numbers_at_links_stand_apart(sizes):
    view = view_at(Problem(sizes=sizes, activations=("tanh",) * (len(sizes) - 1)), -2)
    at = Down(view)
    for layer in range(1, len(sizes)):
        places = np.array([at.label(layer, to, k) for to in range(sizes[layer]) for k in range(sizes[layer - 1])])
        apart = np.abs(places[:, None] - places)
        # Two lines of 14 units, and seven digits and signs; one above the other, or one beside the other.
        clear = (apart[..., 0] > 58) | (apart[..., 1] > 30)
        assert (clear | np.eye(len(places), dtype=bool)).all()


def test_beside_each_other_layers_have_more_room_the_fewer_they_are():
    shallow, deep = (view_at(Problem(sizes=(2,) * n, activations=("tanh",) * (n - 1)), 0) for n in (3, 5))
    apart = [Across(view).middle(1, 0)[0] - Across(view).middle(0, 0)[0] for view in (shallow, deep)]
    assert apart[0] > apart[1]


def test_a_weights_step_lights_its_link_and_both_of_its_ends():
    problem = Problem()
    groups = groups_of(problem.sizes, problem.activations, False)
    position = next(i for i, (step,) in enumerate(groups, 1) if step.kind == "weight_gradient")
    step = groups[position - 1][0]
    view = view_at(problem, position)
    assert view.found == {("w", step.layer, step.row, step.column)}
    assert view.used == {("a", step.layer - 1, step.column), ("d", step.layer, step.row)}
    svg = chain_svg(view)
    assert (svg.count("class='lf'"), svg.count("class='used'")) == (1, 2)


def test_dialects_change_letters_and_signs_of_the_drawing():
    problem = Problem()
    solution = solved(problem)
    trofimov, duda = (view_at(problem, -2, Notation(DIALECTS[key])) for key in ("trofimov", "duda"))
    np.testing.assert_array_equal(trofimov.biases[0], -solution.network.biases[0])
    assert trofimov.values[("b", 1, 0)] == -solution.gradient.biases[0][0]
    assert duda.values[("d", 2, 0)] == -solution.gradient.deltas[1][0, 0]
    assert neuron_lines(duda, 2, 0)[1][1].startswith("z ")
    assert "w₀" in chain_svg(duda)


def test_maxout_shows_both_pieces():
    problem = Problem(sizes=(2, 2, 1), activations=("maxout", "sigmoid"))
    z = solved(problem).trace.z[0][0]
    lines = neuron_lines(view_at(problem, -2), 1, 0)
    assert lines[0][1] == f"z {plain_number(z[0], 2)} | {plain_number(z[2], 2)}"


def test_a_weight_and_a_slope_are_explained_where_they_are_shown():
    problem = Problem()
    groups = groups_of(problem.sizes, problem.activations, False)
    for position in range(len(groups) + 1):
        svg = chain_svg(view_at(problem, position), Down)
        a_slope_is_shown = any(group[0].kind == "weight_gradient" for group in groups[:position])
        assert "at a link: its weight" in svg
        assert ("below it" in svg) == a_slope_is_shown
    # Of so many links only the lit ones show their numbers, and at first none is lit.
    assert "at a link" not in chain_svg(view_at(Problem(sizes=(4, 4, 3)), 0), Down)
    assert "at a link" not in chain_svg(view_at(problem, -2), Across)


# Widths in thousandths of the font's size.
DEJAVU = dict.fromkeys("0123456789", 636) | {"−": 838, ".": 318, "|": 337, " ": 318, "z": 525, "∂": 517}
ARIAL = dict.fromkeys("0123456789", 556) | {"−": 584, ".": 278, "|": 260, " ": 278, "t": 278, "w": 722}


def drawn_width(text: str, font: dict[str, int], size: int) -> float:
    return size * sum(font.get(letter, 635) for letter in text) / 1000


@pytest.mark.parametrize(("dialect", "font"), [("nielsen", DEJAVU), ("duda", ARIAL)], ids=["nielsen", "duda"])
@pytest.mark.parametrize("places", [Across, Down])
def test_both_numbers_of_maxout_fit_into_its_box(places, dialect, font):
    problem, seen = Problem(sizes=(2, 3, 1), activations=("maxout", "sigmoid"), rate=0.3), 0
    for _ in range(8):
        view = view_at(problem, -2, Notation(DIALECTS[dialect]))
        at, svg = places(view), chain_svg(view, places)
        size, right = at.sizes_of_text[1], [at.middle(1, i)[0] + at.box / 2 for i in range(3)]
        assert f".two{{font-size:{size}px}}" in svg
        for x, text in re.findall(r"<text class='two' x='(\d+)'[^>]*>([^<]*)<", svg):
            assert int(x) + drawn_width(text, font, size) <= min(edge for edge in right if edge > int(x)), text
            seen += 1
        problem = problem.updated()
    assert seen >= 8 * 6


def test_after_the_update_the_drawing_has_the_new_weights():
    problem = Problem()
    view = view_at(problem, -1)
    np.testing.assert_array_equal(view.weights[0], solved(problem).updated.weights[0])


def test_the_check_figures_show_both_slopes_and_the_mistake():
    problem = softmax_problem(Problem())
    right, wrong = (checked_gradient(problem, mistaken, 1e-6) for mistaken in (False, True))
    names = [str(i) for i in range(len(right.analytic))]
    figure = agreement_figure(wrong.analytic, wrong.numerical, names, LIGHT)
    np.testing.assert_array_equal(figure["data"][1]["y"], wrong.analytic)
    np.testing.assert_array_equal(figure["data"][1]["x"], right.numerical)
    assert relative_difference(right.analytic, right.numerical).max() < 1e-6
    shown = difference_figure(wrong.analytic, wrong.numerical, names, LIGHT)["data"][0]
    assert LIGHT.negative in shown["marker"]["color"]
    np.testing.assert_allclose(
        10.0 ** shown["y"], np.maximum(relative_difference(wrong.analytic, wrong.numerical), 1e-12)
    )


def test_a_nudge_moves_the_loss_as_the_network_says():
    solution = solved(Problem())
    nudges = np.linspace(-2, 2, 9)
    changes = loss_changes(solution, 1, 2, nudges)
    assert changes[4] == pytest.approx(0, abs=1e-15)
    nudged = solution.network.copy()
    nudged.biases[0][2] += nudges[6]
    assert changes[6] == pytest.approx(nudged.loss(solution.x, solution.t, "half_quadratic") - solution.loss)
    delta = solution.gradient.deltas[0][0, 2]
    figure = nudge_figure(nudges, changes, delta, 1.0, changes[6], ("z", "C"), LIGHT)
    np.testing.assert_allclose(figure["data"][1]["y"], delta * nudges)
    np.testing.assert_array_equal(figure["data"][0]["y"], changes)


def test_paths_add_up_in_the_figure():
    contributions = np.array([0.5, -0.2, 0.1])
    bars = contributions_figure(contributions, 1, 0.4, "δ", LIGHT)["data"][0]
    np.testing.assert_allclose(bars["base"] + bars["y"], np.cumsum(contributions))
    assert bars["marker"]["line"]["width"].tolist() == [0.0, 3.0, 0.0]
    growth = growth_figure(4, 3, LIGHT)["data"]
    assert (np.diff(growth[0]["y"]) > np.diff(growth[1]["y"])).all()


def test_a_batch_is_the_mean_of_its_samples():
    each, together = gradients_of_batch(Problem())
    vectors = np.array([gradient.vector for gradient in each])
    np.testing.assert_allclose(vectors.mean(axis=0), together.vector)
    figure = samples_figure(vectors[:, 3], together.vector[3], 2, "mean", LIGHT)
    np.testing.assert_array_equal(figure["data"][0]["y"], vectors[:, 3])
    assert figure["layout"]["shapes"][0]["y0"] == together.vector[3]
    names = [str(i) for i in range(vectors.shape[1])]
    one, mean = directions_figure(vectors[0], together.vector, names, "mean", LIGHT)["data"]
    np.testing.assert_array_equal(one["y"], vectors[0])
    np.testing.assert_array_equal(mean["y"], together.vector)
