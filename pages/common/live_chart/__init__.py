"""Any number of Plotly charts that are updated in place, at the pace of the browser.

The figures are built in Python; the JavaScript lays them out on a CSS grid, finds what changed since the last ones and
does the least that shows it. A message carries one or more frames, which the browser plays one per animation frame;
while it plays them it has already asked for the next message, so that server and browser work at the same time.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from pages.common.in_order import chart_receives, take_choices
from pages.common.live_chart.encoding import decode_array, decode_message, encode_message
from pages.common.live_chart.repeats import without_repeats
from pages.common.own_page import other_pages
from pages.common.received import entries, event, several, whole, word
from pages.common.web_component import web_component

__all__ = ["Grid", "decode_array", "decode_message", "live_chart"]

_HERE = Path(__file__).parent
_SCRIPTS = (
    "address", "changes", "drawing", "images", "echoes", "chart", "keys", "save", "slider", "scrubber", "live_chart",
)  # fmt: skip
_component = web_component(_HERE, *(_HERE / f"{name}.js" for name in _SCRIPTS))


@dataclass(frozen=True)
class Grid:
    """Where the cells stand, in CSS: `columns`, `rows`, `areas` and `height` for a wide and for a narrow page.

    Parameters
    ----------
    wide, narrow : grid-template-columns, -rows, -areas and the height; a cell that `areas` leaves out is hidden
    breakpoint : width of the component in pixels below which `narrow` holds
    gap : space between the cells
    enlarged : where given, all that is on a wide page is as large as usual in a window of this width and height, and
        grows with the window: its values may use ``--scale``, how often larger, and ``--top``, where the charts begin
    variables : CSS custom properties that the values above may use
    """

    wide: Mapping[str, str]
    narrow: Mapping[str, str]
    breakpoint: int = 700
    gap: str = "8px"
    enlarged: tuple[int, int] | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    def as_message(self) -> dict[str, Any]:
        """The grid as plain JSON values."""
        places = {"wide": dict(self.wide), "narrow": dict(self.narrow), "variables": dict(self.variables)}
        return {**places, "breakpoint": self.breakpoint, "gap": self.gap, "enlarged": self.enlarged}


def live_chart(
    frames: Sequence[Mapping[str, Any]],
    *,
    key: str,
    grid: Grid,
    texts: Mapping[str, str] | None = None,
    descriptions: Mapping[str, str] | None = None,
    events: Mapping[str, Sequence[str]] | None = None,
    echoes: Mapping[str, Mapping[str, Any] | None] | None = None,
    config: Mapping[str, Mapping[str, Any]] | None = None,
    playing: bool = False,
    generation: int | str = 0,
    rest: float = 1.0,
    period: float = 0.0,
    ask_ahead: bool = False,
    ask_after: float | None = None,
    slider: Mapping[str, Any] | None = None,
    address: str | None = None,
    keys: Sequence[str] = (),
    file_names: Mapping[str, str] | None = None,
    on_ask: Callable[[], None] | None = None,
    on_event: Callable[[dict[str, Any]], None] | None = None,
    on_slide: Callable[[Any], None] | None = None,
    on_release: Callable[[], None] | None = None,
) -> None:
    """Show the frames in the charts of `key`, changing in place what differs from what is there.

    Called inside a fragment, what the browser sends reruns that fragment alone; outside, the whole script.

    Parameters
    ----------
    frames : {cell: figure}, oldest first. The first holds every chart complete, a later one only the charts that
        changed, each complete. A figure is a dict of `data` and `layout` (arrays may be NumPy's) or a Plotly figure.
        The size comes from the cell. Ranges and other keys that are sent unchanged are left alone.
    key : names the component, and its entry in the session state
    grid : where each cell stands
    texts : plain text for the text cells, **bold** its only markup. `message` is announced to screen readers, `readout`
        stands right aligned; both change at most five times a second.
    descriptions : for each chart, in words, what is to be seen
    events : for each chart which of "click", "hover", "tap", "drag", "select" are wanted; hover brings "unhover" too.
        Empty space can be clicked where `layout.clickanywhere` is set. A tap is a click of which only the place is
        wanted: none is lost, however fast they come. A drag is told from the press on (`begins`), then its newest place
        after each answer, and its last; set `layout.dragmode` to False, or Plotly zooms as well. A box is told at its
        end, where `layout.dragmode` is "select".
    echoes : for each chart the dot that a tap leaves at once, until it is answered: its `color`, its `size` in pixels
        and the color of its `edge`
    config : for each chart Plotly's configuration, read once
    playing : whether the browser asks for the next message by itself
    generation : frames of another generation that wait in the browser are dropped
    rest : while frames are played, a chart whose drawing took a time t is left alone for rest · t, so that a slow one
        does not slow the others down; its images are renewed all the same
    period : seconds over which the frames of this message are played, evenly; 0 as fast as they can be drawn
    ask_ahead : ask for the next frames right after a control was released, before the server has answered it. Faster;
        but what is asked carries the values that the widgets had before the answer, which they must outlive.
    ask_after : seconds after which the browser asks once, also at rest, unless another message came before; None where
        it need not
    slider : a slider above the charts that follows the frames and can be dragged live: its `label`, its `last` value
        (the first is 0), and `values`, the last ones of the frames. With `along` it lies on the x axis of the chart in
        a `cell` instead, whose margins are `left`, `right`, `bottom` and whose axis ends at `end`, and stands while
        frames run where that chart's trace named `line` ends; it takes any number, or where `stops` are given only
        these
    keys : such as "mod+z", where mod is Ctrl or Cmd: pressed outside a field of text, they are told as events
    address : the query that the address bar shall show, in place of the one it shows; None leaves it alone
    file_names : for each chart what its picture is called as a file, behind the name of the page; its cell unless given
    on_slide : called before the rerun with the value that the slider was dragged to
    on_release : called after it where a slider on an axis was let go
    on_ask : called before the rerun that answers the browser's asking for frames
    on_event : called before the rerun with each event: `kind` ("click", "hover", "unhover", "tap", "drag", "select",
        "key" or "theme"), `figure`, and for a point its `customdata`, `curve`, `point`, `x`, `y`; in empty space `x`
        and `y` alone. `pointer` is the place [x, y] of the mouse, in data units. "select" has the box's `x` and `y`,
        two rising numbers each, "key" its `key`. "theme" says that the reader changed the theme.

    Raises
    ------
    ValueError : no frames, or a later frame with a chart that the first does not hold
    """
    frames = list(frames)
    if not frames:
        raise ValueError("live_chart needs at least one frame, got none")
    unknown = {name for frame in frames for name in frame} - set(frames[0])
    if unknown:
        raise ValueError(f"the first frame holds every chart: {sorted(unknown)} not among {sorted(frames[0])}")

    exchange = _exchange(key)
    exchange["number"] += 1
    heard, known = exchange["heard"], {}
    base = exchange["sent"] if heard["has"] == exchange["sent"] != 0 else None
    if base is not None:
        known = exchange["figures"]
    shortened, exchange["figures"] = without_repeats(frames, known)
    exchange["sent"] = exchange["number"]
    message = {
        "stream": exchange["stream"],
        "number": exchange["number"],
        "base": base,
        "heard": heard,
        "playing": playing,
        "generation": generation,
        "rest": rest,
        "period": period,
        "askAhead": ask_ahead,
        "askAfter": ask_after,
        "slider": None if slider is None else dict(slider),
        "address": address,
        "elsewhere": other_pages(),
        "keys": list(keys),
        "plotly": _plotly_url(),
        "grid": grid.as_message(),
        "texts": dict(texts or {}),
        "descriptions": dict(descriptions or {}),
        "events": {name: list(kinds) for name, kinds in (events or {}).items()},
        "echoes": dict(echoes or {}),
        "config": dict(config or {}),
        "fileNames": dict(file_names or {}),
        "frames": shortened,
    }
    # Bytes, because Streamlit serialises any other data a second time to compare it.
    receive = partial(_receive, key, on_ask, on_event, on_slide, on_release)
    chart_receives(key, receive)
    _component(key=key, data=encode_message(message), on_turn_change=receive)


def _exchange(key: str) -> dict[str, Any]:
    """What this session has sent to and heard from the component."""
    name = f"{key}:exchange"
    if name not in st.session_state:
        heard = {"client": None, "ask": 0, "event": 0, "has": 0}
        st.session_state[name] = {
            "stream": secrets.token_hex(4), "number": 0, "heard": heard, "sent": 0, "figures": {},
        }  # fmt: skip
    return st.session_state[name]


def _receive(
    key: str,
    on_ask: Callable[[], None] | None,
    on_event: Callable[[dict[str, Any]], None] | None,
    on_slide: Callable[[Any], None] | None = None,
    on_release: Callable[[], None] | None = None,
    only_before: bool = False,
) -> None:
    """Take what the browser sent: all of its events not yet heard of, and the number of its newest ask.

    Streamlit keeps only the newest value where several arrive before it runs, so each repeats what was not answered.
    ``only_before`` takes the events alone that a hand left behind for a press.
    """
    if not only_before:
        take_choices()
    # What a chart says may arrive when the page does not show it any more.
    turn = entries(st.session_state.get(key, {}).get("turn"))
    client, has, ask = word(turn.get("client")), whole(turn.get("has")), whole(turn.get("ask"))
    if client is None or has is None or ask is None:
        return
    heard = _exchange(key)["heard"]
    if heard["client"] != client:
        heard.update(client=client, ask=0, event=0)
    heard["has"] = has
    for given in several(turn.get("events")):
        number, told = whole(entries(given).get("number")), event(given)
        if only_before and entries(given).get("before") is not True:
            return
        if number is None or number <= heard["event"]:
            continue
        heard["event"] = number
        if told is None:
            continue
        if told["kind"] == "slide":
            if on_slide is not None:
                on_slide(told["value"])
            if on_release is not None and told.get("released"):
                on_release()
        elif on_event is not None:
            on_event(told)
    if ask > heard["ask"] and not only_before:
        heard["ask"] = ask
        if on_ask is not None:
            on_ask()


def _plotly_url() -> str:
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{'/' if base else ''}{base}/plotly/plotly.min.js"
