"""The end of a run: it waits until what it made is on its way to the browser.

Streamlit keeps what a run makes in a queue of the session. A fragment's run that begins takes from it what was made
for that fragment before, but not the word that the page's run is done. At this word the browser removes all that the
page's run did not bring: the charts would go, and come back anew, or not at all where they stand in a container.
"""

from contextlib import suppress
from threading import Event
from time import monotonic, sleep

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

# A browser that takes nothing for so long is not there; over a second has been seen, of a server that was busy.
AT_MOST = 10.0
BETWEEN_LOOKS = 0.002


def wait_until_sent(then: float = 0.0) -> None:
    """Wait until nothing of what this run made so far is left in the queue of its session, and so many seconds more."""
    session = _session()
    if session is None:
        return
    end = monotonic() + AT_MOST
    wait_until_taken()
    while not session._browser_queue.is_empty() and monotonic() < end:
        sleep(BETWEEN_LOOKS)
    sleep(then)


def wait_until_taken() -> None:
    """Wait until the thread that sends has taken what this run made: it does so in the order of making."""
    session = _session()
    if session is None:
        return
    taken = Event()
    with suppress(RuntimeError):  # the server ends
        session._event_loop.call_soon_threadsafe(taken.set)
        taken.wait(AT_MOST)


def _session() -> AppSession | None:
    """The session of this run; None where no browser is connected to it, as in a test of the page."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return None
    sessions = getattr(runtime.get_instance(), "_session_mgr", None)  # AppTest has none
    active = sessions and sessions.get_active_session_info(context.session_id)
    return active and active.session
