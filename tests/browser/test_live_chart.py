"""The live chart in a real browser: it changes in place, keeps what the reader did to it, and reports back."""

import re
from math import exp, sin
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

APP = Path(__file__).parent / "live_chart_app" / "app.py"
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


@pytest.fixture(scope="module")
def demo(server) -> str:
    return server(APP)


def show(page: Page, address: str) -> None:
    page.goto(address)
    for cell in CELLS:
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=30_000)


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


def test_charts_change_in_place(page: Page, demo: str) -> None:
    show(page, demo)
    page.evaluate(WATCH)
    press(page, "Play")
    wait_for_epochs(page, 60)
    seen = page.evaluate("({...seen, pictures: seen.pictures.size})")
    assert seen["replaced"] == 0
    assert seen["missing"] == 0
    assert seen["pictures"] > 30
    assert page.locator(".js-plotly-plot").count() == 3


def test_curves_show_the_numbers_that_were_sent(page: Page, demo: str) -> None:
    show(page, f"{demo}?curves=1")
    press(page, "Play")
    wait_for_epochs(page, 30)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    message_shows(page, "playing False")
    last = page.evaluate(
        """() => { const trace = document.querySelector('[data-cell=curves] .js-plotly-plot')._fullData[3];
                   return [trace.x.at(-1), trace.y.at(-1)]; }"""
    )
    epoch = number(page, "epoch")
    assert last[0] == epoch
    # The fourth of the curves of the demonstration, in float32.
    assert last[1] == pytest.approx(exp(-epoch / 400) + 0.05 * sin(epoch / 10) + 0.3, rel=1e-5)


def test_zoom_stays_while_the_picture_changes(page: Page, demo: str) -> None:
    show(page, demo)
    press(page, "Play")
    wait_for_epochs(page, 10)
    drag(page, "region", 0.25, 0.75)
    zoomed = axis_range(page, "region")
    assert zoomed == pytest.approx([-0.5, 0.5], abs=0.05)
    wait_for_epochs(page, 30)
    assert axis_range(page, "region") == zoomed


def test_zoom_stays_while_the_sent_range_grows_and_a_double_click_returns_to_it(page: Page, demo: str) -> None:
    show(page, f"{demo}?curves=1")
    press(page, "Play")
    wait_for_epochs(page, 10)
    drag(page, "curves", 0.1, 0.5)
    zoomed = axis_range(page, "curves")
    assert zoomed[0] > 0
    wait_for_epochs(page, 60)
    assert axis_range(page, "curves") == zoomed
    box = page.locator("[data-cell=curves] .nsewdrag").first.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function(
        "document.querySelector('[data-cell=curves] .js-plotly-plot')._fullLayout.xaxis.range[1] > 60"
    )
    assert axis_range(page, "curves", "yaxis") == [0, 1.5]


def test_an_added_point_is_drawn_and_the_zoom_stays(page: Page, demo: str) -> None:
    show(page, demo)
    drag(page, "region", 0.25, 0.75)
    zoomed = axis_range(page, "region")
    points = page.locator("[data-cell=region] .points path")
    before = points.count()
    press(page, "One more point")
    expect(points).to_have_count(before + 1)
    assert axis_range(page, "region") == zoomed


def test_exported_picture_is_the_one_shown(page: Page, demo: str) -> None:
    show(page, demo)
    press(page, "Play")
    wait_for_epochs(page, 20)
    press(page, "Pause")
    message_shows(page, "playing False")
    shown, exported = page.evaluate(
        """async () => {
          const chart = document.querySelector('[data-cell=region] .js-plotly-plot');
          const svg = decodeURIComponent((await Plotly.toImage(chart, {format: 'svg'})).split(',').slice(1).join());
          return [chart.querySelector('.imagelayer image').href.baseVal, svg.match(/data:image.png[^"]+/)[0]];
        }"""
    )
    assert shown == exported


def test_clicks_come_back(page: Page, demo: str) -> None:
    show(page, demo)
    box = page.locator("[data-cell=boxes] .points path").nth(7).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    message_shows(page, r"click boxes 7")
    plane = page.locator("[data-cell=region] .nsewdrag").bounding_box()
    page.mouse.click(plane["x"] + 0.75 * plane["width"], plane["y"] + 0.25 * plane["height"])
    message_shows(page, r"click region \S+ at 0\.(49|50)\d,0\.(49|50)\d")


def test_a_click_in_empty_space_comes_back_with_its_place(page: Page, demo: str) -> None:
    show(page, f"{demo}?points=0")
    plane = page.locator("[data-cell=region] .nsewdrag").bounding_box()
    page.mouse.click(plane["x"] + 0.75 * plane["width"], plane["y"] + 0.25 * plane["height"])
    message_shows(page, r"click region None at 0\.(49|50)\d,0\.(49|50)\d")


def test_clicks_during_play_are_all_heard(page: Page, demo: str) -> None:
    show(page, demo)
    press(page, "Play")
    wait_for_epochs(page, 5)
    for index in (3, 9, 15):
        box = page.locator("[data-cell=boxes] .points path").nth(index).bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(80)  # Plotly looks where the mouse is every 50 ms
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for index in (3, 9, 15):
        message_shows(page, rf"click boxes {index}\b")


def test_hovering_is_told_once_and_ends(page: Page, demo: str) -> None:
    show(page, demo)
    first, second = (page.locator("[data-cell=boxes] .points path").nth(i).bounding_box() for i in (6, 7))
    page.mouse.move(first["x"] + 20, first["y"] + 20)
    message_shows(page, r"hover boxes 6 at [^ ]+$")
    page.mouse.move(first["x"] + 22, first["y"] + 22)
    page.mouse.move(second["x"] + 20, second["y"] + 20, steps=8)
    message_shows(page, r"hover boxes 6 at \S+ hover boxes 7 at \S+$")
    page.mouse.move(5, 5)
    message_shows(page, r"hover boxes 6 at \S+ hover boxes 7 at \S+ unhover boxes None at \S+$")


def test_a_hover_label_survives_new_pictures(page: Page, demo: str) -> None:
    show(page, demo)
    press(page, "Play")
    box = page.locator("[data-cell=boxes] .points path").nth(7).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    label = page.locator("[data-cell=boxes] .hoverlayer .hovertext")
    expect(label).to_contain_text("box 7")
    wait_for_epochs(page, 20)
    expect(label).to_contain_text("box 7")


def test_a_new_generation_drops_waiting_frames(page: Page, demo: str) -> None:
    show(page, f"{demo}?frames=150")
    press(page, "Play")
    message_shows(page, r"asks [1-9]")
    page.evaluate(WATCH)
    press(page, "Restart")
    message_shows(page, "generation 1")
    assert page.evaluate("seen.pictures.size") < 140


def test_pause_drops_waiting_frames_and_ends_asking(page: Page, demo: str) -> None:
    show(page, f"{demo}?frames=3")
    press(page, "Play")
    wait_for_epochs(page, 10)
    press(page, "Pause")
    message_shows(page, "playing False")
    asks, epoch = number(page, "asks"), number(page, "epoch")
    page.wait_for_timeout(2000)
    press(page, "One more point")
    message_shows(page, "301 points")
    assert number(page, "asks") == asks
    assert number(page, "epoch") == epoch


def test_a_hidden_page_does_not_ask(page: Page, demo: str) -> None:
    show(page, demo)
    press(page, "Play")
    wait_for_epochs(page, 5)
    hide = (
        "(hidden) => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.evaluate(hide, True)
    page.wait_for_timeout(500)
    epoch = number(page, "epoch")
    page.wait_for_timeout(2000)
    assert number(page, "epoch") == epoch
    page.evaluate(hide, False)
    wait_for_epochs(page, 10)


def test_a_lost_ask_is_repeated(page: Page, demo: str) -> None:
    show(page, f"{demo}?lose=5")
    press(page, "Play")
    expect_text_number(page, "asks", 10)


def test_a_theme_switch_repaints_while_paused(page: Page, demo: str) -> None:
    page.emulate_media(color_scheme="light")
    show(page, demo)
    background = "document.querySelector('[data-cell=boxes] .js-plotly-plot')._fullLayout.paper_bgcolor"
    assert page.evaluate(background) == "#ffffff"
    page.emulate_media(color_scheme="dark")
    message_shows(page, "theme")
    page.wait_for_function(f"{background} === '#10131a'")


def test_narrow_pages_stack_the_charts(page: Page, demo: str) -> None:
    show(page, demo)
    wide = {cell: page.locator(f"[data-cell={cell}]").bounding_box() for cell in CELLS}
    assert wide["boxes"]["x"] < wide["region"]["x"]
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(
        """() => [...document.querySelectorAll('.live-chart-figure')].every((cell) =>
             Math.abs(cell.querySelector('.main-svg').getBoundingClientRect().width - cell.clientWidth) < 2)"""
    )
    narrow = {cell: page.locator(f"[data-cell={cell}]").bounding_box() for cell in CELLS}
    assert narrow["region"]["y"] < narrow["curves"]["y"] < narrow["boxes"]["y"]
    assert {round(box["x"]) for box in narrow.values()} == {round(narrow["region"]["x"])}
    assert narrow["region"]["x"] + narrow["region"]["width"] <= 390


def test_nothing_moves_while_numbers_grow(page: Page, demo: str) -> None:
    show(page, demo)
    places = "[...document.querySelectorAll('[data-cell]')].map((cell) => JSON.stringify(cell.getBoundingClientRect()))"
    before = page.evaluate(places)
    press(page, "Play")
    wait_for_epochs(page, 30)
    assert page.evaluate(places) == before


def test_charts_are_described(page: Page, demo: str) -> None:
    show(page, demo)
    expect(page.get_by_role("img", name="A plane of two colours")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("asks")
