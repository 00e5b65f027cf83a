"""The page as a script: each part opens by its address, and every control changes what is computed and drawn."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.activations import ACTIVATIONS, LeakyReLU, Swish
from mlp_core.lessons.activation_curve import ActivationCurve
from mlp_core.lessons.depth import measure_depth, stack
from pages.activations.choice import TWELVE
from pages.activations.figures.curves import places
from pages.activations.parts import PARTS
from pages.common.live_chart import decode_message
from tests.pages.live_sliders import live_charts, slide

MAIN = Path(__file__).parents[3] / "pages" / "main.py"


def opened(part: str | None = None) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    app.switch_page("activations/page.py")
    if part:
        app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


def test_an_unknown_part_in_the_address_is_told_until_it_is_read():
    app = opened("basement")
    assert f"unknown part: basement. It can be one of {', '.join(PARTS)}" in app.warning[0].value
    app.button(key="address_notes:part").click().run()
    assert not app.warning
    assert not opened(next(iter(PARTS))).warning


def figures(app: AppTest) -> dict[str, Any]:
    """The newest figure of every name."""
    found: dict[str, Any] = {}
    for chart in live_charts(app):
        found.update(decode_message(chart.proto.bytes)["frames"][-1])
    return found


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def choose(app: AppTest, key: str, value: Any) -> AppTest:
    app.button_group(key=key).set_value(value).run()
    assert not app.exception
    return app


def drawn(figure: dict[str, Any], trace: int) -> np.ndarray:
    return np.asarray(figure["data"][trace]["y"], dtype=float)


@pytest.mark.parametrize("part", [None, *PARTS])
def test_every_part_opens_by_its_address_with_a_picture(part):
    app = opened(part)
    assert app.button_group(key="activations:part").value == (part or "functions")
    assert "Predict:" in texts(app)
    assert figures(app)


@pytest.mark.parametrize("name", TWELVE)
def test_each_of_the_twelve_is_drawn_as_the_engine_computes_it(name):
    app = choose(opened(), "activations:name", name)
    curve, shown = ActivationCurve(ACTIVATIONS[name]), figures(app)
    for cell, expected in (("f", curve.value(places())), ("slope", curve.slope(places()))):
        y = drawn(shown[cell], 0)
        there = np.isfinite(y)
        assert there.sum() > 590
        np.testing.assert_allclose(y[there], expected[there], atol=1e-6)


def test_z_moves_the_tangent():
    app = slide(opened(), "activations:z", -2.0)
    a = 1 / (1 + np.exp(2.0))
    tangent = figures(app)["f"]["data"][1]
    np.testing.assert_allclose(np.asarray(tangent["x"], dtype=float), [-4.0, 0.0], atol=1e-6)
    np.testing.assert_allclose(drawn(figures(app)["f"], 1), a + a * (1 - a) * np.array([-2.0, 2.0]), atol=1e-6)
    assert "At z = **−2**" in texts(app)
    assert "f = 0.1192, f′ = 0.105" in texts(app)


def test_several_are_laid_on_top_of_each_other():
    app = choose(opened(), "activations:how_many", "Several")
    choose(app, "activations:names", ["tanh", "gaussian"])
    shown = figures(app)["slope"]
    np.testing.assert_allclose(drawn(shown, 0), ACTIVATIONS["tanh"].derivative(places()), atol=1e-6)
    np.testing.assert_allclose(drawn(shown, 1), ACTIVATIONS["gaussian"].derivative(places()), atol=1e-6)
    choose(app, "activations:names", [])
    assert "**sigmoid** f =" in texts(app)


def test_parameters_change_the_curves():
    app = choose(opened(), "activations:name", "leaky_relu")
    slide(app, "activations:slope", 0.1)
    np.testing.assert_allclose(drawn(figures(app)["f"], 0), LeakyReLU(0.1)(places()), atol=1e-6)
    choose(app, "activations:name", "swish")
    slide(app, "activations:beta", 3.0)
    np.testing.assert_allclose(drawn(figures(app)["f"], 0), Swish(3.0)(places()), atol=1e-6)
    choose(app, "activations:name", "maxout")
    slide(app, "activations:w2", -1.0)
    np.testing.assert_allclose(drawn(figures(app)["f"], 0), np.abs(places()), atol=1e-6)


def test_formulas_follow_the_notation():
    app = opened()
    assert "f'(z) = \\mathrm{sigmoid}(z)" in texts(app)
    app.query_params["notation"] = "trofimov"
    app.session_state["notation"] = "trofimov"
    app.run()
    assert "f'(h) = \\mathrm{sigmoid}(h)" in texts(app)


def test_the_table_has_all_twelve_and_follows_the_parameters():
    app = choose(opened("properties"), "activations:name", "maxout")
    table = app.dataframe[0].value
    assert len(table) == 12
    rows = {row["activation"]: row for _, row in table.iterrows()}
    assert rows["tanh"]["range"] == "(−1, 1)"
    assert rows["ReLU"]["range"] == "[0, ∞)"
    assert rows["tanh"]["family"] == "sigmoid"
    assert rows["sign"]["saturates"] == "everywhere"
    assert rows["ReLU"]["differentiable"] == "no, not at 0"
    assert rows["maxout"]["monotone"] == "no"
    slide(app, "activations:w2", 0.0)
    rows = {row["activation"]: row for _, row in app.dataframe[0].value.iterrows()}
    assert (rows["maxout"]["monotone"], rows["maxout"]["saturates"]) == ("non-decreasing", rows["ReLU"]["saturates"])


def test_sharpness_ties_the_families():
    app = opened("family")
    assert "largest gap" in figures(app)["tanh"]["layout"]["annotations"][0]["text"]
    slide(app, "activations:family:k", 2.0)
    assert "the same to the last digits" in figures(app)["tanh"]["layout"]["annotations"][0]["text"]
    np.testing.assert_allclose(drawn(figures(app)["tanh"], 0), drawn(figures(app)["tanh"], 1), atol=1e-6)


def test_linear_layers_are_one_matrix_and_bent_ones_are_not():
    app = opened("linear")
    assert "**one matrix, 3 parameters**" in texts(app)
    shown = figures(app)
    assert (
        shown["deep_answer"]["layout"]["images"][0]["source"] == shown["matrix_answer"]["layout"]["images"][0]["source"]
    )
    press(app, "activations:linear:draw")
    assert figures(app)["deep"]["layout"]["images"] != shown["deep"]["layout"]["images"]
    choose(app, "activations:linear:name", "tanh")
    assert "still off by up to" in texts(app)
    shown = figures(app)
    assert (
        shown["deep_answer"]["layout"]["images"][0]["source"] != shown["matrix_answer"]["layout"]["images"][0]["source"]
    )


def test_minima_are_counted():
    app = opened("monotone")
    assert "**tanh**: **1** local minimum;" in texts(app)
    assert "**Gaussian**: **8** local minima, 6 of them not the best" in texts(app)
    slide(app, "activations:monotone:n", 5)
    assert "**Gaussian**: **8**" not in texts(app)


def test_layers_follow_examples_and_controls():
    app = opened("layers")
    for words, activation, initializer in (
        ("Large normal explodes", "tanh", "normal"),
        ("He holds ReLU", "relu", "he_normal"),
    ):
        press(app, f"activations:layers:{words}")
        depth = measure_depth(stack(20, 100, activation, initializer))
        np.testing.assert_allclose(drawn(figures(app)["deltas"], 1), depth.delta_spread, rtol=1e-6)
        np.testing.assert_allclose(drawn(figures(app)["deltas"], 0), depth.predicted_delta, rtol=1e-6)
        np.testing.assert_allclose(drawn(figures(app)["spread"], 0), depth.activation_spread, rtol=1e-6)
    app.selectbox(key="activations:layers:activation").set_value("step").run()
    assert "no error comes back" in texts(app)
    slide(app, "activations:layers:n", 1)
    assert "one layer has no slope" in texts(app)


def test_dead_neurons_are_counted_while_training():
    app = opened("dead")
    race = app.session_state["activations:dead"]
    assert race.dead["relu"][-1].mean() > 0.5
    assert "Epoch **10**" in texts(app)
    press(app, "activations:dead:step")
    assert len(drawn(figures(app)["dead"], 0)) == 12
    press(app, "activations:dead:reset")
    choose(app, "activations:dead:start", "biases at −4")
    assert "leaky ReLU: **0 %** dead" in texts(app)
    assert race.dead["relu"][0].mean() > 0.9
    assert np.asarray(figures(app)["relu"]["data"][1]["x"]).size == round(32 * race.dead["relu"][0].mean())
    press(app, "activations:dead:play")
    assert app.button(key="activations:dead:play").label == "Pause"


def test_positive_inputs_step_into_two_quadrants_and_centred_ones_into_four():
    app = opened("centred")
    assert "Left: **100 %** of the steps in the two grey quadrants" in texts(app)
    slide(app, "activations:centred:mean", 0.0)
    assert "**100 %**" not in texts(app)
    press(app, "activations:centred:forward")
    assert len(drawn(figures(app)["path"], 0)) == 42
