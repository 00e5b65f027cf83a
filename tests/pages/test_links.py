"""The address is read forgivingly: what is not understood gets a note, never an error."""

from contextlib import suppress
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.common.links import query_from_settings, settings_from_query
from pages.common.settings import Settings


def legal_values(each):
    """What a field of Settings may hold, by itself."""
    meta, kind = each.metadata, each.metadata["kind"]
    if kind == "sizes":
        return st.lists(st.integers(meta["low"], meta["high"]), max_size=meta["most"]).map(tuple)
    if kind == "names":
        return st.lists(st.sampled_from(meta["among"]), min_size=1, max_size=3, unique=True).map(tuple)
    if kind == "choice":
        return st.sampled_from(meta["among"])
    return (st.integers if kind == "whole" else st.floats)(meta["low"], meta["high"])


@st.composite
def some_settings(draw):
    """Settings with a few fields changed, one after the other."""
    settings = Settings()
    for each in draw(st.lists(st.sampled_from(fields(Settings)), max_size=8)):
        # What does not fit the others is not among all settings there are.
        with suppress(ValueError):
            settings = settings.changed(**{each.name: draw(legal_values(each))})
    return settings


def test_an_empty_address_is_the_default():
    assert settings_from_query({}) == (Settings(), [])


def test_names_a_person_can_read():
    settings, notes = settings_from_query(
        {"data": "blobs", "classes": "4", "noise": "20", "layers": "4,3", "activation": "relu,tanh", "speed": "max"}
    )
    assert notes == []
    assert (settings.data, settings.classes, settings.noise, settings.speed) == ("blobs", 4, 20, "max")
    assert (settings.layers, settings.activation) == ((4, 3), ("relu", "tanh"))
    assert (settings.output, settings.loss) == ("softmax", "cross_entropy")


def test_one_activation_serves_all_layers():
    settings, _ = settings_from_query({"layers": "4,4,4", "activation": "relu"})
    assert settings.activation == ("relu",) * 3


def test_no_hidden_layer_can_be_asked_for():
    assert settings_from_query({"layers": ""})[0].layers == ()


@pytest.mark.parametrize(
    "query",
    [
        {"layers": "999999"},
        {"noise": "nan"},
        {"noise": "-3"},
        {"noise": "٣" * 5000},
        {"rate": "inf"},
        {"rate": "1e999"},
        {"data": "<script>alert(1)</script>"},
        {"samples": "9" * 4000},
        {"activation": "softmax"},
        {"colour": "blue"},
        {"loss": "cross_entropy"},
        {"features": "x1,x1"},
    ],
)
def test_what_is_not_understood_gets_a_short_note_and_the_default(query):
    settings, notes = settings_from_query(query)
    assert settings == Settings()
    assert len(notes) == 1
    assert len(notes[0]) < 250


@given(
    st.dictionaries(
        st.sampled_from(["data", "noise", "layers", "activation", "rate", "speed", "loss", "features", "x"]),
        st.text(max_size=60) | st.from_regex(r"-?[0-9,.e]{1,12}", fullmatch=True),
        max_size=5,
    )
)
def test_no_address_raises(query):
    settings, notes = settings_from_query(query)
    assert isinstance(settings, Settings)
    assert len(notes) <= len(query)


@given(some_settings())
def test_the_address_of_settings_leads_back_to_them(settings):
    assert settings_from_query(query_from_settings(settings)) == (settings, [])


def test_the_default_has_an_empty_address():
    assert query_from_settings(Settings()) == {}
    assert query_from_settings(Settings().changed(layers=(4, 3), rate=1.0, data="xor")) == {
        "data": "xor", "layers": "4,3", "rate": "1",
    }  # fmt: skip


def test_what_the_address_says_to_the_frame_of_the_app_is_no_setting():
    assert settings_from_query({"notation": "bishop", "part": "surface"}) == (Settings(), [])
