"""Each part of the page as a student takes it: the prediction, the control, and what is then to be seen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import come_to_rest, needs_no_sideways_scrolling

ROOT_PAGE = "quadratic_vs_cross_entropy"
# x and y of the newest point of a named trace.
LAST = """([cell, name]) => {
  const chart = document.querySelector(`[data-cell=${cell}] .js-plotly-plot`);
  const trace = chart?._fullData?.find((each) => each.name === name);
  return trace ? [trace.x, trace.y].map((values) => values[values.length - 1]) : null;
}"""
CAMERA = """(cell) => {
  const {eye} = document.querySelector(`[data-cell=${cell}] .js-plotly-plot`)._fullLayout.scene._scene.getCamera();
  return [eye.x, eye.y, eye.z];
}"""


@pytest.fixture(scope="module")
def address(server) -> str:
    return server("app.py")


def show(page: Page, address: str, part: str, cell: str) -> None:
    page.goto(f"{address}/{ROOT_PAGE}?part={part}")
    expect(page.get_by_text("Predict:").first).to_be_visible(timeout=60_000)
    expect(page.locator(f"[data-cell={cell}] .main-svg, [data-cell={cell}] canvas").first).to_be_attached(
        timeout=60_000
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"\b{name}$")).first


def last(page: Page, cell: str, name: str) -> list[float]:
    page.wait_for_function(f"(given) => ({LAST})(given) !== null", arg=[cell, name])
    return page.evaluate(LAST, [cell, name])


def wait_for_last(page: Page, cell: str, name: str, condition: str) -> list[float]:
    """Wait until the condition, JavaScript in x and y, holds for the newest point of a trace."""
    page.wait_for_function(
        f"(given) => {{ const found = ({LAST})(given); if (!found) return false; const [x, y] = found; "
        f"return {condition}; }}",
        arg=[cell, name],
        timeout=60_000,
    )
    return last(page, cell, name)


def see_the_answer(page: Page, words: str, number: int = 0) -> None:
    page.get_by_text("What you should see").nth(number).click()
    expect(page.get_by_text(words).first).to_be_visible()


def test_the_badly_wrong_neuron_waits_on_its_plateau(page: Page, address: str) -> None:
    show(page, address, "neuron", "run")
    expect(page.get_by_text("slowest just where its answer is worst")).to_be_in_viewport()
    expect(button(page, "Play")).to_be_in_viewport()
    button(page, "Starts badly wrong").click()
    wait_for_last(page, "gradient", "half_quadratic now", "x > 0.98")
    button(page, "Play").click()
    wait_for_last(page, "run", "output a binary_cross_entropy", "x >= 20 && y < 0.5")
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    update, output = last(page, "run", "output a half_quadratic")
    if update < 150:
        assert output > 0.9
    see_the_answer(page, "above 0.93 for 150 updates")


def test_dragging_along_time_and_stepping(page: Page, address: str) -> None:
    show(page, address, "neuron", "run")
    handle = page.locator("input[type=range][aria-label=Update]")
    handle.focus()
    for _ in range(3):
        handle.press("ArrowRight")
    wait_for_last(page, "run", "output a half_quadratic", "x === 3")
    box = handle.bounding_box()
    across = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 4, across)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, across, steps=8)
    # The charts follow while the hand is still on it.
    wait_for_last(page, "run", "output a half_quadratic", "140 < x && x < 160")
    expect(page.locator("[data-cell=now_quadratic]")).to_contain_text(re.compile(r"Update 1[45]\d"))
    page.mouse.move(box["x"] + box["width"] * 3 / 4, across, steps=8)
    page.mouse.up()
    wait_for_last(page, "run", "output a half_quadratic", "215 < x && x < 235")


def test_equal_first_steps_do_not_make_equal_runs(page: Page, address: str) -> None:
    show(page, address, "rate", "steps")
    button(page, "Starts badly wrong").click()
    wait_for_last(page, "factor", "half_quadratic now", "x > 0.98")
    button(page, "Equal first steps").click()
    rate, _ = wait_for_last(page, "outcome", "half_quadratic now", "x > 8")
    assert rate == pytest.approx(8.4925, abs=1e-3)
    button(page, "Play").click()
    name = "size of the step in w, η |∂C/∂w| "
    wait_for_last(page, "steps", f"{name}half_quadratic", "x > 5")
    largest = page.evaluate(
        """(name) => {
          const chart = document.querySelector('[data-cell=steps] .js-plotly-plot');
          return Math.max(...chart._fullData.find((each) => each.name === name).y);
        }""",
        f"{name}half_quadratic",
    )
    assert largest > 5 * 0.147
    see_the_answer(page, "it is not the same learning")


def test_the_worst_point_pulls_only_under_cross_entropy(page: Page, address: str) -> None:
    show(page, address, "points", "terms")
    expect(page.locator("[data-cell=now_quadratic]")).to_contain_text(re.compile(r"worst at point \d+"))
    bars = page.evaluate(
        """() => {
          const chart = document.querySelector('[data-cell=terms] .js-plotly-plot');
          const largest = (name) => Math.max(...chart._fullData.find((each) => each.name === name).y.map(Math.abs));
          return ['terms half_quadratic', 'terms binary_cross_entropy'].map(largest);
        }"""
    )
    assert bars[0] < 0.15 < 0.9 < bars[1]
    button(page, "Play").click()
    wait_for_last(page, "run", "mean |a − y| binary_cross_entropy", "x > 30 && y < 0.6")
    see_the_answer(page, "the worst points are nearly mute")


def test_the_surfaces_keep_the_view_that_the_mouse_gave_them(page: Page, address: str) -> None:
    show(page, address, "surface", "quadratic")
    page.wait_for_function(
        f"() => {{ try {{ return ({CAMERA})('quadratic').length === 3; }} catch {{ return false; }} }}"
    )
    first = page.evaluate(CAMERA, "quadratic")
    assert page.evaluate(CAMERA, "entropy") == pytest.approx(first, abs=1e-3)
    box = page.locator("[data-cell=quadratic] canvas").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 120, box["y"] + box["height"] / 2 + 20, steps=6)
    page.mouse.up()
    turned = come_to_rest(page, lambda: page.evaluate(CAMERA, "quadratic"), first)
    assert abs(turned[0] - first[0]) > 0.1
    button(page, "Starts badly wrong").click()
    button(page, "Play").click()
    expect(page.locator("[data-cell=now_quadratic]")).to_contain_text(re.compile(r"Update [1-9]\d"), timeout=60_000)
    button(page, "Pause").click()
    assert page.evaluate(CAMERA, "quadratic") == pytest.approx(turned, abs=0.02)
    see_the_answer(page, "two plains")


def test_the_derivation_opens_step_by_step(page: Page, address: str) -> None:
    show(page, address, "why", "pair3")
    button(page, "Starts badly wrong").click()
    for number, words in ((4, "Near 0 or 1 the neuron is saturated"), (7, "What is left is the error itself")):
        expect(page.get_by_text(words)).not_to_be_visible()
        page.get_by_text(re.compile(rf"^{number} · ")).click()
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".katex", has_text="0.0177").first).to_be_visible()
    see_the_answer(page, "step 4 made it so")


def test_the_general_form_holds_for_three_pairs_only(page: Page, address: str) -> None:
    show(page, address, "why", "pair3")
    error, slope = (last(page, "pair3", f"{what} softmax + cross-entropy") for what in ("a − y", "∂C/∂z"))
    assert error[1] == pytest.approx(slope[1], abs=1e-6)
    page.get_by_text("Other pairs", exact=True).click()
    error, slope = (last(page, "pair2", f"{what} softmax + ½ quadratic") for what in ("a − y", "∂C/∂z"))
    assert abs(error[1] - slope[1]) > 0.05
    see_the_answer(page, "both bars are equal", number=1)


@pytest.mark.parametrize("part", ["neuron", "rate", "points", "surface", "why"])
def test_no_part_is_wider_than_a_phone(page: Page, address: str, part: str) -> None:
    page.set_viewport_size({"width": 400, "height": 850})
    cells = {"neuron": "run", "rate": "steps", "points": "terms", "surface": "quadratic", "why": "pair3"}
    show(page, address, part, cells[part])
    needs_no_sideways_scrolling(page)


def test_a_preset_and_another_part_while_it_plays(page: Page, address: str) -> None:
    show(page, address, "neuron", "run")
    readout = page.locator("[data-cell=now_quadratic]")
    button(page, "Play").click()
    expect(readout).to_contain_text(re.compile(r"Update [1-9]\d"), timeout=60_000)
    button(page, "Starts badly wrong").click(delay=80)
    expect(readout).to_have_text(re.compile(r"Update 0 · quadratic: a = 0\.982\b"))
    page.wait_for_timeout(1000)
    expect(readout).to_have_text(re.compile(r"Update 0 · quadratic: a = 0\.982\b"))
    for part, cell in (("Cost surface", "quadratic"), ("One neuron", "run")):
        button(page, "Play").click()
        expect(readout).to_contain_text(re.compile(r"Update [1-9]"), timeout=60_000)
        page.get_by_role("radio", name=part).click()
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)
        expect(page.get_by_test_id("stException")).to_have_count(0)
