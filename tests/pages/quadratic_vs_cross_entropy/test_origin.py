"""Where cross-entropy comes from, as a script: every control changes what it says."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_core.lessons.information import cross_entropy
from pages.common.live_chart import decode_message
from tests.pages.live_sliders import live_charts, slide, stands


def section() -> None:
    from pages.quadratic_vs_cross_entropy.origin import origin

    origin()


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(section, default_timeout=30).run()
    assert not app.exception
    return app


def figure(app: AppTest, name: str) -> dict:
    """The newest figure of this name."""
    for element in live_charts(app):
        frame = decode_message(element.proto.bytes)["frames"][0]
        if name in frame:
            return frame[name]
    raise AssertionError(f"no figure {name}")


def words(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown)


def test_every_section_has_a_prediction_a_control_and_an_observation(app) -> None:
    assert words(app).count("**Predict:**") == words(app).count("**Try:**") == len(app.expander) == 5


def test_the_sample_is_toggled_and_the_loss_follows(app) -> None:
    assert "best a = 5/8" in words(app)
    app.button_group(key="bernoulli_ones").set_value([1, 2]).run()
    assert "best a = 2/8" in words(app)
    app.button_group(key="bernoulli_ones").set_value([]).run()
    assert not app.exception
    assert "best a = 0/8" in words(app)
    at_sum = figure(app, "cost")["data"][0]["y"]
    app.button_group(key="bernoulli_reduction").set_value("mean").run()
    np.testing.assert_allclose(8 * figure(app, "cost")["data"][0]["y"], at_sum, rtol=1e-5)
    before = figure(app, "descent")["data"][0]["y"]
    slide(app, "bernoulli_rate", 0.5)
    assert not np.array_equal(figure(app, "descent")["data"][0]["y"], before)
    slide(app, "bernoulli_a", 0.8)
    assert float(figure(app, "likelihood")["data"][1]["x"][0]) == pytest.approx(0.8)


def test_adding_one_to_every_logit_moves_no_bar(app) -> None:
    before = figure(app, "probabilities")["data"][0]["y"]
    app.button(key="softmax:shift").click().run()
    assert stands(app, "softmax_z0") == 2.5
    np.testing.assert_allclose(figure(app, "probabilities")["data"][0]["y"], before, rtol=1e-6)
    slide(app, "softmax_z0", 7.5)
    assert app.button(key="softmax:shift").disabled


def test_steps_downhill_lead_to_the_shares_and_one_hot_is_a_single_draw(app) -> None:
    for _ in range(25):
        app.button(key="softmax:step").click().run()
    np.testing.assert_allclose(figure(app, "probabilities")["data"][0]["y"], [0.2, 0.5, 0.3], atol=0.02)
    app.button(key="softmax:one_hot").click().run()
    np.testing.assert_allclose(figure(app, "probabilities")["data"][1]["y"], [0, 1, 0])
    for k in range(3):
        app.number_input(key=f"softmax_n{k}").set_value(0).run()
    assert not app.exception
    assert "Nothing was drawn" in words(app)
    app.button(key="softmax:ten").click().run()
    assert "N = **10**" in words(app)


def test_a_step_on_the_sum_is_ten_times_as_long(app) -> None:
    app.button(key="softmax:step").click().run()
    on_mean = stands(app, "softmax_z0") - 1.5
    app.button(key="softmax:ten").click().run()
    app.button_group(key="softmax_reduction").set_value("sum").run()
    app.button(key="softmax:step").click().run()
    assert stands(app, "softmax_z0") - 1.5 == pytest.approx(10 * on_mean)


def test_q_can_meet_p_and_p_can_be_one_hot(app) -> None:
    app.button(key="divergence:equal").click().run()
    H, D, both = (trace["x"][0] for trace in figure(app, "stacked")["data"])
    assert (D, both) == (pytest.approx(0, abs=1e-9), pytest.approx(H))
    app.button(key="divergence:again").click().run()
    app.button(key="divergence:one_hot").click().run()
    H, D, both = (trace["x"][0] for trace in figure(app, "stacked")["data"])
    assert H == 0
    assert both == pytest.approx(D) == pytest.approx(-np.log(0.1), rel=1e-6)
    app.button_group(key="divergence_unit").set_value("bits").run()
    expected = float(cross_entropy([1, 0, 0, 0], [0.1, 0.2, 0.3, 0.4], "bits"))
    assert figure(app, "stacked")["data"][2]["x"][0] == pytest.approx(expected, rel=1e-6)
    for k in range(4):
        slide(app, f"divergence_q{k}", 0)
    assert not app.exception
    assert "at least one weight above 0" in app.info[0].value
    np.testing.assert_allclose(figure(app, "distributions")["data"][1]["y"], 0.25)


def test_the_gaussians_can_be_moved_and_swapped(app) -> None:
    titles = [note["text"] for note in figure(app, "integrand")["layout"]["annotations"]]
    app.button(key="gaussians:swap").click().run()
    swapped = [note["text"] for note in figure(app, "integrand")["layout"]["annotations"]]
    assert [title.split("= ")[1] for title in titles] == [title.split("= ")[1] for title in swapped[::-1]]
    slide(app, "gaussians_mean_q", 3.0)
    assert [note["text"] for note in figure(app, "integrand")["layout"]["annotations"]] != swapped
    app.button_group(key="gaussians_unit").set_value("bits").run()
    assert not app.exception


def test_the_symmetric_minimum_leaves_a_soft_target(app) -> None:
    assert "the symmetric form at a = **0.823**" in words(app)
    slide(app, "symmetric_t", 0.5)
    assert "the symmetric form at a = **0.500**" in words(app)
