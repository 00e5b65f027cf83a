"""Universal approximation in a real browser: what each section asks for is done, and what it says is seen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import needs_no_sideways_scrolling

CHART = "[data-cell={}] .main-svg"
CURVE = "document.querySelector('[data-cell=curve] .js-plotly-plot')._fullData.at(-1)"


@pytest.fixture(scope="module")
def address(server) -> str:
    return server("app.py") + "/universal_approximation"


def show(page: Page, address: str, part: str = "", cells: tuple[str, ...] = ("curve", "network")) -> None:
    page.goto(f"{address}?part={part}" if part else address)
    for cell in cells:
        expect(page.locator(CHART.format(cell)).first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Predict:").first).to_be_visible()


def readout(page: Page) -> Locator:
    return page.locator("[data-cell=readout]")


def reads(page: Page, pattern: str) -> str:
    """Wait until the readout matches, and answer the first group."""
    expect(readout(page)).to_contain_text(re.compile(pattern))
    return re.search(pattern, readout(page).inner_text())[1]


def slide(page: Page, name: str, *keys: str) -> None:
    """Move the slider of this name by the keyboard."""
    slider = page.get_by_role("slider", name=name, exact=True)
    for each in keys:
        slider.press(each)


def bumps_slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Bump", exact=True)


def choose(page: Page, group: str, name: str) -> None:
    page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True).click()


def choose_function(page: Page, name: str) -> None:
    page.get_by_role("combobox", name=re.compile("Function to follow")).click()
    page.get_by_role("option", name=name, exact=True).click()


def observe(page: Page, words: str) -> None:
    """What should be seen is shut until a click."""
    told = page.get_by_text(words).first
    expect(told).not_to_be_visible()
    page.get_by_text("What you should see").first.click()
    expect(told).to_be_visible()


def is_sound(page: Page) -> None:
    assert page.get_by_test_id("stException").all_inner_texts() == []
    needs_no_sideways_scrolling(page)


def test_the_first_screen_has_the_claim_and_bumps_that_grow_on_play(page: Page, address: str) -> None:
    show(page, address)
    expect(page.get_by_text("as close as you like to any continuous function")).to_be_in_viewport()
    for cell in ("curve", "network"):
        expect(page.locator(f"[data-cell={cell}]")).to_be_in_viewport(ratio=1)
    first = float(reads(page, r"N = 8 · 16 neurons · largest miss (\S+)"))
    play = page.get_by_role("button", name="Play", exact=True)
    expect(play).to_be_in_viewport(ratio=1)
    charts = page.evaluate("window.first = [...document.querySelectorAll('.js-plotly-plot')]; window.first.length")
    play.click()
    reads(page, r"N = ([3-9]\d|1\d\d|200) ")
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(play).to_be_visible()
    assert float(reads(page, r"largest miss (\S+)")) < first / 2
    assert page.evaluate("window.first.filter((chart) => chart.isConnected).length") == charts
    observe(page, "Twice the bumps, half the bound")
    is_sound(page)


def test_n_is_dragged_to_its_ends_and_the_curve_is_the_networks(page: Page, address: str) -> None:
    show(page, address)
    slider = bumps_slider(page)
    slider.press("End")
    assert float(reads(page, r"N = 200 · 400 neurons · largest miss (\S+)")) < 0.02
    slider.press("Home")
    slider.press("ArrowRight")
    reads(page, r"N = (1) ")
    page.wait_for_function(f"Math.abs({CURVE}.y[400] - {CURVE}.y[100]) < 1e-3")
    box = slider.bounding_box()
    across = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 10, across)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, across, steps=20)
    reads(page, r"N = (9\d|10\d) ")
    page.mouse.up()
    is_sound(page)


def test_a_typed_function_is_followed_and_a_wrong_one_is_answered_with_its_place(page: Page, address: str) -> None:
    show(page, address)
    choose_function(page, "Type one …")
    field = page.get_by_role("textbox", name="f(x) =")
    field.fill("x^2 + 1/(x + 1)")
    field.press("Enter")
    page.wait_for_function(f"Math.abs({CURVE}.y[0] - 0.946) < 1e-2")
    field.fill("x^2 + 1/(x - y)")
    field.press("Enter")
    expect(page.get_by_text("“y” in column 14 is not known")).to_be_visible()
    assert page.evaluate(f"Math.abs({CURVE}.y[0] - 0.946) < 1e-2")
    is_sound(page)


def test_multiplying_both_makes_the_step_steep_where_it_stands(page: Page, address: str) -> None:
    show(page, address, "neuron")
    wide = float(reads(page, r"step at s = 0\.4 · from 10 to 90 % within (\S+)"))
    slide(page, "Both times", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    steep = float(reads(page, r"w = 200 · b = −80 · step at s = 0\.4 · from 10 to 90 % within (\S+)"))
    assert steep == pytest.approx(wide / 20, rel=0.02)
    slide(page, "Bias b", "ArrowLeft", "ArrowLeft")
    reads(page, r"step at s = (0\.5)")
    observe(page, "it stays where it is and gets steeper")
    is_sound(page)


def test_steps_too_soft_leave_the_bump_low(page: Page, address: str) -> None:
    show(page, address, "bump")
    reads(page, r"network 1-2-1: at x = 0\.5 it answers (1\.2)")
    slide(page, "Steepness w", "Home", "ArrowRight")
    assert float(reads(page, r"at x = 0\.5 it answers (0\.\d+)")) < 0.6
    slide(page, "Height h", "Home")
    reads(page, r"it answers (−0\.\d+)")
    observe(page, "the second step takes back what the first gave")
    is_sound(page)


def test_where_bumps_overlap_their_heights_add_up(page: Page, address: str) -> None:
    show(page, address, "two_bumps")
    reads(page, r"at x = 0\.25 it answers 0\.8, at x = 0\.7 it answers (−0\.6)")
    slide(page, "Right edge 1", "End")
    reads(page, r"at x = 0\.7 it answers (0\.2)")
    observe(page, "The output neuron")
    is_sound(page)


def test_soft_steps_spoil_the_error_of_many_bumps(page: Page, address: str) -> None:
    show(page, address, "error", ("errors", "curve"))
    sharp = float(reads(page, r"N = 40 bumps · hidden neurons 80 · largest miss (\S+)"))
    slide(page, "Steepness w", "Home", "ArrowRight")
    soft = reads(page, r"largest miss (0\.[2-9]\d*)")
    assert float(soft) > 2 * sharp
    choose(page, "Shown beside it", "hats")
    assert float(reads(page, r"N = 40 hats · hidden neurons 40 · largest miss (\S+)")) < sharp / 3
    observe(page, "Soft steps are a second limit")
    is_sound(page)


def test_linear_neurons_fail_however_many_and_the_table_says_why(page: Page, address: str) -> None:
    show(page, address, "activations")
    assert float(reads(page, r"24 hidden neurons · largest miss (\S+)")) < 0.05
    choose(page, "Activation of the hidden neurons", "linear")
    few = reads(page, r"24 hidden neurons · largest miss (0\.[1-9]\d*)")
    slide(page, "Hidden neurons", "End")
    assert reads(page, r"200 hidden neurons · largest miss (\S+)") == few
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    expect(table.locator("tr", has_text="linear")).to_contain_text("says nothing")
    observe(page, "Leshno et al. (1993) give the exact line")
    is_sound(page)


@pytest.mark.parametrize("part", ["two_inputs", "trained", "deep", "challenge"])
def test_every_other_part_opens_by_its_address(page: Page, address: str, part: str) -> None:
    page.goto(f"{address}?part={part}")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Predict:").first).to_be_visible()
    is_sound(page)


def test_parts_are_chosen_on_a_phone_and_stay_in_the_address(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    show(page, address)
    is_sound(page)
    choose(page, "Part of the lesson", "A bump")
    expect(page.get_by_role("heading", name="Two neurons make a bump")).to_be_visible()
    expect(page).to_have_url(re.compile("part=bump"))
    expect(page.locator(CHART.format("curve")).first).to_be_visible()
    is_sound(page)
