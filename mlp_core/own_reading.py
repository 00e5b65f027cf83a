"""From a table to points of one's own: which columns are inputs and target, classes or values, which rows are used."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mlp_core.limits import LARGEST_NUMBER, MOST_CLASSES, MOST_NAME_CHARACTERS, MOST_ROWS
from mlp_core.own_data import OwnData, plain_name
from mlp_core.own_sources import standardised
from mlp_core.own_table import Table, begins_as_number, is_empty

# Names of columns that number the rows.
ROW_NUMBERS = frozenset(("id", "index", "row", "nr", "no", "no."))
# So many rows tell which columns are numbers.
ROWS_TO_JUDGE = 1000
# Words that are neither numbers nor labels.
NOT_FINITE = frozenset(("nan", "inf", "infinity"))


@dataclass(frozen=True)
class Choice:
    """Which columns of a table are used: one or two inputs, and the target."""

    inputs: tuple[int, ...]
    target: int


@dataclass(frozen=True)
class Reading:
    """What a table gives.

    Attributes
    ----------
    points : the points
    said : sentences on what was left out
    may_be_either : whether the target could be classes as well as values
    """

    points: OwnData
    said: tuple[str, ...]
    may_be_either: bool


def first_choice(table: Table) -> Choice:
    """The columns that are offered first: labels as the target, or else the last column; two columns of numbers.

    A broken cell among numbers leaves it a column of numbers: reading it will name the row.
    """
    columns = range(len(table.columns))
    cells = [[row[i] for row in table.rows[:ROWS_TO_JUDGE] if not is_empty(row[i])] for i in columns]
    numeric = [i for i in columns if 2 * sum(table.number(cell) is not None for cell in cells[i]) > len(cells[i])]
    labels = [i for i in columns if i not in numeric and 2 <= len(set(cells[i])) <= MOST_CLASSES]
    target = labels[-1] if labels else columns[-1]
    others = [i for i in numeric if i != target]
    inputs = [i for i in others if not _numbers_the_rows(table, i, cells[i])] or others
    return Choice(tuple(inputs[:2]) or ((1,) if target == 0 else (0,)), target)


def _numbers_the_rows(table: Table, i: int, cells: Sequence[str]) -> bool:
    """Whether a column numbers the rows: one with such a name, or one without that counts, as other programs add it."""
    name = table.columns[i].lower()
    nameless = table.header and name in (f"column {i + 1}", "unnamed: 0")
    return name in ROW_NUMBERS or (
        nameless and cells in [[str(k + start) for k in range(len(cells))] for start in (0, 1)]
    )


def read_points(table: Table, choice: Choice, as_classes: bool | None = None, title: str = "") -> Reading:
    """The points of a table.

    Parameters
    ----------
    as_classes : whether a column of few different numbers is classes; None takes whole numbers for classes

    Raises
    ------
    ValueError : a cell that cannot be used, with its row in the file; too many classes; nothing to learn from
    """
    used = (*choice.inputs, choice.target)
    if len(set(used)) < len(used) or len(choice.inputs) not in (1, 2):
        raise ValueError("Choose one or two columns as inputs, and another one as the target.")
    rows = [(line, [row[i] for i in used]) for line, row in zip(table.lines, table.rows, strict=True)]
    filled = [(line, cells) for line, cells in rows if not any(map(is_empty, cells))]
    said = []
    if len(filled) < len(rows):
        said.append(f"{_rows(len(rows) - len(filled))} with an empty cell left out.")
    if not filled:
        raise ValueError("No row has something in each of these columns.")
    if len(filled) > MOST_ROWS:
        said.append(f"{MOST_ROWS:,} of {len(filled):,} rows used, drawn at random, always the same.")
        drawn = np.sort(np.random.default_rng(0).choice(len(filled), MOST_ROWS, replace=False))
        filled = [filled[i] for i in drawn]
    X = np.array([[_number(table, line, i, cells) for i in range(len(choice.inputs))] for line, cells in filled])
    lines = [line for line, _ in filled]
    targets, classes, either = _targets(table, lines, [cells[-1] for _, cells in filled], choice.target, as_classes)
    names = [table.columns[i] for i in used]
    points = standardised(X, targets, classes, names, title)
    said += [f"{name} is the same in all rows." for name, x in zip(names, X.T, strict=False) if np.ptp(x) == 0]
    if np.ptp(targets) == 0:
        said.append(f"{names[-1]} is the same in all rows: there is nothing to learn.")
    return Reading(points, tuple(said), either)


def points_as_csv(points: OwnData) -> str:
    """The points in the person's own units, with names of columns and classes."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = [_no_formula(name) for name in points.classes]
    writer.writerow(map(_no_formula, points.columns))
    for x, target in zip(points.X.tolist(), points.targets.tolist(), strict=True):
        writer.writerow([*x, names[int(target)] if names else target])
    return file.getvalue()


def _no_formula(name: str) -> str:
    """A name that a spreadsheet would take for a formula gets a blank before it, which is no part of it when read."""
    return f" {name}" if name[0] in "=+-@" and not re.fullmatch(r"[+-][\d.,]*(e[+-]?\d+)?", name) else name


def _number(table: Table, line: int, i: int, cells: Sequence[str]) -> float:
    number = table.number(cells[i])
    if number is None:
        raise ValueError(f"Row {line}: {_short(cells[i])} is not a number{_why(cells[i], table)}.")
    return number


def _why(cell: str, table: Table) -> str:
    if table.decimal_comma and "." in cell:
        return ", as others have a decimal comma"
    if "," in cell:
        return ", as others have a decimal point"
    if re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", cell.lower(), re.ASCII):
        return f" from {-LARGEST_NUMBER:g} to {LARGEST_NUMBER:g}"
    return ", as there is more than a number in the cell" if begins_as_number(cell) else ""


def _targets(
    table: Table, lines: Sequence[int], cells: Sequence[str], column: int, as_classes: bool | None
) -> tuple[np.ndarray, tuple[str, ...], bool]:
    """Targets (N,), names of classes, and whether they could be values as well as classes."""
    for line, cell in zip(lines, cells, strict=True):
        if cell.lower().lstrip("+-") in NOT_FINITE:
            raise ValueError(f"Row {line}: {_short(cell)} is not a number.")
    numbers = [table.number(cell) for cell in cells]
    values = np.array([number for number in numbers if number is not None])
    if len(values) < len(cells):
        # A broken number among numbers is not a label.
        if len(values) > len(cells) / 2 and len(set(cells)) > MOST_CLASSES:
            broken = numbers.index(None)
            raise ValueError(f"Row {lines[broken]}: {_short(cells[broken])} is not a number.")
        return *_labelled(lines, cells, table.columns[column]), False
    different = np.unique(values)
    if len(different) == 1 and table.columns[column] == "class" and different[0] in range(MOST_CLASSES):
        # Points of one class were drawn before those of the others: its number stays, and with it its colour.
        names = tuple(map(str, range(max(int(different[0]), 1) + 1)))
        return (values, (), True) if as_classes is False else (values, names, True)
    either = 2 <= len(different) <= MOST_CLASSES
    whole = bool((different == np.round(different)).all())
    if either and (whole if as_classes is None else as_classes):
        return np.searchsorted(different, values).astype(float), tuple(f"{value:.12g}" for value in different), True
    return values, (), either


def _labelled(lines: Sequence[int], cells: Sequence[str], column: str) -> tuple[np.ndarray, tuple[str, ...]]:
    seen: dict[str, int] = {}
    for line, cell in zip(lines, cells, strict=True):
        if seen.setdefault(cell, line) == line and len(seen) > MOST_CLASSES:
            raise ValueError(
                f"Row {line}: {_short(cell)} is a seventh class in {column}; allowed: {MOST_CLASSES}. "
                "Numbers would be values to learn."
            )
    if len(seen) < 2:
        raise ValueError(f"All rows have {_short(cells[0])} in {column}: there is nothing to tell apart.")
    labels = sorted(seen)
    number = {label: float(k) for k, label in enumerate(labels)}
    return np.array([number[cell] for cell in cells]), _distinct(labels)


def _distinct(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels cut to what a name may have, and numbered where that makes two the same."""
    cut = [plain_name(label) or f"({k + 1})" for k, label in enumerate(labels)]
    if len(set(cut)) == len(cut):
        return tuple(cut)
    return tuple(f"{label[: MOST_NAME_CHARACTERS - 4]} ({k + 1})" for k, label in enumerate(cut))


def _short(cell: str) -> str:
    cell = plain_name(cell)
    return f"“{cell if len(cell) <= 20 else cell[:19] + '…'}”"


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
