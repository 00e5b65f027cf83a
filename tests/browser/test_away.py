"""Nobody looks, or nobody can: training pauses on the server, and on return everything is where it was."""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.playground import button, choose, eventually, is_sound, option, press, reading, show, wait_for

APP = Path(__file__).parent / "watched_app" / "app.py"
QUERY = "data=xor&noise=50&speed=max&layers=5,3&activation=relu,relu"
HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
  Object.defineProperty(document, 'visibilityState', {value: hidden ? 'hidden' : 'visible', configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


@pytest.fixture(scope="module")
def watched(server: Callable[..., str]) -> str:
    """The address of a server of our own that says what its experiments do."""
    return server(APP)


def steps(address: str, data: str = "xor") -> list[tuple[int, bool]]:
    """Of each experiment with these data on the server: its steps, and whether it plays."""
    with urllib.request.urlopen(f"{address}/experiments", timeout=10) as answer:
        return sorted((steps, plays) for name, steps, plays in json.load(answer) if name == data)


def rests(page: Page, address: str) -> list[tuple[int, bool]]:
    """Wait until no experiment trains any more, and see that it stays so."""
    seen = [steps(address)]

    def unchanged() -> bool:
        seen.append(steps(address))
        page.wait_for_timeout(600)
        return seen[-1] == seen[-2] and len(seen) > 3

    eventually(page, unchanged, "training went on")
    return seen[-1]


def play(page: Page, address: str) -> None:
    show(page, f"{address}/?{QUERY}")
    press(page, "Play")
    wait_for(page, "Epoch", 20)


def goes_on(page: Page, address: str, before: list[tuple[int, bool]]) -> None:
    """The same experiment trains on from where it was, with the settings it had, and shows it."""
    (done, playing), *others = before
    assert playing
    assert not others
    assert reading(page).steps <= done
    wait_for(page, "Steps", done + 1)
    expect(button(page, "Pause")).to_be_visible()
    expect(option(page, "Activation", "ReLU")).to_be_checked()
    now = steps(address)
    assert len(now) == 1
    assert now[0][0] > done
    is_sound(page)


def test_hidden_frozen_and_back(page: Page, watched: str) -> None:
    play(page, watched)
    page.evaluate(HIDE, True)
    before = rests(page, watched)
    page.evaluate(HIDE, False)
    goes_on(page, watched, before)

    browser = page.context.new_cdp_session(page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})  # as a laptop asleep: no answer at all
    before = rests(page, watched)
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    goes_on(page, watched, before)


def test_a_lost_connection(page: Page, watched: str, problems: list[str]) -> None:
    line = Line(urlsplit(watched).port)
    play(page, line.address)
    choose(page, "Activation", "tanh")
    choose(page, "Activation", "ReLU")
    line.cut()
    before = rests(page, watched)
    line.mend()
    goes_on(page, watched, before)
    assert all("ERR_CONNECTION" in problem or "WebSocket" in problem for problem in problems)
    problems.clear()
