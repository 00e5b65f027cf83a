"""The sections on two inputs, built or trained, wide or deep: every control changes what it says it changes."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import decode_message
from pages.universal_approximation import plane
from pages.universal_approximation.city_errors import city
from pages.universal_approximation.functions_of_two import function_named
from pages.universal_approximation.network_view import MOST_ROWS, weights_table
from tests.pages.live_sliders import live_charts, slide, stands

ROOT = Path(__file__).parents[3]


def opened(part: str) -> AppTest:
    """The page at one of its parts."""
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60).run()
    app.switch_page("universal_approximation/page.py")
    app.query_params["part"] = part
    return settled(app)


def charts(app: AppTest, has: str) -> dict:
    """The figures of the live chart that holds this one."""
    for element in live_charts(app):
        message = decode_message(element.proto.bytes)
        if has in message.get("frames", [{}])[0]:
            return message["frames"][0]
    raise AssertionError(f"no chart holds {has}")


def words(app: AppTest, part: str) -> str:
    return next(each.value for each in app.markdown if part in each.value)


def settled(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def test_the_stages_lead_from_one_neuron_to_the_tower():
    app = opened("two_inputs")
    assert "**0.99331**" in words(app, "On the tower")
    assert set(charts(app, "received")) == {"network", "received", "output"}
    sizes = {"Step in x": "2-1-1", "Step in y": "2-1-1", "Bump in x": "2-2-1", "Bump in y": "2-2-1"}
    for stage, size in sizes.items():
        app.segmented_control(key="tower:stage").set_value(stage)
        assert f"**{size}**" in words(settled(app), "A network **2-")
    app.segmented_control(key="tower:stage").set_value("Tower")
    settled(app)
    slide(app, "tower:bias", -0.5)
    text = words(settled(app), "On the tower")
    assert "plateaus **0.993**" in text
    assert "b = −5" in text


def test_the_edges_move_the_tower():
    app = opened("two_inputs")
    slide(app, "tower:x:left", 0.5)
    slide(app, "tower:x:right", 0.9)
    output = charts(settled(app), "received")["output"]["data"][0]["z"]
    top = np.unravel_index(output.argmax(), output.shape)
    assert 0.5 < plane.line()[top[1]] < 0.9


def test_the_city_follows_its_controls():
    app = opened("two_inputs")
    assert "**2-18-64-1**" in words(app, "Mean error")
    slide(app, "city:n", 4)
    app.selectbox(key="city:function").set_value("waves")
    slide(app, "city:steepness", 100)
    z = charts(settled(app), "cut")["city"]["data"][0]["z"]
    net = city(function_named("waves", ""), 4, 100.0, None)
    np.testing.assert_allclose(z, plane.surface(net), atol=1e-6)
    assert "**2-10-16-1**" in words(app, "Mean error")


def test_with_a_small_h_the_plateaus_leak_into_the_error():
    app = opened("two_inputs")
    app.selectbox(key="city:function").set_value("one")
    app.segmented_control(key="city:cut").set_value("middles")
    before = charts(settled(app), "cut")["cut"]["data"][1]["y"]
    assert abs(before[400] - 1) < 0.01
    app.toggle(key="city:grows").set_value(False)
    after = charts(settled(app), "cut")["cut"]["data"][1]["y"]
    # 14 plateaus of σ(−2) each, and the tower's own σ(2)
    assert after.max() == pytest.approx(0.88 + 14 * 0.119, abs=0.2)
    assert "h = 4," in words(app, "Mean error")


def test_a_wrong_expression_gets_a_sentence_and_the_last_right_one_stays():
    app = opened("two_inputs")
    app.selectbox(key="city:function").set_value("typed")
    app.run()
    app.text_input(key="city:typed").set_value("x*y")
    right = charts(settled(app), "cut")["function"]["data"][0]["z"]
    np.testing.assert_allclose(right[0, 0], 1.0, atol=1e-6)
    app.text_input(key="city:typed").set_value("x*(y")
    kept = charts(settled(app), "cut")["function"]["data"][0]["z"]
    assert len(app.warning) == 1
    assert "never closed. The figures keep" in app.warning[0].value
    np.testing.assert_array_equal(kept, right)


def test_a_hole_between_the_places_that_are_checked_gets_a_sentence():
    app = opened("two_inputs")
    app.selectbox(key="city:function").set_value("typed")
    app.run()
    app.text_input(key="city:typed").set_value("sin(x)/x * y")
    settled(app)
    assert [each.value for each in app.warning] == ["“sin(x)/x” (column 1) is not a number at x = 0, y = 0."]
    app.text_input(key="city:typed").set_value("x*y")
    assert charts(settled(app), "cut")["function"]["data"][0]["z"][0, 0] == pytest.approx(1.0)
    assert not app.warning


def test_choices_outlive_the_part_that_shows_them():
    app = opened("deep")
    app.segmented_control(key="deep:parameters").set_value(286)
    app.query_params["part"] = "trained"
    settled(app)
    app.segmented_control(key="trained:optimizer").set_value("Adam")
    app.query_params["part"] = "two_inputs"
    settled(app)
    slide(app, "city:n", 4)
    app.segmented_control(key="tower:stage").set_value("Bump in x")
    app.query_params["part"] = "neuron"
    settled(app)
    app.query_params["part"] = "two_inputs"
    settled(app)
    assert stands(app, "city:n") == 4
    assert app.segmented_control(key="tower:stage").value == "Bump in x"
    for part, key, value in (("deep", "deep:parameters", 286), ("trained", "trained:optimizer", "Adam")):
        app.query_params["part"] = part
        assert settled(app).segmented_control(key=key).value == value


def test_only_cities_that_fit_are_offered_to_the_playground():
    app = opened("two_inputs")
    keys = [each.key for each in app.button]
    assert "tower:open" in keys
    assert "city:open" not in keys
    slide(app, "city:n", 4)
    assert "city:open" in [each.key for each in settled(app).button]


def test_a_long_layer_shows_its_first_neurons():
    net = city(function_named("one", ""), 8, 100.0, 12.0)
    table = weights_table(net.weights[1], net.biases[1])
    assert len(table["bias b"]) == MOST_ROWS
    np.testing.assert_array_equal(table["w from 2"], net.weights[1][:MOST_ROWS, 1])
    assert set(table["bias b"]) == {-18.0}


@pytest.mark.parametrize(("key", "figure"), [("trained", "descended"), ("deep", "three")])
def test_a_race_plays_pauses_restarts_and_takes_other_weights(key, figure):
    app = opened(key)
    first = charts(app, figure)[figure]["data"][1]["y"]
    app.button(key=f"{key}:play").click()
    settled(app)
    race = app.session_state[f"{key}:race"]
    assert race.playing
    race.advance()
    assert race.epoch > 0
    assert not np.array_equal(charts(settled(app), figure)[figure]["data"][1]["y"], first)
    app.button(key=f"{key}:play").click()
    assert not settled(app).session_state[f"{key}:race"].playing
    app.button(key=f"{key}:restart").click()
    np.testing.assert_array_equal(charts(settled(app), figure)[figure]["data"][1]["y"], first)
    app.button(key=f"{key}:other").click()
    assert not np.array_equal(charts(settled(app), figure)[figure]["data"][1]["y"], first)


def test_built_or_trained_over_a_plane():
    app = opened("trained")
    app.segmented_control(key="trained:inputs").set_value("two inputs")
    settled(app).segmented_control(key="trained:optimizer").set_value("Adam")
    figures = charts(settled(app), "descended")
    assert figures["descended"]["data"][0]["type"] == "surface"
    race = app.session_state["trained:race"]
    assert race.network("trained").layer_sizes == (2, 10, 16, 1)
    slide(app, "trained:towers", 3)
    assert settled(app).session_state["trained:race"].network("trained").layer_sizes == (2, 8, 9, 1)


def test_wide_or_deep_takes_its_sizes_and_activation():
    app = opened("deep")
    app.segmented_control(key="deep:parameters").set_value(286)
    app.segmented_control(key="deep:activation").set_value("relu")
    race = settled(app).session_state["deep:race"]
    assert [race.network(name).layer_sizes for name in ("one", "two", "three")] == [
        (1, 95, 1), (1, 15, 15, 1), (1, 10, 11, 11, 1),
    ]  # fmt: skip
    assert race.network("two").activations[0].name == "relu"
