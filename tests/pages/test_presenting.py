"""The presenting view's part of the address: read forgivingly, and written so that it leads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.common.links import NOT_SETTINGS
from pages.common.presenting import HIDE, PARTS, VIEW, Presentation, presentation_from_query

CHARTS = {"network", "region", "curves"}


def test_the_usual_view_needs_no_mention():
    assert presentation_from_query({}) == (None, [])
    assert presentation_from_query({"data": "xor", "hide": "network"}) == (None, [])


def test_an_address_asks_for_it_without_some_of_its_parts():
    presentation, notes = presentation_from_query({"view": "Present", "hide": " network, LOSS ,"})
    assert notes == []
    assert presentation == Presentation(frozenset({"network", "loss"}))
    assert presentation.shows("region")
    assert not presentation.shows("network")


@pytest.mark.parametrize(
    "query", [{"view": "teach"}, {"view": "present", "hide": "colour,network"}, {"hide": "colour"}]
)
def test_what_is_not_there_gets_a_note(query):
    _, notes = presentation_from_query(query)
    assert len(notes) == 1
    assert ("teach" in notes[0]) or ("colour" in notes[0] and "network" in notes[0])


def test_a_misspelt_view_does_not_hide_a_misspelt_part():
    presentation, notes = presentation_from_query({"view": "presnt", "hide": "foo"})
    assert presentation is None
    assert ["presnt" in notes[0], "foo" in notes[1]] == [True, True]


@given(st.frozensets(st.sampled_from(sorted(PARTS))))
def test_the_address_of_a_presentation_leads_back_to_it_and_a_chart_is_always_there(hidden):
    presentation, notes = presentation_from_query(Presentation(hidden).query())
    assert notes == []
    assert presentation.hidden == (hidden - {"region"} if hidden >= CHARTS else hidden)
    assert any(presentation.shows(chart) for chart in CHARTS)


def test_its_names_are_no_settings():
    assert {VIEW, HIDE} <= NOT_SETTINGS
