"""The choice of a picture in a real browser: by mouse, by keys, and as Python decides."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

APP = Path(__file__).parent / "picture_choice_app" / "app.py"


@pytest.fixture(scope="module")
def address(server) -> str:
    return server(APP)


@pytest.fixture
def group(page: Page, address: str) -> Locator:
    page.goto(address)
    found = page.get_by_role("radiogroup", name="Color")
    expect(found.get_by_role("radio")).to_have_count(8, timeout=60_000)
    return found


def is_chosen(group: Locator, color: str) -> None:
    expect(group.get_by_role("radio", checked=True)).to_have_text(color)
    expect(group.locator("button[tabindex='0']")).to_have_text(color)


def says(page: Page, color: str) -> None:
    expect(page.get_by_text("The color is")).to_contain_text(f"The color is {color},")


def test_a_click_chooses(page: Page, group: Locator) -> None:
    is_chosen(group, "gold")
    group.get_by_role("radio", name="blue").click()
    says(page, "blue")
    is_chosen(group, "blue")
    group.get_by_role("radio", name="green").click()
    says(page, "green")


def test_arrow_keys_move_the_choice_past_what_is_disabled(page: Page, group: Locator) -> None:
    group.get_by_role("radio", name="gold").focus()
    page.keyboard.press("ArrowRight")
    says(page, "green")
    page.keyboard.press("ArrowDown")
    says(page, "blue")
    page.keyboard.press("ArrowUp")
    says(page, "green")
    expect(group.get_by_role("radio", name="green")).to_be_focused()
    is_chosen(group, "green")


def test_tab_reaches_the_chosen_one_alone(page: Page, group: Locator) -> None:
    group.get_by_role("radio", name="gold").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") != "radio"
    page.keyboard.press("Shift+Tab")
    expect(group.get_by_role("radio", name="gold")).to_be_focused()


def test_a_disabled_picture_says_why(page: Page, group: Locator) -> None:
    teal = group.get_by_role("radio", name="teal")
    expect(teal).to_have_attribute("title", "No teal today.")
    teal.click(force=True)
    group.get_by_role("radio", name="red").click()
    says(page, "red")
    is_chosen(group, "red")


def test_python_decides(page: Page, group: Locator) -> None:
    group.get_by_role("radio", name="violet").click()
    expect(page.get_by_text("asked for violet")).to_be_visible()
    says(page, "gold")
    is_chosen(group, "violet")  # what was asked for in this run; the next run takes it back
    page.get_by_role("button", name="Back to red").click()
    says(page, "red")
    is_chosen(group, "red")


def test_tiles_stand_in_four_columns(group: Locator) -> None:
    boxes = [group.get_by_role("radio").nth(i).bounding_box() for i in range(8)]
    assert len({round(box["x"]) for box in boxes}) == 4
    assert len({round(box["y"]) for box in boxes}) == 2
    assert len({round(box["height"]) for box in boxes}) == 1
    assert all(40 <= box["width"] <= 54 for box in boxes)
