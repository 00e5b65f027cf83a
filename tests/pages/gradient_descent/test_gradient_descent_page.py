"""The gradient descent page as a script: every part runs, and every control changes what it says it changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import decode_message
from pages.gradient_descent.parts import PARTS
from tests.pages.live_sliders import live_charts, playground_addresses, slide

ROOT = Path(__file__).parents[3]


def opened(part: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    app.run()
    app.switch_page("gradient_descent/page.py")
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app


def message(app: AppTest) -> dict[str, Any]:
    (chart,) = live_charts(app)
    return decode_message(chart.proto.bytes)


def readout(app: AppTest) -> str:
    return message(app)["texts"]["readout"]


def choose(app: AppTest, label: str, value: Any) -> None:
    next(each for each in app.get("button_group") if each.label == label).set_value(value).run()
    assert not app.exception


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_on_a_computed_picture(part: str) -> None:
    app = opened(part)
    figures = message(app)["frames"][-1]
    assert figures
    assert all(any(len(trace.get("x", ())) for trace in figure["data"]) for figure in figures.values())
    assert any("**Predict:**" in each.value for each in app.markdown)
    assert [each.label for each in app.expander] == ["What you should see"]
    assert any("playground" in label or "spiral" in label for label in playground_addresses(app))


def test_a_step_back_is_a_sample_back() -> None:
    app = opened("ways")
    assert "Samples seen **1200** · epoch **20.0**" in readout(app)
    app.button(key="gd:ways:back").click().run()
    assert "Samples seen **1199**" in readout(app)
    assert "one example: 1199 updates" in readout(app)
    assert "batch: 19 updates" in readout(app)


def test_rate_and_size_and_order_make_another_run() -> None:
    app = opened("ways")
    seen = {readout(app)}
    for change in (
        lambda: slide(app, "gd:ways:rate", 2.0),
        lambda: slide(app, "gd:ways:size", 2),
        lambda: app.button(key="gd:ways:order").click().run(),
    ):
        change()
        assert readout(app) not in seen
        seen.add(readout(app))


def test_just_above_the_largest_stable_rate_it_diverges() -> None:
    app = opened("rate")
    assert "2/λ_max = **0.2**" in readout(app)
    app.button(key="gd:rate:above").click().run()
    assert "diverges" in readout(app)
    app.button(key="gd:rate:below").click().run()
    assert "diverge" not in readout(app)
    slide(app, "gd:rate:condition", 50)
    assert "2/λ_max = **0.04**" in readout(app)
    assert "diverge" in readout(app)
    app.button(key="gd:rate:crawling").click().run()
    assert "of the way down is left" in readout(app)


@pytest.mark.parametrize("surface", ["fit", "saddle", "valleys"])
@pytest.mark.parametrize("part", ["rate", "race", "stop"])
def test_other_surfaces_are_shown(part: str, surface: str) -> None:
    app = opened(part)
    choose(app, "Surface", surface)
    names = message(app)["frames"][-1]["ground"]["layout"]["xaxis"]["title"]["text"]
    assert names == ("w₁" if surface == "saddle" else "w")


def test_each_optimizer_at_its_best_arrives() -> None:
    app = opened("race")
    before = readout(app)
    app.toggle(key="gd:race:best").set_value(True).run()
    assert not app.exception
    assert readout(app) != before
    for name in ("SGD", "momentum", "Nesterov", "RMSProp", "Adam"):
        assert name in readout(app)


def test_with_all_examples_in_a_step_none_is_harmful() -> None:
    app = opened("harm")
    assert "harmful so far **0 of" not in readout(app)
    slide(app, "gd:harm:size", 60)
    assert "harmful so far **0 of 5**" in readout(app)


def test_the_other_sections_answer_their_controls() -> None:
    for part, change in (
        ("redundant", lambda app: slide(app, "gd:redundant:times", 10)),
        ("valleys", lambda app: slide(app, "gd:valleys:size", 20)),
        ("settle", lambda app: choose(app, "Falling schedule", "cosine")),
        ("drawing", lambda app: app.toggle(key="gd:drawing:falls").set_value(True).run()),
        ("size", lambda app: slide(app, "gd:size:size", 16)),
        ("stop", lambda app: slide(app, "gd:stop:threshold", 0.001)),
    ):
        app = opened(part)
        before = readout(app)
        change(app)
        assert not app.exception
        assert readout(app) != before, part


def test_at_the_minimum_the_full_gradient_is_gone_and_the_cloud_is_not() -> None:
    app = opened("size")
    at_first = readout(app)
    app.button(key="gd:size:minimum").click().run()
    app.run()
    (cloud,) = [each for each in message(app)["frames"][-1]["cloud"]["data"] if each["name"] == "full gradient"]
    np.testing.assert_allclose([cloud["x"][0], cloud["y"][0]], 0, atol=1e-6)
    app.button(key="gd:size:slope").click().run()
    assert readout(app) == at_first


@pytest.mark.parametrize(
    ("part", "chart", "by_chance", "not_by_chance"),
    [("drawing", "counts", "with replacement", "reshuffled"), ("valleys", "curve", "b = 1", "batch")],
)
def test_another_order_changes_what_depends_on_it(part: str, chart: str, by_chance: str, not_by_chance: str) -> None:
    app = opened(part)

    def shown(name: str) -> Any:
        traces = message(app)["frames"][-1][chart]["data"]
        return next(np.asarray(trace["y"]) for trace in traces if trace["name"] == name)

    before = shown(by_chance), shown(not_by_chance)
    app.button(key=f"gd:{part}:order").click().run()
    assert not np.array_equal(before[0], shown(by_chance), equal_nan=True)
    np.testing.assert_array_equal(before[1], shown(not_by_chance))


def test_the_charts_speak_the_readers_notation() -> None:
    app = opened("stop")
    assert "‖∇C‖" in readout(app)
    app.session_state["notation"] = "trofimov"
    app.run()
    assert "‖∇E‖" in readout(app)
    choose(app, "Surface", "fit")
    assert message(app)["frames"][-1]["ground"]["layout"]["yaxis"]["title"]["text"] == "−b"
