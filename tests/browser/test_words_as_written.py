"""Words of an address, a file and a field in a real browser: whatever they look like, they are shown as text."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from mlp_core.own_data import OwnData
from pages.common.as_written import WORD_JOINER
from pages.common.links import query_from_settings
from pages.common.settings import Settings
from tests.browser.playground import is_sound, show

IMAGE, LINK, FORMULA = "<img src=x onerror=alert(1)>", "<a href=//b.example>l</a>", "$x^2$ **b** http://b.example"
PICTURE = "![p](http://b.example/p.png) [l](http://b.example)"
BEHIND_A_BACKSLASH = f"\\{PICTURE}"
# What such words would have become.
MADE_OF_THEM = (
    "img[src='x'], img[src*='b.example'], a[href*='b.example'], [data-testid=stAlert] .katex, [role=dialog] .katex"
)


def own_points() -> dict[str, str]:
    """The address of points whose names are as bad as they can be."""
    places = ((-1, 0.6), (-1, 1.2), (0.3, -1.1), (0.7, -0.4), (1.2, 1.0), (1.6, 1.2))
    points = OwnData(places, (0, 0, 1, 1, 2, 2), (IMAGE, LINK, FORMULA), (IMAGE, FORMULA, LINK), title=FORMULA)
    return query_from_settings(Settings().changed(points=points))


def has_words(place: Locator, *words: str) -> None:
    """The words are there as they were written; what is not seen may stand between their letters."""
    for each in words:
        expect(place.first).to_contain_text(re.compile(f"{WORD_JOINER}?".join(map(re.escape, each))))


def test_an_address_is_repeated_as_it_stands(page: Page, playground: str) -> None:
    show(page, f"{playground}/?{urlencode({PICTURE: '1', 'view': BEHIND_A_BACKSLASH})}")
    told = page.get_by_test_id("stAlert").locator("li")
    expect(told).to_have_count(2)
    for number in range(2):
        has_words(told.nth(number), "![p](http://b.example/p.png)")
    assert page.locator(MADE_OF_THEM).count() == 0
    is_sound(page)


def test_names_of_points_are_shown_as_they_stand(page: Page, playground: str) -> None:
    show(page, f"{playground}/?{urlencode(own_points())}")
    has_words(page.get_by_role("radiogroup", name="A click in the region"), IMAGE, LINK, FORMULA)
    expect(page.locator("[data-cell=network] .annotation-text").filter(has_text="<img s…")).to_have_count(1)

    page.get_by_role("tab", name="Confusion matrix").click()
    ticks = page.locator("[data-cell=chart] .xtick text")
    shortened = [f"{each[:6]}…" for each in (IMAGE, LINK, FORMULA)]
    expect(ticks).to_have_text(shortened)

    page.locator(".st-key-pin button").first.click()
    page.get_by_role("button", name="View").first.click()
    has_words(page.get_by_test_id("stPopoverBody").first, FORMULA.capitalize())
    page.keyboard.press("Escape")

    page.locator(".st-key-open_csv button").first.click()
    dialog = page.get_by_role("dialog", name="Your own data")
    dialog.locator("textarea").fill(f'x,"{IMAGE}",{PICTURE}\n1,2,{FORMULA}\n3,4,{PICTURE}\n')
    dialog.locator("textarea").press("Control+Enter")
    has_words(dialog.locator("table"), IMAGE, FORMULA, "!(p)(http://b.example/p.png)")
    dialog.locator("textarea").fill(f"x,y,t\n1,2,a\n{FORMULA},4,b\n5,6,a\n7,8,b\n")
    dialog.locator("textarea").press("Control+Enter")
    has_words(dialog.get_by_test_id("stAlert"), "$x^2$ **b** http")

    assert page.locator(MADE_OF_THEM).count() == 0
    is_sound(page)
