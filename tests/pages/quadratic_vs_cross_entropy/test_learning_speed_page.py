"""The page as a script: every part opens by its address, and every control changes what is shown."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.learning_speed import train_single_neuron
from pages.common.live_chart import decode_message

PAGE = Path(__file__).parents[3] / "pages" / "quadratic_vs_cross_entropy" / "page.py"


def opened(part: str = "neuron") -> AppTest:
    app = AppTest.from_file(str(PAGE), default_timeout=30)
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    assert app.session_state["part"] == part
    return app


def figures(app: AppTest) -> dict[str, dict]:
    """All figures that the live charts of the part were sent last."""
    found = {}
    for element in app.get("bidi_component"):
        found |= decode_message(element.proto.bytes)["frames"][-1]
    return found


def traces(app: AppTest, figure: str) -> dict[str, dict]:
    return {trace["name"]: trace for trace in figures(app)[figure]["data"] if trace and "name" in trace}


def button(app: AppTest, label: str):
    return next(each for each in app.button if each.label == label)


def move(app: AppTest, key: str, position: int) -> None:
    app.slider(key=f"{key}:position").set_value(position).run()
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
    assert app.slider(key="one_neuron:position").value == 0
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
    kinds = {"neuron_rate": app.select_slider, "neuron_target": app.button_group, "neuron_quadratic": app.button_group}
    kinds.get(key, app.slider)(key=key).set_value(value).run()
    move(app, "one_neuron", 100)
    start = {"weight": 0.6, "bias": 0.9, "learning_rate": 0.15, "updates": 300, "loss": "half_quadratic", "target": 0}
    record = train_single_neuron(**(start | changed))
    line = traces(app, "run")[f"output a {(start | changed)['loss']}"]
    np.testing.assert_allclose(line["y"], record.output[:101], rtol=1e-6)
    assert figures(app)["run"]["layout"]["xaxis"]["range"] == [0, (start | changed)["updates"]]


def test_step_buttons_move_by_one_update() -> None:
    app = opened()
    app.button(key="one_neuron:forward").click().run()
    assert len(traces(app, "run")["output a half_quadratic"]["x"]) == 2
    app.button(key="one_neuron:back").click().run()
    assert len(traces(app, "run")["output a half_quadratic"]["x"]) == 1
