"""A person's own points in a real browser: drawn, learned, removed; opened from a file; handed on in a link."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from mlp_core.own_reading import first_choice, read_points
from mlp_core.own_table import read_table
from tests.browser.conftest import OpenPage
from tests.browser.playground import (
    click_in_region,
    eventually,
    is_sound,
    label,
    message,
    option,
    pause,
    picture,
    press,
    readout,
    show,
    wait_for,
)

POINTS = """(trace) => {
  const {x, y} = document.querySelector('[data-cell=region] .js-plotly-plot')._fullData[trace];
  return Array.from(x, (each, i) => [each, y[i]]);
}"""
ON_PLANE, ON_LINE = 0, 5
WATCH_ECHOES = """() => {
  const cell = document.querySelector('[data-cell=region]');
  window.echoes = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      const { x, y, width, height } = node.getBoundingClientRect();
      if (node.matches('.live-chart-echo')) echoes.push([x + width / 2, y + height / 2]);
    }
  }).observe(cell, { childList: true });
}"""
PLACE = """([x, y]) => {
  const chart = document.querySelector('[data-cell=region] .js-plotly-plot');
  const [{ xaxis, yaxis }, corner] = [chart._fullLayout, chart.getBoundingClientRect()];
  return [corner.x + xaxis._offset + xaxis.d2p(x), corner.y + yaxis._offset + yaxis.d2p(y)];
}"""
CSV = "Länge;Breite;Art\n5,1;3,5;klein\n7,0;3,2;groß\n4,9;3,0;klein\n6,4;3,2;groß\n4,7;3,2;klein\n6,9;3,1;groß\n"
BROKEN = "x,y,kind\n1,2,a\n\n3,four,b\n5,6,a\n7,8,b\n"


def points(page: Page, trace: int = ON_PLANE) -> list[list[float]]:
    """The places of the training points in the region."""
    return page.evaluate(POINTS, trace)


def place(page: Page, x: float, y: float) -> list[float]:
    """Where a point of the region stands on the screen."""
    return page.evaluate(PLACE, [x, y])


def wait_for_points(page: Page, count: int, trace: int = ON_PLANE) -> None:
    eventually(page, lambda: len(points(page, trace)) == count, f"there are not {count} points")


def brush(page: Page, name: str) -> Locator:
    """What a click in the region does."""
    return option(page, "A click in the region", name)


def drag_box(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from one to another place of the region, as fractions of its width and height from its lower left."""
    box = page.locator("[data-cell=region] .nsewdrag").first.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]) for x, y in (start, end)]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=6)
    page.mouse.up()


def press_key(page: Page, key: str) -> None:
    """Press the button of this key, which has only an icon."""
    page.locator(f".st-key-{key} button").first.click()


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Your own data")


def open_file(page: Page, path: Path) -> None:
    dialog(page).locator("input[type=file]").set_input_files(path)


def test_points_are_drawn_learned_removed_and_brought_back(page: Page, playground: str) -> None:
    show(page, playground)
    option(page, "Data set", "Own").click()
    expect(message(page)).to_contain_text("Click in the region to add points")
    expect(readout(page)).to_contain_text("no points yet")
    page.evaluate(WATCH_ECHOES)
    for k in range(5):  # as fast as a finger can
        click_in_region(page, 0.15 + 0.05 * k, 0.2 + 0.03 * (k % 2))
        page.wait_for_timeout(60)
    wait_for_points(page, 5)
    for left, (x, y) in zip(page.evaluate("echoes"), points(page), strict=True):  # a dot at once where the point comes
        assert left == pytest.approx(place(page, x, y), abs=2)
    expect(page.locator(".live-chart-echo")).to_have_count(0)
    expect(page.locator(".st-key-own_clear button").first).to_be_enabled()  # the page follows when the hand rests
    brush(page, "1").click()
    expect(brush(page, "1")).to_be_checked()
    for k in range(5):
        click_in_region(page, 0.6 + 0.05 * k, 0.8 - 0.03 * (k % 2))
        page.wait_for_timeout(60)
    wait_for_points(page, 10)
    # A click lands where it was put: x₁ and x₂ of half of ±2.15 are told to a hundredth.
    assert points(page)[0] == pytest.approx([-1.5, -1.29], abs=0.03)
    press(page, "Play")
    expect(readout(page)).to_contain_text("accuracy 100%")
    wait_for(page, "Epoch", 5)
    click_in_region(page, 0.5, 0.95)  # also while it trains, and the network goes on
    wait_for_points(page, 11)
    wait_for(page, "Epoch", 10)
    drag_box(page, (0.05, 0.05), (0.45, 0.4))
    wait_for_points(page, 6)
    pause(page)
    # Two changes soon after each other are one mark.
    expect(label(page, "curves", re.compile("points 1[01] → 6"))).to_have_count(1)
    press_key(page, "undo")
    wait_for_points(page, 11)
    press_key(page, "own_clear")
    wait_for_points(page, 0)
    expect(readout(page)).to_contain_text("no points yet")
    is_sound(page)


def test_probing_own_points_and_drawing_on_the_line(page: Page, playground: str) -> None:
    show(page, f"{playground}/?points=1,1,1;-1,-1,0")
    expect(brush(page, "Probe")).to_be_checked()
    click_in_region(page, 0.3, 0.6)
    expect(label(page, "region", "output")).to_be_visible()
    assert len(points(page)) == 2
    group = page.get_by_role("radiogroup", name="A click in the region")
    brush(page, "Probe").press("ArrowLeft")  # passes by what would add a class
    expect(group.get_by_role("button", name="class")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(brush(page, "1")).to_be_checked()
    expect(group.get_by_role("radio")).to_have_count(3)
    group.get_by_role("button", name="class").click()
    expect(brush(page, "2")).to_be_checked()
    expect(label(page, "network", "softmax")).to_have_count(1)
    option(page, "What to draw", "Line").click()
    expect(readout(page)).to_contain_text("no points yet")
    for across, up in ((0.2, 0.3), (0.5, 0.7), (0.8, 0.4)):
        click_in_region(page, across, up)
    wait_for_points(page, 3, ON_LINE)
    heights = [y for _, y in points(page, ON_LINE)]
    assert heights[1] > heights[2] > heights[0]
    press(page, "Play")
    wait_for(page, "Epoch", 3)
    is_sound(page)


def test_a_file_is_previewed_used_and_downloaded(page: Page, playground: str, tmp_path: Path) -> None:
    file, broken = tmp_path / "tiere.csv", tmp_path / "broken.csv"
    file.write_text(CSV, encoding="latin-1")
    broken.write_text(BROKEN)
    show(page, f"{playground}/?data=moons&samples=60")
    before = picture(page)
    press_key(page, "open_csv")
    open_file(page, broken)
    expect(dialog(page)).to_contain_text("Row 4: “four” is not a number. Your present data stay.")
    assert picture(page) == before
    open_file(page, file)
    expect(dialog(page)).to_contain_text("separated by semicolon, decimal commas, names in the first row")
    expect(dialog(page).get_by_role("table")).to_contain_text("x₁: Länge")
    dialog(page).get_by_role("button", name="Use these points").click()
    expect(dialog(page)).to_be_hidden()
    expect(brush(page, "groß")).to_be_attached()
    press(page, "Play")
    expect(readout(page)).to_contain_text("accuracy 100%")
    with page.expect_download() as started:
        press_key(page, "download_csv")
    table = read_table(Path(started.value.path()).read_bytes())
    assert read_points(table, first_choice(table), title="tiere.csv").points == read_again(file)
    is_sound(page)


def read_again(file: Path):
    table = read_table(file.read_bytes())
    return read_points(table, first_choice(table), title="tiere.csv").points


def test_a_link_with_points_shows_the_same_picture_elsewhere(
    page: Page, another_person: OpenPage, playground: str
) -> None:
    show(page, f"{playground}/?data=own&seed=3")
    for across, up in ((0.2, 0.3), (0.4, 0.7), (0.8, 0.4), (0.7, 0.1)):
        click_in_region(page, across, up)
    wait_for_points(page, 4)
    page.wait_for_function("location.search.split(';').length === 4")
    other = another_person()
    show(other, page.url)
    assert points(other) == points(page)
    assert picture(other) == picture(page)
    assert picture(other, "network") == picture(page, "network")
