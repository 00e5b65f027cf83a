"""Controls and layouts that several sections of the page share."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from pages.common.live_chart import Grid, live_chart
from pages.common.live_slider import live_slider
from pages.common.own_place import drawn_in_place
from pages.gradient_descent.places import CONDITIONS, LABELS, NAMES, Place, place

RATES = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)


def rate_slider(
    key: str, label: str, value: float, help: str, rates: Sequence[float] = RATES, width: int = 230
) -> float:
    """A learning rate out of a few."""
    return live_slider(label, rates, value, key=f"{key}:rate", width=width, help=help)


def order_button(key: str, label: str, help: str) -> int:
    """Draws the points in another order at each press; answers the order's seed."""
    st.button(
        label,
        key=f"{key}:order",
        icon=":material/shuffle:",
        help=help,
        on_click=drawn_in_place(partial(_draw_another_order, key)),
    )
    return st.session_state.get(f"{key}:seed", 0)


def _draw_another_order(key: str) -> None:
    st.session_state[f"{key}:seed"] = st.session_state.get(f"{key}:seed", 0) + 1


def choose_place(key: str, default: str = "bowl") -> tuple[Place, float]:
    """One of the four surfaces, and the condition number that the bowl has."""
    labels = dict(zip(NAMES, LABELS, strict=True))
    name = st.segmented_control(
        "Surface", NAMES, default=default, format_func=labels.get, required=True, key=f"{key}:surface",
        help="The fit and the two valleys are the cost of one sigmoid neuron on data; the others are formulas.",
        persist_state="session",
    )  # fmt: skip
    condition = 10.0
    if name == "bowl":
        chosen = live_slider(
            "Condition number κ",
            CONDITIONS,
            10,
            key=f"{key}:condition",
            width=170,
            help="How much steeper the bowl is across than along: λ_max/λ_min. Try 1, then 50.",
        )
        condition = float(chosen)
    return place(name, condition), condition


def start_of(key: str, here: Place) -> tuple[float, float]:
    """Where the descents begin: the place's own start, or where the reader pulled it."""
    return st.session_state.get(f"{key}:start:{here.name}", here.start)


def start_at(key: str, here: Place, start: tuple[float, float]) -> None:
    """The descents begin there."""
    st.session_state[f"{key}:start:{here.name}"] = start


def take_start(key: str, here: Place, event: dict[str, Any]) -> None:
    """The start follows the pointer that is pressed on the ground, to two digits."""
    if event["kind"] == "drag" and event.get("figure") == "ground":
        ranges = here.x_range, here.y_range
        inside = (min(max(event[axis], low), high) for axis, (low, high) in zip("xy", ranges, strict=True))
        x, y = (round(float(value), 2) for value in inside)
        start_at(key, here, (x, y))


def picture(
    figures: dict[str, Any] | list[dict[str, Any]],
    areas: Sequence[str],
    *,
    key: str,
    readout: str,
    descriptions: dict[str, str],
    columns: str = "1.1fr 0.9fr 1.05fr",
    above: int = 505,
    **options: Any,
) -> None:
    """Charts in a grid that fills the rest of the first screen under a line of numbers; one below the other on a phone.

    Parameters
    ----------
    figures : {name: figure}, or several such, one moment after the other
    areas : rows of the wide grid, a word for each cell
    above : height in pixels of what stands above and below it on the page
    """
    frames = in_step(figures if isinstance(figures, list) else [figures])
    tracks = " ".join(f"minmax(0, {each})" for each in columns.split())
    n_columns = len(columns.split())
    wide = " ".join(f'"{row}"' for row in [" ".join(["readout"] * n_columns), *areas])
    narrow = " ".join(f'"{name}"' for name in ("readout", *frames[0]))
    grid = Grid(
        wide={
            "columns": tracks,
            "rows": "26px " + " ".join(["minmax(0, 1fr)"] * len(areas)),
            "areas": wide,
            "height": f"clamp(380px, calc(100vh - {above}px), 860px)",
        },
        narrow={
            "columns": "minmax(0, 1fr)",
            # In a narrower picture the axes in space would be cut.
            "rows": "76px " + " ".join("min(300px, 80cqw)" if name == "relief" else "300px" for name in frames[0]),
            "areas": narrow,
            "height": "auto",
        },
    )
    live_chart(
        frames, key=key, grid=grid, texts={"readout": readout}, descriptions=descriptions,
        config={"relief": {"scrollZoom": False}}, **options,
    )  # fmt: skip


def in_step(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The frames of a message; the relief, slow to draw, goes on once a message, to the last moment."""
    if "relief" not in frames[0]:
        return frames
    flat = [{name: figure for name, figure in frame.items() if name != "relief"} for frame in frames[1:]]
    return [frames[0] | {"relief": frames[-1]["relief"]}, *flat]
