"""Presses outside of the charts while these play, also where the server is slow to send: no chart is built anew."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser import playground
from tests.browser.charts import WATCH

SLOW = Path(__file__).parent / "slow_app" / "app.py"
PRESSES = 12
USUAL = 0.15  # seconds between two sendings


@pytest.fixture(scope="module")
def slow(server) -> str:
    return server(SLOW, alone=True)


@pytest.fixture
def sends_every(slow: str) -> Iterator[Callable[[float], None]]:
    """The server sends what its runs have made every so many seconds, until the test is over."""

    def every(seconds: float) -> None:
        with urlopen(f"{slow}/seconds/{seconds}", timeout=20):
            pass

    yield every
    every(USUAL)


def charts_stand(page: Page) -> None:
    """All that were there at the first look are, and are the same."""
    seen = page.evaluate("({...seen, pictures: 0})")
    assert (seen["replaced"], seen["missing"]) == (0, 0)
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize(("seconds", "presses"), [(USUAL, PRESSES), (1.2, PRESSES // 2)])
def test_a_lesson_is_asked_and_answered_while_it_trains(
    page: Page, slow: str, sends_every: Callable[[float], None], seconds: float, presses: int
) -> None:
    playground.show(page, f"{slow}/?lesson=xor_needs_a_hidden_layer")
    sends_every(seconds)
    playground.press(page, "Play")
    playground.wait_for(page, "Epoch", 5)
    page.evaluate(WATCH)
    for press in range(presses):
        name, other = ("Answer", "Question") if press % 2 == 0 else ("Question", "Answer")
        playground.press(page, name)
        expect(playground.button(page, other)).to_be_visible()
    playground.wait_for(page, "Epoch", playground.reading(page).epoch + 5)
    charts_stand(page)


def test_two_runs_are_looked_at_otherwise_while_they_train(page: Page, slow: str) -> None:
    page.goto(f"{slow}/compare?noise=50")
    for cell in ("a", "b", "a_network", "b_network", "curves"):
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)
    playground.press(page, "Play")
    expect(playground.button(page, "Pause")).to_be_visible()
    page.get_by_role("button", name="View").click()
    page.evaluate(WATCH)
    switch = page.get_by_test_id("stPopoverBody").get_by_test_id("stCheckbox").filter(has_text="Logarithmic loss")
    box = switch.get_by_role("switch")
    for press in range(PRESSES):
        switch.click()
        expect(box).to_be_checked(checked=press % 2 == 0)
    charts_stand(page)


def test_charts_ask_for_nothing_while_the_address_is_another_pages(page: Page, slow: str) -> None:
    playground.show(page, f"{slow}/?noise=50")
    playground.press(page, "Play")
    playground.wait_for(page, "Epoch", 5)
    page.evaluate("history.pushState(history.state, '', '/compare')")  # as Back does before the server hears of it
    epochs = [playground.reading(page).epoch]

    def stands() -> bool:
        page.wait_for_timeout(1000)
        epochs.append(playground.reading(page).epoch)
        return len(epochs) > 3 and epochs[-1] == epochs[-2] == epochs[-3]

    playground.eventually(page, stands, "the charts went on", tries=20)
    assert page.url == f"{slow}/compare"  # nor do they write theirs there
    page.evaluate("history.back()")
    playground.wait_for(page, "Epoch", epochs[-1] + 1)


def test_back_at_once_from_a_network_that_was_opened(page: Page, slow: str) -> None:
    page.goto(f"{slow}/compare?noise=50")
    side = page.locator("[data-cell=b_network] .main-svg").first
    expect(side).to_be_visible(timeout=60_000)
    for wait in (0, 150, 300, 450):
        playground.press(page, "Play")
        expect(playground.button(page, "Pause")).to_be_visible()
        playground.press(page, "Open A")
        page.wait_for_function("location.pathname === '/'")
        page.wait_for_timeout(wait)
        page.go_back()
        expect(page.get_by_role("button", name="Open A")).to_be_visible()
        expect(side).to_be_visible()
        page.wait_for_timeout(1000)  # what is still on its way would take the page away again
        expect(side).to_be_visible()
        assert "/compare" in page.url
        playground.press(page, "Pause")
        expect(playground.button(page, "Play")).to_be_visible()
