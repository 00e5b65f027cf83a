"""The page a session is on: what the charts of another page still ask for is not answered."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage

from pages.common import own_page

PAGES = tuple(SimpleNamespace(url_path=name) for name in ("", "compare", "lessons"))


@pytest.fixture
def fragments(monkeypatch: pytest.MonkeyPatch) -> MemoryFragmentStorage:
    """Those of the present session, of which the one fragment is called chart."""
    storage = MemoryFragmentStorage()
    storage.register("chart", lambda: None)
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(own_page, "get_script_run_ctx", lambda: SimpleNamespace(fragment_storage=storage))
    return storage


def test_the_fragments_of_a_page_end_where_another_is_drawn(fragments: MemoryFragmentStorage) -> None:
    own_page.note_page(PAGES[1], PAGES)
    fragments.register("chart", lambda: None)
    own_page.note_page(PAGES[1], PAGES)
    assert fragments.contains("chart")
    own_page.note_page(PAGES[0], PAGES)
    assert not fragments.contains("chart")


@pytest.mark.parametrize(
    ("base", "page", "others"),
    [
        ("", 0, ["/compare", "/lessons"]),
        ("", 1, ["", "/lessons"]),
        ("school/lessons", 2, ["/school/lessons", "/school/lessons/compare"]),
    ],
)
def test_the_other_pages_are_known_by_their_paths(
    fragments: MemoryFragmentStorage, monkeypatch: pytest.MonkeyPatch, base: str, page: int, others: list[str]
) -> None:
    monkeypatch.setattr(st, "get_option", lambda _: base)
    own_page.note_page(PAGES[page], PAGES)
    assert own_page.other_pages() == others


def test_where_there_is_one_page_only_there_are_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    assert own_page.other_pages() == []
