"""JSON as text and back, read as data: whatever a file holds, it answers with values of the right kind or one sentence.

An ``Entry`` is a value together with the place in the file where it stands, so that every sentence names the place.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from mlp_core.arrays import Array
from mlp_core.limits import LARGEST_WHOLE, MOST_ENTRIES, MOST_JSON_BYTES
from mlp_core.names import shortened


def written(value: object) -> str:
    """A value as JSON, a list of plain values on one line; floats are read back bit for bit.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    return _lines(value, "") + "\n"


def _lines(value: object, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, Mapping) and value:
        parts = [f"{inner}{json.dumps(name)}: {_lines(each, inner)}" for name, each in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and any(isinstance(each, Mapping | list | tuple) for each in value):
        return "[\n" + ",\n".join(f"{inner}{_lines(each, inner)}" for each in value) + f"\n{indent}]"
    return json.dumps(value, allow_nan=False, ensure_ascii=False)


@dataclass(frozen=True)
class Entry:
    """A value of a JSON file, and its place in it, such as ``network.layers[2].weights``.

    Every method answers a value of one kind, and raises ValueError where there is another.
    """

    value: object
    place: str = "the file"

    def wrong(self, wanted: str) -> ValueError:
        """What is said where something else was wanted."""
        return ValueError(f"{self.place} must be {wanted}, not {_shown(self.value)}")

    def entries(self, names: Sequence[str], others: Sequence[str] = ()) -> dict[str, "Entry"]:
        """An object's entries: all of ``names`` must be there, ``others`` may be, and nothing else."""
        found = self.any_entries()
        for name in names:
            if name not in found:
                raise ValueError(f'{self.place} has no entry "{name}"')
        for name in found:
            if name not in names and name not in others:
                raise ValueError(f'{self.place} has an entry "{shortened(name)}" that is not known')
        return found

    def any_entries(self) -> dict[str, "Entry"]:
        """An object's entries, whatever their names."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        start = "" if self.place == "the file" else f"{self.place}."
        return {name: Entry(value, f"{start}{shortened(name)}") for name, value in self.value.items()}

    def items(self, n: int | None = None, of: str = "values") -> Iterator["Entry"]:
        """A list's entries, n of them if given."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        if len(self.value) > MOST_ENTRIES:
            raise ValueError(f"{self.place} has {len(self.value):,} {of}; {MOST_ENTRIES:,} are the most")
        if n is not None and len(self.value) != n:
            raise ValueError(f"{self.place} must hold {n} {of}, not {len(self.value):,}")
        return (Entry(value, f"{self.place}[{i}]") for i, value in enumerate(self.value))

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.wrong("a text")
        return self.value

    def number(self) -> float:
        """A finite number."""
        if not isinstance(self.value, bool) and isinstance(self.value, int | float):
            try:
                number = float(self.value)
            except OverflowError:
                number = nan
            if isfinite(number):
                return number
        raise self.wrong("a finite number")

    def whole(self, at_least: int = 0) -> int:
        """A whole number from ``at_least`` on."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong("a whole number")
        if not at_least <= self.value <= LARGEST_WHOLE:
            raise self.wrong(f"a whole number from {at_least} on")
        return self.value

    def vector(self, n: int | None = None) -> Array:
        """A list of n finite numbers, (n,)."""
        return np.array([each.number() for each in self.items(n, "numbers")], dtype=np.float64)

    def matrix(self, n_columns: int, n_rows: int | None = None) -> Array:
        """A list of rows, each of ``n_columns`` finite numbers, (n_rows, n_columns)."""
        rows = [row.vector(n_columns) for row in self.items(n_rows, "rows")]
        if not rows:
            raise ValueError(f"{self.place} is empty")
        return np.array(rows)


def read_json(text: str | bytes) -> Entry:
    """The whole of a JSON file.

    Raises ValueError with one sentence where it is too long, no text, no JSON, nested too deeply, names an entry twice
    or holds NaN or infinity.
    """
    if len(text) > MOST_JSON_BYTES:
        raise ValueError(f"the file has {len(text):,} bytes; {MOST_JSON_BYTES:,} are the most")
    try:
        return Entry(
            json.loads(
                text if isinstance(text, str) else text.decode("utf-8-sig"),
                parse_constant=_no_number,
                object_pairs_hook=_named_once,
            )
        )
    except UnicodeDecodeError:
        raise ValueError("the file is no text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"the file is no JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise ValueError("the file is nested too deeply") from None
    except ValueError as error:
        # Python itself says nothing kind about a whole number of thousands of digits.
        raise ValueError(
            "the file holds a number of too many digits" if "digits" in str(error) else str(error)
        ) from None


def _no_number(name: str) -> float:
    raise ValueError(f"the file holds {name}, which is no number in JSON")


def _named_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counted.items() if count > 1)
        raise ValueError(f'the file names "{shortened(twice)}" twice in one object')
    return found


def _shown(value: object) -> str:
    """A value in a few characters; what is inside a list or an object is not looked into."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value):,}"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_WHOLE:
        return "a number of many digits"
    return shortened(json.dumps(value, ensure_ascii=False))
