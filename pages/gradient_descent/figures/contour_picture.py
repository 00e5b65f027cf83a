"""Contour lines of a cost as a picture: a chart redraws its traces with each frame, but not a picture under them."""

from functools import lru_cache

import numpy as np

from mlp_core.arrays import Array
from pages.common.images import palette_png
from pages.common.palette import Theme, rgb

LEVELS = 18
# Pixels a grid point, so that a large screen shows sharp lines, and the width of a line in pixels.
FINER, LINE = 12, 1.9
# Shades from the ground between two lines to the middle of a line, and how much of a line's colour that has.
SHADES, OPACITY = 8, 0.45


def ramp_color(theme: Theme, share: float) -> Array:
    """Low cost (0) to high cost (1), in greys that leave the colours to the ways: RGB (3,), 0 … 255."""
    low, high = rgb(theme.background), rgb(theme.muted)
    return np.asarray(low + (0.03 + 0.52 * share) * (high - low))


def heights(cost: Array) -> Array:
    """√(C − lowest C): even steps of it are evenly spaced rings around the minimum of a bowl."""
    return np.asarray(np.sqrt(cost - cost.min()))


@lru_cache(maxsize=32)
def contour_picture(cost: bytes, shape: tuple[int, int], theme: Theme) -> str:
    """A PNG of the cost on a grid, its outer points on the picture's edges, as a data URI.

    Parameters
    ----------
    cost : the bytes of float64 values, row 0 the lowest of the second weight
    shape : (ny, nx)
    """
    at = levels_passed(np.frombuffer(cost).reshape(shape))
    slope = np.hypot(*np.gradient(at))
    # A line stands halfway between whole numbers; its distance is in pixels.
    distance = np.abs(at - np.floor(at) - 0.5) / np.maximum(slope, 1e-9)
    inked = np.clip((LINE + 1) / 2 - distance, 0, 1)
    index = np.rint(at) * SHADES + np.rint(inked * (SHADES - 1))
    return palette_png(index[::-1].astype(np.uint8), _palette(theme))


def levels_passed(cost: Array) -> Array:
    """Heights (ny · FINER, nx · FINER) in steps from line to line: 0 at the minimum, LEVELS at the highest."""
    down, across = (_finer(n) for n in cost.shape)
    fine = np.maximum(down @ cost @ across.T, cost.min())
    top = float(heights(cost).max())
    return np.clip(np.sqrt(fine - cost.min()) / top * LEVELS, 0, LEVELS)


def _finer(n: int) -> Array:
    """(n · FINER, n): cubic interpolation (Catmull-Rom) from n grid points to the centres of the pixels."""
    at = (np.arange(n * FINER) + 0.5) / FINER * (n - 1) / n
    left = np.minimum(at.astype(int), n - 2)
    t = at - left
    weights = (
        t * (-1 + t * (2 - t)) / 2,
        1 + t * t * (-5 + 3 * t) / 2,
        t * (1 + t * (4 - 3 * t)) / 2,
        t * t * (-1 + t) / 2,
    )
    matrix = np.zeros((len(at), n + 2))
    for offset, weight in enumerate(weights):
        matrix[np.arange(len(at)), left + offset] += weight
    # Past its ends the grid goes on straight.
    inner = matrix[:, 1:-1].copy()
    inner[:, 0] += 2 * matrix[:, 0]
    inner[:, 1] -= matrix[:, 0]
    inner[:, -1] += 2 * matrix[:, -1]
    inner[:, -2] -= matrix[:, -1]
    return inner


def _palette(theme: Theme) -> np.ndarray:
    """(256, 3): for each band between two lines its shades."""
    colors = np.zeros((256, 3), dtype=np.uint8)
    for band in range(LEVELS + 1):
        ground = ramp_color(theme, band / LEVELS)
        shares = OPACITY * np.arange(SHADES)[:, None] / (SHADES - 1)
        colors[band * SHADES : (band + 1) * SHADES] = np.rint(ground + shares * (rgb(theme.muted) - ground))
    return colors
