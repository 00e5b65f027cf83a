"""The page of cards: one for each lesson, with its picture, its claim, and the way in."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.common.lessons import CHAPTERS, LESSONS

ROOT = Path(__file__).parents[3]


def links(app: AppTest) -> list[dict]:
    """What the browser was sent of the links to the playground."""
    sent = [json.loads(each.proto.json) for each in app.get("bidi_component") if not each.proto.bytes]
    return [each for each in sent if "address" in each]


def test_every_lesson_has_a_card_that_leads_to_it():
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    app.run()
    app.switch_page("lessons/page.py").run()
    assert not app.exception
    assert [each["address"] for each in links(app)] == [f"/?lesson={name}" for name in LESSONS]
    words = [each.value for each in app.main.markdown]
    for chapter in CHAPTERS:
        assert f"#### {chapter}" in words
    for lesson, link in zip(LESSONS.values(), links(app), strict=True):
        assert link["label"] == lesson.title  # each link has a name of its own
        assert lesson.claim in words
        assert link["picture"]["source"].startswith("data:image/png;base64,")
        assert link["picture"]["alternative"].startswith(lesson.title)


def test_what_was_seen_in_this_session_is_marked():
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    lesson, other = LESSONS["all_weights_zero"], LESSONS["tanh_against_relu"]
    app.query_params["lesson"] = lesson.name
    app.run()
    for _ in range(2):
        experiment = app.session_state["experiment"]
        experiment.trainer.run_epochs(40)
        app.run()
        if "lesson_next" in {each.key for each in app.button}:
            app.button(key="lesson_next").click().run()
    app.button(key="lesson_leave").click().run()
    app.query_params["lesson"] = other.name
    app.run()
    app.session_state["experiment"].trainer.run_epochs(30)
    app.run()
    app.switch_page("lessons/page.py").run()
    words = [each.value for each in app.main.markdown]
    assert f"{lesson.claim} :green[:material/check:] seen" in words
    assert f"{other.claim} :green[:material/check:] seen 1 of 2" in words
    assert sum("seen" in each.split("]")[-1] for each in words if "material/check" in each) == 2
