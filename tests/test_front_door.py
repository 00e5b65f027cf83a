"""The server below a path of its own: Plotly is where the charts look for it."""

import urllib.request
from collections.abc import Iterator

import pytest
import streamlit as st

from benchmarks.live_page import served
from pages.common.live_chart import _plotly_url


@pytest.fixture(params=["", "lecture/play"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server process, and the charts told of its path."""
    with served(request.param) as (address, _):
        monkeypatch.setattr(st, "get_option", lambda _: request.param)
        yield address


def test_plotly_is_where_the_charts_look_for_it(server: str) -> None:
    with urllib.request.urlopen(f"{server}{_plotly_url()}", timeout=30) as answer:
        assert answer.status == 200
        assert b"plotly.js" in answer.read(300)
