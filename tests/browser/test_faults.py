"""What impatient people do while it trains: the state is right after each, on the page and on the server."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.playground import (
    button,
    choose,
    eventually,
    is_sound,
    label,
    leave,
    option,
    press,
    reading,
    readout,
    show,
    wait_for,
)
from tests.browser.watched import experiments, rests


def test_another_page_a_reload_and_back(page: Page, watched: str) -> None:
    show(page, f"{watched}/?data=spiral&noise=50&speed=max")
    choose(page, "Activation", "ReLU")
    press(page, "Play")
    wait_for(page, "Epoch", 20)
    leave(page)
    page.get_by_role("link", name="Activations").click()
    expect(page.get_by_text("Predict:").first).to_be_visible()
    (before,) = rests(page, watched, "spiral")
    page.go_back()
    expect(readout(page)).to_contain_text("Epoch")
    wait_for(page, "Steps", before["steps"] + 1)  # it goes on where it was
    expect(button(page, "Pause")).to_be_visible()
    expect(option(page, "Activation", "ReLU")).to_be_checked()

    page.reload()  # a new session: the same experiment from its first weights, at rest
    expect(button(page, "Play")).to_be_visible()
    expect(option(page, "Activation", "ReLU")).to_be_checked()
    expect(option(page, "Data set", "Spiral")).to_be_checked()
    expect(option(page, "Training per frame", "max")).to_be_checked()
    expect(readout(page)).to_contain_text("Steps 0 ")
    new, old = sorted(rests(page, watched, "spiral"), key=lambda found: found["steps"])
    assert (new["steps"], new["playing"]) == (0, False)
    assert old["steps"] > before["steps"]
    press(page, "Play")
    wait_for(page, "Epoch", 5)
    is_sound(page)


def test_two_tabs_are_two_experiments(page: Page, playground: str) -> None:
    other = page.context.new_page()
    for tab in (page, other):
        show(tab, f"{playground}/?data=circle&noise=50")
    page.bring_to_front()
    press(page, "Play")
    wait_for(page, "Epoch", 10)
    other.bring_to_front()
    choose(other, "Activation", "ReLU")
    expect(label(other, "network", "8 · ReLU")).to_have_count(2)
    assert reading(other).steps == 0
    page.bring_to_front()
    wait_for(page, "Epoch", reading(page).epoch + 5)
    expect(option(page, "Activation", "tanh")).to_be_checked()
    for tab in (page, other):
        is_sound(tab)
    other.close()


def test_fast_presses_and_changes_end_in_what_was_chosen_last(page: Page, watched: str) -> None:
    show(page, f"{watched}/?data=moons&noise=50&speed=max&layers=16,16,16,16,16,16&activation=tanh")

    def one() -> dict[str, Any]:
        (found,) = experiments(watched, "moons")
        return found

    def agrees() -> bool:
        """The button says what the server does, and the charts follow."""
        before = one()
        page.wait_for_timeout(700)
        now = one()
        grows, pause = now["steps"] > before["steps"], button(page, "Pause").is_visible()
        return now["playing"] == before["playing"] == grows == pause

    for presses in (2, 3):
        box = page.get_by_role("button", name=re.compile("Play|Pause")).first.bounding_box()
        for _ in range(presses):
            page.mouse.click(box["x"] + 20, box["y"] + 10)
        eventually(page, agrees, "button and training disagree", tries=20)
    if button(page, "Play").is_visible():
        press(page, "Play")
    wait_for(page, "Epoch", 1)

    for name in ("ReLU", "sigmoid", "linear", "tanh", "ReLU"):  # each while a frame of 6 layers is computed
        choose(page, "Activation", name)
    # The first choice was ReLU as well.
    eventually(page, lambda: set(one()["activation"]) == {"relu"} and agrees(), "not what was chosen last", tries=30)
    expect(label(page, "network", "ReLU")).to_have_count(6)
    expect(option(page, "Activation", "ReLU")).to_be_checked()
    eventually(page, agrees, "button and training disagree", tries=20)
    assert set(one()["activation"]) == {"relu"}
    is_sound(page)
