"""Pictures that move with a time: a plane as a palette PNG under 300 points, boxes as one SVG, four curves."""

import base64
import io

import numpy as np
from PIL import Image

SIDE = 60
PALETTE = np.linspace([245, 130, 30], [30, 120, 200], 256).astype(np.uint8)
AXIS = {"visible": False, "fixedrange": False}


def region(time: float, points: np.ndarray, revision: int) -> dict:
    """The plane at `time` with points (n, 2) on it, all of them in [-1, 1]²; a new revision ends the reader's zoom."""
    x, y = np.meshgrid(np.linspace(-1, 1, SIDE), np.linspace(-1, 1, SIDE))
    values = np.sin(4 * x + time) * np.cos(3 * y - time / 2)
    picture = {"source": png(values), "xref": "x", "yref": "y", "x": -1, "y": 1, "sizex": 2, "sizey": 2}
    return {
        "data": [{"type": "scatter", "mode": "markers", "x": points[:, 0], "y": points[:, 1],
                  "customdata": np.arange(len(points)), "marker": {"size": 7, "color": "#222"}}],
        "layout": {
            "uirevision": revision,
            "images": [{**picture, "sizing": "stretch", "layer": "below"}],
            "xaxis": {**AXIS, "range": [-1, 1]}, "yaxis": {**AXIS, "range": [-1, 1]},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "showlegend": False, "clickanywhere": True,
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def boxes(time: float, background: str) -> dict:
    """Eighteen pictures in one SVG at `time`, with a marker that can be clicked on each."""
    x, y = np.meshgrid(np.linspace(-1, 1, 16), np.linspace(-1, 1, 16))
    k = np.arange(18)
    values = np.sin(np.cos(k)[:, None, None] * 4 * x + np.sin(k)[:, None, None] * 4 * y + time)
    atlas = png(np.concatenate(list(values), axis=0))
    places = [(60 + 120 * (i // 6), 30 + 60 * (i % 6)) for i in range(18)]
    windows = f'<defs><image id="a" href="{atlas}" width="16" height="{16 * 18}"/></defs>' + "".join(
        f'<svg x="{px}" y="{py}" width="44" height="44" viewBox="0 {16 * i} 16 16"><use href="#a"/></svg>'
        for i, (px, py) in enumerate(places)
    )
    links = "".join(
        f'<path d="M{104 + 120 * c},{52 + 60 * a}C{140 + 120 * c},{52 + 60 * a} {140 + 120 * c},{52 + 60 * b} '
        f'{180 + 120 * c},{52 + 60 * b}" fill="none" stroke="#1f6fb5" stroke-width="{1 + np.sin(time + a + b):.2f}"/>'
        for c in range(2)
        for a in range(6)
        for b in range(6)
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 400">{links}{windows}</svg>'
    return {
        "data": [{"type": "scatter", "mode": "markers", "x": [p[0] + 22 for p in places],
                  "y": [p[1] + 22 for p in places], "customdata": list(range(18)), "hoverinfo": "text",
                  "text": [f"box {i}" for i in range(18)],
                  "marker": {"size": 40, "symbol": "square", "opacity": 0}}],
        "layout": {
            "images": [{"source": "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode(),
                        "xref": "x", "yref": "y", "x": 0, "y": 0, "sizex": 420, "sizey": 400, "layer": "below"}],
            "xaxis": {**AXIS, "range": [0, 420], "fixedrange": True},
            "yaxis": {**AXIS, "range": [400, 0], "fixedrange": True},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "showlegend": False, "dragmode": False,
            "paper_bgcolor": background, "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }  # fmt: skip


def curves(count: int) -> dict:
    """Four curves over the numbers up to `count`, thinned to 300 places; the axis grows in steps of a fifth."""
    x = np.unique(np.linspace(0, count, 300).astype(np.int64))
    longest = 20 * 1.25 ** np.ceil(np.log(max(count, 20) / 20) / np.log(1.25))
    return {
        "data": [{"type": "scatter", "mode": "lines", "x": x,
                  "y": np.exp(-x / 400) + 0.05 * np.sin(x / (7 + k)) + k / 10} for k in range(4)],
        "layout": {"xaxis": {"range": [0, longest]}, "yaxis": {"range": [0, 1.5]}, "showlegend": False,
                   "margin": {"l": 30, "r": 5, "t": 5, "b": 20}, "paper_bgcolor": "rgba(0,0,0,0)",
                   "plot_bgcolor": "rgba(0,0,0,0)"},
    }  # fmt: skip


def png(values: np.ndarray) -> str:
    """Values in [-1, 1] (rows, columns) as a palette PNG in a data URI."""
    picture = Image.fromarray(((values + 1) * 127.5).astype(np.uint8))
    picture.putpalette(PALETTE.tobytes())
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
