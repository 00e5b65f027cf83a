"""The derivation's numbers are the engine's, in every notation, and so are the general form's."""

import re

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core.lessons.output_pairs import NATURAL_PAIRS, OTHER_PAIRS, output_layer
from mlp_core.neuron_on_points import answer
from pages.common.notation import DIALECTS, Notation
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy import formulas
from pages.quadratic_vs_cross_entropy.figures.pairs import pair_figure

Z, TARGET = [1.5, -0.5, 0.5], [0.0, 1.0, 0.0]


def numbers(weight=2.0, bias=2.0, target=0.0, quadratic="half_quadratic") -> formulas.Numbers:
    z = weight + bias
    return formulas.Numbers(
        weight=weight, bias=bias, x=1.0, target=target, quadratic=answer(z, target, quadratic),
        entropy=answer(z, target, "binary_cross_entropy"), halved=quadratic == "half_quadratic",
    )  # fmt: skip


def last_number(latex: str) -> float:
    found = re.findall(r"-?\d+\.?\d*(?: \\cdot 10\^\{-?\d+\})?", latex)[-1]
    return float(found.replace(r" \cdot 10^{", "e").removesuffix("}"))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
@pytest.mark.parametrize("quadratic", ["half_quadratic", "quadratic"])
@pytest.mark.parametrize(("weight", "target"), [(2.0, 0.0), (2.0, 1.0), (-4.0, 1.0), (5.0, 0.0)])
def test_the_numbers_are_the_engines(dialect, quadratic, weight, target) -> None:
    at, s = numbers(weight, 1.0, target, quadratic), formulas.Letters.of(Notation(dialect))
    assert last_number(formulas.forward(at, s)) == pytest.approx(float(at.quadratic.output), abs=5e-5)
    assert last_number(formulas.quadratic_gradient(at, s)) == pytest.approx(float(at.quadratic.delta), abs=5e-5)
    assert last_number(formulas.entropy_gradient(at, s)) == pytest.approx(float(at.entropy.delta), abs=5e-5)
    slope = (float(at.entropy.output) - target) / float(at.entropy.slope)
    assert last_number(formulas.entropy_slope(at, s)) == pytest.approx(slope, rel=1e-3)
    for text in (formulas.costs(at, s), formulas.slope(at, s), formulas.chain_rule(s), formulas.the_other_way(s)):
        assert text.count("{") == text.count("}")
        assert s.C in text or s.f in text


@pytest.mark.parametrize("value", [0.0, 1.0, -3.0, 0.98201, -0.5, 1.7e-6, -3e-9])
def test_a_number_is_written_to_be_read_again(value) -> None:
    assert last_number(formulas.number(value)) == pytest.approx(value, rel=5e-3, abs=1e-12)


@pytest.mark.parametrize(("output", "loss"), [*NATURAL_PAIRS, *OTHER_PAIRS])
def test_the_general_formula_is_the_engines(output, loss) -> None:
    at, s = output_layer(output, loss, Z, TARGET), formulas.Letters("z", "a", "t", "C", "f")
    latex = formulas.pair(output, loss, s).split(" = ", 1)[1]
    known = {
        "a_j - t_j": at.error,
        r"(a_j - t_j) \, a_j (1 - a_j)": at.error * at.output * (1 - at.output),
        r"(a_j - t_j) \, (1 - a_j^2)": at.error * (1 - at.output**2),
        r"a_j \Bigl((a_j - t_j) - \sum_k (a_k - t_k) \, a_k\Bigr)": at.output * (at.error - at.error @ at.output),
    }
    np.testing.assert_allclose(known[latex], at.delta, rtol=1e-9)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("pairs", [NATURAL_PAIRS, OTHER_PAIRS])
def test_bars_are_the_engines_numbers(pairs, theme) -> None:
    for output, loss in pairs:
        layer = output_layer(output, loss, Z, TARGET)
        figure = pair_figure("a pair", layer, theme)
        go.Figure(figure)
        shown = {trace["name"]: trace["y"] for trace in figure["data"]}
        np.testing.assert_array_equal(shown["a − t a pair"], layer.error)
        np.testing.assert_array_equal(shown["∂C/∂z a pair"], layer.delta)
