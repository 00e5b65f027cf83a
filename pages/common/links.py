"""Settings in the address bar: names a person can read and edit, read forgivingly."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from mlp_core.limits import MOST_NOTES, MOST_SENTENCE, MOST_UNKNOWN, MOST_VALUE_CHARACTERS
from mlp_core.names import shortened
from pages.common.link_words import meant_loss, plain_name, plain_value, spoken_value
from pages.common.points_text import LeftOutError, points_from_text, points_text
from pages.common.settings import Settings

# What an address says to the frame of the app or to another page.
NOT_SETTINGS = frozenset({"notation", "part", "lesson", "step", "view", "hide"})
# What a person who edits an address looks for first.
SPOKEN = ("data", "layers", "activation", "loss")


def query_from_settings(settings: Settings, spoken: bool = False) -> dict[str, str]:
    """The address of these settings: the inverse of ``settings_from_query``.

    It leaves out what goes without saying, but where it is ``spoken`` names data, layers, activation and loss always.
    """
    query, read = {}, Settings()
    for each in fields(Settings):
        value = getattr(settings, each.name)
        if value != getattr(read, each.name) or (spoken and each.name in SPOKEN and value):
            text = points_text(value) if each.name == "points" else _written(value)
            query[each.name] = spoken_value(each.name, text)
            read = read.changed(**{each.name: value})
    return query


def settings_from_query(query: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """The settings an address describes, and a note on each part of it that was not understood.

    An unknown name is left out; an illegal value falls to what was there before. Never raises.
    """
    settings, notes = Settings(), []
    known = {each.name: each for each in fields(Settings)}
    said: dict[str, str] = {}
    unknown: list[str] = []
    for written, text in query.items():
        name = plain_name(written)
        if name in said:
            notes.append(f"The address says {name} twice: {shortened(written)} is left out.")
        elif name in known:
            said[name] = text
        elif name not in NOT_SETTINGS:
            unknown.append(written)
    for name, each in known.items():
        if name not in said:
            continue
        try:
            value = _parsed(name, said[name], each.metadata["kind"])
            if name == "activation" and len(value) == 1:
                value = value * len(settings.layers)
            if name == "loss":
                value = meant_loss(value, settings.output)
            settings = settings.changed(**{name: value})
        except LeftOutError as error:
            settings = settings.changed(points=error.points)
            notes.append(str(error))
        except (ValueError, OverflowError) as error:
            notes.append(f"Not understood in the address: {shortened(str(error), MOST_SENTENCE)}.")
    return settings, fewest(_unknown(unknown) + notes)


def _unknown(names: list[str]) -> list[str]:
    """One sentence on all names that are no settings."""
    if not names:
        return []
    what = "an unknown setting" if len(names) == 1 else "unknown settings"
    more = len(names) - MOST_UNKNOWN
    listed = ", ".join(map(shortened, names[:MOST_UNKNOWN])) + (f", and {more:,} more" if more > 0 else "")
    return [f"The address has {what}: {listed}."]


def fewest(notes: list[str]) -> list[str]:
    """So many of the notes as a person reads, and how many there are besides."""
    more = len(notes) - MOST_NOTES
    return notes if more <= 0 else [*notes[:MOST_NOTES], f"There are {more:,} more such mistakes in the address."]


def _parsed(name: str, text: str, kind: str) -> Any:
    if kind == "points":  # has its own limit
        return points_from_text(text)
    if len(text) > MOST_VALUE_CHARACTERS:
        raise ValueError(f"a value of {len(text):,} characters for {name} is too long")
    text = plain_value(name, text, kind)
    if kind == "names":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if kind == "choice":
        return text
    try:
        if kind == "sizes":
            return tuple(int(part) for part in text.split(",") if part.strip())
        return int(text) if kind == "whole" else float(text)
    except ValueError:
        what = {"whole": "a whole number", "number": "a number"}.get(kind, "whole numbers with commas between")
        raise ValueError(f"{name} must be {what}, not {shortened(text)}") from None


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
