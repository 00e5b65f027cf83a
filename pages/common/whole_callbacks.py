"""A callback is carried out whole, whatever is pressed meanwhile.

Streamlit takes the next request where a run first touches the session state, also inside a callback: it breaks that
off there and forgets it. What was pressed, or told by a chart, while the page was busy would be lost.
"""

from functools import wraps

from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState


def keep_callbacks_whole() -> None:
    """In this process no request is taken inside a callback; Streamlit looks for one again right after the last."""
    take = ScriptRequests.on_scriptrunner_yield
    if hasattr(take, "__wrapped__"):
        return

    @wraps(take)
    def take_outside_callbacks(requests: ScriptRequests) -> ScriptRequest | None:
        return None if ThreadState.get().run_location is RunLocation.CALLBACK else take(requests)

    ScriptRequests.on_scriptrunner_yield = take_outside_callbacks  # type: ignore[method-assign]
