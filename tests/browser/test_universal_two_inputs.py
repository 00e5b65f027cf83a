"""Towers, races and the challenge in a real browser: what each section asks for is done, what it says is seen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.playground import come_to_rest, needs_no_sideways_scrolling

CHART = "document.querySelector('[data-cell={}] .js-plotly-plot')"
PARTS = {"two_inputs": "received", "trained": "descended", "deep": "three", "challenge": "heights"}


@pytest.fixture(scope="module")
def address(server: Callable[..., str]) -> str:
    return server("app.py") + "/universal_approximation"


def show(page: Page, address: str, part: str) -> None:
    page.goto(f"{address}?part={part}")
    expect(page.locator(f"[data-cell={PARTS[part]}] .main-svg").first).to_be_visible(timeout=60_000)


def eye(page: Page, cell: str) -> list[float]:
    """Where the camera of a surface stands."""
    return page.evaluate(f"Object.values({CHART.format(cell)}._fullLayout.scene._scene.getCamera().eye)")


def turn(page: Page, cell: str) -> None:
    page.locator(f"[data-cell={cell}]").scroll_into_view_if_needed()
    box = page.locator(f"[data-cell={cell}]").bounding_box()
    x, y = box["x"] + 0.5 * box["width"], box["y"] + 0.6 * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=5)
    page.mouse.up()


def press(page: Page, slider: str, key: str, times: int = 1) -> None:
    handle = page.get_by_role("slider", name=slider, exact=True)
    for _ in range(times):
        handle.press(key)


def choose(page: Page, group: str, name: str) -> None:
    page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True).click()


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def mean_error(page: Page) -> float:
    text = page.get_by_text(re.compile("Mean error 0")).inner_text()
    return float(re.search(r"Mean error ([\d.]+)", text)[1])


def epoch_reaches(page: Page, least: int) -> None:
    page.wait_for_function(
        """least => { const found = document.body.innerText.match(/Epoch ([0-9,]+)[.;]/);
                      return found && Number(found[1].replaceAll(',', '')) >= least; }""",
        arg=least,
        timeout=60_000,
    )


def test_the_bias_lets_the_plateaus_up_and_the_camera_stays(page: Page, address: str) -> None:
    show(page, address, "two_inputs")
    expect(page.get_by_text("On the tower 0.99331, on the plateaus 0.00669, outside 3.06e−7.")).to_be_visible()
    first = eye(page, "received")
    turn(page, "received")
    turned = come_to_rest(page, lambda: eye(page, "received"), first)
    press(page, "Bias, in h", "End")
    expect(page.get_by_text("on the plateaus 1, outside 0.5")).to_be_visible()
    page.wait_for_function(f"{CHART.format('received')}._fullLayout.scene.zaxis.range[1] > 20")
    assert eye(page, "received") == pytest.approx(turned, abs=1e-6)
    choose(page, "Stage", "Bump in x")
    expect(page.get_by_text("A network 2-2-1")).to_be_visible()
    expect(page.locator("[data-cell=received]")).to_have_count(0)


def test_a_tower_opens_in_the_playground(page: Page, address: str) -> None:
    show(page, address, "two_inputs")
    button(page, "Open this tower in the playground").click()
    expect(page.locator("[data-cell=region] .main-svg").first).to_be_visible(timeout=60_000)
    assert "universal_approximation" not in page.url


def test_the_city_halves_its_error_with_twice_the_towers_and_leaks_with_a_small_h(page: Page, address: str) -> None:
    show(page, address, "two_inputs")
    expect(page.get_by_text("A network 2-18-64-1")).to_be_visible()
    before = mean_error(page)
    press(page, "Towers a side, n", "ArrowRight", times=8)
    expect(page.get_by_text("A network 2-34-256-1")).to_be_visible()
    assert mean_error(page) == pytest.approx(before / 2, rel=0.15)

    page.get_by_role("combobox", name=re.compile("^(Selected .*)?Function")).click()
    page.get_by_role("option", name="1 everywhere").click()
    page.locator(".st-key-city-grows label").click()
    choose(page, "Cut along", "a row of cells")
    expect(page.get_by_text("h = 4, least needed")).to_be_visible()
    page.wait_for_function(f"Math.max(...{CHART.format('cut')}._fullData[1].y) > 3")


@pytest.mark.parametrize("part", ["trained", "deep"])
def test_a_race_runs_stops_and_begins_anew(page: Page, address: str, part: str) -> None:
    show(page, address, part)
    button(page, "Play").click()
    epoch_reaches(page, 30)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    page.wait_for_function(f"{CHART.format('errors')}._fullData.at(-1).x.length > 2")
    button(page, "Other random weights").click()
    expect(page.get_by_text(re.compile(r"Epoch 0[.;]"))).to_be_visible()


def test_five_clicks_reach_the_goal_of_the_challenge(page: Page, address: str) -> None:
    show(page, address, "challenge")
    expect(page.get_by_text("Score 1.055")).to_be_visible()
    low, high = -3.0, 3.0
    for k, height in enumerate((-1.24, -1.42, -0.34, -0.98, 1.1)):
        plot = page.locator("[data-cell=heights] .nsewdrag").first.bounding_box()
        x, y = plot["x"] + (0.1 + 0.2 * k) * plot["width"], plot["y"] + (high - height) / (high - low) * plot["height"]
        # As fast as a hand can: the news of one click may overtake the answer to the one before.
        page.mouse.click(x, y)
        page.wait_for_timeout(60)
    expect(page.get_by_text("Goal reached.")).to_be_visible()
    for k, height in enumerate((-1.24, -1.42, -0.34, -0.98, 1.1)):
        slider = page.get_by_role("slider", name=f"Height {k + 1}")
        assert float(slider.get_attribute("aria-valuetext").replace("−", "-")) == pytest.approx(height, abs=0.05)
    expect(page.get_by_text(re.compile(r"best of this sitting 0\.3\d"))).to_be_visible()
    button(page, "All to 0").click()
    expect(page.get_by_text("Score 1.055")).to_be_visible()


@pytest.mark.parametrize("part", PARTS)
def test_a_phone_needs_no_scrolling_sideways(page: Page, address: str, part: str) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    show(page, address, part)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    needs_no_sideways_scrolling(page)
