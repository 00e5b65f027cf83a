"""A choice is shown where it was made, whatever else the browser sends in that moment and whatever is on its way."""

import re

import pytest
from playwright.sync_api import Page, expect

# A chart tells of other colours, and in the same moment something is chosen: one request, under the chart's name.
TOGETHER = """([group, name]) => {
  const chart = document.querySelector('.live-chart');
  chart.parentElement.style.setProperty('--st-text-color', '#123456');
  return Promise.resolve().then(() => (%s)([group, name]));
}"""
CHOOSE = """([group, name]) => {
  const options = document.querySelectorAll(`[role=radiogroup][aria-label="${group}"] [role=radio]`);
  [...options].find((option) => option.innerText === name).click();
}"""
# Another part is chosen, and while it is on its way data in the one that still stands there.
ONE_BY_ONE = """async ([part, data]) => {
  (%s)(['Part of the lesson', part]);
  await new Promise((resolve) => setTimeout(resolve, 25));
  (%s)(['Data', data]);
}"""


@pytest.fixture
def rule(page: Page, server) -> Page:
    page.goto(f"{server('app.py')}/perceptron?part=rule")
    expect(page.locator("[data-cell=plane] .main-svg").first).to_be_visible(timeout=60_000)
    return page


def test_a_choice_that_is_sent_together_with_a_word_of_a_chart(rule: Page) -> None:
    for part, shown in (("The bias trick", "neuron"), ("XOR", "xor"), ("Rosenblatt's rule", "plane")):
        rule.evaluate(TOGETHER % CHOOSE, ["Part of the lesson", part])
        expect(rule.locator(f"[data-cell={shown}] .main-svg").first).to_be_visible()


def test_a_choice_in_a_part_that_is_being_replaced(rule: Page) -> None:
    rule.evaluate(CHOOSE, ["Part of the lesson", "The bias trick"])
    expect(rule.locator("[data-cell=neuron] .main-svg").first).to_be_visible()
    rule.evaluate(ONE_BY_ONE % (CHOOSE, CHOOSE), ["Rosenblatt's rule", "XOR"])
    expect(rule.locator("[data-cell=plane] .main-svg").first).to_be_visible()
    expect(rule.get_by_text(re.compile("no line separates these points")).first).to_be_visible()
