"""What was not understood in the address is told in full, however much it is."""

from pages.common.address_notes import MOST_AT_ONCE
from pages.common.links import settings_from_query
from tests.pages.playground.test_page import opened


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
