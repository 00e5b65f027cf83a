"""The page of cards: one for each lesson, with its picture, its claim, and the way in."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.common.lessons import CHAPTERS, LESSONS

ROOT = Path(__file__).parents[3]


def test_every_lesson_has_a_card_that_leads_to_it():
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    app.run()
    app.switch_page("lessons/page.py").run()
    assert not app.exception
    links = [json.loads(each.proto.json) for each in app.get("bidi_component") if not each.proto.bytes]
    assert [link["address"] for link in links if "address" in link] == [f"/?lesson={name}" for name in LESSONS]
    words = [each.value for each in app.main.markdown]
    for chapter in CHAPTERS:
        assert f"#### {chapter}" in words
    pictures = [each.proto.body for each in app.get("html")]
    for lesson, body in zip(LESSONS.values(), pictures, strict=True):
        assert f"**{lesson.title}**" in words
        assert lesson.claim in words
        assert body.startswith('<img src="data:image/png;base64,')
        assert f'alt="{lesson.title}' in body
