"""A bare page with live charts, for the browser tests and for measuring: no network behind it."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

app = st.App("main.py", routes=[Mount("/plotly", StaticFiles(directory=Path(plotly.__file__).parent / "package_data"))])
