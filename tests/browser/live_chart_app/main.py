"""Live charts with nothing to learn.

In the address: `frames` a message, `curves` in every so many of them, `points` on the plane, `period`: seconds over
which a message is played, and `lose`: every so many asks go unheard.
"""

import figures
import numpy as np
import streamlit as st

from pages.common.live_chart import Grid, live_chart
from pages.common.own_place import drawn_in_place

GRID = Grid(
    wide={
        "columns": "minmax(0,1fr) calc(var(--h)*.64)",
        "rows": "28px calc(var(--h)*.64) minmax(0,1fr)",
        "areas": '"message readout" "boxes region" "boxes curves"',
        "height": "var(--h)",
    },
    narrow={
        "columns": "minmax(0,1fr)",
        "rows": "28px 28px 340px 180px 400px",
        "areas": '"readout" "message" "region" "curves" "boxes"',
        "height": "auto",
    },
    variables={"--h": "clamp(460px, calc(100vh - 210px), 900px)"},
)

st.set_page_config(layout="wide")
state = st.session_state
if "count" not in state:
    state.update(count=0, asks=0, events=[], generation=0, playing=False)
per_message = int(st.query_params.get("frames", "3"))
curves_every = int(st.query_params.get("curves", "6"))
period = float(st.query_params.get("period", "0"))
lose = int(st.query_params.get("lose", "0"))
points = np.random.default_rng(0).uniform(-1, 1, (int(st.query_params.get("points", "300")), 2))


def ask() -> None:
    state.asks += 1
    if lose and state.asks % lose == 0:
        state["charts:exchange"]["heard"]["ask"] -= 1  # as if Streamlit had swallowed it
    else:
        state.advance = True


def told(event: dict) -> str:
    x, y = event.get("pointer") or (event.get("x", 0), event.get("y", 0))
    return f"{event['kind']} {event['figure']} {event.get('customdata')} at {x:.3f},{y:.3f}"


def toggle() -> None:
    state.playing = not state.playing


def restart() -> None:
    state.update(count=0, generation=state.generation + 1)


def toggle_point() -> None:
    state.more = not state.get("more", False)


with st.container(horizontal=True):
    st.button("Pause" if state.playing else "Play", key="play", on_click=drawn_in_place(toggle))
    st.button("Restart", on_click=drawn_in_place(restart))
    st.button("One more point", on_click=drawn_in_place(toggle_point))
if state.get("more"):
    points = np.vstack([points, [[0.0, 0.0]]])


@st.fragment
def charts() -> None:
    background = "#10131a" if st.context.theme.type == "dark" else "#ffffff"
    frames = []
    for index in range(per_message if state.playing and state.pop("advance", False) else 1):
        if index or state.playing:
            state.count += 1
        time = state.count / 20
        frame = {"region": figures.region(time, points, state.generation), "boxes": figures.boxes(time, background)}
        if index == 0 or state.count % curves_every == 0:
            shown = state.count - state.count % curves_every if state.playing else state.count
            frame["curves"] = figures.curves(shown)
        frames.append(frame)
    live_chart(
        frames,
        key="charts",
        grid=GRID,
        texts={
            "readout": f"epoch **{state.count:,}** · steps **{21 * state.count:,}**",
            "message": f"asks **{state.asks}** · generation {state.generation} · playing {state.playing} · "
            f"{len(points)} points · {' '.join(told(event) for event in state.events[-6:])}",
        },
        descriptions={"region": "A plane of two colours", "boxes": "Eighteen boxes", "curves": "Four curves"},
        events={"boxes": ("hover", "click"), "region": ("click",)},
        playing=state.playing,
        generation=state.generation,
        period=period if len(frames) > 1 else 0.0,
        on_ask=ask,
        on_event=state.events.append,
    )


charts()
