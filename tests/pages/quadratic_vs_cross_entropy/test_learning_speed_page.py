"""The page as a script: every part opens by its address, and every control changes what is shown."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.learning_speed import train_single_neuron
from pages.common.figures.numbers import plain_number
from pages.common.live_chart import decode_message
from tests.pages.displayed import displayed
from tests.pages.live_sliders import live_charts, live_sliders, slide, stands

PARTS = ("neuron", "rate", "points", "surface", "why")
MAIN = Path(__file__).parents[3] / "pages" / "main.py"
PART = "quadratic_vs_cross_entropy:part"


def opened(part: str = "neuron", **query: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.run()
    app.switch_page("quadratic_vs_cross_entropy/page.py")
    for name, value in {"part": part, **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def figures(app: AppTest) -> dict[str, dict]:
    """All figures that the live charts of the part were sent last."""
    found = {}
    for element in live_charts(app):
        found |= decode_message(element.proto.bytes)["frames"][-1]
    return found


def traces(app: AppTest, figure: str) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figures(app)[figure]["data"] if trace and "name" in trace}


def button(app: AppTest, label: str):
    return next(each for each in app.button if each.label == label)


def move(app: AppTest, key: str, position: int) -> None:
    app.session_state[f"{key}:timeline"].move_to(position)
    app.run()
    assert not app.exception


def test_the_first_screen_is_a_neuron_about_to_learn() -> None:
    app = opened()
    assert set(figures(app)) == {"run", "gradient", "cost"}
    assert button(app, "Play")
    assert any("slowest just where its answer is worst" in each.value for each in app.markdown)


@pytest.mark.parametrize(
    ("press", "start"), [("Starts badly wrong", (2.0, 2.0)), ("Starts a little wrong", (0.6, 0.9))]
)
def test_a_preset_starts_anew(press, start) -> None:
    app = opened()
    move(app, "one_neuron", 40)
    button(app, press).click().run()
    assert app.session_state["one_neuron:timeline"].position == 0
    record = train_single_neuron(*start, 0.15, 300, "half_quadratic")
    np.testing.assert_allclose(traces(app, "gradient")["half_quadratic now"]["x"], record.output[0], rtol=1e-6)


@pytest.mark.parametrize(
    ("key", "value", "changed"),
    [
        ("neuron_weight", 4.0, {"weight": 4.0}),
        ("neuron_bias", -3.0, {"bias": -3.0}),
        ("neuron_updates", 500, {"updates": 500}),
        ("neuron_rate", 2.0, {"learning_rate": 2.0}),
        ("neuron_target", 1, {"target": 1}),
        ("neuron_quadratic", "quadratic", {"loss": "quadratic"}),
    ],
)
def test_every_control_of_the_neuron_reaches_the_record(key, value, changed) -> None:
    app = opened()
    if key in ("neuron_target", "neuron_quadratic"):
        app.button_group(key=key).set_value(value).run()
    else:
        slide(app, key, value)
    move(app, "one_neuron", 100)
    start = {"weight": 0.6, "bias": 0.9, "learning_rate": 0.15, "updates": 300, "loss": "half_quadratic", "target": 0}
    record = train_single_neuron(**(start | changed))
    line = traces(app, "run")[f"output a {(start | changed)['loss']}"]
    np.testing.assert_allclose(line["y"], record.output[:101], rtol=1e-6)
    assert figures(app)["run"]["layout"]["xaxis"]["range"] == [0, (start | changed)["updates"]]


def test_a_tiny_gradient_is_not_read_out_as_minus_zero() -> None:
    app = opened()
    app.button_group(key="neuron_target").set_value(1).run()
    slide(app, "neuron_weight", 5.0)
    quadratic = decode_message(live_charts(app)[0].proto.bytes)["texts"]["now_quadratic"]
    gradient = train_single_neuron(5.0, 0.9, 0.15, 1, "half_quadratic", target=1).gradient_weight[0]
    assert quadratic.endswith(f"∂C/∂w = **{plain_number(gradient, 4)}**")
    assert "0.0000" not in quadratic


def test_step_buttons_move_by_one_update() -> None:
    app = opened()
    app.button(key="one_neuron:forward").click().run()
    assert len(traces(app, "run")["output a half_quadratic"]["x"]) == 2
    app.button(key="one_neuron:back").click().run()
    assert len(traces(app, "run")["output a half_quadratic"]["x"]) == 1


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_by_its_address_with_a_prediction_and_an_observation(part) -> None:
    app = opened(part)
    words = " ".join(each.value for each in app.markdown)
    assert "**Predict:**" in words
    assert "**Try:**" in words
    assert any(each.label == "What you should see" for each in app.expander)
    assert all(each.help for each in (*app.slider, *app.select_slider, *app.number_input, *app.toggle))
    assert all(each["slider"]["help"] for each in live_sliders(app).values())


def test_the_choices_of_where_it_comes_from_outlive_the_part() -> None:
    app = opened("origin")
    slide(app, "bernoulli_a", 0.6)
    slide(app, "softmax_z0", -2.0)
    slide(app, "symmetric_t", 0.9)
    app.button_group(key=PART).set_value("why").run()
    app.button_group(key=PART).set_value("origin").run()
    values = [stands(app, key) for key in ("bernoulli_a", "softmax_z0", "symmetric_t")]
    assert values == [0.6, -2.0, 0.9]


@pytest.mark.parametrize("part", ["network", "starts", "origin"])
def test_the_other_parts_open_too(part) -> None:
    assert opened(part).session_state[PART] == part


def test_an_unknown_part_opens_the_first() -> None:
    assert opened("nothing").session_state[PART] == "neuron"


def test_a_chosen_part_goes_to_the_address_and_keeps_the_neuron() -> None:
    app = opened()
    button(app, "Starts badly wrong").click().run()
    app.button_group(key=PART).set_value("surface").run()
    assert not app.exception
    assert app.query_params["part"] in ("surface", ["surface"])
    assert stands(app, "neuron_weight") == 2.0


def test_equal_first_steps() -> None:
    app = opened("rate")
    button(app, "Starts badly wrong").click().run()
    button(app, "Equal first steps").click().run()
    assert app.number_input(key="larger_rate_quadratic").value == pytest.approx(8.4925, abs=1e-4)
    move(app, "larger_rate", 1)
    name = "size of the step in w, η |∂C/∂w|"
    steps = [traces(app, "steps")[f"{name} {loss}"]["y"][0] for loss in ("half_quadratic", "binary_cross_entropy")]
    assert steps[0] == pytest.approx(steps[1], rel=1e-5)


def test_each_loss_has_its_own_learning_rate() -> None:
    app = opened("rate")
    app.number_input(key="larger_rate_quadratic").set_value(2.0).run()
    app.number_input(key="larger_rate_entropy").set_value(0.01).run()
    shown = traces(app, "outcome")
    assert shown["half_quadratic now"]["x"] == [2.0]
    assert shown["binary_cross_entropy now"]["x"] == [0.01]
    reached = train_single_neuron(0.6, 0.9, 2.0, 300, "half_quadratic").output[-1]
    assert shown["half_quadratic now"]["y"] == [pytest.approx(reached)]


@pytest.mark.parametrize(
    ("key", "value", "figure", "trace"),
    [
        ("points_terms", "cost", "terms", "terms half_quadratic"),
        ("points_start", "Turned", "terms", "terms half_quadratic"),
        ("neuron_quadratic", "quadratic", "terms", "mean binary_cross_entropy"),
        ("points_n", 20, "plane", "target 0"),
        ("points_noise", 50, "plane", "target 0"),
        ("points_rate", 100.0, "outcome", "half_quadratic now"),
        ("points_updates", 100, "outcome", "half_quadratic"),
    ],
)
def test_every_control_of_the_points_changes_its_figure(key, value, figure, trace) -> None:
    app = opened("points")
    before = traces(app, figure)
    if key in ("points_terms", "points_start", "neuron_quadratic"):
        app.button_group(key=key).set_value(value).run()
    else:
        slide(app, key, value)
    assert not app.exception
    after = traces(app, figure)
    if key == "neuron_quadratic":
        assert "terms quadratic" in after
        assert "terms quadratic" not in before
        return
    pairs = [(before[trace][axis], after[trace][axis]) for axis in ("x", "y")]
    assert any(not np.array_equal(one, other) for one, other in pairs)


@pytest.mark.parametrize(("key", "value"), [("surface_turn", 90), ("surface_tilt", 60)])
def test_both_surfaces_turn_together(key, value) -> None:
    app = opened("surface")
    before = figures(app)["quadratic"]["layout"]["scene"]["camera"]
    slide(app, key, value)
    views = [figures(app)[name]["layout"]["scene"]["camera"] for name in ("quadratic", "entropy")]
    assert views[0] == views[1] != before


def test_both_surfaces_on_one_scale() -> None:
    app = opened("surface")
    app.toggle(key="surface_same").set_value(True).run()
    tops = {tuple(figures(app)[name]["layout"]["scene"]["zaxis"]["range"]) for name in ("quadratic", "entropy")}
    assert len(tops) == 1


def test_the_derivation_follows_the_neuron() -> None:
    app = opened("why")
    assert any("0.8176" in each for each in displayed(app))
    button(app, "Starts badly wrong").click().run()
    assert any("0.9820" in each for each in displayed(app))
    titles = [each.label for each in app.expander]
    assert [title[0] for title in titles if title[0].isdigit()] == list("12345678")


@pytest.mark.parametrize(
    ("key", "value"), [("pairs_z0", 4.0), ("pairs_z1", 4.0), ("pairs_z2", 4.0), ("pairs_target", 3)]
)
def test_the_general_form_follows_its_controls(key, value) -> None:
    app = opened("why")
    before = traces(app, "pair3")
    if key == "pairs_target":
        app.button_group(key=key).set_value(value).run()
    else:
        slide(app, key, value)
    after = traces(app, "pair3")
    name = "∂C/∂z softmax + cross-entropy"
    assert not np.array_equal(before[name]["y"], after[name]["y"])


def test_other_pairs_are_shown() -> None:
    app = opened("why")
    app.toggle(key="pairs_others").set_value(True).run()
    assert "∂C/∂z tanh + ½ quadratic" in traces(app, "pair3")


@pytest.mark.parametrize("notation", ["bishop", "duda", "trofimov"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_in_other_letters(part, notation) -> None:
    assert opened(part, notation=notation).session_state[PART] == part
