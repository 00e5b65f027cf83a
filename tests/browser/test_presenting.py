"""The presenting view in a real browser: keys work wherever the focus is, all fits the screen, and it can be left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.playground import PLACE, label, readout, wait_for

CHARTS = ("network", "region", "curves")
FITS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const inside = [...document.querySelectorAll('.live-chart-figure, .key-buttons')].every((element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  });
  return inside && main.scrollHeight <= main.clientHeight && main.scrollWidth <= innerWidth;
}"""
PROBED_AT = """(y) => {
  const words = [...document.querySelectorAll('[data-cell=region] .annotation-text')];
  const {top, bottom} = words.find((each) => each.textContent.includes('output'))?.getBoundingClientRect() ?? {};
  return Math.abs((top + bottom) / 2 - y) < 60;
}"""
# Of the words on the charts and above them, in pixels of the screen.
SMALLEST_WORDS = """() => Math.min(...[
  ...document.querySelectorAll('[data-cell] text:not(:empty), [data-cell=readout], [data-cell=message]'),
].filter((each) => each.checkVisibility() && each.textContent.trim()).map((each) => {
  const scale = getComputedStyle(each).getPropertyValue('--scale');
  return parseFloat(getComputedStyle(each).fontSize) * parseFloat(scale);
}))"""
# The network's drawing, which keeps its proportions, has a place of its own width; the numbers above are not cut.
NOTHING_STANDS_IN_WHITE = """() => {
  const cell = document.querySelector('[data-cell=network]'), words = document.querySelector('[data-cell=readout]');
  const drawing = cell.querySelector('.nsewdrag').getBoundingClientRect();
  return drawing.width >= 0.85 * cell.getBoundingClientRect().width && words.scrollWidth <= words.clientWidth + 1;
}"""
CELL = "document.querySelector('[data-cell=%s]')"
HEIGHT = "document.querySelector('[data-cell=network] .annotation-text').getBoundingClientRect().height"


def present(page: Page, address: str, width: int = 1440, height: int = 900) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    for chart in CHARTS:
        expect(page.locator(f"[data-cell={chart}] .main-svg").first).to_be_visible(timeout=60_000)
    expect(readout(page)).to_contain_text("Epoch")


def test_keys_work_right_after_a_click_on_something_else(page: Page, playground: str) -> None:
    present(page, f"{playground}/?view=present")
    page.keyboard.press("ArrowRight")
    expect(readout(page)).to_contain_text("Steps 1 ")
    page.get_by_role("button", name="sigmoid").click()
    expect(label(page, "network", "8 · sigmoid")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    expect(readout(page)).to_contain_text("Steps 2 ")
    page.keyboard.press("n")
    expect(readout(page)).to_contain_text("Steps 0 ")
    page.keyboard.press("p")
    wait_for(page, "Epoch", 3)
    page.keyboard.press("2")
    expect(label(page, "network", "8 · ReLU")).to_have_count(2)
    expect(label(page, "curves", "→ ReLU")).to_have_count(1)
    expect(page.get_by_role("button", name="ReLU", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.wait_for_function("new URLSearchParams(location.search).get('activation') === 'relu,relu'")
    assert "view=present" in page.url


def test_each_key_is_printed_on_its_button(page: Page, playground: str) -> None:
    present(page, f"{playground}/?view=present")
    expect(page.locator(".key-buttons button").nth(5)).to_be_visible()
    for button in page.locator(".key-buttons button").all():
        key = button.get_attribute("aria-keyshortcuts")
        printed = {"ArrowRight": "→", "ArrowUp": "↑", "ArrowDown": "↓", "Escape": "Esc", "-": "−"}.get(key, key.upper())
        expect(button.locator("kbd")).to_have_text(printed)
        assert button.get_attribute("aria-label")


@pytest.mark.parametrize("lesson", ["", "&lesson=the_gradient_vanishes"])
def test_words_can_be_read_from_the_last_row(page: Page, playground: str, lesson: str) -> None:
    present(page, f"{playground}/?view=present{lesson}", 1280, 720)
    page.wait_for_function(FITS)
    page.keyboard.press("p")
    wait_for(page, "Epoch", 2)
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert page.evaluate(SMALLEST_WORDS) >= 18
    for cell in ("readout", "message"):
        assert page.evaluate(f"(({{scrollWidth, clientWidth}}) => scrollWidth - clientWidth)({CELL % cell})") <= 1


def test_only_the_playground_presents_elsewhere_the_navigation_stays(page: Page, playground: str) -> None:
    page.goto(f"{playground}/activations?view=present")
    expect(page.get_by_text("Predict:").first).to_be_visible()
    page.get_by_role("link", name="Playground", exact=True).click()
    expect(page.get_by_role("slider", name="Noise")).to_be_visible()
    assert "view" not in page.url


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_all_fits_the_screen_and_is_large(page: Page, playground: str, width: int, height: int) -> None:
    present(page, f"{playground}/?view=present", width, height)
    page.wait_for_function(FITS)
    page.wait_for_function(NOTHING_STANDS_IN_WHITE)
    presented = page.evaluate(HEIGHT)
    page.keyboard.press("Escape")
    expect(page.get_by_role("slider", name="Noise")).to_be_visible()
    expect(page.locator("[data-cell=network] .annotation-text").first).to_be_visible()
    page.wait_for_function(f"{HEIGHT} <= {presented / 1.3}")
    assert "view" not in page.url


def test_one_button_presents_and_the_network_stays(page: Page, playground: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{playground}/?data=xor")
    page.get_by_role("button", name="Step").click()
    expect(readout(page)).to_contain_text("Steps 1 ")
    page.get_by_role("button", name="Present", exact=True).click()
    expect(page.get_by_role("button", name="Play")).to_contain_text("P")
    expect(page.get_by_role("slider", name="Noise")).to_have_count(0)
    expect(page.get_by_role("link", name="Activations")).to_have_count(0)
    expect(readout(page)).to_contain_text("Steps 1 ")
    page.keyboard.press("ArrowRight")
    expect(readout(page)).to_contain_text("Steps 2 ")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Activations")).to_be_visible()
    expect(readout(page)).to_contain_text("Steps 2 ")


def test_a_link_for_a_class_hides_what_is_not_ticked_and_charts_answer_the_mouse(page: Page, playground: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{playground}/?view=present&hide=curves,loss,rate")
    expect(page.locator("[data-cell=network] .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.locator("[data-cell=curves]")).to_be_hidden()
    expect(page.get_by_role("button", name="cross-entropy")).to_have_count(0)
    expect(readout(page)).to_contain_text("Epoch")
    x, y = enlarged_place(page, "neuron", 1, 2)
    page.mouse.move(x, y)
    expect(label(page, "region", "neuron 3 of layer 1 · tanh")).to_be_visible()
    page.mouse.move(700, 3)
    box = page.locator("[data-cell=region] .nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.25 * box["height"])
    # The words stand beside the point: where the mouse was, though the chart is shown larger than it is drawn.
    page.wait_for_function(PROBED_AT, arg=box["y"] + 0.25 * box["height"])


def enlarged_place(page: Page, *point: object) -> tuple[float, float]:
    """Where a point of the drawing stands on the screen, which shows the chart larger than it is drawn."""
    x, y = page.evaluate(PLACE, [*point, -1])
    left, top, scale = page.evaluate(
        """() => {
          const chart = document.querySelector('[data-cell=network] .js-plotly-plot');
          const {left, top, width} = chart.getBoundingClientRect();
          return [left, top, width / chart.offsetWidth];
        }"""
    )
    assert scale > 1.2
    return left + scale * (x - left), top + scale * (y - top)
