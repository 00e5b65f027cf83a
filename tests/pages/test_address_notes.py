"""What was not understood in the address is all on the page: the first sentences at once, the rest unfolds."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.common.address_notes import MOST_AT_ONCE


def notes(count: int) -> AppTest:
    def script(count: int) -> None:
        from pages.common.address_notes import OF_SETTINGS, address_notes, tell_of_address

        tell_of_address(OF_SETTINGS, [f"Sentence {i} of these." for i in range(count)], took=True)
        address_notes(OF_SETTINGS)

    return AppTest.from_function(script, kwargs={"count": count}).run()


@pytest.mark.parametrize("count", [2, MOST_AT_ONCE, MOST_AT_ONCE + 1, 41])
def test_each_sentence_can_be_read_once(count: int) -> None:
    app = notes(count)
    folded = app.expander[0].markdown[0].value if count > MOST_AT_ONCE else ""
    assert [app.warning[0].value.count(f"Sentence {i} of") for i in range(count)] == [
        int(i < MOST_AT_ONCE) for i in range(count)
    ]
    assert [folded.count(f"Sentence {i} of") for i in range(count)] == [int(i >= MOST_AT_ONCE) for i in range(count)]
    assert [box.label for box in app.expander] == ([f"{count - MOST_AT_ONCE} more"] if folded else [])


def test_one_sentence_stands_alone() -> None:
    assert [box.value for box in notes(1).warning] == ["Sentence 0 of these. The rest was taken."]
