"""A lesson in the browser, from its card over the real controls to the end."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import button, is_sound, message, places, press, readout, show

CHARTS = ("network", "region", "curves")


def panel(page: Page, text: str | re.Pattern[str]) -> Locator:
    return page.get_by_test_id("stMain").get_by_text(text)


def chart_places(page: Page) -> dict[str, list[int]]:
    return {name: place for name, place in places(page).items() if name in CHARTS}


def test_a_lesson_is_opened_played_broken_mended_and_left(page: Page, playground: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{playground}/lessons")
    picture = page.get_by_alt_text(re.compile("^XOR needs a hidden layer"))
    expect(picture).to_be_visible()
    card = page.get_by_test_id("stColumn").filter(has=picture)
    card.get_by_role("link", name="Play").click()

    expect(panel(page, "1 of 3")).to_be_visible()
    expect(readout(page)).to_contain_text("Epoch 0")
    for name, (x, y, w, h) in chart_places(page).items():
        assert x >= 0, name
        assert x + w <= 1280, name
        assert y + h <= 720, name
    before = chart_places(page)

    press(page, "Play")
    expect(message(page)).to_contain_text(re.compile(r"✓ accuracy \d+%: no line parts them"))
    expect(panel(page, "seen")).to_be_visible()
    press(page, "Answer")
    expect(panel(page, "Answer:")).to_be_visible()
    assert chart_places(page) == before

    press(page, "Next")
    expect(panel(page, "2 of 3")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Layer to edit")).to_be_visible()
    expect(message(page)).to_contain_text("lines together do it")
    assert chart_places(page) == before
    page.wait_for_url(re.compile(r"lesson=xor_needs_a_hidden_layer&step=2"))

    page.get_by_role("radio", name="linear", exact=True).click()
    expect(message(page)).to_contain_text("Not yet: accuracy")
    press(page, "Put right: linear → tanh")
    expect(page.get_by_role("radio", name="tanh", exact=True)).to_be_checked()
    expect(page.get_by_role("button", name=re.compile("Put right"))).to_have_count(0)

    page.get_by_test_id("stButton").filter(has_text="arrow_back").get_by_role("button").click()
    expect(panel(page, "1 of 3")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Layer to edit")).to_have_count(0)

    press(page, "Pause")
    expect(button(page, "Play")).to_be_visible()
    page.get_by_test_id("stButton").filter(has_text="close").get_by_role("button").click()
    expect(panel(page, "1 of 3")).to_have_count(0)
    page.wait_for_url(lambda address: "lesson" not in address)
    is_sound(page)


def test_a_link_opens_a_lesson_at_its_step_on_a_phone_too(page: Page, playground: str) -> None:
    show(page, f"{playground}/?lesson=dying_relu&step=3", 390, 844)
    expect(panel(page, "3 of 3")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page, "Play")
    expect(message(page)).to_contain_text("they live and learn")
    is_sound(page)
