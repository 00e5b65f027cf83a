"""What is pressed while another press is carried out, or just when a timer renews a part of the page, counts once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

APP = Path(__file__).parent / "presses_app" / "app.py"
# The timer is due first, and sends what was pressed along.
PRESS_BEFORE_THE_TIMER = """(button) => {
  const end = performance.now() + 1200;
  while (performance.now() < end);
  button.click();
}"""


@pytest.fixture
def presses(page: Page, server: Callable[..., str]) -> Page:
    page.goto(server(APP))
    expect(page.get_by_text("slow 0, quick 0")).to_be_visible(timeout=60_000)
    return page


def test_a_press_leaves_the_one_before_it_whole(presses: Page) -> None:
    for times in (1, 2):
        presses.get_by_role("button", name="Slow").click()
        presses.wait_for_timeout(300)  # its callback runs
        presses.get_by_role("button", name="Quick").click()
        expect(presses.get_by_text(f"slow {times}, quick {times}")).to_be_visible()


def test_a_press_that_the_timer_sends_along_counts_once(presses: Page) -> None:
    quick = presses.get_by_role("button", name="Quick")
    quick.evaluate(PRESS_BEFORE_THE_TIMER)
    expect(presses.get_by_text("quick 1")).to_be_visible()
    quick.click()
    expect(presses.get_by_text("quick 2")).to_be_visible()
