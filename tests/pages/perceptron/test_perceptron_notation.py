"""The perceptron page in every notation: its formulas follow, and the numbers shown fulfil them, bias and all."""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.figures.small_network import small_network_svg
from pages.common.live_chart import decode_message
from pages.common.notation import DIALECTS, Notation
from pages.common.palette import LIGHT
from pages.perceptron import formulas
from pages.perceptron.bias_trick import _drawn
from pages.perceptron.data import far_points, gate, random_points
from pages.perceptron.neurons import both_forms
from pages.perceptron.rule import rule_figures
from pages.perceptron.runs import gradient_run, largest_stable_rate, rosenblatt_run
from pages.perceptron.words import cycle_table, inequalities
from tests.pages.displayed import displayed
from tests.pages.live_sliders import live_charts, live_sliders, slide

MAIN = Path(__file__).parents[3] / "pages" / "main.py"
NOTATIONS = {key: Notation(dialect) for key, dialect in DIALECTS.items()}
every_notation = pytest.mark.parametrize("n", NOTATIONS.values(), ids=list(NOTATIONS))


def opened(notation: str, part: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.query_params["notation"] = notation
    app.run()
    app.switch_page("perceptron/page.py")
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join([*(each.value for each in (*app.markdown, *app.latex)), *displayed(app)])


def worth(latex: str) -> float:
    """A sum of numbers and dot products of pairs, as the page writes them."""
    text = re.sub(r"\((-?[\d.]+),\\,(-?[\d.]+)\)", r"np.array([\1, \2])", latex).replace(r"\cdot", "@")
    return float(eval(text, {"np": np}))


@every_notation
def test_the_numbers_of_each_update_fulfil_its_formula(n: Notation) -> None:
    for data in (gate("OR"), gate("NAND"), gate("XOR")):
        for update in rosenblatt_run(data).record.updates:
            x = data.points[update.row][:2]
            shown = formulas.update_score(update.target, update.before, x, update.score, n)
            target, inner, total = re.fullmatch(r".*\) = ([+-]1)\\,\[(.*)\] = (-?[\d.]+) \\le 0", shown).groups()
            assert ("- " in inner) == ("- b" in shown)
            assert float(target) * worth(inner) == float(total) == update.target * update.score
            step, bias = formulas.update_step(update.target, update.before, x, update.after, n).split(r", \quad ")
            for part in (step, bias):
                left, right = part.split(r"\leftarrow ")[1].split(" = ")
                value = eval(re.sub(r"\((-?[\d.]+),\\,(-?[\d.]+)\)", r"np.array([\1, \2])", left), {"np": np})
                assert np.array_equal(value, eval(right.replace(r",\,", ", ")))
            assert float(bias.split(" = ")[1]) == n.dialect.bias_sign * update.after[0]


def test_a_notation_that_subtracts_the_bias_says_so_everywhere() -> None:
    n = NOTATIONS["trofimov"]
    assert formulas.rule(n) == (
        r"\sigma\,(w\cdot x - b) \le 0 \quad\Rightarrow\quad w \leftarrow w + \sigma\,x, \qquad b \leftarrow b - \sigma"
    )
    assert formulas.with_bias(n).startswith("h = w_1 x_1 + w_2 x_2 - b")
    assert formulas.delta_rule(n)[2] == r"b \leftarrow b - 2 \alpha \sum (\sigma - y)\, f'(h)"
    assert [formulas.inequality(row, n) for row in range(4)] == [
        "-b < 0", "w_2 - b > 0", "w_1 - b > 0", "w_1 + w_2 - b < 0",
    ]  # fmt: skip


@every_notation
def test_the_formulas_have_the_readers_letters(n: Notation) -> None:
    own = {"trofimov": "- b", "duda": "+ w_0", "school": "+ w_0"}.get(n.dialect.key, "+ b")
    assert own in formulas.rule(n)
    assert own in formulas.with_bias(n)
    assert n.target in formulas.rule(n)
    assert formulas.with_bias(n).startswith(n.pre_activation + " = ")
    loss, weights, bias = formulas.delta_rule(n)
    assert loss == rf"{n.loss} = " + (r"\tfrac12 " if n.dialect.halved else "") + rf"\sum ({n.target} - {n.output})^2"
    assert (f"2 {n.rate}" in weights) == (f"2 {n.rate}" in bias) == (not n.dialect.halved)
    assert n.rate in formulas.stable(n)
    assert formulas.by_hand(n)[2].startswith(n.output)
    if n.dialect.bias_as_weight:
        everything = (*formulas.delta_rule(n), formulas.rule(n), formulas.with_bias(n), *formulas.contradiction(n))
        assert not any(re.search(r"(?<![a-z\\])b(?![a-z])", each) for each in everything)


def test_without_its_half_the_gradient_takes_the_steps_that_are_written() -> None:
    data = random_points(12, 0.1, seed=1)
    half, whole = (gradient_run(data, "linear", rate, False, 20, loss)
                   for rate, loss in ((0.02, "half_quadratic"), (0.01, "quadratic")))  # fmt: skip
    np.testing.assert_allclose(half.weights, whole.weights, atol=1e-12)
    np.testing.assert_allclose(2 * half.loss, whole.loss, atol=1e-12)
    rate = largest_stable_rate(far_points(), "quadratic")
    assert not gradient_run(far_points(), "linear", 0.98 * rate, False, 200, "quadratic").diverged
    assert gradient_run(far_points(), "linear", 1.05 * rate, False, 400, "quadratic").diverged


@every_notation
def test_pictures_and_tables_show_the_bias_as_the_formula_means_it(n: Notation) -> None:
    data, name, sign = gate("OR"), n.plain("bias"), n.dialect.bias_sign
    run = rosenblatt_run(data)
    notes = rule_figures(data, run, run.last, LIGHT, n)["weights"]["layout"]["annotations"]
    assert notes[0]["text"] == f"{name} = {'−' if sign > 0 else ''}1"
    drawn = small_network_svg(_drawn(both_forms(data, run.weights[-1]), "bias", n))
    assert f">{name} {'−' if sign > 0 else ''}1<" in drawn
    assert f">{n.plain('output')}<" in drawn
    cells = [row.split("|") for row in cycle_table(rosenblatt_run(gate("XOR")), n).splitlines()]
    assert (cells[0][3].strip(), cells[0][6].strip()) == (n.plain("target"), f"{name} after")
    first = rosenblatt_run(gate("XOR")).record.updates[0]
    assert float(cells[2][6].replace("−", "-")) == sign * first.after[0]
    assert "**3 of 4 hold.**" in inequalities(2, 2, -1, n)


@pytest.mark.parametrize("key", list(DIALECTS))
def test_the_page_follows(key: str) -> None:
    n, app = NOTATIONS[key], opened(key, "rule")
    app.button(key="perceptron:rule:start").click().run()
    assert formulas.rule(n) in words(app)
    assert formulas.with_bias(n) in words(opened(key, "bias"))
    assert all(formula in words(opened(key, "xor")) for formula in formulas.contradiction(n))
    assert all(formula in words(opened(key, "hidden")) for formula in formulas.by_hand(n))


@pytest.mark.parametrize("key", list(DIALECTS))
def test_the_delta_rule_follows(key: str) -> None:
    n, app = NOTATIONS[key], opened(key, "gradient")
    text = words(app)
    assert all(formula in text for formula in formulas.delta_rule(n))
    assert formulas.stable(n) in text
    assert f"ends at {formulas.squared_error(n)} = " in text
    assert f"Learning rate {n.plain('rate')}" in live_sliders(app)
    (chart,) = (decode_message(each.proto.bytes)["frames"][-1] for each in live_charts(app))
    assert chart["errors"]["layout"]["annotations"][0]["text"] == formulas.squared_error(n)


def test_the_slider_of_the_bias_has_its_sign_and_its_value_outlives_a_change_of_notation() -> None:
    app = opened("trofimov", "xor")
    assert live_sliders(app)["b"]["words"] == "1"
    slide(app, "perceptron:xor:b", 1.0)
    assert live_sliders(app)["b"]["words"] == "−1"
    assert "**2 of 4 hold.**" in words(app)
    app.radio(key="notation_choice").set_value("nielsen").run()
    assert live_sliders(app)["b"]["words"] == "1"
    assert "**2 of 4 hold.**" in words(app)
