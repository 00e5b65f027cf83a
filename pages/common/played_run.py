"""Training that the charts play: it starts, pauses, goes on at each ask of the browser, and ends."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import RLock
from time import thread_time
from typing import Any

from pages.common.crowd import crowd, my_share


class PlayedRun(ABC):
    """A training of one session, seen in a live chart.

    A page that is run anew can overlap with its own charts, so whoever trains, changes or draws holds ``lock``.

    Attributes
    ----------
    playing : whether the charts ask for more
    generation : another number after each change, so that frames from before it can be dropped
    part : of its usual training, what a frame may hold now: less where others train on the server, too
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.playing, self.generation = False, 0
        self.part = 1.0
        self._cost = 0.0
        self._began: float | None = None

    @property
    @abstractmethod
    def done(self) -> bool:
        """Whether there is nothing more to train."""

    @abstractmethod
    def _train_a_frame(self) -> None:
        """Train what one frame shows."""

    @property
    def options(self) -> dict[str, Any]:
        """For the live chart that shows it, to be asked for when its figures are made: they count into its pace."""
        if self._began is not None:
            self._cost, self._began = max(thread_time() - self._began, 0.0), None
        period = crowd().period_of(self._cost) if self.playing else 0.0
        return {"playing": self.playing, "generation": self.generation, "period": period, "on_ask": self.take_turn}

    def set_playing(self, playing: bool) -> None:
        """Play, or pause at once; at the end there is nothing to play."""
        with self.lock:
            self.playing = playing and not self.done
            self.generation += 1

    def take_turn(self) -> None:
        """Go on for a frame when the browser asks for it, in turn with all who train on this server."""
        if not self.playing:
            return
        self.part = 1 / my_share().n
        with crowd().turn():
            self._began = thread_time()
            self.advance()

    def advance(self) -> None:
        """Go on for a frame."""
        with self.lock:
            if self.playing:
                self._train_a_frame()
                self.playing = not self.done

    def _by_hand(self, change: Callable[[], None]) -> None:
        """Pause and do this."""
        with self.lock:
            self.playing = False
            self.generation += 1
            change()
