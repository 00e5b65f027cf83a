"""Universal approximation in every notation: formulas follow, and a subtracted bias has the number of its formula."""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.approximation import UNIT_INTERVAL, step_network
from mlp_core.lessons.height_challenge import height_network
from pages.common.live_chart import decode_message
from pages.common.notation import DIALECTS, Notation
from pages.common.palette import LIGHT
from pages.universal_approximation import formulas, tower_formulas
from pages.universal_approximation.figures.challenge import heights_figure, output_figure
from pages.universal_approximation.figures.neuron import neuron_figure
from pages.universal_approximation.letters import Letters
from pages.universal_approximation.network_view import weights_table
from pages.universal_approximation.one_neuron import reading, step_place
from pages.universal_approximation.tower_stages import STAGES, TowerSettings, stage_network, tower_figures
from pages.universal_approximation.tower_stages import reading as tower_reading
from tests.pages.displayed import displayed
from tests.pages.live_sliders import live_charts, live_sliders, slide

MAIN = Path(__file__).parents[3] / "pages" / "main.py"
LETTERS = {key: Letters.of(Notation(dialect)) for key, dialect in DIALECTS.items()}
SIGMOIDS = {
    "nielsen": "σ", "mukund": "σ", "trofimov": "sigmoid", "duda": "σ", "bishop": "σ", "school": "φ",
}  # fmt: skip
BUILDING_BLOCKS = ("sigmoid", "tanh", "step", "relu", "gaussian", "linear")
every_notation = pytest.mark.parametrize("s", LETTERS.values(), ids=list(LETTERS))


def opened(part: str, notation: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["notation"] = notation
    app.run()
    app.switch_page("universal_approximation/page.py")
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


def latex(app: AppTest) -> list[str]:
    return displayed(app)


def everything(s: Letters) -> list[str]:
    stages = [tower_formulas.of_stage(stage, s) for stage in STAGES]
    blocks = [formulas.building_block(name, s) for name in BUILDING_BLOCKS]
    return [
        formulas.neuron(s),
        formulas.bumps(s),
        *blocks,
        *stages,
        tower_formulas.city(s),
        tower_formulas.many_inputs(s),
    ]


@every_notation
def test_no_letter_means_two_things(s: Letters) -> None:
    n = s.notation
    assert s.drawn_sigmoid == SIGMOIDS[n.dialect.key]
    for formula in everything(s):
        assert formula.count("{") == formula.count("}")
        if s.sigmoid != r"\sigma":
            assert r"\sigma" not in formula
        if n.dialect.bias_as_weight:
            assert not re.search(r"(?<![a-z\\])b(?![a-z])", formula)
    assert formulas.neuron(s).startswith(f"{n.output} = ")
    for axis in "xy":
        assert not tower_formulas.step(axis, s).startswith("y")
    assert not tower_formulas.tower(s).startswith("y")


@every_notation
def test_the_place_of_the_step_and_the_numbers_shown_agree(s: Letters) -> None:
    n, net = s.notation, step_network(50.0, -20.0)
    shown = reading(net, n)
    w, b, place = (float(each.replace("−", "-")) for each in re.findall(r"\*\*(.*?)\*\*", shown))
    assert f"{n.plain('bias')} = **" in shown
    sign = -1 if step_place(n).startswith("−") else 1
    assert sign * b / w == pytest.approx(place) == 0.4
    a_sum = w * place + (b if "+ " in n.plus_bias else -b)
    assert a_sum == pytest.approx(0)
    words = [
        each["text"]
        for each in neuron_figure(net, UNIT_INTERVAL, LIGHT, n.plain("output"), step_place(n))["layout"]["annotations"]
    ]
    assert words == [f"<b>━ output {n.plain('output')} of the neuron</b>", f"<b>s = {step_place(n)} = 0.4</b>"]


@every_notation
def test_the_bias_of_the_tower_is_the_one_of_its_formula(s: Letters) -> None:
    n, settings = s.notation, TowerSettings((-0.4, 0.4), (-0.4, 0.4), 10.0, -15.0, 50.0)
    net = stage_network("Tower", settings)
    number = "15" if n.dialect.bias_sign < 0 else "−15"
    assert tower_reading("Tower", net, settings, n).endswith(f"Bias {n.plain('bias')} = {number}.")
    assert (r"= -\tfrac{3}{2}h" in tower_formulas.tower(s)) == number.startswith("−")
    table = weights_table(net.weights[1], net.biases[1], **n.drawn_bias)
    np.testing.assert_array_equal(table[f"bias {n.plain('bias')}"], [float(number.replace("−", "-"))])
    drawing = tower_figures("Tower", net, settings, LIGHT, s)["network"]["data"][2]["hovertext"]
    assert drawing[4].endswith(f"<b>{number}</b>")


def test_the_formulas_of_a_notation_that_subtracts_the_bias() -> None:
    s = LETTERS["trofimov"]
    assert formulas.neuron(s) == (
        r"y = \mathrm{sigmoid}(wx - b) = \mathrm{sigmoid}\big(w\,(x - s)\big), \qquad s = \tfrac{b}{w}"
    )
    assert tower_formulas.step("y", s).endswith(r"(w\,y - b) = \mathrm{sigmoid}(w\,(y - s)), \qquad b = w\,s")
    assert formulas.building_block("linear", s).startswith(r"v\,(wx - b) + v'\,(w'x - b')")
    assert "v'\\,(w'x + w_0')" in formulas.building_block("linear", LETTERS["duda"])


@every_notation
def test_the_challenge_names_sigmoid_and_output(s: Letters) -> None:
    n, net = s.notation, height_network((0.0,) * 5)
    texts = [str(each["text"]) for each in heights_figure(net, LIGHT, s.drawn_sigmoid)["layout"]["annotations"]]
    assert f"{s.drawn_sigmoid}⁻¹(f(x))" in texts[1]
    title = output_figure(net, LIGHT, s.output_formula)["layout"]["annotations"][0]["text"]
    assert title == f"<b>Output {n.plain('output')} = {s.drawn_sigmoid}({n.plain('pre_activation')})</b>"


@pytest.mark.parametrize("key", ["trofimov", "duda"])
@pytest.mark.parametrize("part", ["neuron", "bump", "follow", "activations", "two_inputs", "challenge"])
def test_the_page_follows(part: str, key: str) -> None:
    s = LETTERS[key]
    wanted = {
        "neuron": formulas.neuron(s), "bump": formulas.bump(s), "follow": formulas.bumps(s),
        "activations": formulas.building_block("relu", s), "two_inputs": tower_formulas.tower(s),
    }  # fmt: skip
    app = opened(part, key)
    assert part not in wanted or wanted[part] in latex(app)
    if part == "challenge":
        words = " ".join(each.value for each in app.markdown)
        assert f"{s.drawn_sigmoid}⁻¹(f)" in words


def test_the_slider_of_the_bias_is_that_of_the_formula() -> None:
    app = opened("neuron", "trofimov")
    assert live_sliders(app)["Bias b"]["words"] == "4"
    slide(app, "neuron:b", -8.0)
    assert live_sliders(app)["Bias b"]["words"] == "8"
    drawn = next(
        frame["curve"]["data"][0]
        for frame in (decode_message(each.proto.bytes)["frames"][-1] for each in live_charts(app))
        if "curve" in frame
    )
    x = np.asarray(drawn["x"], dtype=float)
    np.testing.assert_allclose(drawn["y"], step_network(10.0, -8.0).predict(x[:, None])[:, 0], atol=1e-5)
    tower = live_sliders(opened("two_inputs", "trofimov"))["Bias, in h"]
    assert (tower["slider"]["said"][0], tower["slider"]["said"][-1], tower["words"]) == ("0", "2.5", "1.5")
