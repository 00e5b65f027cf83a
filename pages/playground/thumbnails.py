"""Small pictures of the data sets, drawn from the data themselves."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from mlp_core import DATASETS
from pages.common.images import png_uri
from pages.common.palette import Theme, class_colors, palette_index, point_palette

WIDTH, HEIGHT, DOT, SCALE = 96, 72, 3.4, 2
SAMPLES = 150


@lru_cache
def thumbnail(name: str, theme: Theme) -> str:
    """A data set with hardly any noise as a small picture, a PNG data URI."""
    kind = DATASETS[name]
    data = kind.generate(n_samples=SAMPLES, noise=0.02, seed=1, test_share=0.0)
    x = data.X[:, 0]
    y = data.X[:, 1] if kind.n_inputs == 2 else 1.6 * data.T[:, 0]
    if kind.task == "regression":
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
