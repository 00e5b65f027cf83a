"""Pointing at the playground's charts in a real browser: neurons, links and places, also while it trains."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import (
    button,
    click_in_region,
    click_on,
    eventually,
    is_sound,
    label,
    leave,
    message,
    option,
    pause,
    picture,
    point_to,
    press,
    reading,
    readout,
    show,
    wait_for,
    wait_for_another_picture,
    wait_for_picture,
    weights,
)


def inspector(page: Page) -> Locator:
    """The popover of a clicked weight."""
    return page.get_by_test_id("stPopoverBody")


def value(page: Page) -> Locator:
    """The number in the inspector."""
    return page.get_by_role("spinbutton", name="Value")


def cut(page: Page) -> Locator:
    """The inspector's switch that cuts a link."""
    return inspector(page).get_by_text("Cut", exact=True)


def test_a_hovered_neuron_puts_its_map_into_the_region(page: Page, playground: str) -> None:
    show(page, playground)
    network = picture(page)
    point_to(page, "neuron", 1, 2)
    expect(label(page, "region", "neuron 3 of layer 1 · tanh")).to_be_visible()
    wait_for_another_picture(page, network)
    neuron = picture(page)
    point_to(page, "neuron", 2, 5)
    expect(label(page, "region", "neuron 6 of layer 2 · tanh")).to_be_visible()
    wait_for_another_picture(page, neuron)
    leave(page)
    wait_for_picture(page, network)
    expect(label(page, "region", "neuron")).to_have_count(0)


def test_hovering_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    wait_for(page, "Epoch", 2)
    point_to(page, "neuron", 1, 2)
    expect(label(page, "region", "neuron 3 of layer 1 · tanh")).to_be_visible()
    before = reading(page)
    wait_for(page, "Epoch", before.epoch + 2)
    expect(label(page, "region", "neuron 3 of layer 1 · tanh")).to_be_visible()
    leave(page)
    expect(label(page, "region", "neuron")).to_have_count(0)


def test_a_clicked_neuron_chooses_its_layer(page: Page, playground: str) -> None:
    show(page, f"{playground}/?layers=4,5&activation=tanh,relu")
    expect(option(page, "Layer to edit", "All layers")).to_be_checked()
    click_on(page, "neuron", 2, 4)
    expect(option(page, "Layer to edit", "2")).to_be_checked()
    expect(option(page, "Activation", "ReLU")).to_be_checked()
    expect(page.get_by_role("spinbutton", name="Neurons")).to_have_value("5")
    press(page, "Play")
    click_on(page, "neuron", 1, 1)
    expect(option(page, "Layer to edit", "1")).to_be_checked()
    option(page, "Activation", "sigmoid").click()
    expect(label(page, "network", "4 · sigmoid")).to_have_count(1)
    expect(label(page, "network", "5 · ReLU")).to_have_count(1)
    expect(label(page, "curves", "layer 1: tanh → sigmoid")).to_have_count(1)


def test_a_clicked_link_is_changed_and_cut(page: Page, playground: str) -> None:
    show(page, playground)
    before = weights(page)
    click_on(page, "link", 1, 0, 0)
    expect(inspector(page).get_by_text("The weight from input 1 to neuron 1 of layer 1")).to_be_visible()
    expect(value(page)).to_have_value(f"{before[0]:.3f}")
    region, network = picture(page), picture(page, "network")
    value(page).fill("2.5")
    value(page).press("Enter")
    wait_for_another_picture(page, network, "network")
    wait_for_another_picture(page, region)
    eventually(page, lambda: weights(page) == [2.5, *before[1:]], "the weight was not changed alone")
    cut(page).click()
    eventually(page, lambda: weights(page) == [0.0, *before[1:]], "the link was not cut")
    expect(value(page)).to_be_disabled()
    press(page, "Step")
    expect(readout(page)).to_contain_text("Steps 1 ")
    stepped = weights(page)
    assert stepped[0] == 0.0
    assert stepped[1:] != before[1:]


def test_a_link_is_changed_and_cut_while_it_trains(page: Page, playground: str) -> None:
    show(page, f"{playground}/?rate=0.0001")
    press(page, "Play")
    wait_for(page, "Epoch", 2)
    click_on(page, "link", 1, 3, 1)
    value(page).fill("-3")
    value(page).press("Enter")
    index = 2 * 3 + 1
    eventually(page, lambda: abs(weights(page)[index] + 3) < 0.1, "the weight was not changed")
    before = reading(page)
    wait_for(page, "Epoch", before.epoch + 2)
    assert abs(weights(page)[index] + 3) < 0.1
    expect(message(page)).to_contain_text("from input 2 to neuron 4 of layer 1 is now -3.0")
    cut(page).click()
    eventually(page, lambda: weights(page)[index] == 0.0, "the link was not cut")
    expect(value(page)).to_be_disabled()
    before = reading(page)
    wait_for(page, "Epoch", before.epoch + 2)
    assert weights(page)[index] == 0.0
    cut(page).click()
    eventually(page, lambda: weights(page)[index] != 0.0, "the link did not learn again")
    is_sound(page)


def test_from_one_link_to_another(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    for to, origin in ((0, 0), (7, 1), (0, 0), (0, 0)):
        click_on(page, "link", 1, to, origin)
        sentence = inspector(page).get_by_text(f"The weight from input {origin + 1} to neuron {to + 1} of layer 1")
        expect(sentence).to_be_visible()
        page.keyboard.press("Escape")
        expect(sentence).to_be_hidden()
    click_on(page, "link", 1, 0, 0)
    expect(value(page)).to_be_visible()
    click_on(page, "link", 1, 7, 1)  # closes the one and opens the other
    expect(inspector(page).get_by_text("The weight from input 2 to neuron 8 of layer 1")).to_be_visible()


def test_a_link_of_a_diverged_network(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=hills&activation=relu&rate=100&speed=max")
    press(page, "Play")
    expect(button(page, "Step back")).to_be_visible()
    click_on(page, "link", 2, 0, 0)
    expect(inspector(page).get_by_text("The weight from neuron 1 of layer 1 to neuron 1 of layer 2")).to_be_visible()
    is_sound(page)


def test_a_clicked_bias_is_changed(page: Page, playground: str) -> None:
    show(page, playground)
    before = picture(page, "network")
    click_on(page, "bias", 2, 1)
    expect(inspector(page).get_by_text("The bias of neuron 2 of layer 2")).to_be_visible()
    expect(cut(page)).to_have_count(0)
    value(page).fill("1.75")
    value(page).press("Enter")
    wait_for_another_picture(page, before, "network")
    page.keyboard.press("Escape")
    leave(page)
    point_to(page, "bias", 2, 1)
    expect(page.locator("[data-cell=network] .hovertext")).to_contain_text("1.750")


def test_a_click_in_the_region_probes(page: Page, playground: str) -> None:
    show(page, playground)
    plain = picture(page, "network")
    click_in_region(page, 0.75, 0.25)
    expect(label(page, "region", re.compile(r"output 0\.\d{3}"))).to_be_visible()
    wait_for_another_picture(page, plain, "network")
    drawing = page.evaluate("(svg) => decodeURIComponent(svg)", picture(page, "network"))
    # x₁ and x₂ of the place, in the boxes of the inputs: half of ±2.15.
    for number in ("1.07", "−1.07"):
        assert re.search(rf">{number}\d?<", drawing) or number[:-1] in drawing
    click_in_region(page, 0.75, 0.25)  # the same place again takes the probe away
    wait_for_picture(page, plain, "network")
    expect(label(page, "region", "output")).to_have_count(0)


def test_probing_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    press(page, "Play")
    wait_for(page, "Epoch", 2)
    click_in_region(page, 0.3, 0.6)
    output = label(page, "region", re.compile(r"output 0\.\d{3}"))
    expect(output).to_be_visible()
    expect(output).not_to_have_text(output.text_content())
    click_in_region(page, 0.8, 0.8)
    wait_for(page, "Epoch", reading(page).epoch + 2)
    expect(output).to_have_count(1)
    pause(page)
    expect(button(page, "Play")).to_be_visible()
    is_sound(page)


def test_a_probe_on_the_line(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=sine")
    click_in_region(page, 0.5, 0.5)
    expect(label(page, "region", re.compile(r"output −?-?\d\.\d{3}"))).to_be_visible()
    point_to(page, "neuron", 2, 1)
    is_sound(page)
