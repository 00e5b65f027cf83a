"""Smoothness of the playground in a real Chromium on the same machine: pictures and steps a second, click to picture.

    python -m benchmarks.live_page                      starts a server of its own
    python -m benchmarks.live_page http://localhost:8501

The spiral at 50 % noise keeps a network busy for ever. Absolute figures move with the machine and its load: compare
ratios within one run. Prints Markdown.
"""

import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).parents[1]
WARM_UP, MEASURED = 3.0, 8.0
TOGGLES = 10
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
CASES = (
    ("2-8-8-1, as fast as it goes", "?speed=max&noise=50"),
    ("2-8-8-1, an epoch a frame", "?noise=50"),
    ("6 layers of 16, as fast as it goes", "?speed=max&noise=50&layers=16,16,16,16,16,16"),
)
COUNT_FRAMES = """() => {
  const charts = () => [...document.querySelectorAll('.js-plotly-plot')].filter(c => c.querySelector('.main-svg'));
  const counts = window.counts = {updates: 0, remounts: 0, blank: 0, dirty: false};
  const observer = new MutationObserver(() => { counts.dirty = true; });
  const watch = chart => observer.observe(chart, {subtree: true, childList: true, attributes: true});
  const known = new Set(charts()), expected = known.size;
  known.forEach(watch);
  const tick = () => {
    if (counts.dirty) { counts.updates++; counts.dirty = false; }
    const now = charts();
    if (now.length < expected) counts.blank++;
    for (const chart of now) if (!known.has(chart)) { counts.remounts++; known.add(chart); watch(chart); }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""
# From a click to the animation frame that shows the network drawn with the activation of that name.
TIME_TOGGLE = """name => {
  const shows = () => [...document.querySelectorAll('.js-plotly-plot .annotation')].filter(
    a => a.textContent.trim().endsWith('· ' + name)).length >= 2;
  window.toggled = new Promise(resolve => document.addEventListener('click', () => {
    const start = performance.now();
    const look = () => shows() ? resolve(performance.now() - start) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  }, {capture: true, once: true}));
}"""
# How long a person's finger stays on the mouse button.
PRESSED = 80


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(base: str = "") -> Iterator[tuple[str, int]]:
    """Address and process id of a server on a free port, ended afterwards; `base` is a path of its own below that."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.baseUrlPath", base]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        health = "/".join(filter(None, (address, base, "_stcore/health")))
        for _ in range(300):
            try:
                urllib.request.urlopen(health, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise RuntimeError(f"{address} did not start")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def steps(page: Page) -> int:
    """Mini-batches done, as the page says."""
    found = re.search(r"Steps\s+([\d,]+)", page.inner_text("body"))
    if found is None:
        raise RuntimeError("the page shows no steps")
    return int(found[1].replace(",", ""))


def opened(page: Page, address: str) -> None:
    """Open the page, press Play and let it warm up."""
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.get_by_role("button", name="Play").first.click()
    page.wait_for_timeout(1000 * WARM_UP)


def smoothness(page: Page, address: str) -> dict[str, float]:
    """Updates and steps a second, and charts replaced or missing, over the measured time."""
    opened(page, address)
    page.evaluate(COUNT_FRAMES)
    first, start = steps(page), time.perf_counter()
    page.wait_for_timeout(1000 * MEASURED)
    counts, took = page.evaluate("window.counts"), time.perf_counter() - start
    rates = {"updates": counts["updates"] / took, "steps": (steps(page) - first) / took}
    return rates | {"remounts": counts["remounts"], "blank": counts["blank"]}


def click_to_picture(page: Page, address: str) -> list[float]:
    """Milliseconds from a click on tanh or ReLU, while it trains, to the first frame trained with it."""
    opened(page, address)
    times = []
    for toggle in range(TOGGLES):
        name = ("ReLU", "tanh")[toggle % 2]
        page.evaluate(TIME_TOGGLE, name)
        page.get_by_role("radio", name=name, exact=True).first.click(delay=PRESSED)
        times.append(page.evaluate("window.toggled"))
        page.wait_for_timeout(700)
    return times


def report(address: str) -> None:
    """Measure all cases and print them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
        print("| case | chart updates/s | SGD steps/s | charts replaced | frames with a chart missing |")
        print("|---|---|---|---|---|")
        for title, query in CASES:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            found = smoothness(page, f"{address}/{query}")
            rates = f"{found['updates']:.0f} | {found['steps']:,.0f}"
            print(f"| {title} | {rates} | {found['remounts']} | {found['blank']} |", flush=True)
            page.close()
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        times = click_to_picture(page, f"{address}/{CASES[0][1]}")
        browser.close()
    median, worst = statistics.median(times), max(times)
    print(
        f"\nFrom a click on an activation to the first frame trained with it: {median:.0f} ms, at worst {worst:.0f} ms."
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        report(sys.argv[1].rstrip("/"))
    else:
        with served() as (own, _):
            report(own)
