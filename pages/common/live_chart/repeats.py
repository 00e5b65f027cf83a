"""What need not travel again: charts and traces that are the same as in the frame before.

The browser says with each ask which message it has; where that is the last one sent, the next one leaves out what both
sides know. A chart of a frame is then None where all of it is the same; its traces and its layout are None likewise.
Of an SVG drawing that differs from the one before in a few tags only these travel.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pages.common.images import SVG_URI

Figure = dict[str, Any]


def as_plain(figure: Any) -> Figure:
    """A figure as its dict of data and layout."""
    plain = figure if isinstance(figure, dict) else figure.to_plotly_json()
    return {"data": list(plain.get("data", ())), "layout": plain.get("layout", {})}


def without_repeats(
    frames: Sequence[Mapping[str, Any]], known: Mapping[str, Figure]
) -> tuple[list[dict[str, Figure]], dict[str, Figure]]:
    """The frames with None in place of what repeats, and every chart's figure at their end.

    ``known`` holds the figures the browser has before the first frame. The first frame keeps an entry for each chart.
    """
    shown, shortened = dict(known), []
    for number, frame in enumerate(frames):
        short = {}
        for name, given in frame.items():
            figure, before = as_plain(given), shown.get(name)
            short[name] = _short(figure, before)
            shown[name] = figure
            if number and short[name]["layout"] is None and not any(short[name]["data"]):
                del short[name]
        shortened.append(short)
    return shortened, {name: shown[name] for name in frames[0]}


def _short(figure: Figure, before: Figure | None) -> Figure:
    if before is None or len(before["data"]) != len(figure["data"]):
        return figure
    traces = [None if same(now, then) else now for now, then in zip(figure["data"], before["data"], strict=True)]
    layout = None if same(figure["layout"], before["layout"]) else _short_layout(figure["layout"], before["layout"])
    return {"data": traces, "layout": layout}


def _short_layout(layout: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    images, then = layout.get("images") or (), before.get("images") or ()
    if not images or len(images) != len(then):
        return layout
    pairs = zip(images, then, strict=True)
    return {**layout, "images": [now | {"source": short_drawing(now["source"], old["source"])} for now, old in pairs]}


def short_drawing(source: str, before: str) -> str | dict[str, dict[int, str]]:
    """An SVG as {"tags": {place: tag}} of what differs from the one before; any other image as it is."""
    now, then = source.split("<"), before.split("<")
    if not (source.startswith(SVG_URI) and before.startswith(SVG_URI) and len(now) == len(then)):
        return source
    changed = (i for i, (tag, old) in enumerate(zip(now, then, strict=True)) if tag != old)
    return {"tags": {i: now[i] for i in changed}}


def same(a: Any, b: Any) -> bool:
    """Whether two parts of figures are certainly the same; what would take long to compare counts as different.

    No one may change a list once it was sent. An array that can still be changed is never the same.
    """
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and _settled(a) and _settled(b) and (a is b or np.array_equal(a, b))
    if a is b:
        return True
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(value, b[key]) for key, value in a.items())
    if isinstance(a, list | tuple):
        if not isinstance(b, list | tuple) or len(a) != len(b):
            return False
        # plain values, by their first one, are compared in one go; other long lists not at all
        return a == b if a and isinstance(a[0], str | int | float) else len(a) <= 50 and all(map(same, a, b))
    return type(a) is type(b) and bool(a == b)


def _settled(array: np.ndarray) -> bool:
    """Whether no one can have changed the array since it was sent: it is read-only."""
    return not array.flags.writeable
