"""Nobody looks, or nobody can: training pauses on the server, and on return everything is where it was."""

import os
import signal
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.browser.playground import button, is_sound, option, press, reading, show, wait_for
from tests.browser.watched import experiments, rests

QUERY = "noise=50&speed=max&layers=5,3&activation=relu,relu"
HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
  Object.defineProperty(document, 'visibilityState', {value: hidden ? 'hidden' : 'visible', configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def play(page: Page, address: str, data: str) -> None:
    show(page, f"{address}/?{QUERY}&data={data}")
    press(page, "Play")
    wait_for(page, "Epoch", 20)


def paused(page: Page, address: str, data: str) -> int:
    """Wait until the server does not train the one experiment with these data any more; its steps."""
    (found,) = rests(page, address, data)
    assert found["playing"]  # nobody pressed Pause
    return found["steps"]


def goes_on(page: Page, address: str, data: str, before: int) -> None:
    """The same experiment trains on from where it was, with the settings it had, and shows it."""
    assert wait_for(page, "Steps", before + 1).epoch >= 20
    expect(button(page, "Pause")).to_be_visible()
    expect(option(page, "Activation", "ReLU")).to_be_checked()
    (found,) = experiments(address, data)
    assert found["steps"] > before
    is_sound(page)


def test_hidden_and_back(page: Page, watched: str) -> None:
    play(page, watched, "xor")
    page.evaluate(HIDE, True)
    before = paused(page, watched, "xor")
    page.evaluate(HIDE, False)
    goes_on(page, watched, "xor", before)


def test_asleep_and_awake(page: Page, watched: str) -> None:
    play(page, watched, "gaussians")
    found = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [each["id"] for each in found if each["type"] == "renderer"]
    try:
        for pid in renderers:
            os.kill(pid, signal.SIGSTOP)  # as in a laptop asleep: nothing is answered
        before = paused(page, watched, "gaussians")
    finally:
        for pid in renderers:
            os.kill(pid, signal.SIGCONT)
    goes_on(page, watched, "gaussians", before)


def test_a_lost_connection(page: Page, watched: str, problems: list[str]) -> None:
    line = Line(urlsplit(watched).port)
    play(page, line.address, "circle")
    line.cut()
    before = paused(page, watched, "circle")
    shown = reading(page)
    line.mend()
    goes_on(page, watched, "circle", before)
    assert reading(page).steps >= shown.steps
    about_the_line = ("ERR_CONNECTION", "WebSocket", "disconnected", "No response received", "not responding")
    assert [each for each in problems if not any(words in each for words in about_the_line)] == []
    problems.clear()
