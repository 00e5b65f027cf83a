"""What was not understood in the address is told in full, however much it is."""

import pytest

from pages.common.address_notes import MOST_AT_ONCE
from pages.common.links import settings_from_query
from tests.pages.playground.test_page import opened, settings


def test_every_mistake_of_an_address_is_told():
    wrong = ("noise", "test", "samples", "layers", "rate", "batch", "l1", "l2", "seed", "scale", "clip", "speed")
    app = opened(**dict.fromkeys(wrong, "much"), colour="blue", **{"Rate": "1", "view": "from above", "lesson": "yoga"})
    told = app.warning[0].value
    assert told.count("\n- ") == len(wrong) + 4 > MOST_AT_ONCE
    for name in wrong:
        assert told.count(f"{name} must be") == 1
    for words in ("unknown setting: colour", "says rate twice", "unknown view: from above", "unknown lesson: yoga"):
        assert told.count(words) == 1


def test_names_that_are_not_known_are_told_together_and_each_once():
    (note,) = settings_from_query({"activation": "bent,tanh,curved,bent"})[1]
    assert note.endswith("not 'bent', 'curved'.")
    (note,) = settings_from_query({f"name{k}": "" for k in range(10)})[1]
    assert note.endswith("name6, name7, and 2 more.")


@pytest.mark.parametrize(
    ("query", "took"),
    [
        ({"colour": "blue"}, False),
        ({"rate": "quick", "colour": "blue"}, False),
        ({"points": "1,2,three"}, False),
        ({"view": "above"}, False),
        ({"lesson": "yoga", "notation": "greek"}, False),
        ({"data": "xor", "colour": "blue"}, True),
        ({"data": "own", "points": "1,2,three"}, True),
        ({"view": "present", "hide": "teacher"}, True),
        ({"lesson": "xor_needs_a_hidden_layer", "colour": "blue"}, True),
    ],
)
def test_the_rest_was_taken_is_said_where_something_was(query, took):
    told = opened(**query).warning[0].value
    assert ("rest was taken" in told) is took


def test_of_several_values_of_one_name_the_last_counts_and_that_is_said():
    app = opened(rate=["0.1", "0.5"], seed="3")
    assert settings(app).rate == 0.5
    assert app.warning[0].value == "The address says rate more than once: the last value counts. The rest was taken."
