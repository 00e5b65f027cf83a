"""The front door: `streamlit run app.py` starts the ASGI app below."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

PLOTLY_JS = Path(plotly.__file__).parent / "package_data"
# Streamlit's own addresses begin with this path; the charts look for Plotly below it too.
BASE = st.get_option("server.baseUrlPath").strip("/")
PLOTLY = f"/{BASE}/plotly" if BASE else "/plotly"

app = st.App(
    "pages/main.py",
    routes=[Mount(PLOTLY, StaticFiles(directory=PLOTLY_JS), middleware=[Middleware(GZipMiddleware)])],
)
