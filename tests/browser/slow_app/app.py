"""The app as it is, on a server that is slow to send what its runs have made, as one is that has many guests.

`/seconds/1.2` makes it as slow as that.
"""

from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.runtime import runtime

SECONDS_BETWEEN_SENDINGS = 0.15


async def sends_every(request: Request) -> PlainTextResponse:
    runtime.MESSAGE_FLUSH_INTERVAL_SECS = request.path_params["seconds"]
    return PlainTextResponse("")


runtime.MESSAGE_FLUSH_INTERVAL_SECS = SECONDS_BETWEEN_SENDINGS
app = st.App(
    str(Path(__file__).parents[3] / "pages" / "main.py"),
    routes=[
        Mount("/plotly", StaticFiles(directory=Path(plotly.__file__).parent / "package_data")),
        Route("/seconds/{seconds:float}", sends_every),
    ],
)
