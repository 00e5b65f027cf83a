"""The app as it is, and beside it what its experiments are really doing, whatever a browser shows."""

import gc
from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pages.common.experiment import Experiment

ROOT = Path(__file__).parents[3]


async def experiments(_: Request) -> JSONResponse:
    """Data, activation, steps and whether it plays, of each experiment that is alive."""
    found = [each for each in gc.get_objects() if isinstance(each, Experiment)]
    return JSONResponse(
        [
            {
                "data": each.settings.data,
                "activation": each.settings.activation,
                "steps": each.trainer.steps,
                "playing": each.playing,
            }
            for each in found
        ]
    )


app = st.App(
    str(ROOT / "pages" / "main.py"),
    routes=[
        Mount("/plotly", StaticFiles(directory=Path(plotly.__file__).parent / "package_data")),
        Route("/experiments", experiments),
    ],
)
