"""Without a mouse: Tab comes to every control, each has a name, and a weight is changed by keys alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.playground import (
    button,
    choose,
    eventually,
    label,
    message,
    needs_no_sideways_scrolling,
    readout,
    show,
    weights,
)

# What Tab is on: its role, its name, and the group it belongs to, of which Tab enters one member.
FOCUSED = """() => {
  const names = (element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const by = ids.map((id) => document.getElementById(id)?.textContent);
    const labels = [...element.labels ?? []].map((label) => label.textContent);
    return [element.getAttribute('aria-label'), ...by, ...labels, element.textContent, element.title];
  };
  const element = document.activeElement;
  window.reached ??= new Set();
  if (element === document.body || window.reached.has(element)) return null;
  window.reached.add(element);
  const name = names(element).find((each) => each?.trim()) ?? '';
  return [element.tagName, element.getAttribute('role'), name.trim()];
}"""
# Controls that can be seen and used, of which Tab has come to none of their group.
MISSED = """() => {
  const grouped = '[role=radiogroup], [role=tablist], [role=group], [data-testid=stButtonGroup]';
  const controls = 'button, input, select, textarea, a[href], [role=slider], [role=combobox], [role=tab], [role=radio]';
  // What merely scrolls is no control, and holds them all.
  const reached = [...window.reached].filter((element) => !element.matches('main, section, div:not([role])'));
  return [...document.querySelectorAll(controls)].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) return false;
    if (element.closest('[aria-hidden=true], [inert]')) return false;
    if (reached.some((other) => other === element || other.contains(element) || element.contains(other))) return false;
    const group = element.closest(grouped);
    if (group && reached.some((other) => group.contains(other))) return false;
    // The steppers of a number repeat what its arrow keys do.
    return !element.closest('[data-testid=stNumberInput]');
  }).map((element) => element.outerHTML.slice(0, 200));
}"""
MOST_CONTROLS = 150


def tab_to(page: Page, name: str) -> None:
    for _ in range(MOST_CONTROLS):
        page.keyboard.press("Tab")
        if page.evaluate("(name) => document.activeElement.textContent.trim().startsWith(name)", name):
            return
    raise AssertionError(f"Tab does not come to {name}")


def reached_by_tab(page: Page) -> list[tuple[str, str | None, str]]:
    """Tag, role and name of every place that Tab comes to, from the top of the page to its end."""
    reached = []
    for _ in range(MOST_CONTROLS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None and reached:
            break
        reached.append(found)
    return reached


@pytest.mark.parametrize(
    "address",
    [
        "/lessons",
        "/compare",
        "/activations",
        "/perceptron",
        "/backpropagation",
        "/gradient_descent",
        "/quadratic_vs_cross_entropy",
        "/universal_approximation",
        "/?view=present",
        "/?lesson=dying_relu",
    ],
)
def test_tab_comes_to_every_control_of_every_page(page: Page, playground: str, address: str) -> None:
    page.goto(playground + address)
    expect(page.locator(".main-svg, [data-testid=stMain] img").first).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    reached = reached_by_tab(page)
    assert [each for each in reached if not each[2]] == []
    assert page.evaluate(MISSED) == []


def test_tab_comes_to_every_control_and_each_has_a_name(page: Page, playground: str) -> None:
    show(page, playground)
    reached = reached_by_tab(page)
    assert [each for each in reached if not each[2]] == []
    assert page.evaluate(MISSED) == []
    names = " | ".join(each[2] for each in reached)
    for control in ("Spiral", "Noise", "Learning rate", "Optimizer", "Batch", "Loss", "Play", "tanh", "Neurons"):
        assert control in names


def test_a_weight_is_chosen_and_changed_by_keys_alone(page: Page, playground: str) -> None:
    show(page, playground)
    before = weights(page)
    button(page, "Output").focus()
    tab_to(page, "w")
    page.keyboard.press("Enter")
    expect(message(page)).to_contain_text("The weight from input 1 to neuron 1 of layer 1 is now")
    page.get_by_role("combobox", name="From").focus()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(message(page)).to_contain_text("The weight from input 2 to neuron 1 of layer 1 is now")
    value = page.get_by_role("spinbutton", name="Value")
    value.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")
    eventually(page, lambda: weights(page) == [before[0], 1.5, *before[2:]], "the weight was not changed alone")
    page.keyboard.press("Escape")
    expect(value).to_be_hidden()
    expect(message(page)).not_to_contain_text("is now")


def test_the_charts_say_what_they_show(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=circle")
    curves = page.locator("[data-cell=curves][role=img]")
    expect(curves).to_have_attribute("aria-label", "Loss and accuracy over the epochs. Nothing is trained yet.")
    button(page, "Step").click()
    expect(readout(page)).to_contain_text("Steps 1 ")
    expect(curves).not_to_have_attribute("aria-label", "Loss and accuracy over the epochs. Nothing is trained yet.")
    for chart in ("network", "region", "curves", "chart"):
        assert len(page.locator(f"[data-cell={chart}][role=img]").get_attribute("aria-label")) > 20


@pytest.mark.parametrize("address", ["", "?view=present"])
def test_a_phone_shows_it_without_scrolling_sideways(page: Page, playground: str, address: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{playground}/{address}")
    expect(readout(page)).to_contain_text("Epoch")
    needs_no_sideways_scrolling(page)
    right = (
        "Math.max(...[...document.querySelectorAll('[data-cell]')].map((cell) => cell.getBoundingClientRect().right))"
    )
    assert page.evaluate(right) <= 400


def test_the_arrow_steps_after_the_mouse_has_chosen_and_moves_where_tab_has_led(page: Page, playground: str) -> None:
    show(page, playground)
    choose(page, "Activation", "ReLU")
    expect(label(page, "network", "8 · ReLU")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    expect(readout(page)).to_contain_text("Steps 1 ")
    page.get_by_role("radio", name="Moons").click()
    page.wait_for_url(re.compile("data=moons"))
    expect(readout(page)).to_contain_text("Steps 0 ")
    page.keyboard.press("ArrowRight")
    expect(readout(page)).to_contain_text("Steps 1 ")
    assert "data=moons" in page.url
    tab_to(page, "All layers")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="1", exact=True)).to_be_checked()
    expect(readout(page)).to_contain_text("Steps 1 ")


def test_other_pages_have_the_room_of_the_playgrounds_sidebar(page: Page, playground: str) -> None:
    show(page, playground)
    page.get_by_role("link", name="Activations").click()
    expect(page.get_by_text("Predict:").first).to_be_visible()
    expect(page.get_by_test_id("stSidebarUserContent")).not_to_be_in_viewport()
    page.get_by_role("link", name="Playground", exact=True).click()
    expect(page.get_by_test_id("stSidebarUserContent")).to_be_in_viewport()
