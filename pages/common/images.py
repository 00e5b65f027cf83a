"""Arrays and drawings as data URIs, which a Plotly layout image shows."""

import io
from base64 import b64encode

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bytes = NDArray[np.uint8]
SVG_URI = "data:image/svg+xml;charset=utf-8,"


def palette_png(indices: Bytes, palette: Bytes) -> str:
    """A PNG of indices (height, width) into a palette (256, 3), as a data URI; row 0 is the top."""
    image = Image.fromarray(np.ascontiguousarray(indices), mode="P")
    image.putpalette(palette.tobytes())
    return png_uri(image)


def rgb_png(colors: Bytes) -> str:
    """A PNG of colours (height, width, 3), as a data URI; row 0 is the top."""
    return png_uri(Image.fromarray(np.ascontiguousarray(colors), mode="RGB"))


def png_uri(image: Image.Image) -> str:
    """An image as a PNG data URI."""
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return "data:image/png;base64," + b64encode(stream.getvalue()).decode("ascii")


def svg_uri(svg: str) -> str:
    """An SVG drawing as a data URI, written as text: base64 would make it a third longer.

    Attributes in single quotes keep it short once it travels as JSON. ValueError for a '#', which would end the
    address: the drawing writes %23.
    """
    if "#" in svg:
        raise ValueError("'#' ends a data URI; write %23")
    return SVG_URI + svg
