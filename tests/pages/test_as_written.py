"""What a person wrote is no Markdown, whatever it looks like. What browsers make of it: tests/browser."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.common.as_written import WORD_JOINER, as_written


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("![a](//b)", r"\!\[a\](//b)"),
        (r"\[a](//b)", r"\\\[a\](//b)"),
        ("<b> $x$ `c`", r"\<b\> \$x\$ \`c\`"),
        ("http://b", f"http\\:{WORD_JOINER}//b"),
        ("a@b www.b", f"a@{WORD_JOINER}b www{WORD_JOINER}.b"),
        (":smile:", f"\\:{WORD_JOINER}smile:"),
        ("- a\n 1. b\n# c", "\\- a\n 1\\. b\n\\# c"),
        ("1/(x - 0.5) is 2, class: a", "1/(x - 0.5) is 2, class: a"),
    ],
)
def test_marks_are_written_out_and_plain_words_stay(text, markdown):
    assert as_written(text) == markdown


@given(st.text(alphabet="ab1 .:@/\\![]()<>*_`$#|~&{}-+\nwww", max_size=30))
def test_no_mark_is_left_without_a_backslash_and_nothing_is_lost(text):
    written = as_written(text)
    assert written.replace(WORD_JOINER, "").replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == text
    unmarked = re.sub(r"\\.", "", written)
    assert not set(unmarked) & set("`*_{}[]<>#|~$!&\\")
    assert not re.search(
        r":\S|@[^\s\u2060]|www[^\u2060]", re.sub(r"\\(.)", r"\1", written).replace(f":{WORD_JOINER}", "")
    )
