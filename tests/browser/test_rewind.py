"""Rewinding in a real browser: the slider on the curves' axis, going on from a moment, undo."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.playground.landscape_tab import CELLS, TITLES
from tests.browser.playground import (
    CHART,
    button,
    choose,
    come_to_rest,
    is_sound,
    label,
    look_back,
    message,
    option,
    pause,
    picture,
    places,
    press,
    reading,
    readout,
    show,
    wait_for,
    wait_for_another_picture,
    wait_for_picture,
)


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Epoch", exact=True)


def length_of_curves(page: Page) -> int:
    """The last epoch that the curves show."""
    return page.evaluate(f"Array.from({CHART.format('curves')}._fullData[0].x).at(-1)")


def shares_of_run(page: Page, seconds: float) -> list[float]:
    """How far along its run the slider stands, at every animation frame of that time."""
    return slider(page).evaluate(
        """async (input, seconds) => {
          const shares = [];
          const end = performance.now() + 1000 * seconds;
          while (performance.now() < end) {
            await new Promise(requestAnimationFrame);
            shares.push(Number(input.value) / Number(input.max));
          }
          return shares;
        }""",
        seconds,
    )


def stepped(page: Page, steps: int) -> list[str]:
    """Pictures of the region after 0, 1, … steps by hand."""
    pictures = [picture(page)]
    for step in range(1, steps + 1):
        press(page, "Step")
        expect(readout(page)).to_contain_text(f"Steps {step} ")
        wait_for_another_picture(page, pictures[-1])
        pictures.append(picture(page))
    return pictures


def test_dragging_back_shows_what_was_and_going_on_cuts_the_run(page: Page, playground: str) -> None:
    show(page, playground)
    before = places(page)
    assert slider(page).count() == 0
    press(page, "Play")
    wait_for(page, "Epoch", 30)
    assert set(shares_of_run(page, 2)) == {1}  # it stands at the end while that moves on
    box = slider(page).bounding_box()
    # Taken in the hand while it trains: it pauses.
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    expect(message(page)).to_contain_text("Looking back at epoch")
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(button(page, "Go on")).to_be_visible()
    assert places(page) == before
    shown, end = reading(page).epoch, int(float(slider(page).get_attribute("max")))  # it may stop within an epoch
    assert 0 < shown < end
    assert length_of_curves(page) == end
    # Slowly, so that the end is still ahead when the page is looked at.
    choose(page, "Training per frame", "step")
    expect(option(page, "Training per frame", "step")).to_be_checked()
    press(page, "Go on")
    expect(button(page, "Pause")).to_be_visible()
    wait_for(page, "Epoch", shown + 2)
    page.wait_for_function(f"Array.from({CHART.format('curves')}._fullData[0].x).at(-1) < {end}")
    stopped = pause(page)
    assert shown < stopped.epoch
    page.wait_for_function(f"Array.from({CHART.format('curves')}._fullData[0].x).at(-1) === {stopped.epoch}")
    press_undo(page)
    expect(readout(page)).to_contain_text(f"Epoch {end} ")
    assert length_of_curves(page) == end
    is_sound(page)


def test_going_on_right_after_a_drag_goes_on_from_there(page: Page, playground: str) -> None:
    """What comes to a busy server together: here in one moment, so that it comes in one request."""
    show(page, playground)
    press(page, "Play")
    wait_for(page, "Epoch", 20)
    end = pause(page).epoch
    page.evaluate(
        """([input, button, share]) => {
          input.value = share * Number(input.max);
          for (const name of ['input', 'change']) input.dispatchEvent(new Event(name, {bubbles: true}));
          button.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
          button.click();
        }""",
        [slider(page).element_handle(), button(page, "Play").element_handle(), 0.3],
    )
    expect(button(page, "Pause")).to_be_visible()
    wait_for(page, "Epoch", reading(page).epoch + 2)
    pause(page)
    press_undo(page)  # what came after the moment that the hand had gone to
    expect(readout(page)).to_contain_text(f"Epoch {end} ")
    is_sound(page)


def test_keys_go_from_moment_to_moment_and_the_pictures_are_the_same(page: Page, playground: str) -> None:
    show(page, playground)
    pictures = stepped(page, 3)
    slider(page).focus()
    for step in (2, 1, 0):
        page.keyboard.press("ArrowLeft")
        wait_for_picture(page, pictures[step])
        expect(readout(page)).to_contain_text(f"Steps {step} ")
    page.keyboard.press("ArrowRight")
    wait_for_picture(page, pictures[1])
    expect(readout(page)).to_contain_text("Steps 1 ")
    page.keyboard.press("End")
    wait_for_picture(page, pictures[3])
    expect(button(page, "Play")).to_be_visible()
    expect(message(page)).not_to_contain_text("Looking back")
    is_sound(page)


def test_the_keys_of_the_page_work_while_the_slider_has_the_focus(page: Page, playground: str) -> None:
    show(page, playground)
    stepped(page, 3)
    slider(page).focus()
    page.keyboard.press("p")
    expect(button(page, "Pause")).to_be_visible()
    page.keyboard.press("p")
    expect(button(page, "Play")).to_be_visible()
    page.keyboard.press("Home")  # which the slider itself uses
    expect(message(page)).to_contain_text("Looking back at epoch 0")
    look_back(page)
    expect(slider(page)).to_be_focused()
    page.keyboard.press("n")
    expect(message(page)).to_contain_text("Press Play")
    expect(slider(page)).to_have_count(0)
    is_sound(page)


def test_undo_brings_back_the_data_and_what_was_learnt(page: Page, playground: str) -> None:
    show(page, f"{playground}/?speed=ten")
    press(page, "Play")
    wait_for(page, "Epoch", 20)
    stopped = pause(page)
    learnt = resting_picture(page)
    page.get_by_role("radio", name="Circle").click()
    expect(readout(page)).to_contain_text("Epoch 0 ")
    wait_for_another_picture(page, learnt)
    press_undo(page)
    wait_for_picture(page, learnt)
    expect(readout(page)).to_contain_text(f"Steps {stopped.steps:,} ")
    assert reading(page) == stopped
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()
    press(page, "Reset")
    expect(readout(page)).to_contain_text("Epoch 0 ")
    page.keyboard.press("Control+z")
    wait_for_picture(page, learnt)
    page.get_by_role("button", name="redo").first.click()
    expect(readout(page)).to_contain_text("Epoch 0 ")
    is_sound(page)


def test_the_loss_landscape_shows_at_rest(page: Page, playground: str) -> None:
    show(page, playground)
    page.get_by_role("tab", name="Loss landscape").click()
    expect(label(page, "chart", "Train first")).to_be_visible()
    titles = page.locator(":is([data-cell=chart], [data-cell=random]) .annotation-text").filter(has_text="directions")
    press(page, "Play")
    wait_for(page, "Epoch", 5)
    expect(titles).to_have_text([f"{title}, at epoch 0" for title in TITLES])
    expect(label(page, "chart", "Pause to see it")).to_be_visible()
    pause(page)
    contours = page.locator(".contourlayer .contour")
    expect(contours).to_have_count(2)
    expect(titles).to_have_text(TITLES)
    page.get_by_role("radio", name="Surface").click()
    expect(contours).to_have_count(0)
    first, second = eyes(page)
    assert first == second
    box = page.locator("[data-cell=chart]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 20, steps=4)
    page.mouse.up()
    turned = come_to_rest(page, lambda: eyes(page), [first, second])
    assert turned[0] != first
    assert turned[1] == second
    press(page, "Play")
    expect(titles).to_have_text([re.compile(f"{title}, at epoch [1-9]") for title in TITLES])
    pause(page)
    expect(titles).to_have_text(TITLES)
    assert eyes(page) == [pytest.approx(eye) for eye in turned]
    is_sound(page)


def eyes(page: Page) -> list[dict[str, float]]:
    """Where the cameras of both surfaces stand."""
    plots = [f"document.querySelector('[data-cell={cell}] .js-plotly-plot')._fullLayout" for cell in CELLS]
    page.wait_for_function(" && ".join(f"{plot}.scene?._scene" for plot in plots))
    return [page.evaluate(f"{plot}.scene._scene.getCamera().eye") for plot in plots]


def press_undo(page: Page) -> None:
    undo = page.get_by_role("button", name="undo").first
    expect(undo).to_be_enabled()
    undo.click()


def resting_picture(page: Page) -> str:
    """The picture of the region once it no longer changes."""
    page.wait_for_function(
        """() => {
          const now = document.querySelector('[data-cell=region] image').href.baseVal;
          const [since, last] = [window.since ?? 0, window.last];
          if (now !== last) [window.last, window.since] = [now, performance.now()];
          return now === last && performance.now() - since > 1500;
        }"""
    )
    return picture(page)
