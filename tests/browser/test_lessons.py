"""A lesson in the browser, from its card over the real controls to the end."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import button, is_sound, message, places, press, reading, readout, show

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
    expect(page.get_by_role("link", name="XOR needs a hidden layer")).to_be_visible()
    picture.click()

    expect(panel(page, "1 of 3")).to_be_visible()
    expect(readout(page)).to_contain_text("Epoch 0")
    for name, (x, y, w, h) in chart_places(page).items():
        assert x >= 0, name
        assert x + w <= 1280, name
        assert y + h <= 720, name
    before = chart_places(page)

    press(page, "Play")
    expect(message(page)).to_contain_text(re.compile(r"✓ accuracy \d+%: no line parts them"), timeout=90_000)
    expect(panel(page, "seen")).to_be_visible()
    press(page, "Answer")
    expect(panel(page, "Answer:")).to_be_visible()
    assert chart_places(page) == before

    press(page, "Next")
    expect(panel(page, "2 of 3")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Layer to edit")).to_be_visible()
    expect(button(page, "Play")).to_be_visible()  # one predicts first
    expect(message(page)).to_have_text("")
    press(page, "Play")
    expect(message(page)).to_contain_text("lines together do it", timeout=90_000)
    assert chart_places(page) == before
    page.wait_for_url(re.compile(r"lesson=xor_needs_a_hidden_layer&step=2"))

    page.get_by_role("radio", name="linear", exact=True).click()
    expect(message(page)).to_contain_text("Not yet: accuracy", timeout=90_000)
    press(page, "Put right: linear → tanh")
    expect(page.get_by_role("radio", name="tanh", exact=True)).to_be_checked()
    expect(page.get_by_role("button", name=re.compile("Put right"))).to_have_count(0)

    page.get_by_role("button", name="Step before").click()
    expect(panel(page, "1 of 3")).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Layer to edit")).to_have_count(0)
    expect(button(page, "Play")).to_be_visible()
    page.get_by_role("button", name="Leave the lesson").click()
    expect(panel(page, "1 of 3")).to_have_count(0)
    page.wait_for_url(lambda address: "lesson" not in address)
    is_sound(page)


def test_the_way_back_from_what_a_lesson_leads_on_to_is_right_in_another_tab_too(page: Page, playground: str) -> None:
    show(page, f"{playground}/?lesson=xor_needs_a_hidden_layer&step=3")
    steps = reading(page).steps
    press(page, "Step")
    expect(readout(page)).to_contain_text(f"Steps {steps + 1:,} ")
    page.get_by_role("link", name="Read on").click()
    back = page.get_by_role("link", name="Back to the lesson")
    expect(back).to_have_attribute("href", "/?lesson=xor_needs_a_hidden_layer&step=3")
    back.click()
    expect(panel(page, "3 of 3")).to_be_visible()
    expect(readout(page)).to_contain_text(f"Steps {steps + 1:,} ")


def test_a_link_made_in_a_lesson_opens_it_for_a_class(page: Page, playground: str) -> None:
    show(page, f"{playground}/?lesson=dying_relu&step=2")
    page.get_by_role("button", name="Share").click()
    body = page.get_by_role("dialog", name="Share")
    expect(body.get_by_role("checkbox", name="With the lesson: Dying ReLU, step 2")).to_be_checked()
    address = body.get_by_test_id("stCode").nth(1).inner_text()
    page.goto(address)
    expect(panel(page, "2 of 3")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_contain_text("P")
    expect(page.get_by_role("slider", name="Noise")).to_have_count(0)
    assert page.get_by_test_id("stException").all_inner_texts() == []
