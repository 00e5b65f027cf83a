"""A callback is carried out whole, and the request that waits is taken right after it; the timer presses nothing."""

from contextvars import copy_context

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

from pages.common import each_press_once
from pages.common.each_press_once import carry_out_each_press_once


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> ScriptRequests:
    """The requests of a session of which one for the whole page waits."""
    for name in ("on_scriptrunner_yield", "on_scriptrunner_ready", "request_rerun"):
        monkeypatch.setattr(ScriptRequests, name, getattr(ScriptRequests, name))
    carry_out_each_press_once()
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
    carry_out_each_press_once()
    assert ScriptRequests.on_scriptrunner_yield is take


def test_a_thread_ends_once_all_it_made_is_taken(requests: ScriptRequests, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(each_press_once, "wait_until_taken", lambda: done.append("taken"))
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.RERUN  # one waits: the thread goes on
    assert done == []
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.STOP
    assert done == ["taken"]


@pytest.mark.parametrize(("by_timer", "kept"), [(True, ["slider"]), (False, ["slider", "button", "chart"])])
def test_the_timer_takes_no_press_along(requests: ScriptRequests, by_timer: bool, kept: list[str]) -> None:
    ScriptRequests.on_scriptrunner_ready(requests)
    widgets = [
        WidgetState(id="slider", double_value=1.0),
        WidgetState(id="button", trigger_value=True),
        WidgetState(id="chart", json_trigger_value="[1]"),
    ]
    requests.request_rerun(RerunData(widget_states=WidgetStates(widgets=widgets), is_auto_rerun=by_timer))
    sent = requests.on_scriptrunner_ready().rerun_data.widget_states
    assert [each.id for each in sent.widgets] == kept


def test_the_timer_leaves_a_request_for_another_page_alone() -> None:
    requests = ScriptRequests()
    carry_out_each_press_once()
    requests.request_rerun(RerunData(page_script_hash="where Back leads to"))
    assert requests.request_rerun(RerunData(page_script_hash="left", fragment_id="renewed", is_auto_rerun=True))
    taken = requests.on_scriptrunner_ready().rerun_data
    assert (taken.page_script_hash, taken.is_auto_rerun) == ("where Back leads to", False)
    assert requests.request_rerun(RerunData(fragment_id="renewed", is_auto_rerun=True))
    assert requests.on_scriptrunner_ready().rerun_data.fragment_id_queue == ["renewed"]
