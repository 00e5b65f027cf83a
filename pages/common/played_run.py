"""Training that the charts play: it starts, pauses, goes on at each ask of the browser, and ends."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import RLock
from typing import Any


class PlayedRun(ABC):
    """A training of one session, seen in a live chart.

    A page that is run anew can overlap with its own charts, so whoever trains, changes or draws holds ``lock``.

    Attributes
    ----------
    playing : whether the charts ask for more
    generation : another number after each change, so that frames from before it can be dropped
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.playing, self.generation = False, 0

    @property
    @abstractmethod
    def done(self) -> bool:
        """Whether there is nothing more to train."""

    @abstractmethod
    def _train_a_frame(self) -> None:
        """Train what one frame shows."""

    @property
    def options(self) -> dict[str, Any]:
        """For the live chart that shows it."""
        return {"playing": self.playing, "generation": self.generation, "on_ask": self.advance}

    def set_playing(self, playing: bool) -> None:
        """Play, or pause at once; at the end there is nothing to play."""
        with self.lock:
            self.playing = playing and not self.done
            self.generation += 1

    def advance(self) -> None:
        """Go on for a frame; called when the browser asks for the next one."""
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
