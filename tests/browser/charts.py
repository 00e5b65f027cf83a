"""How a browser test looks at the charts of a page and at the numbers beside them."""

import re

from playwright.sync_api import Page, expect

CELLS = ("boxes", "region", "curves")

# Counts the charts that were replaced, the animation frames with one missing, and the pictures that the plane showed.
WATCH = """() => {
  const charts = () =>
    [...document.querySelectorAll('.js-plotly-plot')].filter((chart) => chart.querySelector('.main-svg'));
  const first = charts();
  const seen = window.seen = {frames: 0, replaced: 0, missing: 0, pictures: new Set()};
  const tick = () => {
    const now = charts();
    seen.frames += 1;
    if (now.length < first.length) seen.missing += 1;
    seen.replaced += now.filter((chart) => !first.includes(chart)).length;
    seen.pictures.add(document.querySelector('[data-cell=region] .imagelayer image')?.href.baseVal);
    requestAnimationFrame(tick);
  };
  tick();
}"""


def show(page: Page, address: str) -> None:
    page.goto(address)
    for cell in CELLS:
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def number(page: Page, name: str) -> int:
    """The number behind a word of the two text cells."""
    text = page.locator("[data-cell=message]").inner_text() + " " + page.locator("[data-cell=readout]").inner_text()
    return int(re.search(rf"{name} ([\d,]+)", text)[1].replace(",", ""))


def wait_for_epochs(page: Page, more: int) -> None:
    expect_text_number(page, "epoch", number(page, "epoch") + more)


def expect_text_number(page: Page, name: str, least: int) -> None:
    page.wait_for_function(
        """([name, least]) => {
          const text = [...document.querySelectorAll('.live-chart-text')].map((cell) => cell.innerText).join(' ');
          const found = text.match(new RegExp(name + ' ([0-9,]+)'));
          return found && Number(found[1].replaceAll(',', '')) >= least;
        }""",
        arg=[name, least],
    )


def axis_range(page: Page, cell: str, axis: str = "xaxis") -> list[float]:
    return page.evaluate(
        "([cell, axis]) => document.querySelector(`[data-cell=${cell}] .js-plotly-plot`)._fullLayout[axis].range",
        [cell, axis],
    )


def drag(page: Page, cell: str, start: float, end: float) -> None:
    """Pull the mouse over a chart from one to another fraction of its width, at half and a bit more of its height."""
    box = page.locator(f"[data-cell={cell}] .nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + start * box["width"], box["y"] + 0.4 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], box["y"] + 0.8 * box["height"], steps=5)
    page.mouse.up()


def message_shows(page: Page, pattern: str) -> None:
    expect(page.locator("[data-cell=message]")).to_contain_text(re.compile(pattern))
