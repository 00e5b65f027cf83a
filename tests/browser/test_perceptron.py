"""The perceptron page in a real browser: it opens on a solved gate, plays, takes clicks, leads on to the playground."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import needs_no_sideways_scrolling

PLANE = "[data-cell=plane]"
CELLS = {
    "rule": ("plane", "weights"),
    "bound": ("growth", "counts"),
    "bias": ("neuron",),
    "gradient": ("three", "errors", "wrong"),
    "xor": ("xor",),
    "hidden": ("network", "region", "hidden"),
}
# Where a place of the plane stands on the screen.
PLACE = """([x, y]) => {
  const chart = document.querySelector('[data-cell=plane] .js-plotly-plot');
  const [layout, corner] = [chart._fullLayout, chart.getBoundingClientRect()];
  return [
    corner.x + layout.xaxis._offset + layout.xaxis.d2p(x), corner.y + layout.yaxis._offset + layout.yaxis.d2p(y)];
}"""
# How many points are drawn; the ring around one of them is the last trace.
DRAWN = "document.querySelector('[data-cell=plane] .js-plotly-plot')._fullData.at(-2).x.length"


@pytest.fixture(scope="module")
def address(server) -> str:
    return server("app.py") + "/perceptron"


def show(page: Page, address: str, part: str = "rule", width: int = 1440, height: int = 900) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}?part={part}")
    for cell in CELLS[part]:
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)


def text(page: Page, pattern: str) -> Locator:
    return page.get_by_text(re.compile(pattern)).first


def choose(page: Page, group: str, name: str) -> None:
    page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True).click()


def click_at(page: Page, x: float, y: float) -> None:
    page.mouse.click(*page.evaluate(PLACE, [x, y]))


def is_sound(page: Page) -> None:
    assert page.get_by_test_id("stException").all_inner_texts() == []


@pytest.mark.parametrize("part", CELLS)
def test_the_first_screen_of_each_part_has_its_claim_and_its_pictures(page: Page, address: str, part: str) -> None:
    show(page, address, part)
    expect(text(page, "finds one after at most")).to_be_in_viewport()
    expect(text(page, "Predict:")).to_be_in_viewport()
    for cell in CELLS[part]:
        expect(page.locator(f"[data-cell={cell}]")).to_be_in_viewport(ratio=0.95)
    is_sound(page)
    page.set_viewport_size({"width": 400, "height": 850})
    needs_no_sideways_scrolling(page)
    for cell in CELLS[part]:
        box = page.locator(f"[data-cell={cell}]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 400


def test_the_page_opens_on_a_solved_gate(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address)
    expect(page.get_by_role("button", name="Play").first).to_be_in_viewport(ratio=1)
    for cell in ("plane", "weights"):
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)
        expect(page.locator(f"[data-cell={cell}]")).to_be_in_viewport(ratio=1)
    expect(text(page, "After 9 updates all points are right")).to_be_in_viewport()


def test_playing_runs_from_the_first_update_to_the_last(page: Page, address: str) -> None:
    show(page, address)
    page.locator(".st-key-perceptron-rule-start button").first.click()
    expect(text(page, "Update 0 of 9")).to_be_visible()
    page.get_by_role("button", name="Play").first.click()
    expect(text(page, "Update [1-8] of 9")).to_be_visible()
    expect(text(page, "After 9 updates all points are right")).to_be_visible(timeout=60_000)
    is_sound(page)


def test_own_points_by_click_make_xor_of_or_and_back(page: Page, address: str) -> None:
    show(page, address)
    click_at(page, 1, 1)
    expect(text(page, r"Update \d+ of \d+")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    choose(page, "A click adds", "−1")
    expect(page.get_by_role("radio", name="−1", exact=True)).to_be_checked()
    click_at(page, 1, 1)
    expect(text(page, "It never ends. After update 4 the weights are those of update 0")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(text(page, "all points are right")).to_be_visible()
    is_sound(page)


def test_quick_clicks_are_all_points(page: Page, address: str) -> None:
    show(page, address)
    choose(page, "Data", "Own points")
    expect(text(page, "Click in the plane to put the first point there")).to_be_visible()
    for x, y in ((0.2, 0.2), (0.8, 0.3), (-0.5, 0.6), (-0.4, -0.5), (0.4, -0.6)):
        click_at(page, x, y)
        page.wait_for_timeout(60)
    page.wait_for_function(f"{DRAWN} === 5")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function(f"{DRAWN} === 4")
    is_sound(page)


def test_every_data_set_and_control_answers(page: Page, address: str) -> None:
    show(page, address)
    for name in ("AND", "NAND", "Far points"):
        choose(page, "Data", name)
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
        expect(text(page, "all points are right")).to_be_visible()
    choose(page, "Part of the lesson", "Delta rule beside")
    expect(text(page, "the linear neuron ends at .* 3 wrong")).to_be_attached()
    choose(page, "Part of the lesson", "Rosenblatt's rule")
    choose(page, "Data", "Random")
    expect(text(page, r"γ = 0\.1")).to_be_visible()
    page.get_by_role("button", name="Draw").click()
    choose(page, "Part of the lesson", "The bias trick")
    choose(page, "The neuron has", "w₀ on x₀ = 1")
    expect(text(page, "All 30 outputs")).to_contain_text("0 differ")
    choose(page, "Part of the lesson", "Rosenblatt's rule")
    choose(page, "Data", "XOR")
    expect(text(page, "no line separates these points")).to_be_visible()
    choose(page, "Part of the lesson", "A hidden layer")
    choose(page, "Input x₁x₂", "11")
    expect(text(page, "The network's outputs")).to_contain_text("11 → −1")
    is_sound(page)


def test_the_network_by_hand_opens_in_the_playground(page: Page, address: str) -> None:
    show(page, address, "hidden")
    page.get_by_role("button", name="By hand").click()
    expect(page.locator("[data-cell=region] .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.locator("[data-cell=readout]")).to_contain_text("Epoch 0")
    expect(page.locator("[data-cell=readout]")).to_contain_text("100")
