"""The brush that points of one's own are drawn with: its colours, and the dot that a click leaves at once."""

from typing import Any

from mlp_core.own_data import OwnData
from pages.common.experiment import Experiment
from pages.common.palette import Theme, class_colors, value_color
from pages.common.points_shown import is_drawing
from pages.common.view import View

# As large as the points of the charts, with their edges.
DOT = 8.5


def brush_colors(points: OwnData, view: View, theme: Theme) -> tuple[str, ...]:
    """A colour for each class that can be drawn, or the one of the value."""
    if points.classes:
        return class_colors(theme, len(points.classes))
    return (value_color(theme, view.brush) if points.n_inputs == 2 else theme.muted,)


def dot_of_a_click(experiment: Experiment, view: View, theme: Theme) -> dict[str, Any] | None:
    """What the next click shows in the region before it is answered; None where a click draws no point there."""
    points = experiment.settings.points
    if points is None or not is_drawing(experiment, view) or (points.n_inputs == 1 and points.classes):
        return None
    colors = brush_colors(points, view, theme)
    number = min(max(int(view.brush), 0), len(colors) - 1) if points.classes else 0
    edge = theme.background if points.n_inputs == 1 else theme.point_outline
    return {"color": colors[number], "size": DOT, "edge": edge}
