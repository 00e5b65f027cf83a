"""What a reader does to the live chart by hand: zooming stays, clicking and hovering reach Python."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.charts import (
    axis_range,
    drag,
    message_shows,
    press,
    show,
    wait_for_epochs,
)
from tests.browser.playground import eventually

APP = Path(__file__).parent / "live_chart_app" / "app.py"


@pytest.fixture(scope="module")
def demo(server) -> str:
    return server(APP)


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

    def returned() -> bool:
        return axis_range(page, "curves")[1] > 60

    def returned_by_a_double_click() -> bool:
        """Plotly wants both presses within half a second, which a busy page may miss."""
        if not returned():
            page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(700)
        return returned()

    eventually(page, returned_by_a_double_click, "the zoom stays", tries=20)
    assert axis_range(page, "curves", "yaxis") == [0, 1.5]


def test_a_new_uirevision_ends_the_zoom(page: Page, demo: str) -> None:
    show(page, demo)
    drag(page, "region", 0.25, 0.75)
    assert axis_range(page, "region") != [-1, 1]
    press(page, "Restart")
    message_shows(page, "generation 1")
    assert axis_range(page, "region") == [-1, 1]


def test_an_added_point_is_drawn_and_the_zoom_stays(page: Page, demo: str) -> None:
    show(page, demo)
    drag(page, "region", 0.25, 0.75)
    zoomed = axis_range(page, "region")
    points = page.locator("[data-cell=region] .points path")
    before = points.count()
    press(page, "One more point")
    expect(points).to_have_count(before + 1)
    assert axis_range(page, "region") == zoomed


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


def test_a_quick_click_comes_back_with_its_own_place(page: Page, demo: str) -> None:
    show(page, f"{demo}?points=0")
    plane = page.locator("[data-cell=region] .nsewdrag").bounding_box()
    for x, y in ((0.2, 0.2), (0.3, 0.3), (0.75, 0.25)):  # faster than Plotly looks where the mouse is
        page.mouse.move(plane["x"] + x * plane["width"], plane["y"] + y * plane["height"])
    page.mouse.down()
    page.mouse.up()
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


def test_clicks_in_one_moment_are_all_heard(page: Page, demo: str) -> None:
    show(page, demo)
    page.evaluate(
        """() => {
          const chart = document.querySelector('[data-cell=boxes] .js-plotly-plot');
          const point = (i) => ({points: [{customdata: i, curveNumber: 0, pointNumber: i, x: i, y: i}]});
          for (const i of [3, 9, 15]) chart.emit('plotly_click', point(i));
        }"""
    )
    message_shows(page, r"click boxes 3 at \S+ click boxes 9 at \S+ click boxes 15 at \S+$")


def test_hovering_is_told_once_and_ends(page: Page, demo: str) -> None:
    show(page, demo)
    first, second = (page.locator("[data-cell=boxes] .points path").nth(i).bounding_box() for i in (6, 7))
    page.mouse.move(first["x"] + 20, first["y"] + 20)
    message_shows(page, r"hover boxes 6 at [^ ]+$")
    page.mouse.move(first["x"] + 22, first["y"] + 22)
    page.wait_for_timeout(200)
    page.mouse.move(second["x"] + 20, second["y"] + 20, steps=8)
    # A slow mouse may rest in the gap between the two.
    both = r"hover boxes 6 at \S+( unhover boxes None at \S+)? hover boxes 7 at \S+"
    message_shows(page, rf"{both}$")
    page.mouse.move(5, 5)
    message_shows(page, rf"{both} unhover boxes None at \S+$")


def test_a_hover_label_survives_new_pictures(page: Page, demo: str) -> None:
    show(page, demo)
    press(page, "Play")
    box = page.locator("[data-cell=boxes] .points path").nth(7).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    label = page.locator("[data-cell=boxes] .hoverlayer .hovertext")
    expect(label).to_contain_text("box 7")
    wait_for_epochs(page, 20)
    expect(label).to_contain_text("box 7")
