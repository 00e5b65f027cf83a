"""The page on activation functions in a real browser: it opens on curves, takes clicks, trains, leads on."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import needs_no_sideways_scrolling

# Where a place of a chart stands on the screen.
PLACE = """([cell, x, y]) => {
  const chart = document.querySelector(`[data-cell=${cell}] .js-plotly-plot`);
  const [layout, corner] = [chart._fullLayout, chart.getBoundingClientRect()];
  return [
    corner.x + layout.xaxis._offset + layout.xaxis.d2p(x), corner.y + layout.yaxis._offset + layout.yaxis.d2p(y)];
}"""
CELLS = {
    "functions": ("f", "slope"),
    "properties": ("f", "slope"),
    "family": ("step", "relu", "sign", "tanh"),
    "linear": ("deep", "deep_answer", "matrix", "matrix_answer"),
    "monotone": ("tanh", "gaussian", "tanh_answers", "gaussian_answers"),
    "layers": ("activations", "spread", "deltas"),
    "dead": ("dead", "relu", "accuracy", "leaky"),
    "centred": ("path", "directions", "centred_path", "centred_directions"),
}


@pytest.fixture(scope="module")
def address(server) -> str:
    return server("app.py") + "/activations"


def show(page: Page, address: str, part: str) -> None:
    page.goto(f"{address}?part={part}")
    for cell in CELLS[part]:
        expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)


def text(page: Page, pattern: str) -> Locator:
    return page.locator("p").filter(has_text=re.compile(pattern)).first


@pytest.mark.parametrize("part", CELLS)
def test_the_first_screen_of_each_part_has_its_claim_its_controls_and_its_pictures(page: Page, address: str, part: str):
    show(page, address, part)
    expect(text(page, "The error reaches a weight only through")).to_be_in_viewport()
    expect(text(page, "Predict:")).to_be_in_viewport()
    for cell in CELLS[part]:
        expect(page.locator(f"[data-cell={cell}]")).to_be_in_viewport(ratio=0.95)
    assert page.get_by_test_id("stException").count() == 0
    page.set_viewport_size({"width": 400, "height": 800})
    expect(page.locator(f"[data-cell={CELLS[part][0]}] .main-svg").first).to_be_visible()
    needs_no_sideways_scrolling(page)


def test_f_and_its_tangent_follow_z_while_it_is_dragged(page: Page, address: str):
    show(page, address, "functions")
    expect(text(page, "At z = 1: ")).to_be_visible()
    slider = page.get_by_role("slider", name="z", exact=True)
    track = slider.bounding_box()
    page.mouse.move(track["x"] + track["width"] * 7 / 12, track["y"] + track["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 2, track["y"] + 40, steps=4)
    expect(text(page, "At z = 0: sigmoid f = 0.5, f′ = 0.25")).to_be_visible()  # the button is still down
    page.wait_for_function(
        "document.querySelector('[data-cell=f] .js-plotly-plot').calcdata[1].map((end) => end.x).join() === '-2,2'"
    )
    page.mouse.move(track["x"] - 40, track["y"] + 40, steps=4)
    expect(text(page, "At z = −6: sigmoid f = 0.002473")).to_be_visible()
    page.mouse.up()
    slider.press("ArrowRight")
    expect(text(page, "At z = −5.95: ")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", "−5.95")


def test_the_point_is_dragged_along_its_curve(page: Page, address: str):
    show(page, address, "functions")
    page.mouse.move(*page.evaluate(PLACE, ["f", 1.0, 0.73]))
    page.mouse.down()
    page.mouse.move(*page.evaluate(PLACE, ["f", -3.0, 0.6]), steps=4)
    expect(text(page, "At z = −3: sigmoid f = 0.047")).to_be_visible()  # the button is still down
    page.mouse.up()
    page.get_by_role("radiogroup", name="Activation").get_by_role("radio", name="tanh", exact=True).click()
    expect(text(page, "At z = −3: tanh f = −0.9951")).to_be_visible()
    page.mouse.click(*page.evaluate(PLACE, ["slope", 2.0, 0.1]))  # on the axis of sigmoid's slope and of tanh's
    expect(text(page, "At z = 2: tanh")).to_be_visible()
    expect(page.get_by_role("slider", name="z", exact=True)).to_have_attribute("aria-valuetext", "2")


def test_a_click_in_a_surface_starts_both_descents_there(page: Page, address: str):
    show(page, address, "monotone")
    expect(text(page, "Gaussian: 8 local minima")).to_be_visible()
    page.mouse.click(*page.evaluate(PLACE, ["gaussian", 2.5, -2.0]))
    first = "document.querySelector(`[data-cell=${cell}] .js-plotly-plot`).calcdata[1][0].x"
    for cell in ("tanh", "gaussian"):
        page.wait_for_function(f"cell => Math.abs({first} - 2.5) < 0.1", arg=cell)


def test_networks_train_and_their_dead_neurons_are_counted(page: Page, address: str):
    show(page, address, "dead")
    expect(text(page, "Epoch 10 ")).to_be_visible()
    page.get_by_role("button", name="Play").first.click()
    expect(text(page, "Epoch (2[5-9]|[3-9][0-9]|[1-3][0-9][0-9]) ")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Restart").click()
    expect(text(page, r"Epoch 0 · ReLU: 3 % dead")).to_be_visible()


def test_a_link_leads_to_the_matching_experiment(page: Page, address: str):
    show(page, address, "linear")
    link = page.get_by_role("link", name=re.compile("Train it on XOR in the playground"))
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    opened.value.wait_for_url(re.compile(r":\d+/\?(.*&)?data=xor"))
    opened.value.close()
    link.click()
    expect(page.locator("[data-cell=region] .main-svg").first).to_be_visible(timeout=60_000)
    assert "data=xor" in page.url
    assert "activation=linear" in page.url
