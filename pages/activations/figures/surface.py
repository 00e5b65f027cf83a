"""The error surface of one neuron over w and b, its minima and a way down; and the neuron's answers at each minimum."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.neuron_surface import Minima, NeuronSurface
from pages.activations.figures.lines import Line, LinesView, Points, colored, lines_figure, padded
from pages.common.palette import Theme

X_POINTS = 301


@dataclass(frozen=True, eq=False)
class SurfaceView:
    """One neuron's surface.

    Parameters
    ----------
    w, b, errors : the grid, and C (len(b), len(w)) on it
    minima : found inside the grid
    path : (M, 2), a descent from the start that the reader chose
    """

    theme: Theme
    name: str
    surface: NeuronSurface
    w: Array
    b: Array
    errors: Array
    minima: Minima
    path: Array


def surface_figure(view: SurfaceView) -> dict[str, Any]:
    """The surface from above; traces: the surface, the way down, its end, the best minima, the others."""
    theme, best = view.theme, best_ones(view.minima)
    contours = {
        "type": "contour", "x": view.w, "y": view.b, "z": np.sqrt(view.errors).astype(np.float32), "hoverinfo": "skip",
        "showscale": False, "ncontours": 18, "line": {"width": 0.6, "color": theme.border},
        "colorscale": [[0, theme.accuracy], [0.5, theme.grid], [1, theme.background]],
    }  # fmt: skip
    n = len(view.minima.errors)
    title = f"<b>{view.name}</b>: {colored(f'{n} local minim' + ('um' if n == 1 else 'a'), theme.mark)}"
    figure = lines_figure(
        LinesView(
            theme,
            [Line(view.path[:, 0], view.path[:, 1], theme.text, 2.5)],
            (float(view.w[0]), float(view.w[-1])),
            (float(view.b[0]), float(view.b[-1])),
            title,
            "w",
            [
                Points(view.path[-1:, 0], view.path[-1:, 1], theme.text, 11),
                Points(*view.minima.places[best].T, theme.mark, 17, "star"),
                Points(*view.minima.places[~best].T, theme.mark, 14, "x"),
            ],
            clickable=True,
        )
    )
    figure["data"].insert(0, contours)
    figure["layout"]["yaxis"]["title"] = {"text": "b", "font": {"size": 15}, "standoff": 0}
    return figure


def answers_figure(view: SurfaceView) -> dict[str, Any]:
    """The points, and the neuron's answers: at the best minima, at the others, at the end of the way down."""
    theme, minima, best = view.theme, view.minima, best_ones(view.minima)
    x = np.linspace(float(view.surface.x.min()) - 0.3, float(view.surface.x.max()) + 0.3, X_POINTS)

    def line(place: Array, color: str, width: float, dash: str = "solid") -> Line:
        return Line(x, view.surface.f(place[0] * x + place[1]), color, width, dash)

    others = [line(place, theme.mark, 2, "dot") for place in minima.places[~best]]
    t = view.surface.t
    title = f"{colored('★ best, ✕ dotted', theme.mark)}, {colored('● descent', theme.text)}"
    return lines_figure(
        LinesView(
            theme,
            [
                *others,
                *(line(place, theme.mark, 4) for place in minima.places[best]),
                line(view.path[-1], theme.text, 2.5),
            ],
            (float(x[0]), float(x[-1])),
            padded(min(float(t.min()), 0.0), max(float(t.max()), 1.0), 0.12),
            title,
            "x",
            [Points(view.surface.x, t, theme.accent, 10)],
        )
    )


def best_ones(minima: Minima) -> np.ndarray:
    """Which minima are as low as the lowest; the Gaussian answers the same for (w, b) and (−w, −b)."""
    return np.asarray(minima.errors <= minima.errors[:1] + 1e-9 if len(minima.errors) else np.zeros(0, dtype=bool))
