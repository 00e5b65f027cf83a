"""What an image shows is what it was given."""

import io
from base64 import b64decode

import numpy as np
import pytest
from PIL import Image

from pages.common.images import palette_png, rgb_png, svg_uri
from pages.common.palette import LIGHT, map_palette


def decode(uri: str) -> Image.Image:
    return Image.open(io.BytesIO(b64decode(uri.removeprefix("data:image/png;base64,"))))


def test_a_palette_image_keeps_its_indices_and_colours() -> None:
    indices = np.random.default_rng(0).integers(0, 256, (7, 5), dtype=np.uint8)
    image = decode(palette_png(indices, map_palette(LIGHT)))
    assert (np.asarray(image) == indices).all()
    assert (np.asarray(image.convert("RGB")) == map_palette(LIGHT)[indices]).all()


def test_an_image_may_come_from_a_turned_array() -> None:
    indices = np.arange(12, dtype=np.uint8).reshape(3, 4)[::-1, ::2]
    assert (np.asarray(decode(palette_png(indices, map_palette(LIGHT)))) == indices).all()


def test_a_colour_image_keeps_its_colours() -> None:
    colors = np.random.default_rng(0).integers(0, 256, (4, 6, 3), dtype=np.uint8)
    assert (np.asarray(decode(rgb_png(colors))) == colors).all()


def test_a_drawing_must_not_end_its_own_address() -> None:
    assert svg_uri("<svg/>") == "data:image/svg+xml;charset=utf-8,<svg/>"
    with pytest.raises(ValueError, match="%23"):
        svg_uri("<svg fill='#fff'/>")
