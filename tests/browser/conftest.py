"""A Streamlit server on a free port, and a real Chromium that looks at it."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

from tests.browser import chromium

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_SECONDS = 60
PATIENCE = 60_000  # milliseconds for what a browser is waited for
MOST_SHOWN = 4_000  # characters of a page whose test has failed
# BEHIND_NGINX=2 runs all browser tests through nginx, with two server processes behind it.
PROCESSES = os.environ.get("BEHIND_NGINX", "")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
STORED = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage,interest_groups,shared_storage"
# Streamlit closes its menu behind a choice where the browser says that it is a phone's.
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
OpenWindow = Callable[..., BrowserContext]
OpenPage = Callable[[], Page]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Generator[None, pytest.TestReport]:
    """What failed on a page tells what the page showed then."""
    report = yield
    given = getattr(item, "funcargs", {})
    for name in {"page", "phone"} & given.keys() if report.failed and call.when == "call" else ():
        report.sections.append((f"what the {name} showed", what_is_shown(given[name])))
    return report


def what_is_shown(page: Page) -> str:
    """Address and words of a page, as a screen reader has them."""
    try:
        return f"{page.url}\n{page.locator('body').aria_snapshot(timeout=5_000)[:MOST_SHOWN]}"
    except Error as error:
        return f"nothing: {error}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """`server(script)` answers the address of `streamlit run script` on a free port, one for all who ask for it.

    `fresh` starts one that no one else has asked anything yet; `alone` is one process, also where the others are behind
    nginx.
    """
    running, shared = [], {}

    def address_of(script: str | Path, fresh: bool = False, alone: bool = False) -> str:
        script = ROOT / script
        if fresh:
            return start(script, alone)
        if script not in shared:
            shared[script] = start(script, alone)
        return shared[script]

    def start(script: Path, alone: bool) -> str:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        log = tmp_path_factory.mktemp("server") / "log.txt"
        command = behind_nginx(script, port) if PROCESSES and not alone else streamlit(script, port)
        with log.open("w") as file:
            process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=file, stderr=subprocess.STDOUT
            )
        running.append(process)
        address = f"http://{HOST}:{port}"
        wait_until_healthy(address, process, log)
        return address

    yield address_of
    for process in running:
        process.terminate()
    for process in running:
        process.wait()


def streamlit(script: Path, port: int) -> list[str]:
    """The command that starts one server process."""
    options = {
        "server.address": HOST,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.disconnectedSessionTTL": 120,  # hundreds of sessions come and go here
    }
    return [sys.executable, "-m", "streamlit", "run", str(script), *(f"--{k}={v}" for k, v in options.items())]


def behind_nginx(script: Path, port: int) -> list[str]:
    """The command that starts several behind nginx, as deploy/ does."""
    command = [sys.executable, "-m", "deploy.serve", "--script", str(script)]
    return [*command, "--processes", PROCESSES, "--address", HOST, "--port", str(port)]


@pytest.fixture(scope="session")
def playground(server: Callable[..., str]) -> str:
    """The address of the app, which opens on the playground."""
    return server("app.py")


@pytest.fixture(scope="session")
def watched(server: Callable[..., str]) -> str:
    """The address of the app on a server that also says what its experiments do: see `watched.py`."""
    return server("tests/browser/watched_app/app.py", alone=True)


def wait_until_healthy(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(START_SECONDS * 10):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"{address} did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=40_000)  # a busy machine is slow, not wrong
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def open_window(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenWindow]:
    """`open_window(**screen)` starts a Chromium with a profile of its own, as a person has one.

    What a server hands out is loaded and compiled by its first test alone: half of what it costs to open a page.
    """
    opened = []

    def open_with(**screen: Any) -> BrowserContext:
        window = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=os.environ.get("CHROMIUM") or chromium.find(),
            args=list(FLAGS),
            **screen,
        )
        window.set_default_timeout(PATIENCE)
        opened.append(window)
        return window

    yield open_with
    for window in opened:
        window.close()


@pytest.fixture(scope="session")
def desktop(open_window: OpenWindow) -> BrowserContext:
    """A window of 1440×900."""
    return open_window(viewport={"width": 1440, "height": 900})


@pytest.fixture(scope="session")
def hand(open_window: OpenWindow) -> BrowserContext:
    """The screen of a phone, 400×800 and worked by touch."""
    phone = {"viewport": {"width": 400, "height": 800}, "has_touch": True, "is_mobile": True}
    return open_window(user_agent=PHONE, **phone)


@pytest.fixture
def another_person(desktop: BrowserContext) -> Iterator[OpenPage]:
    """`another_person()` is an empty page of 1440×900 that shares no cookies and nothing stored with `page`."""
    opened = []

    def arrives() -> Page:
        assert desktop.browser
        opened.append(desktop.browser.new_context(viewport={"width": 1440, "height": 900}))
        opened[-1].set_default_timeout(PATIENCE)
        return opened[-1].new_page()

    yield arrives
    for context in opened:
        context.close()


@pytest.fixture
def problems() -> list[str]:
    """Errors in the page's console and its requests to other hosts; `page` checks that there are none."""
    return []


@pytest.fixture
def page(desktop: BrowserContext, problems: list[str]) -> Iterator[Page]:
    """An empty page of 1440×900; the test fails if it meets an error in the console or a request to another host."""
    yield from telling(desktop, problems)


@pytest.fixture
def phone(hand: BrowserContext, problems: list[str]) -> Iterator[Page]:
    """An empty page of a phone, 400×800 and worked by touch; fails as ``page`` does."""
    yield from telling(hand, problems)


def telling(window: BrowserContext, problems: list[str]) -> Iterator[Page]:
    """A page that tells its problems, for one test, which leaves nothing behind but what is cached."""
    origins = set()

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not is_streamlits_own(message):
            problems.append(f"console: {message.text}")

    def request(sent: Request) -> None:
        address = urlsplit(sent.url)
        if address.scheme in ("data", "blob"):
            return
        origins.add(f"{address.scheme}://{address.netloc}")
        if address.hostname != HOST:
            problems.append(f"request: {sent.url}")

    first = window.pages[0]  # empty; it keeps the window open
    opened = window.new_page()
    opened.on("console", console)
    opened.on("request", request)
    opened.on("pageerror", lambda error: problems.append(f"page: {error}"))
    yield opened
    for each in window.pages:
        if each is not first:
            each.close()
    forget(first, origins)
    assert problems == []


def forget(page: Page, origins: set[str]) -> None:
    """Take away what these servers have stored in the browser; their scripts and pictures stay cached."""
    page.context.clear_cookies()
    page.context.clear_permissions()
    storage = page.context.new_cdp_session(page)
    for origin in origins:
        storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORED})
    storage.detach()


def is_streamlits_own(message: ConsoleMessage) -> bool:
    """Streamlit looks for its server below a deep link first and logs a 404 for each of these two."""
    address = urlsplit(message.location.get("url", "")).path
    return (
        "404" in message.text
        and address.count("/") > 2
        and address.endswith(("/_stcore/health", "/_stcore/host-config"))
    )
