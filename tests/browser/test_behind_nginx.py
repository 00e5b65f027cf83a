"""The playground as deploy/ runs it: two server processes behind nginx, from no more files than the container holds."""

import os
import signal
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.deployed import Deployment, deployed
from tests.browser.conftest import OpenPage
from tests.browser.playground import (
    WATCH,
    choose,
    eventually,
    is_sound,
    label,
    option,
    pause,
    press,
    readout,
    show,
    wait_for,
)
from tests.deploy.container import lay_out

COOKIE = "playground_process"
CSV = "x,y,kind\n1,2,a\n-3,4,b\n5,-6,a\n-7,8,b\n"
# Frames of a network that is never done.
QUERY = "?noise=50"


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder = tmp_path_factory.mktemp("container")
    lay_out(folder)
    with deployed(2, folder) as running:
        yield running


def visit(address: str, cookie: str = "") -> str:
    """The process that the answer's cookie names; empty where there is none."""
    request = urllib.request.Request(address, headers={"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        cookies = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
    return cookies[COOKIE].value if COOKIE in cookies else ""


def process_of(page: Page) -> str:
    """The number of the server process that this browser is given to."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)


def upload(page: Page, folder: Path) -> None:
    """Open a file of points, which only the page's own process takes."""
    file = folder / "points.csv"
    file.write_text(CSV)
    page.locator(".st-key-open_csv button").first.click()
    dialog = page.get_by_role("dialog", name="Your own data")
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.get_by_role("button", name="Use these points").click()
    expect(dialog).to_be_hidden()
    expect(option(page, "A click in the region", "b")).to_be_attached()


def test_visitors_take_the_processes_in_turn_and_keep_theirs(deployment: Deployment) -> None:
    first = [visit(deployment.address) for _ in range(6)]  # all from one address, as a class often is
    assert Counter(first) == {"1": 3, "2": 3}
    assert [visit(deployment.address, number) for number in first] == [""] * 6
    assert visit(deployment.address, "9") in ("1", "2")  # of a day with more processes
    assert visit(f"{deployment.address}/_stcore/health") == ""  # only a page or its websocket brings the cookie


def test_files_are_compressed_and_read_from_a_process_once(deployment: Deployment) -> None:
    plotly = f"{deployment.address}/plotly/plotly.min.js"
    with urllib.request.urlopen(plotly, timeout=60) as answer:
        plain = answer.read()
    request = urllib.request.Request(plotly, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.read()) < len(plain) / 3


def test_what_is_larger_than_the_app_takes_is_refused_at_the_door(deployment: Deployment) -> None:
    address = f"{deployment.address}/_stcore/upload_file/session/file"
    request = urllib.request.Request(address, method="PUT", headers={"Content-Length": "900000000"}, data=b"")
    with pytest.raises(urllib.error.HTTPError, match="413"):
        urllib.request.urlopen(request, timeout=20)


def test_a_process_that_dies_costs_its_own_visitors_a_reload_and_nobody_else_anything(
    page: Page, another_person: OpenPage, deployment: Deployment, tmp_path: Path
) -> None:
    closed = []
    page.on("websocket", lambda socket: socket.on("close", lambda: closed.append(socket.url)))
    show(page, f"{deployment.address}/{QUERY}")
    other = another_person()
    theirs = {"1": "2", "2": "1"}[process_of(page)]
    other.context.add_cookies([{"name": COOKIE, "value": theirs, "url": deployment.address}])
    show(other, f"{deployment.address}/{QUERY}")
    died, stays = process_of(other), process_of(page)
    for each in (page, other):
        press(each, "Play")
        wait_for(each, "Epoch", 3)
        choose(each, "Activation", "ReLU")
        expect(label(each, "curves", "tanh → ReLU")).to_have_count(1)

    page.evaluate(WATCH)
    before = wait_for(page, "Epoch", 5)
    old = deployment.pids()[f"Process {died}"]
    os.kill(old, signal.SIGKILL)
    wait_for(page, "Epoch", before.epoch + 20)
    seen = page.evaluate("window.seen")  # it would be gone after a reload
    assert (closed, seen["replaced"], seen["missing"]) == ([], 0, 0)
    assert seen["pictures"] > 5
    is_sound(page)

    # Its own visitor is given to the other one by the page itself, with the settings of the link and a new network.
    expect(readout(other)).to_contain_text("Epoch 0 ")
    eventually(other, lambda: process_of(other) == stays, "nobody took the visitor in")
    show(other, other.url)  # a reload
    expect(option(other, "Activation", "ReLU")).to_be_checked()
    press(other, "Play")
    wait_for(other, "Epoch", 3)
    pause(other)

    eventually(page, lambda: deployment.pids()[f"Process {died}"] != old, "the process is not started again", 1000)
    eventually(page, lambda: visit(deployment.address) == died, "nobody is given to the new process", 1000)
    upload(other, tmp_path)  # still of the process that took it in
    assert process_of(other) == stays
    wait_for(page, "Epoch", before.epoch + 40)
    assert closed == []
