"""The page as a script: every part opens, and every control changes what it says."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.backpropagation.problem import solved
from pages.common.live_chart import decode_message
from tests.pages.displayed import displayed
from tests.pages.live_sliders import live_charts, slide

MAIN = Path(__file__).parents[3] / "pages" / "main.py"


def opened(part: str = "steps", notation: str | None = None) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    app.switch_page("backpropagation/page.py")
    app.query_params["part"] = part
    if notation:
        app.session_state["notation"] = notation
    app.run()
    assert not app.exception
    return app


def problem(app: AppTest):
    return app.session_state["backpropagation_problem"]


def message(app: AppTest, figure: str = "chain") -> dict:
    for element in live_charts(app):
        payload = decode_message(element.proto.bytes)
        if figure in payload.get("frames", [{}])[0]:
            return payload
    raise AssertionError(f"no figure {figure}")


def newest(app: AppTest, name: str) -> str:
    count = app.session_state[f"{name}:count"]
    return f"{name}:{count}" if count else name


def words(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown)


@pytest.mark.parametrize("notation", ["nielsen", "trofimov", "duda", "school"])
@pytest.mark.parametrize("part", ["steps", "check", "nudge", "paths", "work", "batch"])
def test_every_part_opens_in_every_notation(part, notation):
    app = opened(part, notation)
    assert "Backpropagation" in words(app)
    assert app.get("bidi_component")


def test_it_opens_where_the_way_back_begins():
    app = opened()
    solution = solved(problem(app))
    assert message(app)["texts"]["message"] == "**Loss.** How wrong the output is: C."
    assert any(each.endswith(f"= {solution.loss:.3f}") for each in displayed(app))
    assert f"11 of 35 steps done; the last one found {solution.loss:.3f}" in message(app)["descriptions"]["chain"]
    app.button(key="backpropagation_steps:forward").click().run()
    assert "Error term δ of neuron 1 in layer 2: from the loss" in message(app)["texts"]["message"]


def test_one_click_is_one_step_with_its_formula():
    app = opened()
    app.button(key="backpropagation_steps:start").click().run()
    assert "one sample" in message(app)["texts"]["message"]
    app.button(key="backpropagation_steps:forward").click().run()
    assert "Pre-activation z of neuron 1 in layer 1" in message(app)["texts"]["message"]
    z = solved(problem(app)).trace.z[0][0, 0]
    assert any(each.endswith(f"= {z:.2f}") for each in displayed(app))


def test_the_whole_way_by_layers_ends_with_a_lower_loss_and_goes_on_from_there():
    app = opened()
    app.get("button_group")[-1].set_value([True]).run()
    steps = app.session_state["backpropagation_steps:timeline"].last
    assert steps == 11
    app.session_state["backpropagation_steps:timeline"].move_to(steps)
    app.run()
    solution = solved(problem(app))
    assert solution.loss_after < solution.loss
    next(b for b in app.button if "updated weights" in b.label).click().run()
    np.testing.assert_array_equal(solved(problem(app)).network.parameters, solution.updated.parameters)
    assert app.session_state["backpropagation_steps:timeline"].position == 0


def test_network_controls_change_the_network():
    app = opened()
    app.number_input(key="backpropagation_size_1").set_value(4).run()
    assert problem(app).sizes == (2, 4, 2)
    app.selectbox(key="backpropagation_activation_2").set_value("softmax").run()
    app.selectbox(key="backpropagation_loss").set_value("cross_entropy").run()
    assert (problem(app).activations, problem(app).loss) == (("sigmoid", "softmax"), "cross_entropy")
    before = solved(problem(app)).network.parameters
    next(b for b in app.button if b.label == "New weights").click().run()
    assert (solved(problem(app)).network.parameters != before).any()
    assert not app.exception


@pytest.mark.parametrize("part", ["steps", "check", "nudge", "paths", "work", "batch"])
def test_the_smallest_network_and_a_thresholds_zero_gradient(part):
    app = opened(part)
    app.session_state["backpropagation_problem"] = problem(app).changed(sizes=(1, 1), activations=("step",))
    app.run()
    assert not app.exception


def test_a_diverged_network_is_not_followed_further():
    app = opened()
    app.get("button_group")[-1].set_value([True]).run()
    app.session_state["backpropagation_problem"] = problem(app).changed(
        sizes=(2, 3, 3, 2), activations=("linear",) * 3, loss="quadratic", rate=10.0
    )
    for _ in range(2):
        app.session_state["backpropagation_problem"] = problem(app).updated()
    app.run()
    app.session_state["backpropagation_steps:timeline"].move_to(15)
    app.run()
    assert not app.exception
    assert next(b for b in app.button if "updated weights" in b.label).disabled


def test_a_loss_follows_the_notation_until_it_is_chosen():
    assert problem(opened(notation="mukund")).loss == "quadratic"
    assert problem(opened()).loss == "half_quadratic"


def test_a_typed_sample_and_a_bad_one():
    app = opened()
    inputs = next(t for t in app.text_input if "inputs" in t.label)
    inputs.set_value("0.5, x").run()
    assert "Inputs must be numbers" in words(app)
    assert problem(app).sample == 0
    next(t for t in app.text_input if "inputs" in t.label).set_value("0.5, 2").run()
    assert (problem(app).sample, problem(app).inputs) == (None, (0.5, 2.0))
    assert "must be numbers" not in words(app)


def test_the_mistake_is_caught():
    app = opened("check")
    assert "slopes agree" in words(app)
    app.toggle(key="backpropagation_mistake").set_value(True).run()
    assert "slopes are wrong" in words(app)
    assert "softmax outputs and cross-entropy" in words(app)
    assert len(app.dataframe[0].value) == solved(problem(app)).network.parameters.size


def test_a_nudge_is_answered():
    app = opened("nudge")
    before = words(app)
    slide(app, "backpropagation_nudge", -1.5)
    assert "· −1.5 =" in words(app)
    assert words(app) != before


def test_paths_of_a_deeper_network():
    app = opened("paths")
    assert "This weight: **2** paths" in words(app)
    app.number_input(key="backpropagation_size_2").set_value(4).run()
    assert "This weight: **4** paths" in words(app)


def test_the_batch_in_a_notation_that_sums():
    assert "against the mean of 8" in words(opened("batch"))
    assert "against the sum of 8" in words(opened("batch", "duda"))
