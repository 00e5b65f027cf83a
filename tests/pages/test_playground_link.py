"""A link to the playground has an address that leads there from anywhere, and the query of its settings."""

from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.common.links import settings_from_query
from pages.common.playground_link import playground_address
from pages.common.settings import Settings
from tests.pages.live_sliders import playground_addresses


def page() -> None:
    from pages.common.open_in_playground import open_in_playground

    open_in_playground("Train it", data="circle", layers=(8, 4), activation=("sigmoid", "tanh"), rate=0.3)


def test_the_address_has_a_path_and_the_settings() -> None:
    address = urlsplit(playground_addresses(AppTest.from_function(page).run())["Train it"])
    assert address.path == "/"
    settings, unclear = settings_from_query(dict(parse_qsl(address.query)))
    expected = Settings().changed(data="circle", layers=(8, 4), activation=("sigmoid", "tanh"), rate=0.3)
    assert (settings, unclear) == (expected, [])


@pytest.mark.parametrize(("base", "start"), [("", "/?"), ("lecture", "/lecture/?"), ("/a/b/", "/a/b/?")])
def test_a_server_below_a_path_is_found(monkeypatch: pytest.MonkeyPatch, base: str, start: str) -> None:
    monkeypatch.setattr(st, "get_option", lambda _: base)
    assert playground_address({"data": "xor"}) == f"{start}data=xor"
