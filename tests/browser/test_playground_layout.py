"""How the playground stands on the screen in a real browser: everything in view, nothing moves, both themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.playground import (
    CHART,
    button,
    click_in_region,
    click_on,
    is_sound,
    leave,
    look_back,
    message,
    picture,
    places,
    press,
    readout,
    show,
    wait_for,
    wait_for_another_picture,
)

DESKTOPS = [(1440, 780), (1280, 720)]
# Where the first lines of the message and of the readout beside it begin.
TOPS_OF_WORDS = """() => ['message', 'readout'].map((name) => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(`[data-cell=${name}]`));
  return [...range.getClientRects()].find(({height}) => height > 10).top;
})"""


@pytest.mark.parametrize(("width", "height"), DESKTOPS)
def test_a_desktop_shows_everything_down_to_the_titles_of_the_tabs(
    page: Page, playground: str, width: int, height: int
) -> None:
    show(page, playground, width, height)
    for name, (x, y, w, h) in places(page).items():
        assert x >= 0, name
        assert x + w <= width, name
        if name != "chart":
            assert y >= 0, name
            assert y + h <= height, name
    for name in ("Play", "Step", "Reset", "New weights", "Output", "View"):
        box = button(page, name).bounding_box()
        assert box["x"] + box["width"] <= width, name
        assert box["y"] + box["height"] < places(page)["network"][1], name
    for row in (("Play", "Step", "Reset", "New weights", "View"), ("tanh", "More", "Output")):
        boxes = [page.get_by_role("radio", name=name).first if name == "tanh" else button(page, name) for name in row]
        middles = [box["y"] + box["height"] / 2 for box in (each.bounding_box() for each in boxes)]
        assert max(middles) - min(middles) < 3, row


@pytest.mark.parametrize(("width", "height"), DESKTOPS)
def test_nothing_moves(page: Page, playground: str, width: int, height: int) -> None:
    show(page, playground, width, height)
    before = places(page)
    press(page, "Play")
    wait_for(page, "Epoch", 3)
    assert places(page) == before
    click_on(page, "link", 1, 0, 0)
    expect(page.get_by_role("spinbutton", name="Value")).to_be_visible()
    assert places(page) == before
    page.keyboard.press("Escape")
    click_in_region(page, 0.5, 0.5)
    click_on(page, "neuron", 1, 3)
    expect(page.get_by_role("radio", name="1", exact=True)).to_be_checked()
    leave(page)
    assert places(page) == before
    look_back(page)
    expect(button(page, "Go on")).to_be_visible()
    expect(button(page, "To the end of the run")).to_be_enabled()
    assert places(page) == before
    tops = page.evaluate(TOPS_OF_WORDS)
    assert tops[0] == pytest.approx(tops[1], abs=0.6)
    show(page, f"{playground}/?nonsense=1&layers=99", width, height)
    expect(page.get_by_test_id("stAlert")).to_contain_text("nonsense")
    page.locator(".st-key-address_notes-view button").first.click()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert places(page) == before
    show(page, f"{playground}/?data=hills&activation=relu&rate=100&speed=max", width, height)
    assert places(page) == before
    press(page, "Play")
    expect(message(page)).to_contain_text("Diverged")
    expect(button(page, "Step back")).to_be_visible()
    assert places(page) == before
    click_on(page, "link", 1, 0, 0)
    expect(page.get_by_test_id("stPopoverBody").get_by_text("The weight from input 1")).to_be_visible()
    assert places(page) == before
    page.keyboard.press("Escape")
    press(page, "Step back")
    expect(button(page, "Step back")).to_have_count(0)
    assert places(page) == before


def test_a_phone_shows_play_and_the_region_on_its_first_screen(page: Page, playground: str) -> None:
    show(page, playground, 390, 844)
    play, region = button(page, "Play").bounding_box(), page.locator("[data-cell=region]").bounding_box()
    for box in (play, region):
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
        assert 0 <= box["y"] < box["y"] + box["height"] <= 844
    before = places(page)
    assert before["region"][1] < before["curves"][1] < before["network"][1]
    press(page, "Play")
    wait_for(page, "Epoch", 3)
    assert places(page) == before


def test_the_theme_of_the_system_repaints_a_paused_page(page: Page, playground: str) -> None:
    page.emulate_media(color_scheme="light")
    show(page, playground)
    press(page, "Step")
    expect(readout(page)).to_contain_text("Steps 1 ")
    is_painted(page, lambda: page.emulate_media(color_scheme="dark"))
    expect(readout(page)).to_contain_text("Steps 1 ")


def test_the_menu_switches_the_theme_of_a_paused_page(page: Page, playground: str) -> None:
    page.emulate_media(color_scheme="light")
    show(page, playground)

    def switch() -> None:
        page.get_by_role("button", name="Main menu").click()
        page.get_by_role("menuitemradio", name="Dark").click()

    is_painted(page, switch)


def is_painted(page: Page, switch: Callable[[], None]) -> None:
    """After the switch drawing, region, axis texts and the pictures of the data sets have other colours."""
    network, region = picture(page, "network"), picture(page, "region")
    tile = page.get_by_role("radio", name="XOR").locator("img")
    data, text = tile.get_attribute("src"), f"{CHART}._fullLayout.font.color"
    colors = [page.evaluate(text.format(cell)) for cell in ("curves", "chart")]
    switch()
    wait_for_another_picture(page, network, "network")
    wait_for_another_picture(page, region, "region")
    for cell, color in zip(("curves", "chart"), colors, strict=True):
        page.wait_for_function(f"{text.format(cell)} !== '{color}'")
    expect(tile).not_to_have_attribute("src", data)
    is_sound(page)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_the_row_of_the_deepest_network_is_one_line_on_a_small_screen(
    page: Page, playground: str, activation: str
) -> None:
    show(page, f"{playground}/?layers=16,16,16,16,16,16&activation={activation}", 1280, 720)
    row = page.locator(".st-key-more_layers").locator("xpath=..")
    boxes = [each.bounding_box() for each in row.locator("xpath=./*").all()]
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert len(boxes) >= 9
    assert max(middles) - min(middles) < 12


def test_a_box_that_refuses_says_so_at_rest_too_and_shows_what_runs(page: Page, playground: str) -> None:
    show(page, playground)
    expect(page.get_by_text("neurons", exact=True)).to_be_visible()
    page.get_by_role("spinbutton", name="Neurons").fill("99")
    page.keyboard.press("Enter")
    expect(message(page)).to_contain_text("Neurons can be from 1 to 16, not 99. It stays 8.")
    expect(page.get_by_role("spinbutton", name="Neurons")).to_have_value("8")
    page.get_by_role("spinbutton", name="Neurons").fill("7")
    page.keyboard.press("Enter")
    expect(page.locator("[data-cell=network] .annotation-text").filter(has_text="7 · tanh")).to_have_count(2)
    expect(message(page)).not_to_contain_text("can be from")
