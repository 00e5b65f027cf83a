"""The live chart in a real browser: it changes in place, at the pace of the browser, and lays itself out."""

from math import exp, sin
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.charts import (
    CELLS,
    WATCH,
    expect_text_number,
    message_shows,
    number,
    press,
    show,
    wait_for_epochs,
)
from tests.browser.playground import standing

APP = Path(__file__).parent / "live_chart_app" / "app.py"


@pytest.fixture(scope="module")
def demo(server) -> str:
    return server(APP)


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


def test_a_new_generation_drops_waiting_frames(page: Page, demo: str) -> None:
    show(page, f"{demo}?frames=150")
    page.evaluate(WATCH)
    press(page, "Play")
    page.wait_for_function("seen.pictures.size > 5")
    press(page, "Restart")
    message_shows(page, "generation 1")
    assert page.evaluate("seen.pictures.size") < 140


def test_frames_of_a_message_are_spread_over_its_period(page: Page, demo: str) -> None:
    show(page, f"{demo}?frames=5&period=2")
    press(page, "Play")
    wait_for_epochs(page, 3)
    page.evaluate(WATCH)
    start = page.evaluate("performance.now()")
    wait_for_epochs(page, 20)
    pictures, now = page.evaluate("[seen.pictures.size, performance.now()]")
    seconds = (now - start) / 1000
    assert pictures >= 10
    assert seconds > 0.4 * (pictures - 2) * 0.9


def test_a_message_that_is_played_slowly_is_left_for_what_changed(page: Page, demo: str) -> None:
    show(page, f"{demo}?frames=4&period=3600")
    page.evaluate(WATCH)
    press(page, "Play")
    page.wait_for_function("seen.pictures.size > 1")
    page.wait_for_timeout(500)
    press(page, "Restart")
    message_shows(page, "generation 1")


def test_pause_drops_waiting_frames_and_ends_asking(page: Page, demo: str) -> None:
    show(page, f"{demo}?frames=3")
    press(page, "Play")
    wait_for_epochs(page, 10)
    press(page, "Pause")
    message_shows(page, "playing False")
    page.wait_for_timeout(2000)  # where the answer to the press takes long, the charts ask once more
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
    # What was on its way is played, and no more.
    standing(page, lambda: number(page, "epoch"), "it goes on asking", every=1000)
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


def test_a_chart_out_of_sight_is_drawn_when_it_is_seen_again(page: Page, demo: str) -> None:
    show(page, demo)
    cell = "document.querySelector('[data-cell=curves]')"
    page.evaluate(f"{cell}.style.display = 'none'")
    press(page, "Play")
    wait_for_epochs(page, 30)
    press(page, "Pause")
    message_shows(page, "playing False")
    newest = f"{cell}.querySelector('.js-plotly-plot')._fullData[0].x.at(-1)"
    assert page.evaluate(newest) == 0
    page.evaluate(f"{cell}.style.display = ''")
    page.wait_for_function(f"{newest} === {number(page, 'epoch')}")


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
