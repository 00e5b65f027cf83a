"""Small pictures of the data sets, drawn from the data themselves."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from mlp_core import DATASETS
from mlp_core.datasets import Dataset
from mlp_core.own_data import OwnData
from pages.common.images import png_uri
from pages.common.palette import Theme, class_colors, palette_index, point_palette
from pages.common.points_shown import shown_rows

WIDTH, HEIGHT, DOT, SCALE = 96, 72, 3.4, 2
SIDE = 32
# Two handfuls of points, as by hand.
SKETCH = OwnData(
    ((-1.5, 0.6), (-1.0, 1.2), (-0.9, 0.2), (-0.3, 0.9), (0.3, -1.1), (0.7, -0.4), (1.2, -1.0), (1.6, -0.2)),
    (0, 0, 0, 0, 1, 1, 1, 1),
)
SAMPLES = 150


@lru_cache
def thumbnail(name: str, theme: Theme) -> str:
    """A data set with hardly any noise as a small picture, a PNG data URI."""
    return _picture(DATASETS[name].generate(n_samples=SAMPLES, noise=0.02, seed=1, test_share=0.0), theme)


def own_thumbnail(points: OwnData | None, theme: Theme) -> str:
    """A person's own points as a small picture; where there are none yet, a pencil's few.

    Nothing is kept of them here, where all sessions would share it.
    """
    points = points if points is not None and len(points) else SKETCH
    data = points.generate(test_share=0.0)
    if len(points) > SAMPLES:
        step = len(points) / SAMPLES
        gone = np.ones(len(points), bool)
        gone[(np.arange(SAMPLES) * step).astype(int)] = False
        data = points.without(gone).generate(test_share=0.0)
    return _picture(data, theme)


@lru_cache(maxsize=64)
def dot(color: str) -> str:
    """A dot of this colour."""
    return _sign(lambda draw, size: draw.ellipse([0.1 * size, 0.1 * size, 0.9 * size, 0.9 * size], fill=color))


@lru_cache(maxsize=8)
def plus(color: str) -> str:
    """A plus sign."""
    return _sign(lambda draw, size: _bars(draw, size, color, 0.0))


@lru_cache(maxsize=8)
def cross(color: str) -> str:
    """The cross of a probe: a plus that is open in its middle."""
    return _sign(lambda draw, size: _bars(draw, size, color, 0.3))


def _sign(paint: Callable[[ImageDraw.ImageDraw, int], None]) -> str:
    size = SIDE * SCALE
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    paint(ImageDraw.Draw(image), size)
    return png_uri(image.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def _bars(draw: ImageDraw.ImageDraw, size: int, color: str, gap: float) -> None:
    """A bar across and one down; nothing is painted in the middle, as wide as ``gap``."""
    for start, end in ((0.08, 0.5 - gap / 2), (0.5 + gap / 2, 0.92)):
        draw.rectangle([start * size, 0.44 * size, end * size, 0.56 * size], fill=color)
        draw.rectangle([0.44 * size, start * size, 0.56 * size, end * size], fill=color)


def _picture(data: Dataset, theme: Theme) -> str:
    x = data.X[:, 0]
    y = data.X[:, 1] if data.X.shape[1] == 2 else shown_rows(data).places[:, 1]
    if data.task == "regression":
        y = y if data.X.shape[1] == 2 else 1.6 * data.T[:, 0]
        palette = point_palette(theme)
        colors = [palette[i] for i in palette_index(data.T[:, 0], 0.0, 1.0)]
    else:
        palette = class_colors(theme, max(data.n_classes, 2))
        colors = [palette[int(label)] for label in data.labels]
    image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for px, py, color in zip(_across(x, WIDTH), HEIGHT - _across(y, HEIGHT), colors, strict=True):
        corners = [(px - DOT) * SCALE, (py - DOT) * SCALE, (px + DOT) * SCALE, (py + DOT) * SCALE]
        draw.ellipse(corners, fill=color)
    return png_uri(image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def _across(values: np.ndarray, size: int) -> np.ndarray:
    """Standardised values (N,) to pixels of a side of this size."""
    return size / 2 + np.clip(values / 2.1, -1, 1) * (size / 2 - DOT)
