"""Look a named thing up in a registry; an unknown name answers with the known ones."""

from collections.abc import Mapping
from typing import TypeVar

Item = TypeVar("Item")


def known(registry: Mapping[str, Item], name: object, what: str) -> Item:
    """Return ``registry[name]``; ``ValueError`` lists the known names when there is no such entry."""
    if not isinstance(name, str) or name not in registry:
        raise ValueError(f"unknown {what} {name!r}; known are: {', '.join(registry)}")
    return registry[name]
