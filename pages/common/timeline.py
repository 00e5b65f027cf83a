"""A run shown along its time: play, pause, single steps, and a slider to drag, which the charts follow live.

The run was computed before; what is drawn follows from a position in it. The browser sets the pace: each time it has
drawn, it asks, and the position moves on by the time that went by.
"""

from functools import partial
from time import perf_counter
from typing import Any

import streamlit as st

from pages.common.icon_button import FRAMED
from pages.common.own_place import drawn_in_place
from pages.common.run_buttons import play_button

# A browser that was busy or hidden for longer goes on where it was, without a leap.
MOST_SECONDS_BETWEEN = 0.25
# Moments of a message: the browser plays them while the next message is on its way.
MOMENTS = 4


class Timeline:
    """Where a run stands that is shown, of one session.

    Attributes
    ----------
    position : 0 … last
    moments : those since the last message, the shown one last; one alone at rest
    playing : whether it moves by itself
    generation : another number after each jump, so that frames from before it can be dropped
    """

    def __init__(self, last: int, seconds: float) -> None:
        self.last, self.seconds = last, seconds
        self.unit = "moment"
        self.playing = False
        self.generation = 0
        self._place = self._before = 0.0
        self._drawn: float | None = None

    @property
    def position(self) -> int:
        """The moment that is shown, 0 … last."""
        return int(self._place)

    @property
    def moments(self) -> tuple[int, ...]:
        """A few moments from the last message's to the shown one, which makes the picture move in small steps."""
        if not self._before < self._place:
            return (self.position,)
        shares = ((k + 1) / MOMENTS for k in range(MOMENTS))
        between = (int(self._before + share * (self._place - self._before)) for share in shares)
        return tuple(dict.fromkeys((*between, self.position)))

    @property
    def options(self) -> dict[str, Any]:
        """For the live chart that shows it: its pace, and a slider over all moments."""
        slider = {"label": self.unit.capitalize(), "last": self.last, "values": self.moments}
        return {
            "playing": self.playing,
            "generation": self.generation,
            "slider": slider,
            "on_ask": self.advance,
            "on_slide": self.move_to,
        }

    def set_playing(self, playing: bool) -> None:
        """Play, from the start if it stands at the end; or pause."""
        if playing and self.position >= self.last:
            self._place = 0.0
        self.playing, self._drawn, self._before = playing, None, self._place
        self.generation += 1

    def move_to(self, position: int) -> None:
        """Show another moment, at rest."""
        self._place = self._before = float(min(max(position, 0), self.last))
        self.playing = False
        self.generation += 1

    def advance(self) -> None:
        """Go on by the time that went by since the last call; called when the browser asks for the next frame."""
        if not self.playing:
            return
        now = perf_counter()
        elapsed = 0.0 if self._drawn is None else min(now - self._drawn, MOST_SECONDS_BETWEEN)
        self._drawn, self._before = now, self._place
        self._place = min(self._place + elapsed * self.last / self.seconds, float(self.last))
        if self._place >= self.last:
            self.playing = False

    def fit(self, last: int, seconds: float) -> None:
        """The run may have become another one, of other length."""
        self.last, self.seconds = last, seconds
        self._place = min(self._place, float(last))
        self._before = min(self._before, self._place)


def timeline(key: str, last: int, *, seconds: float = 8.0, unit: str = "update") -> Timeline:
    """Draw the buttons of a run of `last` moments after the first; call it in the fragment that draws the run.

    The slider stands above the charts that take its ``options``.

    Parameters
    ----------
    key : names it in the session
    last : at least 1
    seconds : that the whole run takes when it plays
    unit : what a moment is called
    """
    moving: Timeline = st.session_state.setdefault(f"{key}:timeline", Timeline(last, seconds))
    moving.fit(last, seconds)
    moving.unit = unit
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        play_button(moving.playing, moving.set_playing, key=f"{key}:play", help="Let it run, or stop where it is.")
        for name, icon, to, words in (
            ("back", "skip_previous", moving.position - 1, f"One {unit} back"),
            ("forward", "skip_next", moving.position + 1, f"One {unit}"),
            ("start", "replay", 0, "Back to the start"),
        ):
            st.button(
                words,
                key=f"{key}:{name}",
                icon=f":material/{icon}:",
                help=f"{words}.",
                on_click=drawn_in_place(partial(moving.move_to, to)),
                **FRAMED,
            )
    return moving
