"""Look a named thing up in a registry; an unknown name answers with the known ones. Text that a sentence repeats."""

from collections.abc import Mapping
from typing import TypeVar
from unicodedata import category

from mlp_core.limits import MOST_SHOWN

# Characters that are not seen: controls, changes of direction, halves of characters; but some scripts need joiners.
UNSEEN, JOINERS = frozenset(("Cc", "Cf", "Cs")), "\u200c\u200d"

Item = TypeVar("Item")


def known(registry: Mapping[str, Item], name: object, what: str) -> Item:
    """Return ``registry[name]``; ``ValueError`` lists the known names when there is no such entry."""
    if not isinstance(name, str) or name not in registry:
        raise ValueError(f"unknown {what} {shortened(repr(name))}; known are: {', '.join(registry)}")
    return registry[name]


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """At most so many characters of a text, on one line, as a sentence repeats it."""
    line = one_line(text[: 2 * most])
    return line if len(line) <= most and len(text) <= 2 * most else line[: most - 1] + "…"


def one_line(text: str) -> str:
    """What is seen of a text, on one line."""
    seen = (c for c in text if c.isspace() or c in JOINERS or category(c) not in UNSEEN)
    return " ".join("".join(seen).split())
