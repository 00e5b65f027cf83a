"""Lines and half-planes of w₀ + w₁x₁ + w₂x₂ = 0 as far as a picture can reach."""

import numpy as np

from mlp_core.arrays import Array

NOTHING = ((np.nan,), (np.nan,))
Path = tuple[tuple[float, ...], tuple[float, ...]]


def foot(w: Array, center: tuple[float, float]) -> Array | None:
    """The point (2,) of the line that is nearest to `center`; None where w₁ = w₂ = 0 and there is no line."""
    normal = w[1:]
    square = float(normal @ normal)
    if square == 0.0:
        return None
    middle = np.array(center)
    return np.asarray(middle - (w[0] + normal @ middle) / square * normal)


def line_path(w: Array, center: tuple[float, float], reach: float) -> Path:
    """x and y of the line's two ends, `reach` to both sides of its foot; NaN where there is no line."""
    at = foot(w, center)
    if at is None:
        return NOTHING
    along = np.array([-w[2], w[1]]) / np.hypot(w[1], w[2])
    ends = at - reach * along, at + reach * along
    return (float(ends[0][0]), float(ends[1][0])), (float(ends[0][1]), float(ends[1][1]))


def half_plane(w: Array, sign: float, center: tuple[float, float], reach: float) -> Path:
    """The corners of what lies within `reach` of the line's foot and has a score of this sign.

    Without a line the whole square has the sign of the bias, or nothing has where that is 0 too.
    """
    at = foot(w, center)
    if at is None or float(np.hypot(*(at - np.array(center)))) > reach:
        score = float(w[0] + w[1:] @ np.array(center))
        if score * sign <= 0.0:
            return NOTHING
        (x, y), r = center, reach
        return (x - r, x + r, x + r, x - r), (y - r, y - r, y + r, y + r)
    xs, ys = line_path(w, center, reach)
    across = sign * 2.0 * reach * w[1:] / np.hypot(w[1], w[2])
    return (*xs, xs[1] + float(across[0]), xs[0] + float(across[0])), (
        *ys,
        ys[1] + float(across[1]),
        ys[0] + float(across[1]),
    )
