"""Points of one's own by hand: what a click or a dragged box in the region does to them."""

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any

from mlp_core.limits import MOST_CLASSES
from mlp_core.own_data import OwnData
from mlp_core.own_sources import no_points, own_copy
from pages.common.controls import change
from pages.common.experiment import Experiment
from pages.common.session import notes
from pages.common.settings import NO_POINTS, OWN
from pages.common.view import View

# The value of a drawn point is chosen in so many steps from 0 to 1.
VALUE_STEPS = 10
# So long after a point the next one may still come: what stands around the charts shows all of them together then.
SECONDS_TO_REST = 1.0
_DREW = "drew"


def choose_data(experiment: Experiment, view: View, name: str) -> None:
    """Another data set, or one's own points as they were left; an empty plane at first, all of it for training."""
    leave_points(experiment, view)
    if name != OWN:
        change(experiment, data=name)
    elif view.own is None or not len(view.own):
        change(experiment, points=NO_POINTS)
        view.drawing = True
    else:
        change(experiment, points=view.own)


def leave_points(experiment: Experiment, view: View) -> None:
    """Keep one's own points for later."""
    if experiment.settings.points is not None:
        view.own, view.drawing = experiment.settings.points, False


def begin_drawing(experiment: Experiment, view: View, kind: str) -> None:
    """An empty plane for "classes" or "values", or an empty "line"."""
    change(experiment, points=no_points(kind), test=0)
    view.drawing, view.brush = True, 0


def present_points(experiment: Experiment) -> OwnData:
    """The present points as one's own, of whichever data set they are."""
    settings, data = experiment.settings, experiment.dataset
    if settings.points is not None:
        return settings.points
    names = [str(k + 1) for k in range(data.n_classes)] if settings.task == "multiclass" else []
    return own_copy(data, settings.sample, settings.test / 100, settings.kind.label, names)


def edit_these(experiment: Experiment, view: View) -> None:
    """The present points become one's own, for training and testing as before; the network goes on."""
    change(experiment, points=present_points(experiment))
    view.drawing, view.brush = True, 0


def clear(experiment: Experiment) -> None:
    """Take all points away; the network stays."""
    _edit(experiment, lambda points: points.without(points.targets == points.targets))


def add_class(experiment: Experiment, view: View) -> None:
    """One class more, and the next click draws it. The output layer grows, so the network begins anew."""

    def more(points: OwnData) -> OwnData:
        name = next(str(k) for k in range(len(points.classes), 99) if str(k) not in points.classes)
        return points.with_classes((*points.classes, name))

    points = experiment.settings.points
    if points is not None and 2 <= len(points.classes) < MOST_CLASSES:
        _edit(experiment, more)
        view.brush = len(points.classes)


def draw(experiment: Experiment, view: View, event: dict[str, Any]) -> None:
    """Add a point where the region was clicked, or remove those in the box that was dragged."""
    view.drawing = True  # also once the plane is empty no more
    view.drawn[_DREW] = monotonic()
    if event["kind"] == "tap":
        _edit(experiment, lambda points: _with_point(points, event["pointer"], view.brush))
    elif event["kind"] == "select":
        _edit(experiment, lambda points: _without_box(points, event["x"], event["y"]))


def hand_draws(view: View) -> bool:
    """Whether a point was drawn just now, so that the next one is to be expected."""
    return monotonic() - view.drawn.get(_DREW, -inf) < SECONDS_TO_REST


def _with_point(points: OwnData, pointer: tuple[float, float], brush: float) -> OwnData:
    x, y = pointer
    if points.n_inputs == 2:
        return points.with_point((x, y), _legal(points, brush))
    return points.with_point((x,), _legal(points, brush) if points.classes else y)


def _legal(points: OwnData, brush: float) -> float:
    if not points.classes:
        return min(max(brush, -1.0), 1.0)
    return min(max(int(brush), 0), len(points.classes) - 1)


def _without_box(points: OwnData, x: list[float], y: list[float]) -> OwnData:
    corners = [(x[0], y[0]), (x[1], y[1])]
    if points.n_inputs == 1 and points.classes:  # the height means nothing
        corners = [corner[:1] for corner in corners]
    return points.without(points.inside(*corners))


def _edit(experiment: Experiment, edit: Callable[[OwnData], OwnData]) -> None:
    """What is not possible is said, and the points stay."""
    with experiment.lock:
        points = experiment.settings.points
        if points is None:
            return
        try:
            edited = edit(points)
        except ValueError as error:
            notes()[:] = [f"{str(error)[:1].upper()}{str(error)[1:]}."]
            return
        change(experiment, points=edited)
