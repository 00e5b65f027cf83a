"""Look a named thing up in a registry; an unknown name answers with the known ones. Text that a sentence repeats."""

from collections.abc import Mapping
from typing import TypeVar

from mlp_core.limits import MOST_SHOWN

Item = TypeVar("Item")


def known(registry: Mapping[str, Item], name: object, what: str) -> Item:
    """Return ``registry[name]``; ``ValueError`` lists the known names when there is no such entry."""
    if not isinstance(name, str) or name not in registry:
        raise ValueError(f"unknown {what} {shortened(repr(name))}; known are: {', '.join(registry)}")
    return registry[name]


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """At most so many characters of a text; half a character, as JSON can have it, is shown as a question mark."""
    text = text if len(text) <= most else text[: most - 1] + "…"
    return text.encode("utf-8", "replace").decode()
