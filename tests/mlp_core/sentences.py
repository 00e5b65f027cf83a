"""What may be said of bad input: a sentence that a person can read and a browser can be sent."""

import re
from collections.abc import Callable

LONGEST = 400


def is_a_sentence(said: str) -> bool:
    """Whether this is nothing, or short, encodable, on one line, and no word of Python's own."""
    said.encode()
    own = re.search(r"Traceback|object at 0x|NoneType|KeyError|unpack|not subscriptable|invalid literal|codec", said)
    return len(said) <= LONGEST and "\n" not in said and own is None


def said_of(ask: Callable[[], object]) -> str:
    """The sentence with which this is refused, or nothing."""
    try:
        ask()
    except ValueError as error:
        return str(error)
    return ""
