"""The app as it is, on a server that is slow to send what its runs have made, as one is that has many guests."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime import runtime

SECONDS_BETWEEN_SENDINGS = 0.15

runtime.MESSAGE_FLUSH_INTERVAL_SECS = SECONDS_BETWEEN_SENDINGS
app = st.App(
    str(Path(__file__).parents[3] / "pages" / "main.py"),
    routes=[Mount("/plotly", StaticFiles(directory=Path(plotly.__file__).parent / "package_data"))],
)
