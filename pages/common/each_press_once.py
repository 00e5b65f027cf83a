"""A press is carried out whole, and once, whatever else happens in that moment.

Streamlit takes the next request where a run first touches the session state, also inside a callback: it breaks that
off there and forgets it. What was pressed, or told by a chart, while the page was busy would be lost.

Its timer, which renews a part of the page, sends what was pressed just now along, before that is sent itself.

And where a request comes just when the thread of the runs before it ends, what these have made and is not yet taken
would never be sent: the press is done, and the page does not show it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

from pages.common.sent import wait_until_taken


def carry_out_each_press_once() -> None:
    """In this process no request is taken inside a callback, none of the timer's holds a press, and runs end heard.

    Streamlit looks for a request again right after the last callback.
    """
    if not hasattr(ScriptRequests.on_scriptrunner_yield, "__wrapped__"):
        ScriptRequests.on_scriptrunner_ready = _once_all_is_taken(ScriptRequests.on_scriptrunner_ready)
        ScriptRequests.on_scriptrunner_yield = _outside_callbacks(ScriptRequests.on_scriptrunner_yield)
        ScriptRequests.request_rerun = _without_presses_of_the_timer(ScriptRequests.request_rerun)


def _outside_callbacks(take: Callable[[ScriptRequests], Any]) -> Callable[[ScriptRequests], Any]:
    @wraps(take)
    def take_outside_callbacks(requests: ScriptRequests) -> Any:
        return None if ThreadState.get().run_location is RunLocation.CALLBACK else take(requests)

    return take_outside_callbacks


def _once_all_is_taken(go_on_or_end: Callable[[ScriptRequests], Any]) -> Callable[[ScriptRequests], Any]:
    @wraps(go_on_or_end)
    def go_on_or_end_heard(requests: ScriptRequests) -> Any:
        if requests._state is ScriptRequestType.CONTINUE:  # nothing waits: the thread would end
            wait_until_taken()
        return go_on_or_end(requests)

    return go_on_or_end_heard


def _without_presses_of_the_timer(request: Callable[[ScriptRequests, RerunData], bool]) -> Callable[..., bool]:
    @wraps(request)
    def request_without_presses(requests: ScriptRequests, new_data: RerunData) -> bool:
        if new_data.is_auto_rerun and _waits_for_the_page(requests):
            return True  # that renews all; and the timer's page would take the place of the one that Back leads to
        if new_data.is_auto_rerun and new_data.widget_states is not None:
            others = [state for state in new_data.widget_states.widgets if not _is_press(state)]
            new_data = replace(new_data, widget_states=WidgetStates(widgets=others))
        return request(requests, new_data)

    return request_without_presses


def _waits_for_the_page(requests: ScriptRequests) -> bool:
    return requests._state is ScriptRequestType.RERUN and not requests._rerun_data.fragment_id_queue


def _is_press(state: Any) -> bool:
    """Whether a widget tells of something that happened once, and not of a value that stays."""
    return "trigger" in (state.WhichOneof("value") or "")
