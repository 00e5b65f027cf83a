"""The lessons as data: complete, legal, and short enough for the panel."""

import re
import textwrap
from pathlib import Path

import pytest

from pages.common.lessons import CHAPTERS, LESSONS, after
from pages.common.settings import Settings
from pages.common.view import ALL_CURVES, GRADIENT, LOSS

PAGES = Path(__file__).parents[3] / "pages"
LINE, LINES = 58, 2  # characters of the panel's narrowest column on a desktop, and what stands below each other
THE_ISSUES_CLAIMS = {
    "one_neuron_draws_one_line", "xor_needs_a_hidden_layer", "all_weights_zero", "a_deep_linear_network_is_a_line",
    "tanh_against_relu", "dying_relu", "the_gradient_vanishes", "starts_badly_wrong", "batch_mini_batch_one",
    "too_large_a_learning_rate", "momentum_in_a_ravine", "overfitting_and_l2", "softmax_shares_one",
    "a_bump_from_two_neurons", "what_noise_does",
}  # fmt: skip

lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


def test_all_claims_have_a_lesson_of_their_own_name():
    assert LESSONS.keys() >= THE_ISSUES_CLAIMS
    assert sum(map(len, CHAPTERS.values())) == len(LESSONS)
    assert len({lesson.title for lesson in LESSONS.values()}) == len(LESSONS)


def test_each_lesson_leads_to_the_next():
    order = list(LESSONS.values())
    assert [after(lesson) for lesson in order] == [*order[1:], None]


@lessons
def test_the_settings_of_every_step_are_legal(lesson):
    for step in range(len(lesson.steps)):
        assert isinstance(lesson.settings_at(step), Settings)


@lessons
def test_the_key_setting_and_its_reverted_values_differ(lesson):
    assert any(each.watch for each in lesson.steps)
    for step, each in enumerate(lesson.steps):
        if each.watch is None:
            continue
        values = {getattr(lesson.settings_at(k), lesson.key) for k in range(step + 1)}
        assert values != {each.watch.reverted}
        assert getattr(lesson.settings.changed(**{lesson.key: each.watch.reverted}), lesson.key) == each.watch.reverted


@lessons
def test_what_waits_to_be_seen_says_what_to_press(lesson):
    for each in lesson.steps:
        if each.watch is not None and not each.live:
            assert re.search(r"\*\*(Play|Step)\*\*", each.text), each.text


@lessons
def test_the_curves_are_some_there_are(lesson):
    assert lesson.curves in (ALL_CURVES, LOSS, GRADIENT)


@lessons
def test_the_words_fit_the_panel(lesson):
    assert len(lesson.title) <= 34
    assert len(lesson.claim) <= 110
    for each in lesson.steps:
        for text in (each.text, f"Predict: {each.question}", f"Answer: {each.answer}"):
            assert text.rstrip().endswith((".", "?")), text
            assert len(textwrap.wrap(text.replace("*", ""), LINE)) <= LINES, text
        assert each.watch is None or len(each.watch.claim) <= 26


@lessons
def test_what_a_lesson_leads_on_to_is_there(lesson):
    if lesson.further is None:
        return
    folder = PAGES / lesson.further.page
    assert (folder / "page.py").is_file()
    if lesson.further.part:
        source = next(path for path in (folder / "parts.py", folder / "page.py") if path.is_file())
        assert re.search(rf'"{lesson.further.part}": \(', source.read_text(encoding="utf-8"))
