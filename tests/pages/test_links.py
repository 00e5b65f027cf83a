"""The address is read forgivingly: what is not understood gets a note, never an error."""

from contextlib import suppress
from dataclasses import fields
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import DATASETS
from mlp_core.limits import LARGEST_NUMBER, MOST_LINK_CHARACTERS, MOST_LINK_POINTS
from mlp_core.own_data import OwnData, Split, plain_name
from mlp_core.own_sources import no_points, standardised
from pages.common.address_bar import address_text
from pages.common.labels import TILE_LABELS
from pages.common.link_words import OTHER_NAMES
from pages.common.links import NOT_SETTINGS, query_from_settings, settings_from_query
from pages.common.settings import Settings

number = st.floats(-LARGEST_NUMBER, LARGEST_NUMBER) | st.floats(-2, 2).map(lambda x: round(x, 2))
name = st.text(max_size=6).map(lambda text: f"n{text}")


@st.composite
def own_points(draw):
    """Points of any kind, few enough for an address."""
    n_inputs, n_classes = draw(st.integers(1, 2)), draw(st.sampled_from([0, 2, 3, 6]))
    classes = draw(st.lists(name, min_size=n_classes, max_size=n_classes, unique_by=plain_name))
    target = st.integers(0, n_classes - 1) if n_classes else number
    rows = draw(st.lists(st.tuples(*[number] * n_inputs, target), max_size=8))
    table = np.array(rows, dtype=float).reshape(-1, n_inputs + 1)
    columns = draw(st.just(()) | st.lists(name, min_size=n_inputs + 1, max_size=n_inputs + 1))
    X, targets = table[:, :-1], table[:, -1]
    if draw(st.booleans()):
        return standardised(X, targets, classes, columns, draw(name))
    numbers = [tuple(str(k + first) for k in range(n_classes)) for first in (0, 1)]
    test_rows = tuple(sorted(draw(st.sets(st.integers(0, len(rows) - 1))))) if len(rows) else ()
    split = draw(st.sampled_from([None, Split(3, 0.3, test_rows if len(test_rows) < len(rows) else ())]))
    return OwnData(X, targets, draw(st.sampled_from([tuple(classes), *numbers])), columns, split=split)


def legal_values(each):
    """What a field of Settings may hold, by itself."""
    meta, kind = each.metadata, each.metadata["kind"]
    if kind == "points":
        return own_points()
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
        {"loss": "cross_entropy", "output": "tanh"},
        {"batch": "10", "batch_size": "20"},
        {"features": "x1,x1"},
        {"points": "1,2,0;1,2"},
        {"points": "1,2,0;1,two,1"},
        {"points": "1,nan,0"},
        {"points": "1,2,7"},
        {"points": "1,2,3,4"},
        {"points": "colour:red;1,2,0"},
        {"points": "values:1;1,2"},
        {"points": "split:0;1,2,0"},
        {"points": "split:0,0.3,0.5;1,2,0;1,2,1"},
        {"points": "split:0,0.3,2;1,2,0;1,2,1"},
        {"points": "1,2,0;" * (MOST_LINK_POINTS + 1)},
        {"points": "1" * (MOST_LINK_CHARACTERS + 1)},
    ],
)
def test_what_is_not_understood_gets_a_short_note_and_the_default(query):
    settings, notes = settings_from_query(query)
    assert settings == settings_from_query({"output": query["output"]} if "output" in query else {})[0]
    assert len(notes) == 1
    assert len(notes[0]) < 250


@given(
    st.dictionaries(
        st.sampled_from(["data", "points", "noise", "layers", "activation", "rate", "speed", "loss", "features", "x"]),
        st.text(max_size=60)
        | st.from_regex(r"-?[0-9,.e]{1,12}", fullmatch=True)
        | st.from_regex(r"((values|classes|scale|title|left_out):)?([0-9.e-]{1,3}[,;]){1,6}", fullmatch=True),
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
    assert settings_from_query({"notation": "bishop", "part": "surface", "lesson": "dying_relu", "step": "2"}) == (
        Settings(),
        [],
    )


def test_points_can_be_read_and_edited():
    settings, notes = settings_from_query({"points": "1.2,-0.5,0;-1,0.3,1"})
    assert notes == []
    assert (settings.data, settings.task) == ("own", "binary")
    assert settings.points == OwnData([[1.2, -0.5], [-1, 0.3]], [0, 1])
    assert query_from_settings(settings) == {"data": "own", "points": "1.2,-0.5,0;-1,0.3,1"}
    named, _ = settings_from_query({"points": "classes:cat,dog,cow;1,2,dog; 3,4,cow;"})
    assert named.points.classes == ("cat", "dog", "cow")
    assert named.points.targets.tolist() == [1, 2]
    assert named.output == "softmax"
    line, _ = settings_from_query({"points": "values:0,1;0.5,-1;1,1"})
    assert (line.n_inputs, line.task, line.output) == (1, "regression", "linear")


def test_a_number_is_that_of_a_class_also_where_classes_are_named_by_numbers():
    named = OwnData([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [0, 1, 2], ("1", "2", "3"))
    assert settings_from_query(query_from_settings(Settings().changed(points=named)))[0].points == named
    by_hand, _ = settings_from_query({"points": "classes:1,2,30;1,2,1;3,4,30"})
    assert by_hand.points.targets.tolist() == [1, 2]


def test_a_note_says_which_point_cannot_be_read():
    _, notes = settings_from_query({"points": "1,2,0;1,two,1"})
    assert "point 2: 'two' is not a number" in notes[0]


@given(own_points())
def test_any_points_come_back_from_their_text(points):
    settings = Settings().changed(points=points)
    assert settings_from_query(query_from_settings(settings)) == (settings, [])


@pytest.mark.parametrize("n_classes", [0, 3])
def test_many_points_are_left_out_and_the_address_says_so(n_classes):
    rng = np.random.default_rng(0)
    n = MOST_LINK_POINTS + 1
    targets = np.arange(n) % n_classes if n_classes else rng.normal(size=n)
    points = standardised(rng.normal(size=(n, 2)), targets, ("a", "b", "c")[:n_classes], title="my file")
    settings = Settings().changed(points=points, rate=0.01)
    opened, notes = settings_from_query(query_from_settings(settings))
    assert len(notes) == 1
    assert f"The {n} points are not in the address" in notes[0]
    assert (len(opened.points), opened.task, opened.rate) == (0, settings.task, 0.01)
    assert (opened.points.classes, opened.points.title) == (points.classes, "my file")


def test_a_hundred_drawn_points_fit_into_an_address():
    points = no_points()
    for x, y in np.random.default_rng(0).uniform(-2.15, 2.15, (MOST_LINK_POINTS, 2)):
        points = points.with_point((x, y), 1)
    settings = Settings().changed(points=points)
    assert settings_from_query(query_from_settings(settings)) == (settings, [])


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ({"learning_rate": "0.1", "Batch-Size": "all"}, {"rate": "0.1", "batch": "0"}),
        ({"activation": "ReLU,Leaky ReLU"}, {"activation": "relu,leaky_relu"}),
        ({"noise": "20%", "test_share": "50 %"}, {"noise": "20", "test": "50"}),
        ({"data": "XOR", "loss": "cross_entropy"}, {"data": "xor", "loss": "binary_cross_entropy"}),
        ({"data": "blobs", "loss": "binary_cross_entropy"}, {"data": "blobs", "loss": "cross_entropy"}),
        ({"optimizer": "Adam", "speed": "10", "clip": "off"}, {"optimizer": "adam", "speed": "ten", "clip": "0"}),
    ],
)
def test_other_words_for_the_same(written, plain):
    assert settings_from_query(written) == settings_from_query(plain)
    assert settings_from_query(written)[1] == []
    assert settings_from_query(written)[0] != Settings()


def test_the_example_of_a_link_is_understood():
    settings, notes = settings_from_query(
        {"data": "spiral", "layers": "8,8", "activation": "tanh,relu", "loss": "cross_entropy"}
    )
    assert notes == []
    assert (settings.activation, settings.loss) == (("tanh", "relu"), "binary_cross_entropy")


@given(some_settings())
def test_the_spoken_address_leads_back_too_and_names_what_a_person_looks_for(settings):
    query = query_from_settings(settings, spoken=True)
    assert settings_from_query(query) == (settings, [])
    assert {"data", "loss"} <= set(query)
    assert settings_from_query(dict(parse_qsl(address_text(query), keep_blank_values=True))) == (settings, [])


def test_an_address_is_written_as_a_person_reads_it():
    settings = Settings().changed(activation=("tanh", "relu"), batch=0)
    assert (
        address_text(query_from_settings(settings, spoken=True))
        == "data=spiral&layers=8,8&activation=tanh,relu&loss=cross_entropy&batch=all"
    )


def test_no_word_means_two_things():
    names = {each.name for each in fields(Settings)}
    assert set(OTHER_NAMES.values()) <= names
    assert not names & OTHER_NAMES.keys()
    assert not NOT_SETTINGS & (names | OTHER_NAMES.keys())


@pytest.mark.parametrize("name", [*DATASETS, "own"])
def test_data_are_found_by_the_words_on_their_tile(name):
    words = TILE_LABELS.get(name, DATASETS[name].label if name in DATASETS else "")
    settings, notes = settings_from_query({"data": words})
    assert (settings.data, notes) == (name, [])
