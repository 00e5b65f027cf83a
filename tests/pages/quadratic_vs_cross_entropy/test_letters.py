"""The page in every notation: letters of fixed sentences and figures, and a subtracted bias with its number."""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.learning_speed import train_single_neuron
from mlp_core.neuron_on_points import answer, train_neuron_on_points
from pages.common.notation import DIALECTS, Notation
from pages.common.palette import LIGHT
from pages.quadratic_vs_cross_entropy import formulas, origin_formulas
from pages.quadratic_vs_cross_entropy.figures.divergence import minimum_figure
from pages.quadratic_vs_cross_entropy.figures.likelihood import cost_figure
from pages.quadratic_vs_cross_entropy.figures.points import plane_figure, terms, terms_figure
from pages.quadratic_vs_cross_entropy.figures.softmax import delta_figure, jacobian_figure
from pages.quadratic_vs_cross_entropy.figures.surfaces import surface_figure
from pages.quadratic_vs_cross_entropy.figures.symbols import Symbols
from tests.pages.live_sliders import live_sliders, slide

MAIN = Path(__file__).parents[3] / "pages" / "main.py"
NOTATIONS = {key: Notation(dialect) for key, dialect in DIALECTS.items()}
every_notation = pytest.mark.parametrize("n", NOTATIONS.values(), ids=list(NOTATIONS))
SUBTRACTED = Symbols("h", "y", "σ", "E", "f", "α", "b", -1)


def opened(part: str, notation: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.query_params["notation"] = notation
    app.run()
    app.switch_page("quadratic_vs_cross_entropy/page.py")
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.latex))


@every_notation
@pytest.mark.parametrize("bias", [2.0, -0.7, 0.0])
def test_the_numbers_of_step_1_fulfil_the_formula_beside_them(n: Notation, bias: float) -> None:
    s, z = formulas.Letters.of(n), 0.6 + bias
    both = [answer(z, 0.0, loss) for loss in ("half_quadratic", "binary_cross_entropy")]
    shown = formulas.forward(formulas.Numbers(0.6, bias, 1.0, 0.0, *both, halved=True), s)
    formula, numbers, result = shown.split(r"\qquad")[0].split(" = ")[1:]
    assert formula == f"w x {n.plus_bias}"
    value = eval(numbers.replace(r"\cdot", "*"), {})
    assert value == pytest.approx(float(result)) == pytest.approx(z, abs=1e-4)
    sign = "-1" if n.dialect.bias_sign < 0 else "1"
    assert formulas.chain_rule(s).endswith(rf"\frac{{\partial {n.pre_activation}}}{{\partial {n.bias}}} = {sign}")


@every_notation
def test_where_it_comes_from_has_the_readers_letters(n: Notation) -> None:
    s = formulas.Letters.of(n)
    assert rf"{n.target}_n \ln {n.output}" in origin_formulas.bernoulli(s)
    assert rf"\partial {n.output}_k}}{{\partial {n.pre_activation}_j" in origin_formulas.multinomial(s)
    assert origin_formulas.symmetric(s).startswith(n.loss)
    for text in (origin_formulas.bernoulli(s), origin_formulas.multinomial(s), origin_formulas.symmetric(s)):
        assert text.count("{") == text.count("}")


def test_figures_turn_a_subtracted_bias_round() -> None:
    X, T = np.array([[0.0, 1.0], [2.0, -1.0]]), np.array([0.0, 1.0])
    record = train_neuron_on_points(X, T, [1.0, -1.0], 0.5, 0.1, 5, "half_quadratic")
    for ours, theirs in zip(terms(record, X, "b"), terms(record, X, "b", -1), strict=True):
        np.testing.assert_array_equal(ours, -theirs)
        assert np.abs(ours).max() > 0
    np.testing.assert_array_equal(terms(record, X, "w₁")[0], terms(record, X, "w₁", -1)[0])
    runs = {"half_quadratic": record, "binary_cross_entropy": record}
    bars = terms_figure(X, T, runs, 2, "b", LIGHT, SUBTRACTED)["data"]
    np.testing.assert_array_equal(bars[0]["y"], -record.delta[2])
    title = plane_figure(X, T, runs, 2, LIGHT, SUBTRACTED)["layout"]["annotations"][0]["text"]
    assert "where y = ½: w₁x₁ + w₂x₂ − b = 0" in title


def test_the_surface_over_a_subtracted_bias_is_the_same_surface() -> None:
    record = train_single_neuron(2.0, 1.0, 0.15, 50, "half_quadratic")
    ground, way, _ = surface_figure(record, "half_quadratic", 50, 0.0, LIGHT, symbols=SUBTRACTED)["data"]
    z = ground["x"][None, :] - ground["y"][:, None]
    np.testing.assert_allclose(ground["z"], 0.5 / (1 + np.exp(-z)) ** 2, rtol=1e-9)
    np.testing.assert_array_equal(way["y"], -record.bias[: len(way["y"])])


def test_figures_of_the_origin_have_the_letters_they_are_given() -> None:
    texts = [
        str(figure["layout"]) + str([trace.get("hovertemplate") for trace in figure["data"]])
        for figure in (
            cost_figure((0, 1, 1), 0.3, "sum", LIGHT, SUBTRACTED),
            minimum_figure(0.7, LIGHT, SUBTRACTED),
            jacobian_figure(np.array([0.1, 0.2, 0.3]), LIGHT, SUBTRACTED),
            delta_figure(np.array([0.1, 0.2, 0.3]), np.array([0.2, 0.3, 0.5]), LIGHT, SUBTRACTED),
        )
    ]
    for text, wanted in zip(texts, ("ℒ(y)", "lowest at y = σ", "∂y<sub>k</sub>/∂h<sub>j</sub>", "∂E/∂h"), strict=True):
        assert wanted in text
        assert not re.search(r"\ba\b = |∂C|∂z", text)


@pytest.mark.parametrize("key", ["trofimov", "duda"])
@pytest.mark.parametrize(
    ("part", "nielsens"),
    [
        ("neuron", "b = 0.9"), ("rate", "b = 2"), ("surface", "w + b"), ("why", "w x + b"), ("starts", "η"),
        ("network", "η"), ("origin", "η"), ("points", r"\partial b"),
    ],
)  # fmt: skip
def test_fixed_sentences_follow(part: str, nielsens: str, key: str) -> None:
    n, text = NOTATIONS[key], words(opened(part, key))
    own = {
        "neuron": f"{n.plain('bias')} = {'−0.9' if key == 'trofimov' else '0.9'}",
        "rate": f"{n.plain('bias')} = {'−2' if key == 'trofimov' else '2'}",
        "surface": f"w {'− b' if key == 'trofimov' else '+ w₀'}", "why": f"w x {n.plus_bias}",
        "starts": f"the same {n.plain('rate')}", "network": f"larger {n.plain('rate')}",
        "origin": f"a step {n.plain('rate')} on the sum",
    }  # fmt: skip
    assert part not in own or own[part] in text
    if key == "trofimov" or part in ("neuron", "rate", "surface", "why"):
        assert nielsens not in text


def test_the_slider_of_the_bias_shows_what_the_formula_means() -> None:
    app = opened("why", "trofimov")
    assert live_sliders(app)["Bias b"]["words"] == "−0.9"
    slide(app, "neuron_bias", -3.0)
    assert live_sliders(app)["Bias b"]["words"] == "3"
    assert r"h = w x - b = 0.6000 \cdot 1 - 3 = -2.4000" in words(app)
    next(each for each in app.button if each.label == "Starts badly wrong").click().run()
    assert live_sliders(app)["Bias b"]["words"] == "−2"
    app.radio(key="notation_choice").set_value("nielsen").run()
    assert live_sliders(app)["Bias b"]["words"] == "2"
