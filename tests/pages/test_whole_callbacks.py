"""A callback is carried out whole: the request that waits meanwhile is taken right after it."""

from contextvars import copy_context

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

from pages.common.whole_callbacks import keep_callbacks_whole


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> ScriptRequests:
    """The requests of a session of which one for the whole page waits."""
    monkeypatch.setattr(ScriptRequests, "on_scriptrunner_yield", ScriptRequests.on_scriptrunner_yield)
    keep_callbacks_whole()
    waiting = ScriptRequests()
    waiting.request_rerun(RerunData())
    return waiting


def taken(requests: ScriptRequests, place: RunLocation) -> bool:
    """Whether a run that is there takes the request that waits."""

    def look() -> bool:
        ThreadState.initialize(run_location=place)
        return requests.on_scriptrunner_yield() is not None

    return copy_context().run(look)


def test_a_request_waits_for_the_end_of_a_callback(requests: ScriptRequests) -> None:
    places = (RunLocation.CALLBACK, RunLocation.MAIN_SCRIPT, RunLocation.MAIN_SCRIPT)
    assert [taken(requests, place) for place in places] == [False, True, False]


@pytest.mark.parametrize("place", [RunLocation.MAIN_SCRIPT, RunLocation.FRAGMENT])
def test_elsewhere_it_is_taken_at_once(requests: ScriptRequests, place: RunLocation) -> None:
    assert taken(requests, place)


def test_it_is_made_so_once(requests: ScriptRequests) -> None:
    take = ScriptRequests.on_scriptrunner_yield
    keep_callbacks_whole()
    assert ScriptRequests.on_scriptrunner_yield is take
