"""A CSV file as a table of words: separator, header and decimal comma are found out; what is broken names its row."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mlp_core.limits import LARGEST_NUMBER, MOST_BYTES, MOST_CELL_CHARACTERS, MOST_COLUMNS, MOST_LINES
from mlp_core.own_data import plain_name

# In the order of trust: a comma may be a decimal comma, and spaces stand in words.
SEPARATORS = ("\t", ";", "|", ",", " ")
SEPARATOR_NAMES = MappingProxyType({"\t": "tab", ";": "semicolon", "|": "vertical bar", ",": "comma", " ": "space"})
EMPTY = frozenset(("", "na", "n/a", "null", "?"))
# So many rows tell separator and header.
ROWS_TO_JUDGE = 50
_NUMBER = r"[+-]?(\d+({0}\d*)?|{0}\d+)([eE][+-]?\d+)?"
_POINT, _COMMA = re.compile(_NUMBER.format(r"\."), re.ASCII), re.compile(_NUMBER.format(","), re.ASCII)
_POINT_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_COMMA_THOUSANDS = re.compile(r"[+-]?\d{1,3}((\.\d{3})+,\d*|(\.\d{3}){2,})", re.ASCII)
# 1 234 567 and 1'234'567 are the same in all countries.
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([ '’]\d{3})+([.,]\d*)?", re.ASCII)
# What is as good as a number to tell names from what stands below them: 180 cm, $5, 2024-01-31.
_BEGINS_AS_NUMBER = re.compile(r"\W{0,2}\d")
# Excel writes the separator into a line of its own above the table.
_TOLD_SEPARATOR = re.compile(r"sep=([\t;|,])\s*?(?=[\r\n])", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """The cells of a file.

    Attributes
    ----------
    columns : a name for each column
    rows : of cells, without the header
    lines : for each row its line in the file, from 1
    header : whether the first row of the file is names
    separator : one of SEPARATORS
    decimal_comma : whether numbers are written 0,5
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    header: bool
    separator: str
    decimal_comma: bool

    def number(self, cell: str) -> float | None:
        """The number a cell holds; None where it holds none."""
        return _number(cell, self.decimal_comma)

    @property
    def found(self) -> str:
        """What was found out about the file, in words."""
        size = f"{len(self.rows):,} rows, {len(self.columns)} columns, separated by {SEPARATOR_NAMES[self.separator]}"
        comma = ", decimal commas" if self.decimal_comma else ""
        return f"{size}{comma}, {'names in the first row' if self.header else 'no names'}."


def read_table(content: bytes, header: bool | None = None) -> Table:
    """Read a CSV file. ``header`` says whether its first row is names; None finds out.

    Raises
    ------
    ValueError : the file is no table, or beyond a limit; the sentence names the row where there is one
    """
    text = _decoded(content)
    _check_kind(text)
    told = _TOLD_SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    rows = list(_rows(text, separator))
    if not rows:
        raise ValueError("The file is empty.")
    width = len(rows[0][1])
    _check_title(rows)
    if width < 2:
        raise ValueError(
            "There is only one column. Columns are separated by comma, semicolon, tab, vertical bar or spaces."
        )
    if width > MOST_COLUMNS:
        raise ValueError(f"There are more than {MOST_COLUMNS} columns: too many to choose from.")
    for line, cells in rows:
        if len(cells) != width:
            count = f"{len(cells)} cell" + "s" * (len(cells) != 1)
            raise ValueError(f"Row {line} has {count}, the first one has {width}.")
    cells_to_judge = [cell for _, cells in rows[: 20 * ROWS_TO_JUDGE] for cell in cells]
    decimal_comma = _has_decimal_commas(cells_to_judge, separator)
    if header is None:
        header = _has_header([cells for _, cells in rows[:ROWS_TO_JUDGE]], decimal_comma)
    names = rows[0][1] if header else [""] * width
    if header:
        rows = rows[1:]
    if not rows:
        raise ValueError("There are names of columns, and no row below them.")
    return Table(
        columns=tuple(plain_name(name) or f"column {i + 1}" for i, name in enumerate(names)),
        rows=tuple(tuple(cells) for _, cells in rows),
        lines=tuple(line for line, _ in rows),
        header=header,
        separator=separator,
        decimal_comma=decimal_comma,
    )


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing."""
    return cell.lower() in EMPTY


def begins_as_number(cell: str) -> bool:
    """Whether a cell holds at least a number, perhaps with a unit."""
    return _BEGINS_AS_NUMBER.match(cell) is not None


def _check_kind(text: str) -> None:
    """Other kinds of text than a table are called what they are."""
    begin, end = text[:1000].lstrip()[:1], text[-1000:].rstrip()[-1:]
    if begin + end in ("[]", "{}"):
        raise ValueError("This is JSON, and no table of rows and columns. Save it as CSV first.")
    if begin + end == "<>":
        raise ValueError("This is a web page or XML, and no table of rows and columns. Save it as CSV first.")


def _check_title(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """A line above the table is no row of it."""
    (line, first), *below = rows[:ROWS_TO_JUDGE]
    widths = {len(cells) for _, cells in below}
    if len(widths) == 1 and len(first) < max(widths):
        cells = "1 cell" if len(first) == 1 else f"{len(first)} cells"
        raise ValueError(
            f"Row {line} has {cells}, the rows below it have {max(widths)}. If it is a title, take it away."
        )


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise ValueError(f"The file has {len(content) / 1e6:.1f} MB; allowed: {MOST_BYTES / 1e6:g} MB.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError("This is a workbook or an archive. Save it as CSV first.")
    for encoding, marks in (("utf-8-sig", (b"\xef\xbb\xbf",)), ("utf-16", (b"\xff\xfe", b"\xfe\xff"))):
        if content.startswith(marks):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise ValueError("The file says it is Unicode, and is not.") from None
    if b"\x00" in content:
        raise ValueError("This is not a text file. Save the table as CSV first.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _separator(text: str) -> str:
    """The first one that cuts all of the first rows into equally many cells, else the one that comes nearest to it."""
    best, best_share = ",", 0.0
    for separator in SEPARATORS:
        widths = []
        try:
            for _, cells in _rows(text, separator):
                widths.append(len(cells))
                if len(widths) == ROWS_TO_JUDGE:
                    break
        except ValueError:
            continue
        if not widths or max(widths) < 2 or (separator == " " and not _mostly_numbers(text)):
            continue
        usual = max(set(widths) - {1}, key=widths.count)
        share = widths.count(usual) / len(widths)
        if share > best_share:
            best, best_share = separator, share
    return best


def _mostly_numbers(text: str) -> bool:
    """Whether the words of the first rows are numbers, but for a few, as those of prose are not."""
    words = [word for line in text.splitlines()[:ROWS_TO_JUDGE] for word in line.split()]
    return 2 * sum(map(begins_as_number, words)) > len(words)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row that is not blank; empty cells at its end are left off as far as the first row's."""
    if separator == " ":  # any number of them
        text, separator = re.sub(" +", "\t", re.sub("^ +| +$", "", text, flags=re.MULTILINE)), "\t"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    width, line = 0, 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ValueError(f"Row {line} cannot be read: {error}.") from None
        cells = [" ".join(cell.split()) for cell in row[: MOST_COLUMNS + 1]]
        if any(cells):
            too_long = max(map(len, cells))
            if too_long > MOST_CELL_CHARACTERS:
                raise ValueError(
                    f"Row {line} has a cell of {too_long:,} characters; allowed: {MOST_CELL_CHARACTERS:,}. "
                    "Is a quotation mark not closed?"
                )
            width = width or len(cells)
            while len(cells) > width and not cells[-1]:
                cells.pop()
            yield line, cells
        line = reader.line_num + 1
        if line > MOST_LINES + 1:
            raise ValueError(f"The file has more lines than are read; allowed: {MOST_LINES:,}.")


def _has_decimal_commas(cells: Sequence[str], separator: str) -> bool:
    commas = [cell for cell in cells if "," in cell and (_matches(_COMMA, cell) or _matches(_COMMA_THOUSANDS, cell))]
    points = sum("." in cell and (_matches(_POINT, cell) or _matches(_POINT_THOUSANDS, cell)) for cell in cells)
    # Where commas part the columns, "1,000" in quotes is a thousand.
    if separator == "," and all(_matches(_POINT_THOUSANDS, cell) and cell.lstrip("+-")[0] != "0" for cell in commas):
        return False
    return len(commas) > points


def _has_header(rows: Sequence[Sequence[str]], decimal_comma: bool) -> bool:
    """Whether a word stands above a column of numbers, a few of which may be broken or have a unit."""
    if len(rows) == 1:
        return not any(c.isdigit() for cell in rows[0] for c in cell)
    for first, *below in zip(*rows, strict=True):
        filled = [cell for cell in below if not is_empty(cell)]
        if is_empty(first) or _number(first, decimal_comma) is not None:
            continue
        numbers = sum(_number(cell, decimal_comma) is not None for cell in filled)
        with_units = 0 if any(map(str.isdigit, first)) else sum(map(begins_as_number, filled))
        if 2 * max(numbers, with_units) > len(filled):
            return True
    return False


def _number(cell: str, decimal_comma: bool) -> float | None:
    cell = cell.replace("\N{MINUS SIGN}", "-").removesuffix("%").rstrip()
    if _matches(_THOUSANDS, cell):
        cell = re.sub("[ '’]", "", cell)
    if decimal_comma:
        if _matches(_COMMA_THOUSANDS, cell):
            cell = cell.replace(".", "")
        elif not _matches(_COMMA, cell):
            return None
        cell = cell.replace(",", ".")
    elif _matches(_POINT_THOUSANDS, cell):
        cell = cell.replace(",", "")
    elif not _matches(_POINT, cell):
        return None
    number = float(cell)
    return number if abs(number) <= LARGEST_NUMBER else None


def _matches(pattern: re.Pattern[str], cell: str) -> bool:
    return pattern.fullmatch(cell) is not None
