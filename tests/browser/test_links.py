"""The link in a real browser: it follows what is changed, Back leads where it should, elsewhere it shows the same."""

import re
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.playground import (
    button,
    choose,
    is_sound,
    leave,
    option,
    picture,
    press,
    reading,
    readout,
    show,
    wait_for,
    weights,
)


def query(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def wait_for_address(page: Page, **holds: str) -> None:
    for name, value in holds.items():
        page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value", arg=[name, value]
        )


def test_the_address_follows_while_it_trains_without_a_step_in_the_history(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=circle&notation=duda")
    entries = page.evaluate("history.length")
    press(page, "Play")
    wait_for(page, "Epoch", 3)
    choose(page, "Activation", "ReLU")
    wait_for_address(page, data="circle", activation="relu,relu", notation="duda")
    page.get_by_role("slider", name="Noise").press("ArrowRight")
    wait_for_address(page, noise="6")
    choose(page, "Training per frame", "10")
    wait_for_address(page, speed="ten")
    assert "activation=relu,relu" in page.url  # commas are commas
    assert page.evaluate("history.length") == entries
    # Noise made new data; what came after it began nothing anew.
    assert wait_for(page, "Epoch", 3).epoch >= 3
    is_sound(page)


def test_back_from_another_page_goes_on_with_the_network(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=circle")
    choose(page, "Activation", "ReLU")
    wait_for_address(page, activation="relu,relu")
    for step in (1, 2, 3):
        press(page, "Step")
        expect(readout(page)).to_contain_text(f"Steps {step} ")
    leave(page)
    page.get_by_role("link", name="Activations").click()
    expect(page).to_have_url(re.compile("/activations"))
    expect(page.get_by_text("Predict:").first).to_be_visible()
    page.go_back()
    expect(readout(page)).to_contain_text("Steps 3 ")
    wait_for_address(page, data="circle", activation="relu,relu")


def test_back_and_forward_give_the_experiment_of_their_address(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=circle&layers=4")
    page.evaluate(
        "history.pushState({}, '', '/?data=xor&layers=3'); history.pushState({}, '', '/?data=moons'); history.back()"
    )
    expect(option(page, "Data set", "XOR")).to_be_checked()
    page.go_back()
    expect(option(page, "Data set", "Circle")).to_be_checked()
    page.go_forward()
    expect(option(page, "Data set", "XOR")).to_be_checked()
    is_sound(page)


def test_a_link_shows_the_same_picture_in_another_session(
    page: Page, playground: str, another_person: OpenPage
) -> None:
    show(page, f"{playground}/")
    choose(page, "Data set", "XOR")
    wait_for_address(page, data="xor")
    press(page, "New weights")
    wait_for_address(page, seed="21")
    page.get_by_role("button", name=re.compile("share", re.IGNORECASE)).click()
    expect(page.get_by_test_id("stCode")).to_have_count(2)
    shared = page.get_by_test_id("stCode").first.inner_text()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    assert shared.startswith(f"{playground}/?data=xor&layers=8,8&")
    assert dict(parse_qsl(urlsplit(shared).query)) == query(page)

    other = another_person()
    show(other, shared)
    expect(option(other, "Data set", "XOR")).to_be_checked()
    for _ in range(2):
        assert picture(other) == picture(page)
        assert weights(other) == weights(page)
        for each in (page, other):
            steps = reading(each).steps
            press(each, "Step")
            expect(readout(each)).to_contain_text(f"Steps {steps + 1} ")


def test_what_an_address_says_wrong_is_told_and_the_rest_is_taken(page: Page, playground: str) -> None:
    wrong = "colour=blue&noise=2000&activation=bent&layers=many&loss=hinge&data2=xor&l1=much"
    show(page, f"{playground}/?data=xor&learning_rate=0.1&{wrong}")
    expect(option(page, "Data set", "XOR")).to_be_checked()
    told = page.get_by_test_id("stAlert")
    expect(told.locator("li")).to_have_count(6)
    for words in ("unknown settings: colour, data2.", "noise must be a whole number from 0 to 50, not 2000.", "much"):
        expect(told).to_contain_text(words)
    # All of it is seen, and it lies on nothing.
    assert told.evaluate("(box) => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight")
    assert told.bounding_box()["y"] + told.bounding_box()["height"] <= button(page, "Play").bounding_box()["y"]
    assert page.url.endswith("l1=much")
    button(page, "Play").click()
    wait_for(page, "Epoch", 2)
    page.locator(".st-key-address_notes-view button").first.click()
    expect(told).to_have_count(0)
    is_sound(page)


def test_a_step_that_a_lesson_does_not_have_is_told(page: Page, playground: str) -> None:
    show(page, f"{playground}/?lesson=xor_needs_a_hidden_layer&step=99")
    expect(page.get_by_test_id("stAlert")).to_contain_text("The lesson has steps 1 to 3, not 99: it is open at step 3.")
    expect(page.get_by_text("· 3 of 3")).to_be_visible()
