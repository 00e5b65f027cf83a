"""Reading a person's own CSV: what is found out, what is refused and why, and that nothing else ever happens."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import own_table
from mlp_core.datasets import DATASETS
from mlp_core.limits import MOST_BYTES, MOST_CELL_CHARACTERS, MOST_CLASSES, MOST_ROWS
from mlp_core.own_data import OwnData
from mlp_core.own_reading import Choice, first_choice, points_as_csv, read_points
from mlp_core.own_sources import as_drawn, no_points, own_copy, were_drawn
from mlp_core.own_table import read_table


def reading(content: str | bytes, as_classes=None, choice=None, header=None):
    table = read_table(content if isinstance(content, bytes) else content.encode(), header)
    return read_points(table, choice or first_choice(table), as_classes)


def points(content: str | bytes, **keys) -> OwnData:
    return reading(content, **keys).points


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("header", [True, False])
def test_separator_line_ends_and_header_are_found_out(separator, end, header):
    rows = [["height", "weight", "animal"]] * header + [
        ["1.5", "20", "cat"],
        ["2.5", "-30", "dog"],
        ["3", "4e1", "cat"],
    ]
    text = end.join(separator.join(row) for row in rows) + end
    found = points(text)
    np.testing.assert_array_equal(found.X, [[1.5, 20], [2.5, -30], [3, 40]])
    assert found.targets.tolist() == [0, 1, 0]
    assert found.classes == ("cat", "dog")
    assert found.columns == (("height", "weight", "animal") if header else ("column 1", "column 2", "column 3"))


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_decimal_commas_are_found_out(separator):
    rows = [["a", "b", "c"], ["1,5", "20", "-0,25"], ["2,5", "1.234,5", ",75"], ["3", "1.234.567", "1e-1"]]
    table = read_table("\n".join(separator.join(row) for row in rows).encode())
    assert table.decimal_comma
    found = read_points(table, Choice((0, 1), 2)).points
    np.testing.assert_array_equal(found.X, [[1.5, 20], [2.5, 1234.5], [3, 1234567]])
    np.testing.assert_array_equal(found.targets, [-0.25, 0.75, 0.1])


def test_columns_of_text_that_numpy_writes_are_parted_by_spaces():
    found = points(" 1.5  2 0\n3 -4   1\n 5 6 0\n")
    np.testing.assert_array_equal(found.X, [[1.5, 2], [3, -4], [5, 6]])
    assert points("height weight class\n1.5 2 0\n3 4 1\n").columns == ("height", "weight", "class")
    with pytest.raises(ValueError, match="one column"):
        points("these are words\nand no numbers\n")


def test_the_separator_that_excel_writes_above_the_table_is_taken():
    text = "sep=;\r\na;b;c\r\n1,5;2;u\r\n3;four;v\r\n5;6;u\r\n"
    assert read_table(text.encode()).columns == ("a", "b", "c")
    with pytest.raises(ValueError, match="Row 4: “four”"):
        points(text, choice=Choice((0, 1), 2))


@pytest.mark.parametrize("mark", [" ", "'", "’", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
def test_thousands_of_all_countries(mark):
    text = f"a;b;c\n1{mark}000;2,5;u\n3{mark}456{mark}789,5;4;v\n"
    np.testing.assert_array_equal(points(text).X, [[1000, 2.5], [3456789.5, 4]])


def test_percent_are_numbers_and_other_units_are_said_to_be_too_much():
    np.testing.assert_array_equal(points("a,b,c\n10%,20 %,u\n30%,5.5%,v\n").X, [[10, 20], [30, 5.5]])
    with pytest.raises(ValueError, match="Row 2: “180 cm” is not a number, as there is more than a number in the cell"):
        points("height,b,c\n180 cm,2,u\n170 cm,5,v\n", choice=Choice((0, 1), 2))


def test_a_column_that_counts_the_rows_is_no_input_at_first():
    for name in ("", "Unnamed: 0", "id", "Index"):
        assert first_choice(read_table(f"{name},a,b,c\n0,1,2,u\n1,3,4,v\n2,5,6,u\n".encode())).inputs == (1, 2)
    assert first_choice(read_table(b",a,b,c\n0,1,2,u\n7,3,4,v\n2,5,6,u\n")).inputs == (0, 1)


def test_decimal_commas_and_thousands_in_quotes():
    np.testing.assert_array_equal(points('a,b,c\n"1,000","2,500",u\n"3,000","1,234,567",v\n').X[1], [3000, 1234567])
    np.testing.assert_array_equal(points('"1,5","2,5",a\n"3,5",4,b\n').X, [[1.5, 2.5], [3.5, 4]])
    np.testing.assert_array_equal(points('"1,234.5",2.5,a\n3.5,4,b\n').X, [[1234.5, 2.5], [3.5, 4]])


def test_a_point_among_decimal_commas_is_not_guessed_at():
    with pytest.raises(ValueError, match=r"Row 2: “1\.234” is not a number, as others have a decimal comma"):
        points("1,5;2,5;0\n1.234;2,5;1\n", choice=Choice((0, 1), 2))
    with pytest.raises(ValueError, match="Row 3: “1,5” is not a number, as others have a decimal point"):
        points("1.5;2.5;0\n1.4;2.4;0\n1,5;2.5;1\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_encodings(encoding):
    found = points("größe;x;tier\n1;2;kätzchen\n3;4;hündchen\n".encode(encoding))
    assert found.columns[0] == "größe"
    assert found.classes == ("hündchen", "kätzchen")


def test_quoted_cells_may_hold_separators_quotes_and_lines():
    found = points('x;y;what\n1;2;"a;b"\n3;4;"say ""no"""\n5;6;"two\nlines"\n7;8;"a;b"\n')
    assert found.classes == ("a;b", 'say "no"', "two lines")
    with pytest.raises(ValueError, match="Row 4"):
        points('x;y;what\n1;2;"two\nlines"\nsix;6;b\n7;8;b\n', choice=Choice((0, 1), 2))


def test_the_person_picks_the_columns():
    table = read_table(b"id,a,b,c,label\n1,2,3,4,u\n2,5,6,7,v\n")
    assert first_choice(table) == Choice((1, 2), 4)
    picked = read_points(table, Choice((3,), 1)).points
    assert (picked.columns, picked.task) == (("c", "a"), "binary")
    assert read_points(table, Choice((3,), 1), as_classes=False).points.task == "regression"
    for wrong in (Choice((1, 1), 4), Choice((1,), 1), Choice((), 4), Choice((1, 2, 3), 4)):
        with pytest.raises(ValueError, match="one or two columns"):
            read_points(table, wrong)


def test_a_broken_cell_does_not_make_numbers_labels():
    broken = read_table(b"x,y,t\n1,2,a\nthree,4,b\n5,6,a\n", header=True)
    assert first_choice(broken) == Choice((0, 1), 2)
    with pytest.raises(ValueError, match="Row 3: “three” is not a number"):
        read_points(broken, first_choice(broken))


def test_labels_in_the_middle_are_the_target_at_first():
    assert first_choice(read_table(b"u,1,2\nv,3,4\nu,5,6\n")) == Choice((1, 2), 0)
    assert first_choice(read_table(b"x,y\n1,2\n3,4\n")) == Choice((0,), 1)


def test_few_whole_numbers_are_offered_as_classes_and_can_be_values():
    text = "1,2,3\n4,5,7\n7,8,3\n"
    assert reading(text).may_be_either
    assert points(text).classes == ("3", "7")
    assert points(text, as_classes=False).targets.tolist() == [3, 7, 3]
    assert points("1,2,0.5\n4,5,1.5\n").task == "regression"
    assert points("1,2,0.5\n4,5,1.5\n", as_classes=True).classes == ("0.5", "1.5")
    many = "\n".join(f"{k},{k},{k}" for k in range(MOST_CLASSES + 1))
    assert not reading(many).may_be_either
    assert points(many).task == "regression"


def test_rows_with_an_empty_cell_are_left_out_and_counted():
    found = reading("x,y,t\n1,2,a\n,2,a\n3,NA,b\n5,6,b\n\n , ,\n7,8,\n")
    assert len(found.points) == 2
    assert found.said[0] == "3 rows with an empty cell left out."
    assert reading("x,y,z,t\n1,2,,a\n3,4,,b\n", choice=Choice((0, 1), 3)).said == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("\n\n , \n", "empty"),
        ("x,y,t\n", "no row below"),
        ("a,b,c\n", "no row below"),
        ("1\n2\n3\n", "one column"),
        ("My table\n1,2,a\n3,4,b\n", "Row 1 has 1 cell, the rows below it have 3. If it is a title"),
        ("x,y,t\n1,2,a\n3,4\n", "Row 3 has 2 cells, the first one has 3"),
        ("x,y,t\n1,2,a\n3,4,b\n5\n", "Row 4 has 1 cell, the first one has 3"),
        ("x,y,t\n1,2,a\n3,4,b,5\n", "Row 3 has 4 cells"),
        ("x,y,t\n1,2,a\n\n3,four,b\n5,6,a\n7,8,b\n", "Row 4: “four” is not a number"),
        ("x,y,t\n1,2,a\n3,nan,b\n", "Row 3: “nan” is not a number"),
        ("x,y,t\n1,-inf,a\n3,2,b\n", "Row 2: “-inf” is not a number"),
        ("x,y,t\n1,2,0\n3,2,nan\n4,5,1", "Row 3: “nan” is not a number"),
        ("x,y,t\n1,2,a\n3,1e99,b\n", "Row 3: “1e99” is not a number from"),
        ("x,y,t\n1,2,a\n3,4,a\n", "All rows have “a” in t"),
        ("x,y,t\n1,,a\n,4,a\n", "No row"),
        ("x,y,t\n" + "".join(f"1,2,{c}\n" for c in "abcdefg"), "Row 8: “g” is a seventh class in t"),
        ("x,y,t\n" + "".join(f"1,{k},{k}.5\n" for k in range(20)) + "1,2,x7\n", "Row 22: “x7” is not a number"),
        ("x,y,t\n1,2,a\n" + "3," + "4" * (MOST_CELL_CHARACTERS + 1) + ",b\n", "Row 3 has a cell of 1,001"),
        ('x,y,t\n1,2,a\n3,4,"b\n' + "5,6,c\n" * 300, "Row 3 has a cell of .* not closed"),
        (",".join("abc" * 70) + "\n", "more than 200 columns"),
    ],
)
def test_what_cannot_be_read_says_which_row_and_why(text, said):
    with pytest.raises(ValueError, match=said):
        points(text, choice=Choice((0, 1), 2) if "x,y,t" in text else None, header="x,y,t" in text or None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b"\x00" * 100, "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "workbook"),
        (b'[{"a": 1, "b": 2}]\n', "JSON"),
        (b"<html><body>1, 2</body></html>", "web page"),
        (b"\x89PNG\x00\x01\x02", "not a text file"),
        (b"\xff\xfea", "not"),
        (b"1,2,3\n" * (MOST_BYTES // 6 + 1), "5 MB"),
    ],
)
def test_what_is_no_table_is_refused(content, said):
    with pytest.raises(ValueError, match=said):
        read_table(content)


def test_of_more_rows_than_can_be_used_always_the_same_are_drawn():
    rng = np.random.default_rng(0)
    rows = np.column_stack([rng.normal(size=(MOST_ROWS + 500, 2)).round(3), rng.integers(0, 2, MOST_ROWS + 500)])
    text = "\n".join(",".join(map(str, row)) for row in rows.tolist())
    found = reading(text)
    assert len(found.points) == MOST_ROWS
    assert found.said == ("10,000 of 10,500 rows used, drawn at random, always the same.",)
    assert found.points == points(text)


def test_long_labels_that_are_cut_stay_different():
    found = points("x,y,t\n1,2," + "a" * 60 + "1\n3,4," + "a" * 60 + "2\n")
    assert len(set(found.classes)) == 2


def test_names_and_cells_can_hold_no_link_and_no_picture():
    text = "x,[y](z),t\n1,2,![a](http://b)\n3,4,![a](http://c)\n"
    found = points(text)
    assert (found.columns[1], found.classes) == ("(y)(z)", ("!(a)(http://b)", "!(a)(http://c)"))
    with pytest.raises(ValueError, match=r"Row 2: “!\(a\)\(http:"):
        points(text, choice=Choice((0, 2), 1))
    assert points("x,y,t\n1,2,[\n3,4,(\n").classes == ("( (1)", "( (2)")


def test_a_constant_column_is_said_and_harmless():
    found = reading("x,y,t\n7,2,a\n7,4,b\n")
    assert found.said == ("x is the same in all rows.",)
    assert np.isfinite(found.points.generate().X).all()
    assert reading("x,y\n7,2.5\n8,2.5\n").said == ("y is the same in all rows: there is nothing to learn.",)


def test_digits_beyond_end_do_not_take_forever():
    assert own_table._number("1" * MOST_CELL_CHARACTERS + "x", False) is None
    assert own_table._number("1" * MOST_CELL_CHARACTERS, False) is None


def is_read_or_refused(content: bytes, header=None) -> None:
    said = ""
    try:
        data = points(content, header=header).generate()
    except ValueError as error:
        said = str(error)
    if said:
        assert said.endswith((".", "?"))
        assert 15 < len(said) < 250
    else:
        assert len(data.X) > 0
        assert all(np.isfinite(array).all() for array in (data.X, data.T, data.X_test, data.T_test))


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
def test_no_file_does_more_than_be_read_or_refused(content):
    is_read_or_refused(content)


@given(
    st.lists(
        st.lists(st.sampled_from(["1", "2.5", "-3,5", "a", "b", "", "nan", "1e400", '"', "0", "x;y"]), max_size=4),
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([None, True, False]),
)
def test_no_table_does_more_than_be_read_or_refused(rows, separator, header):
    text = "\n".join(separator.join(row) for row in rows)
    is_read_or_refused(text.encode(), header)


number = st.floats(-1e6, 1e6)
label = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="[]`"), min_size=1, max_size=8
).map(lambda t: f"n{t}")


@given(st.data(), st.sampled_from([0, 2, 3, 6]), st.integers(1, 2), st.integers(6, 20))
def test_a_download_can_be_read_again(data, n_classes, n_inputs, n):
    X = data.draw(st.lists(st.tuples(*[number] * n_inputs), min_size=n, max_size=n))
    classes = data.draw(st.lists(label, min_size=n_classes, max_size=n_classes, unique=True).map(sorted))
    targets = [k % n_classes for k in range(n)] if n_classes else [0.5 + k for k in range(n)]
    given_points = OwnData(
        X, targets, classes, data.draw(st.lists(label, min_size=n_inputs + 1, max_size=n_inputs + 1))
    )
    table = read_table(points_as_csv(given_points).encode(), header=True)
    again = read_points(table, Choice(tuple(range(n_inputs)), n_inputs)).points
    np.testing.assert_array_equal(again.X, given_points.X)
    np.testing.assert_array_equal(again.targets, given_points.targets)
    assert (again.classes, again.columns) == (given_points.classes, given_points.columns)


def test_drawn_points_download_with_their_names():
    text = points_as_csv(no_points().with_point((0.5, -1), 1).with_point((1, 0), 0))
    assert list(csv.reader(io.StringIO(text))) == [["x1", "x2", "class"], ["0.5", "-1.0", "1"], ["1.0", "0.0", "0"]]
    assert points(text).classes == ("0", "1")


@pytest.mark.parametrize("kind", ["classes", "values", "line"])
@pytest.mark.parametrize("count", [1, 5, 11, 40])
def test_drawn_points_that_were_taken_home_are_known_and_keep_their_places(kind, count):
    places = np.random.default_rng(count).uniform(-2.15, 2.15, (count, 2))
    drawn = no_points(kind)
    for i, place in enumerate(places):
        drawn = drawn.with_point(place[: drawn.n_inputs], i % 2 if kind == "classes" else place[1] / 2.15)
    found = points(points_as_csv(drawn))
    assert were_drawn(found)
    again = as_drawn(found)
    np.testing.assert_array_equal(again.X, drawn.X)
    assert (again.targets.tolist(), again.classes) == (drawn.targets.tolist(), drawn.classes)
    assert not again.is_scaled


def test_other_tables_are_not_taken_for_drawn_points():
    circle = own_copy(DATASETS["circle"].generate(50, 0.1, 0), 0, 0.3, "circle")
    assert not were_drawn(points(points_as_csv(circle)))
    assert not were_drawn(points("height,weight,class\n0.5,1,0\n1,0.5,1\n"))
    assert not were_drawn(points("x1,x2,class\n0.5,1,0\n2.5,0.5,1\n"))
    assert not were_drawn(points("x1,x2,class\n0.5,1.123,0\n2,0.5,1\n"))


@pytest.mark.parametrize(("number", "classes"), [(0, ("0", "1")), (1, ("0", "1")), (3, ("0", "1", "2", "3"))])
def test_drawn_points_of_one_class_stay_points_of_that_class(number, classes):
    found = reading(f"x1,x2,class\n0.5,1,{number}\n1,0.5,{number}\n")
    assert (found.points.classes, found.points.targets.tolist()) == (classes, [number, number])
    assert found.said == ("class is the same in all rows: there is nothing to learn.",)
    assert reading("x1,x2,class\n0.5,1,1\n1,0.5,1\n", as_classes=False).points.classes == ()
    assert points("x1,x2,mass\n0.5,1,1\n1,0.5,1\n").classes == ()
