"""Addresses of any content: settings that are allowed, and a few short notes on what was not understood."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from mlp_core.limits import MOST_LINK_CHARACTERS, MOST_NOTES
from pages.common.as_written import as_written
from pages.common.link_words import OTHER_NAMES
from pages.common.links import query_from_settings, settings_from_query
from pages.common.presenting import presentation_from_query
from pages.common.settings import Settings
from pages.compare.choice import choice_from_query
from tests.mlp_core.sentences import is_a_sentence
from tests.pages.hostile import TEXTS, VALUES

ROOT = Path(__file__).parents[2]
PAGES = ("", "lessons", "compare", "activations", "perceptron", "backpropagation", "gradient_descent",
         "quadratic_vs_cross_entropy", "universal_approximation")  # fmt: skip
NAMES = (*(each.name for each in fields(Settings)), *OTHER_NAMES)
FRAME = ("notation", "part", "lesson", "step", "view", "hide", "differs", "a", "b")
fuzzed = settings(max_examples=150, derandomize=True, deadline=None)
queries = st.dictionaries(st.sampled_from(NAMES) | TEXTS, VALUES, max_size=6)


def notes_are_fit_to_be_read(notes: list[str]) -> bool:
    return len(notes) <= MOST_NOTES + 1 and all(map(is_a_sentence, notes))


@fuzzed
@given(queries)
@example({"layers": "999999"})
@example({"rate": "nan", "LR": "inf"})
@example({"points": "1," * MOST_LINK_CHARACTERS})
@example({f"name{k}": "a" for k in range(1000)})
@example({"a" * 1_000_000: "b" * 1_000_000})
def test_any_address_is_allowed_settings_and_a_few_sentences(query):
    found, notes = settings_from_query(query)
    assert notes_are_fit_to_be_read(notes)
    assert settings_from_query(query_from_settings(found))[0] == found
    for note in notes:
        as_written(note).encode()


@fuzzed
@given(st.dictionaries(st.sampled_from(NAMES) | st.sampled_from(FRAME), VALUES, max_size=6))
def test_any_address_is_a_comparison_and_a_presentation_or_none(query):
    choice, notes = choice_from_query(query)
    assert notes_are_fit_to_be_read(notes)
    assert len(choice.settings) == 2
    notes = presentation_from_query(query)[1]
    assert notes_are_fit_to_be_read(notes)


def opened(url_path: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    if url_path:
        app.run().switch_page(f"{url_path}/page.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("url_path", PAGES)
def test_every_page_opens_from_an_address_that_makes_no_sense(url_path):
    bad = {"![p](http://b.example/p.png)": "\\[l](//b)", "data": "\x00", "layers": "999999", "rate": "1e400"}
    frame = {name: "<img src=x onerror=alert(1)> $x$ ../" * 100 for name in FRAME}
    app = opened(url_path, bad | frame | {"points": "nan,inf;1", "lesson": "a" * 100_000, "step": "٣"})
    assert not app.exception
    assert app.main.children
    assert all("](http" not in told.value.replace("\\]", "") for told in app.warning)
