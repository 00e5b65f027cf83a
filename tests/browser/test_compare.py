"""Comparing runs in the browser: pinned on the playground's curves, and side by side on a page of their own."""

import math
import re

from playwright.sync_api import Page, expect

from pages.common.pins import POINTS
from tests.browser import playground
from tests.browser.conftest import OpenPage

SIDES = ("a", "b")
PINNED = """() => {
  const chart = document.querySelector('[data-cell=curves] .js-plotly-plot');
  const traces = chart?._fullData?.filter((trace) => trace.name.startsWith('pinned')) ?? [];
  return traces.map((trace) => [trace.name, trace.line.color, trace.x.length, trace.x.at(0), trace.x.at(-1)]);
}"""
END_OF_SLIDER = "Number(document.querySelector('.live-chart-scrubber input').max)"


def open_compare(page: Page, address: str) -> None:
    page.goto(address)
    for cell in ("a", "b", "a_network", "b_network", "curves"):
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.locator("[data-cell=readout]")).to_contain_text("Epoch")


def pictures(page: Page) -> list[str]:
    return [playground.picture(page, side) for side in SIDES]


def wait_for_epoch(page: Page, least: int, letter: str = "") -> None:
    """Wait until the readout shows this many epochs, of both or of one side."""
    page.wait_for_function(
        """([letter, least]) => {
          const epochs = document.querySelector('[data-cell=readout]').innerText.split('·')[0];
          const found = epochs.match(new RegExp((letter ? letter + ' ' : 'Epoch ') + '([0-9,]+)'));
          return found && Number(found[1].replaceAll(',', '')) >= least;
        }""",
        arg=[letter, least],
    )


def select(page: Page, label: str, value: str) -> None:
    page.get_by_role("combobox", name=re.compile(rf"{label}$")).click()
    page.get_by_role("option", name=value, exact=True).click()


def test_a_pinned_run_stays_on_the_curves_with_its_settings(page: Page, server) -> None:
    playground.show(page, server("app.py") + "/?speed=ten")
    playground.press(page, "Play")
    playground.wait_for(page, "Epoch", 30)
    stopped = playground.pause(page)
    page.locator(".st-key-pin button").first.click()
    page.wait_for_function(f"({PINNED})().length === 2")
    kept = page.evaluate(PINNED)
    every = math.ceil(stopped.epoch / (POINTS - 1))  # of a long run each second epoch, or third, and always the last
    assert kept[0][2:] == [math.ceil(stopped.epoch / every) + 1, 0, stopped.epoch]
    red, green, blue = (int(kept[0][1][i : i + 2], 16) for i in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 40  # a grey
    playground.choose(page, "Activation", "ReLU")
    playground.press(page, "Reset")
    expect(playground.readout(page)).to_contain_text("Epoch 0")
    assert page.evaluate(PINNED) == kept
    expect(playground.label(page, "curves", "1 tanh")).to_be_visible()
    box = page.locator("[data-cell=curves] .nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.5 * box["height"])
    hover = page.locator("[data-cell=curves] .hoverlayer")
    expect(hover).to_contain_text("8–8 tanh · SGD η 0.3")
    expect(hover).to_contain_text(re.compile("(loss|accuracy) [0-9]"))
    playground.choose(page, "Training per frame", "step")
    playground.press(page, "Play")
    playground.wait_for(page, "Steps", 3)
    assert page.evaluate(END_OF_SLIDER) < stopped.epoch  # it follows the present run
    playground.pause(page)
    playground.leave(page)
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("[data-cell=b] .main-svg").first).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Playground").click()
    page.wait_for_function(f"({PINNED})().length === 2")
    assert page.evaluate(PINNED) == kept


def test_one_step_back_leads_out_of_a_comparison(page: Page, server) -> None:
    playground.show(page, server("app.py"))
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("[data-cell=b] .main-svg").first).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile(r"/compare\?differs=activation&a=tanh&b=relu"))
    page.go_back()
    expect(playground.readout(page)).to_contain_text("Epoch")
    playground.is_sound(page)


def test_two_experiments_train_in_step_and_one_outlives_the_other(page: Page, another_person: OpenPage, server) -> None:
    address = server("app.py") + "/compare?differs=rate&a=0.1&b=0.3&data=circle&output=linear&loss=half_quadratic"
    open_compare(page, address)
    opened = pictures(page)
    assert opened[0] != opened[1]
    other = another_person()
    open_compare(other, page.url)
    assert pictures(other) == opened
    other.context.close()

    playground.press(page, "Play")
    wait_for_epoch(page, 70)
    assert "A " not in page.locator("[data-cell=readout]").inner_text()  # one number of epochs and of steps for both
    select(page, "B", "η 300")
    expect(page.locator("[data-cell=message]")).to_contain_text("B (η 300) diverged")
    expect(page).to_have_url(re.compile("b=300"))
    wait_for_epoch(page, 1, "A")
    epochs = page.locator("[data-cell=readout]").inner_text().split("·")[0]
    before = int(re.search(r"A ([\d,]+)", epochs)[1].replace(",", ""))
    wait_for_epoch(page, before + 5, "A")
    expect(page.locator("[data-cell=message]")).to_contain_text("A goes on")
    playground.press(page, "Pause")
    expect(playground.button(page, "Play")).to_be_visible()
    playground.press(page, "Open A")
    expect(page.locator("[data-cell=network] .main-svg").first).to_be_visible(timeout=60_000)
    assert playground.reading(page).epoch >= before + 5
    assert page.get_by_test_id("stException").count() == 0
