"""How many train on this server at once, and what each may ask of it so that no page stands still.

All sessions share one process, and Python runs in one thread of it at a time. So the more people train, the more frames
travel in a message, the longer a browser takes over them, and the less is trained between them: what a message costs
beside its training is measured, and the browsers are told a pace at which the server keeps up.

Only one message is made at a time. Thirty threads that all compute would keep the one thread that sends from running,
and Streamlit drops what was not sent when the next run of the same fragment begins.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from threading import Event, Lock
from time import monotonic, process_time, thread_time

import streamlit as st

# From so many people on their pictures are coarser, and what can wait waits.
MANY = 9
# Who has not asked for frames for so long does not train any more, or nobody looks.
SECONDS_TO_LEAVE = 3.0
# Frames of a message, and the training before each, of someone who is alone.
FEWEST_FRAMES, MOST_FRAMES = 4, 16
MOST_TRAINING = 0.009
# Streamlit's own seconds for a message: a thread, a run of a fragment, the sending.
OVERHEAD = 0.007
# The part of one processor that frames and training may take together; controls need the rest.
CAPACITY = 0.82
# Processors of the machine that are left to all else where several server processes share them.
FOR_ALL_ELSE = 0.3
# A browser takes at least so long over a frame.
QUICKEST_FRAME = 0.025
# How much of the newest cost goes into the mean.
FORGETTING = 0.05
# What the server does besides is not known beforehand: while the whole process is busier than this part of a processor,
# everyone's pace slows down step by step, up to so many times, and recovers as it is idle.
BUSY = 0.82
MOST_STRETCH = 4.0


@dataclass(frozen=True)
class Share:
    """What one message of one person who trains may hold; by default of someone who is alone.

    Attributes
    ----------
    frames : most frames in it
    training : seconds that training may take before each
    period : seconds over which the browser plays it; 0 as fast as it can
    n : people who train
    """

    frames: int = FEWEST_FRAMES
    training: float = MOST_TRAINING
    period: float = 0.0
    n: int = 1


class Crowd:
    """Those who train now, and what a frame costs; `processor` is the part of one that this server may count on."""

    def __init__(self, processor: float = 1.0) -> None:
        self._capacity, self._normal_load = CAPACITY * processor, BUSY * processor
        self._lock = Lock()
        self._seen: dict[object, float] = {}
        self._frame_cost = 0.002
        self._stretch = 1.0
        self._looked = monotonic(), process_time()
        self._busy = False
        self._waiting: list[tuple[bool, int, Event]] = []
        self._numbers = count()

    def share(self, who: object) -> Share:
        """Someone asks for frames: what they may hold."""
        now = monotonic()
        with self._lock:
            self._seen[who] = now
            if now - min(self._seen.values()) > SECONDS_TO_LEAVE:
                self._seen = {each: last for each, last in self._seen.items() if now - last <= SECONDS_TO_LEAVE}
            self._look_at_load(now)
            return share_of(len(self._seen), self._frame_cost, self._stretch, self._capacity)

    def _look_at_load(self, now: float) -> None:
        before, spent_before = self._looked
        if now - before < 1.0:
            return
        spent = process_time()
        self._looked, load = (now, spent), (spent - spent_before) / (now - before)
        self._stretch *= min(max(load / self._normal_load, 0.9), 1.1)
        self._stretch = min(max(self._stretch, 1.0), MOST_STRETCH)

    @property
    def n(self) -> int:
        """People who train."""
        earliest = monotonic() - SECONDS_TO_LEAVE
        with self._lock:
            return sum(last >= earliest for last in self._seen.values())

    def period_of(self, seconds: float) -> float:
        """Over how long to play a message that takes so many of the processor's seconds; 0 for someone who is alone."""
        n = self.n
        return 0.0 if n <= 1 else self._stretch * n * (OVERHEAD + seconds) / self._capacity

    @property
    def seconds_of_rest(self) -> float:
        """How long what is only looked at now and then should rest between two looks."""
        return min(max(1.0, self.n / 4), 8.0)

    @contextmanager
    def turn(self, urgent: bool = False) -> Iterator[None]:
        """Wait until nobody else computes; in the order of coming, the urgent first."""
        with self._lock:
            must_wait, self._busy = self._busy, True
            if must_wait:
                called = Event()
                heappush(self._waiting, (not urgent, next(self._numbers), called))
        if must_wait:
            called.wait()
        try:
            yield
        finally:
            with self._lock:
                if self._waiting:
                    heappop(self._waiting)[-1].set()
                else:
                    self._busy = False

    @contextmanager
    def measured(self) -> Iterator["Cost"]:
        """Measures what the frames made within cost this thread, but for the training that is reported."""
        cost, start = Cost(), thread_time()
        yield cost
        if cost.frames >= FEWEST_FRAMES:  # the one frame after a change is dearer than most
            a_frame = max(thread_time() - start - cost.training, 0.0) / cost.frames
            with self._lock:
                self._frame_cost += FORGETTING * (a_frame - self._frame_cost)


@dataclass
class Cost:
    """Frames that were made, and the processor's seconds of their training."""

    frames: int = 0
    training: float = 0.0


def share_of(n: int, frame_cost: float, stretch: float = 1.0, capacity: float = CAPACITY) -> Share:
    """What each of n people may have of the server where a frame costs so many seconds beside its training."""
    if n <= 1:
        return Share()
    frames = min(FEWEST_FRAMES + n // 2, MOST_FRAMES)
    quickest = frames * QUICKEST_FRAME
    for_training = capacity * (0.15 + 0.77 / n)
    period = max(stretch * n * (OVERHEAD + frames * frame_cost) / (capacity - for_training), quickest)
    training = min(for_training * period / (n * frames), MOST_TRAINING)
    return Share(frames, training, period if period > quickest else 0.0, n)


@st.cache_resource
def crowd() -> Crowd:
    """The one crowd of this server: the only thing that sessions share."""
    return Crowd(my_processor(os.cpu_count() or 1, int(os.environ.get("SERVERS_OF_PLAYGROUND", "1"))))


def my_processor(processors: int, servers: int) -> float:
    """The part of one processor that each of so many servers on one machine may count on."""
    return min(1.0, (processors - FOR_ALL_ELSE) / servers)


def my_share() -> Share:
    """What the person of this session may hold, who trains."""
    return crowd().share(st.session_state.setdefault("seat", object()))
