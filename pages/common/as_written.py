"""Words that a person wrote, in an address, a file or a field: shown as they stand there, whatever they look like."""

import re

# What Markdown gives a meaning to, some of it only where a line begins.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$!&]|:(?=\S)|^\s*[-+]|^\s*\d+[.)]", re.MULTILINE)
# What it makes links, signs and colours of even behind a backslash.
_LINKS = re.compile(r"(?<=[:@])(?=\S)|(?<=www)", re.IGNORECASE)
# It is not seen and parts no line.
WORD_JOINER = "\N{WORD JOINER}"


def as_written(text: str) -> str:
    """Markdown that shows a text as it is: no link, no picture, no formula, no sign and no colour comes of it."""
    marked = _MARKS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)
    return _LINKS.sub(WORD_JOINER, marked)
