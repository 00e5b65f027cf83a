"""Files of any content: a table, an experiment, or one clear sentence; never anything else, and never without bound."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlp_core.export.json_text import read_json
from mlp_core.limits import MOST_BYTES, MOST_CELL_CHARACTERS, MOST_CLASSES, MOST_COLUMNS, MOST_LINES, MOST_ROWS
from mlp_core.own_data import OwnData
from mlp_core.own_reading import Choice, first_choice, points_as_csv, read_points
from mlp_core.own_table import read_table
from tests.mlp_core.sentences import is_a_sentence, said_of

fuzzed = settings(max_examples=300, derandomize=True, deadline=None)
CELLS = st.sampled_from(
    ["1", "2.5", "-3", "0,5", "1e400", "-1e-300", "nan", "inf", "", "a", "b", "NA", "٣", "Ⅷ", "²", "1" * 400, '"', "'",
     "\x00", "\u202e", "\ud7ff", "\U0001f9e0", "<b>", "[a](http://b)", "=1+1", "1_000", "0x10", "+", "e5", "−5", " "]
) | st.text(max_size=8)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=12)
SEPARATORS, ENDS = st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\x0b"])
TEXTS = st.builds(lambda rows, by, end: end.join(by.join(row) for row in rows), ROWS, SEPARATORS, ENDS)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7"])
CONTENTS = st.builds(lambda text, code: text.encode(code, "replace"), TEXTS, ENCODINGS) | st.binary(max_size=200)


def read(content: bytes) -> str:
    """Read a CSV file, and check what it gives; the sentence that is said of it, or nothing."""
    return said_of(lambda: check(read_points(table := read_table(content), first_choice(table)).points))


def check(found: OwnData) -> None:
    """Points that a network can learn, and that come back from the file they are written to."""
    assert len(found) <= MOST_ROWS
    assert len(found.classes) <= MOST_CLASSES
    assert np.isfinite(found.X).all()
    assert np.isfinite(found.targets).all()
    data = found.generate(seed=0)
    assert np.isfinite(data.X).all()
    assert np.isfinite(data.T).all()
    again = read_table(points_as_csv(found).encode())
    assert len(again.rows) == len(found)


@fuzzed
@given(CONTENTS)
@example(b"a,b,c\n1,2,=x\n3,4,@y\n")
def test_any_table_is_read_or_refused_in_a_sentence(content):
    assert is_a_sentence(read(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"ab," * (MOST_BYTES // 3), f"more than {MOST_COLUMNS} columns"),
        (b"ab;" * (MOST_BYTES // 3), f"more than {MOST_COLUMNS} columns"),
        (b"," * MOST_BYTES, "empty"),
        (b"\n" * MOST_BYTES, f"allowed: {MOST_LINES:,}"),
        (b"1,2\n" * (MOST_LINES + 1), f"allowed: {MOST_LINES:,}"),
        (b"a" * MOST_BYTES, "cannot be read"),
        (b'"' + b"1,2\n" * 10_000, "cell of 39,9"),
        (b"1,2\n3," + b"4" * (MOST_CELL_CHARACTERS + 1), "Row 2 has a cell"),
        (b"1,2\n" * (MOST_BYTES // 4 + 1), "5 MB"),
        (b"x,y,t\n1,2,a\n1e400,4,b\n5,6,a\n", "Row 3: “1e400” is not a number"),
        (b"x,y,t\n1,2,a\n" + b"9" * 400 + b",4,b\n5,6,a\n", "is not a number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_far_too_large_is_refused_and_not_worked_through(content, said):
    assert said in read(content)


def test_nothing_is_unpacked():
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"0" * 50_000_000)
    assert len(packed.getvalue()) < 100_000
    assert "archive" in read(packed.getvalue())
    for magic in (b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"):
        assert read(magic + b"\x00" * 50)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.just("\ud800")
    | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@fuzzed
@given(VALUES.map(json.dumps) | st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_json_or_refused_in_a_sentence(text):
    kinds = ("text", "number", "whole", "vector", "any_entries", "items")
    for said in (said_of(lambda kind=kind: getattr(read_json(text), kind)()) for kind in kinds):
        assert is_a_sentence(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * MOST_BYTES, "nested too deeply"),
        ('{"a":' * (MOST_BYTES // 5), "nested too deeply"),
        ("1" * MOST_BYTES, "too many digits"),
        ("[NaN]", "NaN"),
        ("[1e400]", ""),
        ('{"a": 1, "\\u0061": 2}', "twice"),
        ("{" + ",".join(f'"{k}":0' for k in range(200_000)) + ',"199999":0}', '"199999" twice'),
        ('"\\ud800"', ""),
    ],
    ids=lambda value: value[:12],
)
def test_json_that_is_made_to_do_harm_is_refused(text, said):
    refused = said_of(lambda: read_json(text).number())
    assert said in refused
    assert refused
    assert is_a_sentence(refused)


def test_a_spreadsheet_finds_no_formula_in_the_file_of_points():
    classes = ("=1+1", "@sum", "-1", "+cmd|' /C calc'!A0", "- b", "a")
    points = OwnData([[0.0, k] for k in range(6)], range(6), classes, ("=x", "-y", "c"))
    rows = [row.split(",") for row in points_as_csv(points).splitlines()]
    assert rows[0] == [" =x", " -y", "c"]
    assert [row[-1] for row in rows[1:]] == [" =1+1", " @sum", "-1", " +cmd|' /C calc'!A0", " - b", "a"]
    table = read_table(points_as_csv(points).encode(), header=True)
    assert table.columns == points.columns
    assert set(read_points(table, Choice((0, 1), 2)).points.classes) == set(classes)
