"""Points over a drawing that are not seen and still found under the pointer."""

from collections.abc import Iterable
from typing import Any

import numpy as np

# x, y, what it tells on hover, and its customdata.
PointedAt = tuple[float, float, str, list[Any]]


def pointed_at(points: Iterable[PointedAt]) -> dict[str, Any]:
    """An invisible trace: mode "none" draws nothing and is still found under the pointer."""
    each = list(points)
    return {
        "type": "scatter",
        "mode": "none",
        "x": np.array([x for x, *_ in each]),
        "y": np.array([y for _, y, *_ in each]),
        "hoverinfo": "text",
        "hovertext": [text for _, _, text, _ in each],
        "customdata": [data for *_, data in each],
    }
