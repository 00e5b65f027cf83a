"""The address is read forgivingly: what is not understood gets a note, never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.common.links import settings_from_query
from pages.common.settings import Settings


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
