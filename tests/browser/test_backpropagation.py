"""The lesson on backpropagation in a real browser: a click is a step, and the drawing and the address follow."""

import re

from playwright.sync_api import Page, expect


def opened(page: Page, address: str, part: str = "", cell: str = "chain") -> None:
    page.goto(f"{address}/backpropagation{part}")
    expect(page.locator(f"[data-cell={cell}] .main-svg").first).to_be_visible(timeout=60_000)


def says(page: Page, pattern: str) -> None:
    expect(page.locator("[data-cell=message]")).to_contain_text(re.compile(pattern))


def drawing(page: Page) -> str:
    return page.evaluate(
        "() => document.querySelector('[data-cell=chain] .js-plotly-plot')._fullLayout.images[0].source"
    )


def step(page: Page, name: str) -> None:
    page.locator(f".st-key-backpropagation_steps-{name} button:visible").first.click()


def test_steps_play_and_first_screen(page: Page, server) -> None:
    opened(page, server("app.py"))
    for part in ("[data-cell=chain] .main-svg", ".st-key-backpropagation_steps-play button", "h3"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
    says(page, "How wrong the output is")
    step(page, "forward")
    says(page, "Error term δ of neuron 1 in layer 2: from the loss")
    step(page, "start")
    says(page, "The network and one sample")
    before = drawing(page)
    step(page, "forward")
    says(page, "Pre-activation z of neuron 1 in layer 1")
    page.wait_for_function("(before) => document.querySelector('[data-cell=chain] .js-plotly-plot')"
                           "._fullLayout.images[0].source !== before", arg=before)  # fmt: skip
    assert "class='found'" in drawing(page)
    expect(page.locator(".katex").filter(has_text="2.18").first).to_be_visible()
    step(page, "play")
    says(page, "What goes out")
    step(page, "play")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_the_check_catches_the_mistake_and_the_notation_is_kept(page: Page, server) -> None:
    opened(page, server("app.py"), "?part=check&notation=trofimov", "agreement")
    expect(page.locator("strong", has_text="slopes agree")).to_be_visible()
    page.get_by_text("With the mistake").first.click()
    expect(page.locator("strong", has_text="slopes are wrong")).to_be_visible()
    page.get_by_role("radio", name="Step by step").click()
    expect(page.locator("[data-cell=chain] .main-svg").first).to_be_visible(timeout=60_000)
    assert "notation=trofimov" in page.url
    assert "part=steps" in page.url
    says(page, "How wrong the output is")
    step(page, "forward")
    expect(page.locator(".katex").filter(has_text="Δ").first).to_be_visible()
