"""What the server of the watched app says of its experiments, whatever a browser shows."""

import json
import urllib.request
from typing import Any

from playwright.sync_api import Page

from tests.browser.playground import eventually


def experiments(address: str, data: str) -> list[dict[str, Any]]:
    """`steps`, `playing` and `activation` of each experiment with these data, also of sessions that ended lately.

    So each test that asks has data of its own.
    """
    with urllib.request.urlopen(f"{address}/experiments", timeout=20) as answer:
        return [each for each in json.load(answer) if each["data"] == data]


def rests(page: Page, address: str, data: str) -> list[dict[str, Any]]:
    """Wait until no experiment with these data trains any more, and see that it stays so."""
    seen = [experiments(address, data)]

    def unchanged() -> bool:
        page.wait_for_timeout(400)
        seen.append(experiments(address, data))
        return len(seen) > 4 and seen[-1] == seen[-2] == seen[-3]

    eventually(page, unchanged, "training went on", tries=60)
    return seen[-1]
