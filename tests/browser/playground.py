"""The playground in the browser: what its tests read from the page, and how they work its controls."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

CHARTS = ("network", "region", "curves")
NUMBER = r"([\d,.]*\d(?:e\+\d+)?)"
CHART = "document.querySelector('[data-cell={}] .js-plotly-plot')"
PICTURE = "document.querySelector(`[data-cell=${chart}] .js-plotly-plot`)._fullLayout.images[0].source"
# Counts the charts that were replaced, the animation frames with one missing, and the pictures of the region.
WATCH = """() => {
  const charts = () =>
    [...document.querySelectorAll('.js-plotly-plot')].filter((chart) => chart.querySelector('.main-svg'));
  const known = new Set(charts());
  const expected = known.size;
  const seen = window.seen = {since: performance.now(), frames: 0, replaced: 0, missing: 0, pictures: 0};
  let last = null;
  const tick = () => {
    const now = charts();
    const picture = document.querySelector('[data-cell=region] .imagelayer image')?.href.baseVal;
    seen.frames += 1;
    if (now.length < expected) seen.missing += 1;
    for (const chart of now) if (!known.has(chart)) { seen.replaced += 1; known.add(chart); }
    if (picture !== last) { seen.pictures += 1; last = picture; }
    requestAnimationFrame(tick);
  };
  tick();
}"""
# Where a point of the drawing with this customdata stands on the screen.
PLACE = """([kind, layer, to, origin]) => {
  const chart = document.querySelector('[data-cell=network] .js-plotly-plot');
  const [layout, corner] = [chart._fullLayout, chart.getBoundingClientRect()];
  for (const trace of chart._fullData) {
    const found = [...trace.customdata.keys()].filter((i) => {
      const data = trace.customdata[i];
      return data[0] === kind && data[1] === layer && data[2] === to && data[3] === origin;
    });
    if (!found.length) continue;
    const i = found[Math.floor(found.length / 2)];
    const [x, y] = [layout.xaxis.d2p(trace.x[i]), layout.yaxis.d2p(trace.y[i])];
    return [corner.x + layout.xaxis._offset + x, corner.y + layout.yaxis._offset + y];
  }
}"""


@dataclass(frozen=True)
class Reading:
    """The numbers of the readout."""

    epoch: int
    steps: int
    loss: float


def show(page: Page, address: str, width: int = 1440, height: int = 780) -> None:
    """Open the page and wait for its charts and first words."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    for chart in CHARTS:
        expect(page.locator(f"[data-cell={chart}] .main-svg").first).to_be_visible(timeout=60_000)
    expect(readout(page)).to_contain_text("Epoch")
    expect(page.locator("[data-cell=chart] .main-svg").first).to_be_attached()


def is_sound(page: Page) -> None:
    """All charts are there and Streamlit reports no error of the script."""
    assert page.get_by_test_id("stException").all_inner_texts() == []
    for chart in (*CHARTS, "chart"):
        expect(page.locator(f"[data-cell={chart}] .js-plotly-plot .main-svg").first).to_be_attached()


def button(page: Page, name: str) -> Locator:
    """A button by its name; its key may stand behind it."""
    return page.get_by_role("button", name=re.compile(rf"\b{name}( Shortcut .)?$")).first


def press(page: Page, name: str) -> None:
    button(page, name).click()


def option(page: Page, group: str, name: str) -> Locator:
    """One of the choices of a group."""
    return page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True)


def choose(page: Page, group: str, name: str) -> None:
    option(page, group, name).click()


def readout(page: Page) -> Locator:
    return page.locator("[data-cell=readout]")


def message(page: Page) -> Locator:
    return page.locator("[data-cell=message]")


def label(page: Page, chart: str, text: str | re.Pattern[str]) -> Locator:
    """The texts on a chart that contain this one."""
    return page.locator(f"[data-cell={chart}] .annotation-text").filter(has_text=text)


def reading(page: Page) -> Reading:
    text = readout(page).inner_text()
    epoch, steps, loss = (
        re.search(rf"{name} {NUMBER}", text)[1].replace(",", "") for name in ("Epoch", "Steps", "loss")
    )
    return Reading(int(epoch), int(steps), float(loss))


def wait_for(page: Page, name: str, least: int) -> Reading:
    """Wait until the readout shows at least this many epochs ("Epoch") or steps ("Steps")."""
    page.wait_for_function(
        """([name, least]) => {
          const text = document.querySelector('[data-cell=readout]')?.innerText ?? '';
          const found = text.match(new RegExp(name + ' ([0-9,]+)'));
          return found && Number(found[1].replaceAll(',', '')) >= least;
        }""",
        arg=[name, least],
    )
    return reading(page)


def pause(page: Page) -> Reading:
    """Press Pause and wait for the last numbers, which tell no pace any more."""
    press(page, "Pause")
    expect(button(page, "Play")).to_be_visible()
    expect(readout(page)).not_to_contain_text("steps/s")
    return reading(page)


def look_back(page: Page, share: float = 0.3) -> None:
    """Drag the slider under the curves back to this share of the run."""
    box = page.get_by_role("slider", name="Epoch", exact=True).bounding_box()
    x, y = box["x"], box["y"] + box["height"] / 2
    page.mouse.move(x + 0.8 * box["width"], y)
    page.mouse.down()
    page.mouse.move(x + share * box["width"], y, steps=4)
    page.mouse.up()


def picture(page: Page, chart: str = "region") -> str:
    """The picture in a chart as its address."""
    return page.evaluate(f"(chart) => {PICTURE}", chart)


def wait_for_picture(page: Page, is_it: str, chart: str = "region") -> None:
    """Wait until a chart shows this picture again."""
    page.wait_for_function(f"([chart, it]) => {PICTURE} === it", arg=[chart, is_it])


def wait_for_another_picture(page: Page, than: str, chart: str = "region") -> None:
    """Wait until a chart shows a picture other than this one."""
    page.wait_for_function(f"([chart, it]) => {PICTURE} !== it", arg=[chart, than])


def weights(page: Page) -> list[float]:
    """The weight of every link, as the drawing's hover texts tell them."""
    texts = page.evaluate(
        "[...new Set(document.querySelector('[data-cell=network] .js-plotly-plot')._fullData[0].hovertext)]"
    )
    return [float(re.search(r"<b>(.+?)</b>", text)[1].replace("−", "-")) for text in texts]


def distance(some: list[float], others: list[float]) -> float:
    """The largest difference of two lists of weights."""
    return max(abs(a - b) for a, b in zip(some, others, strict=True))


def point_to(page: Page, kind: str, layer: int, to: int, origin: int = -1) -> tuple[float, float]:
    """Put the mouse on a neuron, bias or link of the drawing and wait for its label; its place on the screen."""
    x, y = page.evaluate(PLACE, [kind, layer, to, origin])
    page.mouse.move(x, y)
    name = {
        "neuron": f"neuron {to + 1} of layer {layer}",
        "bias": f"bias of neuron {to + 1} of layer {layer}",
        "link": f"→ neuron {to + 1} of layer {layer}",
    }[kind]
    expect(page.locator("[data-cell=network] .hoverlayer .hovertext")).to_contain_text(name)
    return x, y


def click_on(page: Page, kind: str, layer: int, to: int, origin: int = -1) -> None:
    """Click on a neuron, bias or link of the drawing."""
    page.mouse.click(*point_to(page, kind, layer, to, origin))


def leave(page: Page) -> None:
    """Take the mouse away from everything."""
    page.mouse.move(700, 3)


def click_in_region(page: Page, across: float, up: float) -> None:
    """Click at fractions of the region's width and height, from its lower left corner."""
    box = page.locator("[data-cell=region] .nsewdrag").first.bounding_box()
    x, y = box["x"] + across * box["width"], box["y"] + (1 - up) * box["height"]
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def places(page: Page) -> dict[str, list[int]]:
    """Left, top, width and height of every chart and of the titles of the tabs."""
    return page.evaluate(
        """() => {
          const box = (element) => {
            const {x, y, width, height} = element.getBoundingClientRect();
            return [x, y, width, height].map(Math.round);
          };
          const charts = [...document.querySelectorAll('.live-chart-figure')];
          const cells = charts.map((chart) => [chart.dataset.cell, box(chart)]);
          return Object.fromEntries([...cells, ['tabs', box(document.querySelector('[role=tablist]'))]]);
        }"""
    )


def come_to_rest(page: Page, read: Callable[[], Any], first: Any) -> Any:
    """What is read once it has left its first value and stands still: a slow browser draws a turn bit by bit."""
    seen = [first]

    def stands() -> bool:
        page.wait_for_timeout(300)
        seen.append(read())
        return seen[-1] == seen[-2] != first

    eventually(page, stands, f"it does not move from {first}, or moves without end", tries=100)
    return seen[-1]


def standing(page: Page, read: Callable[[], Any], what: str, every: int = 700, alike: int = 3, tries: int = 30) -> Any:
    """What is read once it is the same so many times in a row, with so many milliseconds between them."""
    seen = []

    def stands() -> bool:
        page.wait_for_timeout(every)
        seen.append(read())
        return len(seen) >= alike and all(each == seen[-1] for each in seen[-alike:])

    eventually(page, stands, what, tries)
    return seen[-1]


def needs_no_sideways_scrolling(page: Page) -> None:
    """The page fits the window. Of what is too wide the document says nothing: Streamlit has its main part scroll."""

    def width() -> int:
        return page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")

    screen = page.viewport_size["width"]
    eventually(page, lambda: width() <= screen, lambda: f"{width()} pixels wide on a screen of {screen}", tries=200)


def eventually(page: Page, holds: Callable[[], bool], what: str | Callable[[], str], tries: int = 600) -> None:
    """Wait until a condition that Python looks at holds; else say what is wrong, asked for only then."""
    for _ in range(tries):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(what if isinstance(what, str) else what())
