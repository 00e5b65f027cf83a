"""The front door: `streamlit run app.py` starts the ASGI app below."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

PLOTLY_JS = Path(plotly.__file__).parent / "package_data"

app = st.App(
    "pages/main.py",
    routes=[Mount("/plotly", StaticFiles(directory=PLOTLY_JS), middleware=[Middleware(GZipMiddleware)])],
)
