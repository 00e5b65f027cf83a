"""A comparison is its address, and an address never fails."""

import pytest

from pages.common.settings import Settings
from pages.compare.choice import Choice, choice_from_query, fitting, query_from_choice
from pages.compare.differences import DIFFERENCES, offered

BASES = (
    Settings(),
    Settings().changed(data="blobs", layers=(4, 3), rate=0.07, batch=0),
    Settings().changed(data="sine", layers=(), l2=0.02, optimizer="adam"),
    Settings().changed(output="tanh", loss="quadratic", activation=("swish", "step"), speed="max"),
)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("differs", sorted(DIFFERENCES))
def test_the_address_is_the_comparison(base, differs) -> None:
    if differs not in offered(base):
        return
    for value in DIFFERENCES[differs].options(base):
        choice = fitting(base, differs, value)[0]
        read, notes = choice_from_query(query_from_choice(choice))
        assert notes == []
        assert (read.differs, read.values) == (choice.differs, choice.values)
        assert [each.different(other) for each, other in zip(read.settings, choice.settings, strict=True)] == [
            frozenset(),
            frozenset(),
        ]


@pytest.mark.parametrize("differs", sorted(DIFFERENCES))
def test_only_what_differs_differs(differs) -> None:
    fields = {"rate": {"rate"}, "depth": {"layers", "activation"}, "regularisation": {"l1", "l2"}}
    for base in BASES:
        if differs in offered(base):
            a, b = fitting(base, differs)[0].settings
            assert a.different(b)
            assert a.different(b) <= fields.get(differs, {differs})


def test_a_short_address_is_enough() -> None:
    choice, notes = choice_from_query({"differs": "optimizer", "b": "adam", "rate": "0.01", "notation": "bishop"})
    assert (choice.values, choice.base.rate, notes) == (("sgd", "adam"), 0.01, [])
    assert choice_from_query({}) == (Choice(Settings()), [])


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"differs": "colour"}, "differs colour is not among activation, loss"),
        ({"differs": "activation", "layers": ""}, "differs activation makes no difference here"),
        ({"differs": "activation", "b": "cosine"}, "activation must be among"),
        ({"differs": "loss", "b": "cross_entropy"}, "softmax"),
        ({"differs": "depth", "a": "two"}, "depth must be a whole number, not two"),
        ({"differs": "depth", "a": "77"}, "depth must be a whole number from 0 to 6, not 77"),
        ({"differs": "rate", "a": "1e999"}, "rate must be a number"),
        ({"differs": "rate", "a": "nan"}, "rate must be a number"),
        ({"differs": "batch", "b": "-3"}, "batch must be a whole number"),
        ({"differs": "regularisation", "b": "l3:1"}, "regularisation must be none"),
        ({"differs": "regularisation", "b": "l2:much"}, "l2 must be a number, not much"),
        ({"learnig": "3"}, "unknown setting"),
    ],
)
def test_what_is_not_understood_is_noted_and_left_out(query, note) -> None:
    choice, notes = choice_from_query(query)
    assert len(notes) == 1
    assert note in notes[0]
    a, b = choice.settings
    assert a.different(b)


def test_other_shared_settings_keep_the_comparison_as_far_as_it_fits() -> None:
    losses = fitting(Settings(), "loss")[0]
    assert losses.values == ("binary_cross_entropy", "half_quadratic")
    moved = losses.with_base(losses.base.changed(data="blobs"))
    assert (moved.differs, moved.values) == ("loss", ("cross_entropy", "half_quadratic"))
    bare = Choice(Settings()).with_base(Settings().changed(layers=()))
    assert bare.differs == "loss"


def test_values_that_are_not_offered_are_offered_once_they_are_there() -> None:
    choice, notes = choice_from_query({"differs": "batch", "a": "7", "b": "all"})
    assert notes == []
    assert choice.options[-1] == "7"
    assert choice.settings[0].batch == 7
