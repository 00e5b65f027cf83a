"""What the server of the watched app says of its experiments, whatever a browser shows."""

import json
import urllib.request
from typing import Any

from playwright.sync_api import Page

from tests.browser.playground import standing


def experiments(address: str, data: str) -> list[dict[str, Any]]:
    """`steps`, `playing` and `activation` of each experiment with these data, also of sessions that ended lately.

    So each test that asks has data of its own.
    """
    with urllib.request.urlopen(f"{address}/experiments", timeout=20) as answer:
        return [each for each in json.load(answer) if each["data"] == data]


def rests(page: Page, address: str, data: str) -> list[dict[str, Any]]:
    """Wait until no experiment with these data trains any more, and see that it stays so."""
    return standing(page, lambda: experiments(address, data), "training went on", every=1000, alike=4)
