"""The perceptron page as a script: every control and every click changes what it says it changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import decode_message
from pages.perceptron.choice import NAMES
from pages.perceptron.data import GATES
from pages.perceptron.parts import PARTS
from tests.pages.live_sliders import live_charts, playground_addresses, slide

ROOT = Path(__file__).parents[3]


def opened(part: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30).run()
    app.switch_page("perceptron/page.py")
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def app() -> AppTest:
    return opened("rule")


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def figures(app: AppTest) -> dict[str, Any]:
    """The newest figure of every name."""
    found: dict[str, Any] = {}
    for chart in live_charts(app):
        for name, figure in decode_message(chart.proto.bytes)["frames"][-1].items():
            found[name] = figure
    return found


def choose(app: AppTest, label: str, value: str) -> None:
    next(each for each in app.get("button_group") if each.label == label).set_value(value).run()
    assert not app.exception


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_by_its_address_on_a_picture(part: str) -> None:
    app = opened(part)
    assert app.button_group(key="perceptron:part").value == part
    assert "**Predict:**" in texts(app)
    assert figures(app)
    assert playground_addresses(app)


def test_the_chosen_data_are_those_of_every_part(app: AppTest) -> None:
    choose(app, "Data", "Far points")
    app.button_group(key="perceptron:part").set_value("gradient").run()
    assert "the linear neuron ends at" in texts(app)
    assert len(figures(app)["three"]["data"][0]["x"]) > 0
    choose(app, "Data", "Own points")
    assert "There are no points to learn yet" in app.info[0].value
    app.button_group(key="perceptron:part").set_value("rule").run()
    assert "Click in the plane" in texts(app)


def test_it_opens_on_or_at_its_last_update(app: AppTest) -> None:
    assert "**Update 9 of 9**" in texts(app)
    assert "Novikoff's bound (R/γ)² = **27**" in texts(app)
    assert "After 9 updates all points are right" in texts(app)


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_data_set_is_shown(app: AppTest, name: str) -> None:
    choose(app, "Data", name)
    if name == "XOR":
        assert "It never ends. After update 4 the weights are those of update 0" in texts(app)
    elif name == "Own points":
        assert "Click in the plane" in texts(app)
    else:
        assert "all points are right" in texts(app)


def test_a_step_back_shows_the_weights_before(app: AppTest) -> None:
    app.button(key="perceptron:rule:back").click().run()
    assert "**Update 8 of 9**" in texts(app)
    assert "With these weights 1 of 4 points is wrong." in texts(app)
    weights = figures(app)["weights"]["data"][2]
    np.testing.assert_array_equal([weights["x"][0], weights["y"][0]], [2, 2])


def test_the_margin_of_random_points_is_chosen(app: AppTest) -> None:
    choose(app, "Data", "Random")
    assert "γ = 0.1" in texts(app)
    slide(app, "perceptron:margin", 0.3)
    assert "γ = 0.3" in texts(app)
    before = figures(app)["plane"]["data"][4]["x"]
    next(each for each in app.button if each.label == "Draw").click().run()
    assert not np.array_equal(before, figures(app)["plane"]["data"][4]["x"])


def test_the_bias_switch_changes_the_drawing_and_no_output() -> None:
    app = opened("bias")
    assert "All 4 outputs: **0 differ**" in texts(app)
    assert len(figures(app)["neuron"]["data"][0]["x"]) == 2
    choose(app, "The neuron has", "w₀ on x₀ = 1")
    assert "All 4 outputs: **0 differ**" in texts(app)
    assert len(figures(app)["neuron"]["data"][0]["x"]) == 3


def test_a_large_rate_diverges_and_says_so() -> None:
    app = opened("gradient")
    assert "diverged" not in texts(app)
    slide(app, "perceptron:gradient:rate", 1.0)
    assert "the linear neuron **diverged**" in texts(app)


def test_four_inequalities_never_hold() -> None:
    app = opened("xor")
    assert "**3 of 4 hold.**" in texts(app)
    slide(app, "perceptron:xor:b", 1.0)
    assert "**2 of 4 hold.**" in texts(app)


def test_the_network_by_hand_answers_every_input() -> None:
    app = opened("hidden")
    assert "**00 → −1, 01 → +1, 10 → +1, 11 → −1**" in texts(app)
    choose(app, "Input x₁x₂", "11")
    ring = figures(app)["region"]["data"][-1]
    assert (ring["x"][0], ring["y"][0]) == (1, 1)


def test_every_gate_is_offered() -> None:
    assert set(GATES) <= set(NAMES)
