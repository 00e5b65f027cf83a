"""On a phone, worked by touch: a lesson leaves room for the region, a tap asks it, sliders follow, nothing is cut."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.playground import CHARTS, PLACE, button, eventually, label, needs_no_sideways_scrolling, readout

# What can be pressed and is smaller than WCAG 2.2 asks of a target (2.5.8). A label around it counts, as does a line;
# an icon 20 pixels wide has its gap beside it. The arrows beside tabs are Streamlit's, and the tabs can be swiped.
SMALL = """() => {
  const controls = document.querySelectorAll('button, [role=radio], [role=tab], [role=switch], a[href]');
  const streamlits = '[data-testid=stSkipToContent], [aria-label^=Help], [data-testid^=stTabsScroll]';
  const exempt = `label, p, [data-testid=stSidebar], ${streamlits}`;
  return [...controls].filter((each) => {
    if (!each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    if (each.closest(exempt)) return false;
    const { width, height } = each.getBoundingClientRect();
    return width < 20 || height < 24;
  }).map((each) => each.outerHTML.slice(0, 120));
}"""
PAGES = ("", "lessons", "compare", "activations", "perceptron", "backpropagation", "gradient_descent",
         "quadratic_vs_cross_entropy", "universal_approximation")  # fmt: skip


def show(phone: Page, address: str) -> None:
    phone.goto(address)
    for chart in CHARTS:
        expect(phone.locator(f"[data-cell={chart}] .main-svg").first).to_be_attached(timeout=60_000)
    expect(readout(phone)).to_contain_text("Epoch")


# The right edge of the formula that reaches furthest.
EDGE = """() => Math.max(0, ...[...document.querySelectorAll('.katex-html .base')]
  .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().right))"""
# How large the smallest text of a drawing is on the screen, in pixels.
SMALLEST_TEXT = """(cell) => {
  const holder = [...document.querySelectorAll(`[data-cell=${cell}] > div`)].find((each) => each.shadowRoot);
  const svg = holder.shadowRoot.querySelector('svg');
  const sizes = [...svg.querySelectorAll('text')].map((each) => parseFloat(getComputedStyle(each).fontSize));
  return Math.min(...sizes) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}"""


# The lower edge of the words above backpropagation's drawing, the upper edge of their place, and that of the drawing.
WORDS_AND_DRAWING = """() => {
  const [place, drawing] = ['message', 'chain_upright'].map((each) => document.querySelector(`[data-cell=${each}]`));
  const words = document.createRange();
  words.selectNodeContents(place);
  return [words.getBoundingClientRect().bottom, place.getBoundingClientRect().top, drawing.getBoundingClientRect().top];
}"""


def pull(phone: Page, x: float, y: float, across: float = 0, down: float = 0) -> None:
    """Put a finger here and move it."""
    touch = phone.context.new_cdp_session(phone)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        place = {"x": x + across * step / 5, "y": y + down * step / 5}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [place]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


def drag(phone: Page, slider: Locator, by: float) -> None:
    """Put a finger on the middle of a slider and move it."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    pull(phone, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, by)


def test_a_lessons_text_folds_when_it_plays_and_the_region_comes_into_view(phone: Page, playground: str) -> None:
    show(phone, f"{playground}/?lesson=dying_relu")
    text, question = phone.get_by_text("look for maps of one flat colour"), phone.get_by_text("Predict:")
    fold = phone.get_by_role("button", name="Fold the text to one line")
    expect(fold).to_be_visible()
    expect(text).to_be_visible()
    expect(question).to_be_visible()
    region = phone.locator("[data-cell=region]").bounding_box()
    before = region["y"]
    assert before + region["height"] / 2 < 800  # most of it is seen with the step's text and the controls
    button(phone, "Play").tap()
    expect(phone.get_by_role("button", name="Show the whole text")).to_be_visible()
    expect(text).to_be_hidden()
    expect(question).to_be_visible()
    assert phone.locator("[data-cell=region]").bounding_box()["y"] < before - 40
    phone.get_by_role("button", name="Show the whole text").tap()
    expect(fold).to_be_visible()
    phone.get_by_role("button", name="Answer").tap()
    expect(phone.get_by_text("Answer:")).to_be_visible()
    needs_no_sideways_scrolling(phone)


def test_a_tap_asks_the_region_and_opens_a_weight(phone: Page, playground: str) -> None:
    show(phone, playground)
    region = phone.locator("[data-cell=region] .nsewdrag").first
    region.scroll_into_view_if_needed()
    region.tap()
    expect(label(phone, "region", re.compile("output"))).to_be_visible()
    popover = phone.get_by_test_id("stPopoverBody")
    for name in ("Share", "View", "Output", "w"):
        button(phone, name).tap()
        expect(popover).to_be_visible()
        box = popover.bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 400, name
        phone.keyboard.press("Escape")
        expect(popover).to_have_count(0)


def test_a_finger_that_scrolls_over_a_weight_does_not_open_it(phone: Page, playground: str) -> None:
    show(phone, playground)
    network = phone.locator("[data-cell=network]")
    network.evaluate("(cell) => cell.scrollIntoView({block: 'center'})")
    before = network.bounding_box()["y"]
    pull(phone, *phone.evaluate(PLACE, ["link", 2, 3, 3]), down=-150)
    eventually(phone, lambda: network.bounding_box()["y"] < before - 40, "the page stands still")
    # What is told later is answered later, and each weight that is opened has another place.
    button(phone, "Step").tap()
    expect(readout(phone)).to_contain_text("Steps 1")
    expect(phone.locator(".st-key-inspector-0")).to_have_count(1)


def test_backpropagations_drawing_stands_upright_and_is_read(phone: Page, playground: str) -> None:
    phone.goto(f"{playground}/backpropagation")
    expect(phone.locator("[data-cell=chain_upright] .main-svg").first).to_be_visible()
    expect(phone.locator("[data-cell=chain]")).to_be_hidden()
    eventually(phone, lambda: phone.evaluate(SMALLEST_TEXT, "chain_upright") > 12, "its text is small")
    phone.set_viewport_size({"width": 1000, "height": 800})
    expect(phone.locator("[data-cell=chain] .main-svg").first).to_be_visible()
    expect(phone.locator("[data-cell=chain_upright]")).to_be_hidden()


def test_the_words_of_every_step_of_backpropagation_stand_above_its_drawing(phone: Page, playground: str) -> None:
    phone.goto(f"{playground}/backpropagation")
    expect(phone.locator("[data-cell=chain_upright] .main-svg").first).to_be_visible()
    message, forward = phone.locator("[data-cell=message]"), phone.locator(".st-key-backpropagation_steps-forward")
    phone.locator(".st-key-backpropagation_steps-start button:visible").first.tap()
    expect(message).to_contain_text("The network and one sample")
    heights: dict[int, set[float]] = {400: set(), 360: set()}
    widths = list(heights)
    steps = 0
    while "Afterwards" not in (said := message.inner_text()):
        forward.locator("button:visible").first.tap()
        expect(message).not_to_have_text(said)
        steps += 1
        for width in widths:
            phone.set_viewport_size({"width": width, "height": 800})
            words, place, drawing = phone.evaluate(WORDS_AND_DRAWING)
            assert words <= drawing, f"{width} px: {message.inner_text()}"
            heights[width].add(round(drawing - place))
        widths.reverse()  # the next step begins where this one ends
    assert steps > 30
    # The drawing stands still from step to step.
    assert all(len(each) == 1 for each in heights.values()), heights


@pytest.mark.parametrize(
    "address",
    ["universal_approximation?part=follow", "quadratic_vs_cross_entropy?part=origin", "gradient_descent?part=size"],
)
def test_formulas_end_within_the_screen(phone: Page, playground: str, address: str) -> None:
    phone.set_viewport_size({"width": 360, "height": 740})
    phone.goto(f"{playground}/{address}")
    expect(phone.locator(".main-svg").first).to_be_attached(timeout=60_000)
    expect(phone.locator(".katex-html .base").first).to_be_attached(timeout=60_000)
    eventually(phone, lambda: phone.evaluate(EDGE) > 200, "no formulas")
    eventually(phone, lambda: phone.evaluate(EDGE) <= 360, lambda: f"one ends at {phone.evaluate(EDGE):.0f}")
    needs_no_sideways_scrolling(phone)


def test_sliders_are_dragged_by_touch(phone: Page, playground: str) -> None:
    show(phone, playground)
    phone.get_by_test_id("stExpandSidebarButton").tap()
    slid_in = phone.get_by_test_id("stSidebarNav").get_by_role("link", name="Playground")
    expect(slid_in).to_be_in_viewport(ratio=1)
    noise = phone.get_by_role("slider", name="Noise")
    before = noise.input_value()
    drag(phone, noise, 40)
    eventually(phone, lambda: noise.input_value() != before, "the noise stays as it was")
    phone.wait_for_url(re.compile("noise="))


def test_points_of_a_class_are_drawn_without_the_sidebar(phone: Page, playground: str) -> None:
    show(phone, f"{playground}/?data=own&seed=3")
    classes = phone.get_by_test_id("stMain").get_by_role("radiogroup", name="A click in the region")
    region = phone.locator("[data-cell=region] .nsewdrag").first
    top = phone.locator("[data-cell=region]").bounding_box()["y"]
    assert top - classes.bounding_box()["y"] < 160
    for name, x in (("0", 80), ("1", 240)):
        classes.get_by_role("radio", name=name).tap()
        expect(classes.get_by_role("radio", name=name)).to_be_checked()
        region.tap(position={"x": x, "y": 60})
        expect(phone.locator("[data-cell=region] path.point")).to_have_count(1 + int(name))
    phone.set_viewport_size({"width": 1000, "height": 800})
    expect(classes).to_be_hidden()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_phone_and_its_controls_a_finger(phone: Page, playground: str, address: str) -> None:
    phone.goto(f"{playground}/{address}")
    expect(phone.get_by_test_id("stMain").get_by_role("link").or_(phone.locator(".main-svg")).first).to_be_attached()
    expect(phone.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    eventually(phone, lambda: phone.evaluate(SMALL) == [], lambda: f"too small: {phone.evaluate(SMALL)}")
    needs_no_sideways_scrolling(phone)


def test_the_menu_of_pages_closes_behind_its_choice(phone: Page, playground: str) -> None:
    show(phone, playground)
    pages = phone.get_by_test_id("stSidebarNav")
    for name, heading in (("Lessons", "Lessons"), ("Perceptron", "The perceptron"), ("Playground", "")):
        phone.get_by_test_id("stExpandSidebarButton").tap()
        pages.get_by_role("link", name=name).tap()
        if heading:
            expect(phone.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        else:
            expect(readout(phone)).to_contain_text("Epoch")
        expect(pages).not_to_be_in_viewport()
        phone.reload()
        expect(phone.get_by_test_id("stExpandSidebarButton")).to_be_visible()
        expect(pages).not_to_be_in_viewport()
