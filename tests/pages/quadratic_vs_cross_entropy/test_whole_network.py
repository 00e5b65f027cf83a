"""The section as a script: every control changes what it says, and the charts show the networks' numbers."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core import DATASETS
from pages.common.live_chart import decode_message
from tests.pages.live_sliders import live_charts, slide


def section() -> None:
    from pages.quadratic_vs_cross_entropy.whole_network import whole_network

    whole_network()


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(section, default_timeout=30).run()
    assert not app.exception
    return app


def message(app: AppTest) -> dict:
    return decode_message(live_charts(app)[0].proto.bytes)


def networks(app: AppTest):
    return app.session_state["kept:networks"][1]


def test_the_first_screen_is_computed(app) -> None:
    sent = message(app)
    assert set(sent["frames"][0]) == {"quadratic", "cross_entropy", "share", "curves", "gradient"}
    assert sent["texts"]["readout"].startswith("Epoch **0**")
    assert sent["playing"] is False
    bars = [trace["y"] for trace in sent["frames"][0]["share"]["data"]]
    assert bars[1][-1] == pytest.approx(1)
    assert bars[0][-1] < 0.1


def test_step_trains_both_and_reset_takes_it_back(app) -> None:
    first = networks(app).trainers["quadratic"].network.parameters.copy()
    app.button(key="networks:step").click().run()
    assert [trainer.epoch for trainer in networks(app).trainers.values()] == [1, 1]
    assert "Epoch **1**" in message(app)["texts"]["readout"]
    app.button(key="networks:reset").click().run()
    np.testing.assert_array_equal(networks(app).trainers["quadratic"].network.parameters, first)
    app.button(key="networks:seed").click().run()
    assert not np.array_equal(networks(app).trainers["quadratic"].network.parameters, first)


def test_play_is_pause_is_play(app) -> None:
    app.button(key="networks:play").click().run()
    assert app.button(key="networks:play").label == "Pause"
    assert message(app)["playing"] is True
    app.button(key="networks:play").click().run()
    assert message(app)["playing"] is False


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        *[("selectbox", "data", name) for name in ("xor", "moons", "spiral", "blobs", "pinwheel")],
        ("button_group", "scale", 8.0),
        ("button_group", "quadratic", "quadratic"),
        ("button_group", "hidden", (8, 8, 8)),
        ("button_group", "activation", "relu"),
        ("live_slider", "rate_quadratic", 10.0),
        ("live_slider", "rate_cross_entropy", 0.03),
    ],
)
def test_each_control_changes_its_choice(app, kind, name, value) -> None:
    if kind == "live_slider":
        slide(app, f"networks_{name}", value)
    else:
        getattr(app, kind)(key=f"networks_{name}").set_value(value).run()
    assert not app.exception
    assert getattr(networks(app).choice, name) == value
    app.button(key="networks:step").click().run()
    assert not app.exception
    assert networks(app).epoch == 1
    if name == "data":
        assert networks(app).dataset.name == value
        several = DATASETS[value].task == "multiclass"
        assert networks(app).trainers["quadratic"].activations[-1].name == ("softmax" if several else "sigmoid")
