"""Training on the playground in a real browser: it learns, stops at once, and changes while it runs."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from pages.common.crowd import FEWEST_FRAMES
from tests.browser.playground import (
    CHART,
    WATCH,
    button,
    choose,
    distance,
    is_sound,
    label,
    message,
    option,
    pause,
    picture,
    press,
    reading,
    readout,
    show,
    wait_for,
    wait_for_another_picture,
    wait_for_picture,
    weights,
)


def test_a_deep_link_as_the_first_request_shows_its_settings(page: Page, server: Callable[..., str]) -> None:
    show(page, f"{server('app.py', fresh=True)}/?data=xor&layers=4&activation=relu&noise=20&speed=ten")
    for group, name in (("Data set", "XOR"), ("Activation", "ReLU"), ("Training per frame", "10")):
        expect(option(page, group, name)).to_be_checked()
    expect(page.get_by_role("slider", name="Noise")).to_have_attribute("aria-valuetext", "20%")
    expect(label(page, "network", "4 · ReLU")).to_have_count(1)
    expect(page.get_by_role("img", name="points of xor")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert reading(page).steps == 0


# The epoch in the readout at the moment of the next press.
NOTE_PRESS = """document.addEventListener('click', () => {
  const [, epoch] = document.querySelector('[data-cell=readout]').innerText.match(/Epoch\\s+([\\d,]+)/);
  window.epochAtPress = Number(epoch.replaceAll(',', ''));
}, { capture: true, once: true })"""


def test_play_learns_and_pause_stops(page: Page, playground: str) -> None:
    show(page, playground)
    first = reading(page)
    assert first.epoch == first.steps == 0
    expect(message(page)).to_contain_text("Press Play")
    page.evaluate(WATCH)
    press(page, "Play")
    wait_for(page, "Epoch", 30)
    assert page.evaluate("seen.pictures") > 15
    page.evaluate(NOTE_PRESS)
    paused = pause(page)
    at_click = page.evaluate("window.epochAtPress")
    # A frame an epoch; two messages are on their way, one is being drawn, and the readout waits for its frames.
    assert paused.epoch <= at_click + 4 * FEWEST_FRAMES
    assert paused.loss < first.loss - 0.1
    assert paused.steps // 21 == paused.epoch  # 210 samples in mini-batches of 10; it may stop within an epoch
    # What still trained behind the page would come out with the next step.
    press(page, "Step")
    expect(readout(page)).to_contain_text(f"Steps {paused.steps + 1:,} ")
    assert page.evaluate("[seen.replaced, seen.missing]") == [0, 0]


def test_step_reset_and_new_weights(page: Page, playground: str) -> None:
    show(page, f"{playground}/?batch=100")
    first, first_weights = picture(page), weights(page)
    press(page, "Step")
    expect(readout(page)).to_contain_text("Steps 1 ")
    assert 0 < distance(weights(page), first_weights) < 0.1
    press(page, "Step")
    expect(readout(page)).to_contain_text("Steps 2 ")
    press(page, "Step")
    expect(readout(page)).to_contain_text("Epoch 1 · Steps 3 ")  # 210 samples are two mini-batches and a rest
    press(page, "Reset")
    expect(readout(page)).to_contain_text("Epoch 0 · Steps 0 ")
    wait_for_picture(page, first)
    assert weights(page) == first_weights
    press(page, "New weights")
    wait_for_another_picture(page, first)
    second, second_weights = picture(page), weights(page)
    assert distance(second_weights, first_weights) > 0.1
    press(page, "Step")
    expect(readout(page)).to_contain_text("Steps 1 ")
    press(page, "Reset")
    expect(readout(page)).to_contain_text("Steps 0 ")
    wait_for_picture(page, second)
    assert weights(page) == second_weights


def test_reset_and_new_weights_while_it_trains(page: Page, playground: str) -> None:
    show(page, f"{playground}/?speed=ten")
    press(page, "Play")
    for name in ("Reset", "New weights"):
        before = wait_for(page, "Epoch", 60)
        press(page, name)
        page.wait_for_function(
            """(before) => {
              const text = document.querySelector('[data-cell=readout]').innerText;
              return Number(text.match(/Epoch ([0-9,]+)/)[1].replaceAll(',', '')) < before;
            }""",
            arg=before.epoch,
        )
    expect(button(page, "Pause")).to_be_visible()


def test_speeds(page: Page, playground: str) -> None:
    show(page, f"{playground}/?speed=step")
    page.evaluate(WATCH)
    press(page, "Play")
    wait_for(page, "Steps", 30)
    slow = pause(page)
    assert slow.steps <= page.evaluate("seen.pictures") + 6  # a picture a step, but for the last message's
    for name, least in (("epoch", 4), ("10", 40), ("max", 40)):
        choose(page, "Training per frame", name)
        expect(option(page, "Training per frame", name)).to_be_checked()
        before, pictures = reading(page), page.evaluate("seen.pictures")
        press(page, "Play")
        wait_for(page, "Epoch", before.epoch + least)
        after = pause(page)
        epochs_a_picture = (after.epoch - before.epoch) / (page.evaluate("seen.pictures") - pictures)
        assert {"epoch": 0.5, "10": 1.5, "max": 0.5}[name] < epochs_a_picture, name  # "max" is as fast as the machine


def test_tanh_to_relu_while_it_trains(page: Page, playground: str) -> None:
    show(page, f"{playground}/?speed=ten")
    first_weights = weights(page)
    # Every epoch that the readout ever shows.
    page.evaluate(
        """() => {
          const cell = document.querySelector('[data-cell=readout]');
          const epoch = () => Number(cell.innerText.match(/Epoch ([0-9,]+)/)[1].replaceAll(',', ''));
          window.epochs = [epoch()];
          new MutationObserver(() => epochs.push(epoch())).observe(cell, {subtree: true, childList: true});
        }"""
    )
    press(page, "Play")
    wait_for(page, "Epoch", 100)
    # Nearly no learning from here on, so that weights that were lost could not come back.
    page.get_by_role("slider", name="Learning rate").press("Home")
    expect(label(page, "curves", "η 0.3 → 0.0001")).to_have_count(1)
    trained = weights(page)
    assert distance(trained, first_weights) > 0.5
    choose(page, "Activation", "ReLU")
    expect(label(page, "curves", "tanh → ReLU")).to_have_count(1)
    expect(label(page, "network", "8 · ReLU")).to_have_count(2)
    wait_for(page, "Epoch", reading(page).epoch + 20)
    expect(button(page, "Pause")).to_be_visible()
    assert distance(weights(page), trained) < 0.3 * distance(trained, first_weights)
    epochs = page.evaluate("epochs")
    assert epochs == sorted(epochs)


def test_no_chart_is_replaced_or_missing_during_five_seconds_of_training(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=moons&noise=30&speed=max")
    press(page, "Play")
    wait_for(page, "Epoch", 1)
    page.evaluate(WATCH)
    page.wait_for_function("performance.now() - seen.since > 5000 && seen.pictures > 20")
    seen = page.evaluate("seen")
    assert (seen["replaced"], seen["missing"]) == (0, 0)
    expect(button(page, "Pause")).to_be_visible()


def test_the_network_is_drawn_in_place_as_it_was_sent_and_exported_so(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=moons&noise=30&speed=max")
    page.evaluate("window.drawn = document.querySelector('[data-cell=network] > div').shadowRoot.querySelector('svg')")
    press(page, "Play")
    wait_for(page, "Epoch", 50)
    probe = page.context.new_cdp_session(page)
    probe.send("Performance.enable")
    documents = next(
        each["value"] for each in probe.send("Performance.getMetrics")["metrics"] if each["name"] == "Documents"
    )
    assert documents < 20  # an SVG image would be one of its own in every frame
    pause(page)
    width = f"{CHART.format('network')}._fullLayout.width"
    before = page.evaluate(width)
    page.set_viewport_size({"width": 1200, "height": 780})
    cell = "document.querySelector('[data-cell=network]').clientWidth"
    page.wait_for_function(f"{width} !== {before} && Math.abs({width} - {cell}) < 2")
    same, inside, exported = page.evaluate(
        """async () => {
          const parsed = (text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
          const text = (source) => decodeURIComponent(source.slice(source.indexOf(',') + 1));
          const chart = document.querySelector('[data-cell=network] .js-plotly-plot');
          const source = chart._fullLayout.images[0].source;
          const sent = parsed(text(source));
          const image = chart.querySelector('.imagelayer image').getBoundingClientRect();
          const area = drawn.getBoundingClientRect();
          const figure = {data: [], layout: structuredClone(chart.layout)};
          const picture = parsed(text(await Plotly.toImage(figure, {format: 'svg'}))).querySelector('image');
          return [
            sent.children.length > 5 && [...sent.children].every((child, i) => child.isEqualNode(drawn.children[i])),
            ['left', 'top', 'right', 'bottom'].every((end) => Math.abs(image[end] - area[end]) < 1),
            text(picture.getAttribute('xlink:href')) === text(source),
          ];
        }"""
    )
    assert same
    assert inside
    assert exported


def test_a_divergence_is_said_in_words_and_taken_back(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=hills&activation=relu&rate=100&speed=max")
    first = picture(page)
    press(page, "Play")
    expect(message(page)).to_contain_text("Diverged")
    expect(message(page)).to_contain_text("a learning rate of 100 is too large here")
    expect(button(page, "Play")).to_be_visible()
    is_sound(page)
    press(page, "Step back")
    expect(message(page)).not_to_contain_text("Diverged")
    expect(button(page, "Step back")).to_have_count(0)
    expect(label(page, "curves", "η 100 → 10")).to_have_count(1)
    wait_for_picture(page, first)  # none was better than the first weights
    before = reading(page)
    press(page, "Step")
    expect(readout(page)).to_contain_text(f"Steps {before.steps + 1:,} ")


def test_keys(page: Page, playground: str) -> None:
    show(page, playground)
    page.locator("[data-cell=readout]").click()
    page.keyboard.press("ArrowRight")
    expect(readout(page)).to_contain_text("Steps 1 ")
    page.keyboard.press("p")
    expect(button(page, "Pause")).to_be_visible()
    wait_for(page, "Epoch", 3)
    page.keyboard.press("p")
    expect(button(page, "Play")).to_be_visible()
    page.keyboard.press("n")
    expect(readout(page)).to_contain_text("Epoch 0 · Steps 0 ")


def test_each_tab_shows_its_chart_at_rest_and_while_it_trains(page: Page, playground: str) -> None:
    show(page, playground)
    titles = {
        "Weights": "W₁",
        "Pre-activations": "layer 2 · tanh",
        "Confusion matrix": "of 210 right",
        "Gradient per layer": "layer 3",
    }
    chart = page.locator("[data-cell=chart]")
    for state in ("at rest", "training"):
        for name, text in titles.items():
            page.get_by_role("tab", name=name).click()
            expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
            expect(chart.get_by_text(text).first).to_be_visible()
        if state == "at rest":
            press(page, "Play")
            wait_for(page, "Epoch", 2)
    lines = chart.locator(".scatterlayer .js-line")
    expect(lines).to_have_count(3)
    expect(lines.first).not_to_have_attribute("d", lines.first.get_attribute("d"))
    is_sound(page)


def test_an_unknown_address_shows_the_playground(page: Page, playground: str) -> None:
    show(page, f"{playground}/?data=nonsense&layers=99&colour=blue")
    expect(page.get_by_test_id("stAlert")).to_contain_text("unknown setting: colour")
    expect(option(page, "Data set", "Spiral")).to_be_checked()
    press(page, "Play")
    wait_for(page, "Epoch", 2)
