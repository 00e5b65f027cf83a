"""The gradient descent page in a real browser: it plays, follows its controls, keeps its view, and fits a phone.

The `page` fixture fails each of these on an error in the console or a request to another host.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.playground import needs_no_sideways_scrolling

PATH = "/gradient_descent"


@pytest.fixture(scope="module")
def app(server) -> str:
    return server(ROOT / "app.py")


def show(page: Page, address: str, *cells: str) -> None:
    page.goto(address)
    for cell in cells:
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)


def readout(page: Page):
    return page.locator("[data-cell=readout]")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def way(page: Page, name: str) -> list[float]:
    """The first weights of a way on the ground, as they are drawn."""
    return page.evaluate(
        """(name) => {
          const chart = document.querySelector('[data-cell=ground] .js-plotly-plot');
          return Array.from(chart._fullData.find((trace) => trace.name === name).x);
        }""",
        name,
    )


def test_three_ways_play_to_their_end_in_space_as_well(page: Page, app: str) -> None:
    show(page, app + PATH, "ground", "epochs", "samples")
    expect(page.locator("[data-cell=relief] canvas").first).to_be_visible(timeout=60_000)
    expect(readout(page)).to_contain_text("Samples seen 1200")
    box = page.locator("[data-cell=ground]").bounding_box()
    assert box["y"] + box["height"] <= 900, "the first picture is on the first screen"
    assert page.get_by_role("button", name="Play", exact=True).bounding_box()["y"] < box["y"]
    page.evaluate(
        """() => Plotly.relayout(document.querySelector('[data-cell=relief] .js-plotly-plot'),
                                {'scene.camera.eye': {x: 1.5, y: 0.5, z: 1.2}})"""
    )
    press(page, "Play")
    expect(readout(page)).not_to_contain_text("Samples seen 1200")
    expect(readout(page)).to_contain_text("Samples seen 1200", timeout=240_000)
    page.wait_for_function(
        """() => document.querySelector('[data-cell=ground] .js-plotly-plot')
                 ._fullData.find((trace) => trace.name === 'one').x.length > 500"""
    )
    eye = page.evaluate(
        "() => document.querySelector('[data-cell=relief] .js-plotly-plot')._fullLayout.scene.camera.eye.x"
    )
    assert eye == pytest.approx(1.5)


def test_a_click_into_the_plane_is_the_next_start(page: Page, app: str) -> None:
    show(page, f"{app}{PATH}?part=rate", "ground")
    before = way(page, "descent")[0]
    box = page.locator("[data-cell=ground] .nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + 0.3 * box["height"])
    page.wait_for_function(
        """(before) => document.querySelector('[data-cell=ground] .js-plotly-plot')
                       ._fullData.find((trace) => trace.name === 'descent').x[0] !== before""",
        arg=before,
    )
    assert way(page, "descent")[0] > 0.5


def test_past_the_largest_stable_rate_it_diverges(page: Page, app: str) -> None:
    show(page, f"{app}{PATH}?part=rate", "ground", "sweep")
    expect(readout(page)).to_contain_text("arrived")
    press(page, "Just above")
    expect(readout(page)).to_contain_text("diverges")
    page.get_by_text("Saddle", exact=True).click()
    expect(readout(page)).to_contain_text("2/λ_max = 1,")


def test_parts_are_in_the_address_and_lead_into_the_playground(page: Page, app: str) -> None:
    show(page, app + PATH, "ground")
    page.get_by_role("radio", name="Stopping").or_(page.get_by_text("Stopping", exact=True)).first.click()
    # For a moment the readout of the part before stands there as well.
    expect(readout(page).filter(has_text="stopped after")).to_be_visible()
    expect(page).to_have_url(re.compile("part=stop"))
    page.get_by_role("link", name=re.compile("stops below")).click()
    expect(page).to_have_url(re.compile("stop_gradient=0.01"))
    expect(page.locator("[data-cell=region] .main-svg").first).to_be_visible(timeout=60_000)


def test_a_phone_needs_no_sideways_scrolling(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    show(page, app + PATH, "ground", "samples")
    needs_no_sideways_scrolling(page)
    width = page.locator("[data-cell=ground]").bounding_box()["width"]
    assert width > 300
