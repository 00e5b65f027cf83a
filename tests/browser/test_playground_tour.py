"""A tour of the playground in a real browser that presses everything, fast, in odd orders and while it trains.

The `page` fixture fails each of these on an error in the console or a request to another host.
"""

import re

from playwright.sync_api import Page, expect

from tests.browser.playground import (
    WATCH,
    button,
    choose,
    click_in_region,
    click_on,
    eventually,
    is_sound,
    label,
    pause,
    press,
    reading,
    readout,
    show,
    standing,
    wait_for,
)


def still_trains(page: Page) -> None:
    """The button says Pause, and epochs are done."""
    expect(button(page, "Pause")).to_be_visible()
    before = reading(page).epoch
    page.wait_for_function(
        """(before) => {
          const text = document.querySelector('[data-cell=readout]').innerText;
          return text.includes('steps/s') && Number(text.match(/Epoch ([0-9,]+)/)[1].replaceAll(',', '')) !== before;
        }""",
        arg=before,
    )
    is_sound(page)


def click_fast(page: Page, name: str, times: int) -> None:
    """Clicks as fast as they go, wherever the page is with the one before."""
    box = button(page, name).bounding_box()
    for _ in range(times):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def described_layers(page: Page) -> list[int]:
    """The sizes of the hidden layers in the drawing."""
    described = page.locator("[data-cell=network]").get_attribute("aria-label")
    return [int(n) for n in re.findall(r"then (\d+) [^,.]+ neurons", described)]


def test_play_ten_times_quickly_leaves_page_and_training_of_one_mind(page: Page, playground: str) -> None:
    show(page, playground)
    for times in (10, 3):
        click_fast(page, "(Play|Pause)", times)
        eventually(page, lambda: one_step_is_one_step(page), "training went on behind a page that shows Play", tries=5)
    press(page, "Play")
    still_trains(page)


def one_step_is_one_step(page: Page) -> bool:
    """Whether the page stands, and a step by hand is all that is trained; a step also pauses."""
    press(page, "Step")
    expect(button(page, "Play")).to_be_visible()
    expect(readout(page)).not_to_contain_text("steps/s")
    before = standing(page, lambda: reading(page).steps, "it goes on")
    press(page, "Step")
    eventually(page, lambda: reading(page).steps > before, "a step does nothing")
    expect(button(page, "Play")).to_be_visible()
    return standing(page, lambda: reading(page).steps, "it goes on") == before + 1


def test_layers_come_and_go_quickly_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    for name in ("More layers", "Fewer layers", "More layers", "Fewer layers"):
        press(page, name)
    still_trains(page)
    for name, last in (("More layers", 6), ("Fewer layers", 0)):
        while (before := described_layers(page)) != [8] * last:
            press(page, name)
            eventually(page, lambda before=before: described_layers(page) != before, "no layer came or went")
        expect(button(page, name)).to_be_disabled()
        still_trains(page)
    press(page, "More layers")
    eventually(page, lambda: described_layers(page) == [4], "no layer of 4 neurons came")
    press(page, "Increment")
    expect(label(page, "network", "5 · tanh")).to_have_count(1)
    still_trains(page)


def test_activations_change_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    page.evaluate(WATCH)
    press(page, "Play")
    for name in ("ReLU", "tanh", "sigmoid", "linear", "ReLU", "tanh"):
        choose(page, "Activation", name)
    expect(label(page, "network", "8 · tanh")).to_have_count(2)
    choose(page, "Layer to edit", "2")
    press(page, "More")
    for name in ("maxout", "sign", "Gaussian"):
        page.get_by_test_id("stPopoverBody").get_by_role("radio", name=name, exact=True).click()
        expect(label(page, "network", f"8 · {name}").last).to_be_visible()
    page.keyboard.press("Escape")
    still_trains(page)
    assert page.evaluate("[seen.replaced, seen.missing]") == [0, 0]


def test_data_sets_change_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    for name, data, output in (("Blobs", "blobs", "softmax"), ("Sine", "sine", "linear"), ("XOR", "xor", "sigmoid")):
        choose(page, "Data set", name)
        expect(page.get_by_role("img", name=f"points of {data}.")).to_have_count(1)
        expect(label(page, "network", output)).to_have_count(1)
        still_trains(page)
    tiles = page.get_by_role("radiogroup", name="Data set").get_by_role("radio")
    for i in range(tiles.count()):
        tiles.nth(i).click()
    choose(page, "Data set", "Spiral")
    expect(page.get_by_role("img", name="points of spiral.")).to_have_count(1)
    is_sound(page)


def test_everything_of_the_sidebar(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    wait_for(page, "Epoch", 1)
    sidebar = page.get_by_role("region", name="Sidebar")
    for name in ("Nesterov", "RMSProp", "Adam"):
        page.get_by_role("combobox", name="Optimizer").click()
        page.get_by_role("option", name=name, exact=True).click()
        expect(label(page, "curves", f"→ {name}").first).to_be_visible()  # of two at once only the newer would arrive
    expect(label(page, "curves", "RMSProp → Adam")).to_have_count(1)
    page.get_by_role("slider", name="Learning rate").press("ArrowLeft")
    for box, name in (("Batch", "50"), ("Batch", "all"), ("Loss", "quadratic")):
        page.get_by_role("combobox", name=box).click()
        page.get_by_role("option", name=name, exact=True).click()
    expect(label(page, "curves", "cross-entropy → quadratic")).to_have_count(1)
    still_trains(page)
    body = page.get_by_test_id("stPopoverBody")
    sidebar.get_by_role("button", name="Training settings").click()
    for box, name in (("Initializer", "He normal"), ("Schedule", "cosine"), ("Schedule", "exponential")):
        body.get_by_role("combobox", name=box).click()
        page.get_by_role("option", name=name, exact=True).click()
    for box, number in (("L1", "0.001"), ("L2", "0.001"), ("Clip gradient at", "1"), ("Scale of first weights", "2")):
        body.get_by_role("spinbutton", name=box).fill(number)
        body.get_by_role("spinbutton", name=box).press("Enter")
    expect(label(page, "curves", "clip off → 1").or_(label(page, "curves", "L2 0 → 0.001")).first).to_be_visible()
    page.keyboard.press("Escape")
    still_trains(page)
    sidebar.get_by_role("button", name="Data settings").click()
    body.get_by_role("slider", name="Samples").press("ArrowRight")
    body.get_by_role("slider", name="Test share").press("ArrowLeft")
    body.get_by_role("button", name="x₁²").click()
    expect(label(page, "network", "x₁²")).to_have_count(1)
    press(page, "New sample")
    page.keyboard.press("Escape")
    page.get_by_role("slider", name="Noise").press("ArrowRight")
    still_trains(page)


def test_output_and_view(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    body = page.get_by_test_id("stPopoverBody")
    press(page, "View")
    for name in ("Test points", "Sharp regions", "Ring errors", "Gradients on the links", "Logarithmic loss"):
        body.get_by_text(name, exact=True).click()
        expect(body.get_by_role("switch", name=name)).to_be_checked()
    page.keyboard.press("Escape")
    still_trains(page)
    press(page, "Output")
    for name in ("tanh", "linear", "sigmoid"):
        body.get_by_role("radio", name=name, exact=True).click()
        expect(label(page, "network", name).last).to_be_visible()
    loss = page.get_by_role("combobox", name="Loss")
    expect(loss).to_have_value("½ quadratic")  # what fits a linear output fits a sigmoid too
    body.get_by_text("cross-entropy", exact=True).click()
    expect(loss).to_have_value("cross-entropy")
    loss.click()
    page.get_by_role("option", name="quadratic", exact=True).click()
    press(page, "Output")
    expect(body.get_by_role("radio", name="quadratic", exact=True)).to_be_checked()
    page.keyboard.press("Escape")
    still_trains(page)


def test_buttons_in_odd_orders_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Reset")
    press(page, "Play")
    click_in_region(page, 0.4, 0.4)
    click_on(page, "neuron", 1, 2)
    press(page, "New weights")
    press(page, "Reset")
    still_trains(page)
    for name in ("max", "step", "10", "epoch"):
        choose(page, "Training per frame", name)
    choose(page, "Layer to edit", "2")
    press(page, "Fewer layers")  # the layer that is edited
    eventually(page, lambda: described_layers(page) == [8], "the layer is still there")
    press(page, "Step")
    expect(button(page, "Play")).to_be_visible()
    for name in ("Step", "Reset", "Reset", "New weights", "Play", "New weights"):
        press(page, name)
    still_trains(page)
    paused = pause(page)
    assert paused.epoch > 0
    is_sound(page)
