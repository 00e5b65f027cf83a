"""The end of a run waits for what the run made, and for no browser that is gone."""

import asyncio
from collections.abc import Iterator
from threading import Thread
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from pages.common import sent


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A session with a thread that sends, as far as the wait looks at it."""
    loop = asyncio.new_event_loop()
    sender = Thread(target=loop.run_forever)
    sender.start()
    found = SimpleNamespace(_event_loop=loop, _browser_queue=ForwardMsgQueue())
    monkeypatch.setattr(sent, "_session", lambda: found)
    yield found
    loop.call_soon_threadsafe(loop.stop)
    sender.join()
    loop.close()


def test_nothing_of_the_run_is_left_in_the_queue(session: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    sent_messages, looks = [], []

    def take() -> None:
        sent_messages.extend(session._browser_queue.flush())

    def look(_: float) -> None:
        looks.append(len(session._browser_queue))
        if len(looks) == 3:  # the thread that sends comes to it after a while
            session._event_loop.call_soon_threadsafe(take)

    monkeypatch.setattr(sent, "sleep", look)
    monkeypatch.setattr(sent, "AT_MOST", 60.0)
    for _ in range(5):  # as a run does: the other thread takes it into the queue when it comes to it
        session._event_loop.call_soon_threadsafe(session._browser_queue.enqueue, ForwardMsg())
    sent.wait_until_sent()
    assert set(looks) >= {5}
    assert len(sent_messages) == 5
    assert session._browser_queue.is_empty()


def test_a_browser_that_takes_nothing_is_not_waited_for(session: SimpleNamespace, monkeypatch) -> None:
    monkeypatch.setattr(sent, "AT_MOST", 0.01)
    session._browser_queue.enqueue(ForwardMsg())
    sent.wait_until_sent()
    assert len(session._browser_queue) == 1


def test_a_page_that_no_browser_looks_at_waits_for_nothing() -> None:
    sent.wait_until_sent()
