"""A person's own points as a short text that can be read and edited: ``1.2,-0.5,0;-1,0.3,1``.

A row is the inputs and the number of the class (by hand also its name, unless that is a class's number), or the value.
Rows before the points say what is not usual, each behind its word: ``title``, ``columns``, ``classes`` (their names),
``values`` (centre and scale of values to learn: a regression), ``centre`` and ``scale`` (of the plane, a number for
each input), ``split`` (seed and share of the data set they were copied from, and its rows for testing, from 0).
"""

from collections.abc import Sequence
from urllib.parse import unquote

import numpy as np

from mlp_core.limits import MOST_CLASSES, MOST_LINK_CHARACTERS, MOST_LINK_POINTS
from mlp_core.own_data import OwnData, Split

LEFT_OUT = "left_out"
WORDS = ("title", "columns", "classes", "values", "centre", "scale", "split", LEFT_OUT)


class LeftOutError(ValueError):
    """The address says that the points were too many for it; ``points`` is the empty plane they belong on."""

    def __init__(self, sentence: str, points: OwnData) -> None:
        super().__init__(sentence)
        self.points = points


def points_text(points: OwnData) -> str:
    """The points as text, the inverse of ``points_from_text``; where they are too many, a text that says so."""
    if len(points) <= MOST_LINK_POINTS:
        text = _text(points)
        if len(text) <= MOST_LINK_CHARACTERS:
            return text
    return f"{LEFT_OUT}:{len(points)};{_text(points.without(np.ones(len(points), bool)))}"


def fits_in_address(points: OwnData) -> bool:
    """Whether an address carries all of them."""
    return len(points) <= MOST_LINK_POINTS and not is_left_out(points_text(points))


def is_left_out(text: str) -> bool:
    """Whether a text of points says that they were too many for it."""
    return text.startswith(f"{LEFT_OUT}:")


def points_from_text(text: str) -> OwnData:
    """The points a text describes. ``ValueError`` says what cannot be read, and in which row of the points."""
    if len(text) > MOST_LINK_CHARACTERS:
        raise ValueError(f"points of {len(text):,} characters are too long; allowed: {MOST_LINK_CHARACTERS:,}")
    words: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    for row in text.split(";"):
        word, colon, rest = row.partition(":")
        cells = [unquote(cell).strip() for cell in (rest if colon else row).split(",")]
        if not row.strip():
            continue
        if not colon:
            rows.append(cells)
        elif word.strip() in WORDS:
            words[word.strip()] = cells
        else:
            raise ValueError(f"points have no {_short(word)}; known are: {', '.join(WORDS)}")
    if len(rows) > MOST_LINK_POINTS:
        raise ValueError(f"{len(rows):,} points in an address are too many; allowed: {MOST_LINK_POINTS}")
    points = _points(words, rows)
    if LEFT_OUT in words:
        count = words[LEFT_OUT][0][:6]
        raise LeftOutError(
            f"The {count} points are not in the address, which carries at most {MOST_LINK_POINTS}: the plane is empty. "
            "Open the file that has them: CSV with the upload button beside Data, JSON under Take home.",
            points,
        )
    return points


def _text(points: OwnData) -> str:
    n_classes, usual = len(points.classes), OwnData(points.X[:0], points.targets[:0], points.classes)
    parts = []
    if points.title != usual.title:
        parts.append(f"title:{_quoted(points.title)}")
    if points.columns != usual.columns or not len(points):
        parts.append("columns:" + ",".join(map(_quoted, points.columns)))
    if not n_classes:
        parts.append(f"values:{_number(points.target_centre)},{_number(points.target_scale)}")
    elif points.classes != _usual_classes(points.targets):
        parts.append("classes:" + ",".join(map(_quoted, points.classes)))
    for word, numbers, nothing in (("centre", points.centre, 0.0), ("scale", points.scale, 1.0)):
        if any(number != nothing for number in numbers):
            parts.append(f"{word}:" + ",".join(map(_number, numbers)))
    if points.split is not None:
        seed, share, test_rows = points.split
        parts.append("split:" + ",".join(map(_number, (seed, share, *test_rows))))
    rows = np.column_stack([points.X, points.targets]).tolist()
    return ";".join([*parts, *(",".join(map(_number, row)) for row in rows)])


def _points(words: dict[str, list[str]], rows: list[list[str]]) -> OwnData:
    columns = tuple(words.get("columns", ()))
    width = len(columns) or (len(rows[0]) if rows else 3)
    if width not in (2, 3):
        raise ValueError("a point is one or two inputs and a target, with commas between")
    names = words.get("classes", [])
    numbers = np.empty((len(rows), width))
    for i, row in enumerate(rows):
        if len(row) != width:
            raise ValueError(f"point {i + 1} has {len(row)} numbers instead of {width}")
        numbers[i] = [_read(cell, f"point {i + 1}") for cell in (*row[:-1], _class_number(row[-1], names))]
    targets = numbers[:, -1]
    values = [_read(cell, "values") for cell in words.get("values", ())]
    if values and len(values) != 2:
        raise ValueError("values need a centre and a scale")
    classes = () if values else tuple(words.get("classes", ())) or _usual_classes(targets)
    centre, scale = (tuple(_read(cell, word) for cell in words.get(word, ())) for word in ("centre", "scale"))
    title = ",".join(words.get("title", ())) or "own points"
    split = _split([_read(cell, "split") for cell in words.get("split", ())])
    return OwnData(numbers[:, :-1], targets, classes, columns, centre, scale, *values, title=title, split=split)


def _class_number(cell: str, names: Sequence[str]) -> str:
    """The number of a class, which may be given by its name where that is not itself the number of one."""
    is_number = cell.isdecimal() and int(cell) < len(names)
    return str(names.index(cell)) if cell in names and not is_number else cell


def _split(numbers: Sequence[float]) -> Split | None:
    if not numbers:
        return None
    if len(numbers) < 2 or not all(number.is_integer() for number in (numbers[0], *numbers[2:])):
        raise ValueError("split needs a whole number as its seed, a share, and numbers of rows")
    seed, share, *rows = numbers
    return Split(int(seed), share, tuple(map(int, rows)))


def _usual_classes(targets: np.ndarray) -> tuple[str, ...]:
    """0, 1 … as far as the targets reach, two at least."""
    most = int(min(targets.max(), MOST_CLASSES - 1)) + 1 if len(targets) else 2
    return tuple(str(k) for k in range(max(most, 2)))


def _read(cell: str, where: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        raise ValueError(f"{where}: {_short(cell)} is not a number")
    return number


def _number(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _quoted(name: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in ",;:%" else c for c in name)


def _short(text: str) -> str:
    return repr(text if len(text) <= 20 else text[:19] + "…")
