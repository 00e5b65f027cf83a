"""The predictions of the sections with whole networks and of the origin of cross-entropy, tried in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.charts import expect_text_number, press
from tests.browser.conftest import ROOT
from tests.browser.playground import eventually

PAGE = "quadratic_vs_cross_entropy"


@pytest.fixture(scope="module")
def address(server: Callable[..., str]) -> str:
    return server(ROOT / "app.py")


def show(page: Page, address: str, part: str, *cells: str) -> None:
    page.goto(f"{address}/{PAGE}?part={part}")
    for cell in cells:
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)


def traces(page: Page, cell: str, values: str) -> list[list[float]]:
    """A coordinate of every trace of a chart, as the browser has it."""
    return page.evaluate(
        """([cell, values]) => document.querySelector(`[data-cell=${cell}] .js-plotly-plot`)._fullData
             .map((trace) => [...(trace[values]?._inputArray ?? trace[values] ?? [])])""",
        [cell, values],
    )


def right(page: Page, loss: str) -> float:
    text = page.locator("[data-cell=readout]").inner_text()
    return float(re.search(rf"{loss}: ([\d.]+) %", text)[1])


def test_from_large_weights_cross_entropy_is_right_first_and_f_prime_cancels_at_its_output_alone(page, address) -> None:
    show(page, address, "network", "quadratic", "cross_entropy", "share", "curves", "gradient")
    quadratic, cross_entropy = traces(page, "share", "y")
    assert cross_entropy[-1] == pytest.approx(1)
    assert quadratic[-1] < 0.1
    assert max(cross_entropy[0], quadratic[0]) < 0.95
    press(page, "Play")
    expect_text_number(page, "Epoch", 15)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert right(page, "cross-entropy") > right(page, "quadratic") + 10
    assert traces(page, "share", "y")[1][-1] == pytest.approx(1)
    page.get_by_text("What you should see").click()
    expect(page.get_by_text("cancels only there")).to_be_visible()


def test_of_many_starts_cross_entropy_needs_fewer_epochs_each_at_its_best_rate(page, address) -> None:
    show(page, address, "starts", "grid", "band", "reached")
    expect(page.get_by_role("button", name="Trained 432 networks")).to_be_visible(timeout=240_000)
    expect(page.locator("[data-cell=message]")).to_contain_text("Epoch 100 of 100")
    answer = page.get_by_text(re.compile("Epochs until 95%"))
    expect(answer).to_contain_text(re.compile(r"quadratic, η = 10: \d+ .* cross-entropy, η = 3: \d+"))
    quadratic, cross_entropy = (int(each) for each in re.findall(r"η = \d+: (\d+)", answer.inner_text()))
    assert cross_entropy < quadratic
    assert len(traces(page, "band", "y")[2]) == 101
    page.get_by_text("the same η", exact=True).last.click()
    expect(answer).to_contain_text(re.compile(r"quadratic, η = 0.3: .* cross-entropy, η = 0.3: "))


def test_the_origin_s_predictions_come_true(page, address) -> None:
    show(page, address, "origin", "likelihood", "probabilities", "stacked", "integrand", "minimum")
    expect(page.get_by_text("best a = 5/8")).to_be_visible()
    page.get_by_text("8", exact=True).first.click()
    expect(page.get_by_text("best a = 4/8")).to_be_visible()
    before = traces(page, "probabilities", "y")[0]
    press(page, "All logits + 1")
    expect(page.get_by_role("slider", name="z₁")).to_have_attribute("aria-valuetext", "2.5")
    # Another sample is drawn with the logits that are there now.
    page.get_by_role("spinbutton", name="n₁").fill("4")
    page.get_by_role("spinbutton", name="n₁").press("Enter")
    eventually(page, lambda: traces(page, "probabilities", "y")[1][0] == pytest.approx(4 / 12), "the sample stays")
    assert traces(page, "probabilities", "y")[0] == pytest.approx(before, abs=1e-6)
    press(page, "q = p")
    page.wait_for_function(
        """() => document.querySelector('[data-cell=stacked] .js-plotly-plot')._fullLayout
             .annotations[0].text.includes('D(p‖q) = 0.000')"""
    )
    press(page, "Swap p and q")
    page.wait_for_function(
        """() => document.querySelector('[data-cell=integrand] .js-plotly-plot')._fullLayout
             .annotations[0].text.includes('0.691')"""
    )
    expect(page.get_by_text("the symmetric form at a = 0.823")).to_be_visible()
