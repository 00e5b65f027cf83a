"""What is pressed while the callback of another press runs takes nothing from that."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

APP = Path(__file__).parent / "long_callback_app" / "app.py"


def test_a_press_leaves_the_one_before_it_whole(page: Page, server: Callable[..., str]) -> None:
    page.goto(server(APP))
    for times in (1, 2):
        page.get_by_role("button", name="Slow").click()
        page.wait_for_timeout(300)  # its callback runs
        page.get_by_role("button", name="Quick").click()
        expect(page.get_by_text(f"slow {times}, quick {times}")).to_be_visible()
