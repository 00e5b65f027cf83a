"""The page as a script: every difference on every task, its controls, its address, and the way to the playground."""

from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import decode_message
from pages.compare.differences import DIFFERENCES

ROOT = Path(__file__).parents[3]
CELLS = {"a", "b", "a_network", "b_network", "curves"}


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("compare/page.py").run()
    assert not app.exception
    return app


def pair(app: AppTest):
    return app.session_state["compare"]


def message(app: AppTest) -> dict:
    """What the live chart was sent last."""
    for element in app.get("bidi_component"):
        payload = decode_message(element.proto.bytes)
        if "a_network" in payload.get("frames", [{}])[0]:
            return payload
    raise AssertionError("no charts")


def address(app: AppTest) -> dict[str, str]:
    """What the address bar shows in the end: the charts write there where the page was opened without a comparison."""
    written = message(app)["address"]
    return dict(app.query_params if written is None else parse_qsl(written, strict_parsing=True))


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def select(app: AppTest, name: str, value) -> None:
    count = app.session_state[f"{name}:count"]
    app.selectbox(key=f"{name}:{count}" if count else name).select(value).run()
    assert not app.exception


def test_it_opens_on_tanh_against_relu_already_trained():
    app = opened()
    sent = message(app)
    assert set(sent["frames"][0]) == CELLS
    assert [side.settings.activation[0] for side in pair(app).sides] == ["tanh", "relu"]
    assert [side.trainer.epoch for side in pair(app).sides] == [60, 60]
    assert "leads" in sent["texts"]["message"]
    assert address(app) == {"differs": "activation", "a": "tanh", "b": "relu"}


@pytest.mark.parametrize("differs", sorted(DIFFERENCES))
@pytest.mark.parametrize("data", ["spiral", "blobs", "sine", "plane"])
def test_every_difference_opens_and_plays(differs, data):
    app = opened(differs=differs, data=data, samples="60")
    before = [side.trainer.steps for side in pair(app).sides]
    press(app, "compare_play")
    assert pair(app).choice.differs == differs
    assert message(app)["playing"] is True
    after = [side.trainer.steps for side in pair(app).sides]
    assert all(b > a or side.divergence for a, b, side in zip(before, after, pair(app).sides, strict=True))
    press(app, "compare_play")
    assert message(app)["playing"] is False


def test_a_box_changed_before_another_one_s_change_was_drawn_takes_nothing_back():
    app = opened(differs="activation", a="tanh", b="relu")
    app.selectbox(key="compare_A_activation").select("sigmoid")
    app.selectbox(key="compare_data").select("xor")
    app.selectbox(key="compare_rate").select(0.1)
    app.selectbox(key="compare_B_activation").select("softplus").run()
    assert not app.exception
    choice = pair(app).choice
    assert (choice.values, choice.base.data, choice.base.rate) == (("sigmoid", "softplus"), "xor", 0.1)


def test_both_regions_are_drawn_from_their_own_networks():
    app = opened()
    frame = message(app)["frames"][0]
    a, b = (frame[name]["layout"]["images"][0]["source"] for name in ("a", "b"))
    assert a != b
    names = [frame[name]["layout"]["annotations"][0]["text"] for name in ("a", "b")]
    assert names == ["<b>A · tanh</b>", "<b>B · ReLU</b>"]
    loss = frame["curves"]["data"][0]["y"]
    np.testing.assert_allclose(loss, pair(app).sides[0].trainer.history.train_loss, rtol=1e-6)


def test_controls_change_both_or_one():
    app = opened()
    press(app, "compare_step")
    assert [side.trainer.steps for side in pair(app).sides] == [1261, 1261]
    before = pair(app).sides[1].network.parameters.copy()
    select(app, "compare_B_activation", "sigmoid")
    np.testing.assert_array_equal(pair(app).sides[1].network.parameters, before)
    assert address(app)["b"] == "sigmoid"
    press(app, "compare_reset")
    assert [side.trainer.steps for side in pair(app).sides] == [0, 0]
    press(app, "compare_new_weights")
    assert {side.settings.seed for side in pair(app).sides} == {21}
    select(app, "compare_differs", "optimizer")
    select(app, "compare_A_optimizer", "adam")
    assert [side.settings.optimizer for side in pair(app).sides] == ["adam", "adagrad"]
    select(app, "compare_data", "blobs")
    assert {side.settings.output for side in pair(app).sides} == {"softmax"}
    select(app, "compare_rate", 0.01)
    assert {side.settings.rate for side in pair(app).sides} == {0.01}
    assert address(app)["rate"] == "0.01"


def test_the_address_is_read_forgivingly():
    app = opened(differs="optimizer", a="sgd", b="sdg", colour="red")
    assert pair(app).choice.values == ("sgd", "adagrad")
    assert "unknown setting: colour" in app.warning[0].value
    assert "sdg" in app.warning[0].value
    press(app, "compare_step")
    assert "sdg" in app.warning[0].value  # until it is dismissed
    press(app, "address_notes:comparison")
    assert not app.warning
    press(app, "compare_play")
    assert "leads" in message(app)["texts"]["message"]


def test_it_begins_with_the_settings_of_the_playground_and_follows_them():
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    app.query_params["data"] = "circle"
    app.run()
    app.switch_page("compare/page.py").run()
    assert pair(app).choice.base.data == "circle"
    press(app, "compare_step")
    app.switch_page("playground/page.py").run()
    app.switch_page("compare/page.py").run()
    steps = [side.trainer.steps for side in pair(app).sides]
    assert steps[0] == steps[1] > 1  # nothing was changed there: the comparison goes on
    app.switch_page("playground/page.py").run()
    press(app, "more_layers")
    app.switch_page("compare/page.py").run()
    assert pair(app).choice.base.layers == (8, 8, 8)
    assert not app.exception


def test_a_side_goes_on_in_the_playground_by_itself():
    app = opened()
    press(app, "compare_step")
    side = pair(app).sides[1]
    press(app, "compare_open_B")
    experiment = app.session_state["experiment"]
    np.testing.assert_array_equal(experiment.network.parameters, side.network.parameters)
    assert experiment.settings.activation == ("relu", "relu")
    app.switch_page("playground/page.py").run()
    press(app, "step")
    assert (app.session_state["experiment"].trainer.steps, side.trainer.steps) == (1262, 1261)
    app.switch_page("compare/page.py").run()
    assert [each.trainer.steps for each in pair(app).sides] == [1261, 1261]
