"""What a component on the page sends, made sure of: a browser is its reader's own, and what comes may be anything."""

from math import isfinite
from typing import Any

from mlp_core.limits import LARGEST_SENT, LARGEST_WHOLE, MOST_EVENTS, MOST_TEXT, MOST_VALUES

# Kinds of events that say a place, and those that say a place if they have one.
PLACED, POINTING = ("tap", "drag"), ("click", "hover", "unhover")


def number(value: object) -> float | None:
    """A number that can be computed with; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isfinite(value) and abs(value) <= LARGEST_SENT else None


def whole(value: object) -> int | None:
    """A whole number from 0 on; None for anything else."""
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_WHOLE
    return value if fits else None


def word(value: object) -> str | None:
    """A short text; None for anything else."""
    return value if isinstance(value, str) and len(value) <= MOST_TEXT else None


def entries(value: object) -> dict[str, Any]:
    """An object's entries; none for anything else."""
    return value if isinstance(value, dict) else {}


def several(value: object, most: int = MOST_EVENTS) -> list[Any]:
    """A list's first values; none for anything else."""
    return value[:most] if isinstance(value, list) else []


def event(value: object) -> dict[str, Any] | None:
    """What happened to a chart, with no more entries than its kind has; None where it is no such thing.

    See ``live_chart`` for the entries.
    """
    given = entries(value)
    kind, told = word(given.get("kind")), {"figure": word(given.get("figure"))}
    match kind:
        case "slide":
            own = {"value": number(given.get("value"))}
        case "key":
            own = {"key": word(given.get("key"))}
        case "select":
            own = {axis: _numbers(given.get(axis)) for axis in "xy"}
        case "tap" | "drag":
            own = {axis: number(given.get(axis)) for axis in "xy"}
        case "click" | "hover" | "unhover" | "theme":
            own = {}
        case _:
            return None
    if None in own.values():
        return None
    told |= {"kind": kind, **own}
    if kind in POINTING and all(number(given.get(axis)) is not None for axis in "xy"):
        told |= {axis: given[axis] for axis in "xy"}
    if kind in (*POINTING, *PLACED):
        told["pointer"] = _numbers(given.get("pointer"))
        told["customdata"] = _plain(given.get("customdata"))
        told |= {name: whole(given[name]) for name in ("curve", "point") if name in given}
    return told | {name: given[name] is True for name in ("released", "begins") if name in given}


def part_of_network(told: dict[str, Any]) -> tuple[str, int, int, int] | None:
    """What of a network's drawing an event points at: "neuron", "link" or "bias", layer, to, from; else None."""
    parts = several(told.get("customdata"))
    if len(parts) != 4 or parts[0] not in ("neuron", "link", "bias"):
        return None
    layer, to, origin = (whole(part) for part in parts[1:])
    if layer is None or to is None or (parts[0] == "link" and origin is None) or (layer == 0 and parts[0] != "neuron"):
        return None
    return parts[0], layer, to, -1 if origin is None else origin


def _numbers(value: object) -> list[float] | None:
    """Two numbers; None for anything else."""
    return value if isinstance(value, list) and len(value) == 2 and None not in map(number, value) else None


def _plain(value: object) -> object:
    """What a point carries: a word, a number, or a short list of those."""
    if isinstance(value, list):
        return [_plain(each) for each in value[:MOST_VALUES] if not isinstance(each, list)]
    return number(value) if word(value) is None else value
