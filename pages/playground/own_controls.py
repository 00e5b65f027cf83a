"""The tools for points of one's own, in the sidebar: what a click does, other planes, scaling."""

from functools import partial

import streamlit as st

from mlp_core.limits import MOST_CLASSES
from mlp_core.own_data import OwnData
from pages.common.as_written import as_written
from pages.common.controls import setting, widget
from pages.common.drawing import VALUE_STEPS, add_class, begin_drawing, clear, edit_these, present_points
from pages.common.experiment import Experiment
from pages.common.icon_button import BARE
from pages.common.own_place import drawn_in_place
from pages.common.palette import Theme
from pages.common.picture_choice import PictureOption, picture_choice
from pages.common.points_shown import is_drawing
from pages.common.points_text import fits_in_address
from pages.common.view import View
from pages.playground.brush import brush_colors
from pages.playground.own_file import not_in_link, scaling_words
from pages.playground.thumbnails import cross, dot, plus

KINDS = ("classes", "values", "line")
MORE, PROBE = "more", "probe"
SCALING = ("standard", "none")


def own_controls(experiment: Experiment, view: View, theme: Theme) -> None:
    """What a click in the region does to one's own points."""
    points = experiment.settings.points
    if points is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap=4):
        st.segmented_control(
            "What to draw",
            KINDS,
            default=_kind(points),
            required=True,
            format_func=str.capitalize,
            label_visibility="collapsed",
            help="An empty plane for points of some class or with a value, or an empty line. Undo brings the old back.",
            **widget("own_kind", _kind(points), partial(_take_kind, experiment, view)),
        )
        st.button(
            "Clear",
            key="own_clear",
            icon=":material/delete:",
            disabled=not len(points),
            help="Clear: all points go, the network stays. Undo brings them back.",
            on_click=drawn_in_place(partial(clear, experiment)),
            **BARE,
        )
    _brush(experiment, view, points, theme)
    if not points.classes and points.n_inputs == 2:
        _value(view, points)
    if not fits_in_address(points):
        st.caption(f":material/link_off: {not_in_link(points)}")


def brush_near_region(experiment: Experiment, view: View, theme: Theme) -> None:
    """On a phone, where the sidebar covers the region: what a tap there does, beside it."""
    points = experiment.settings.points
    if points is not None:
        _brush(experiment, view, points, theme, key="near_brush", narrow_only=True)


def _kind(points: OwnData) -> str:
    if points.classes:
        return "classes"
    return "values" if points.n_inputs == 2 else "line"


def _take_kind(experiment: Experiment, view: View, kind: str) -> None:
    points = experiment.settings.points
    if points is not None and kind in KINDS and kind != _kind(points):
        begin_drawing(experiment, view, kind)


def _brush(
    experiment: Experiment, view: View, points: OwnData, theme: Theme, key: str = "own_brush", narrow_only: bool = False
) -> None:
    """What a click does: draw a point of a class, or one with a value, or tell the output."""
    names = points.classes or ("Draw",)
    colors = brush_colors(points, view, theme)
    options = [
        PictureOption(str(k), name, dot(color)) for k, (name, color) in enumerate(zip(names, colors, strict=True))
    ]
    if 0 < len(points.classes) < MOST_CLASSES:
        options.append(PictureOption(MORE, "class", plus(theme.muted), action=True))
    options.append(PictureOption(PROBE, "Probe", cross(theme.text), "" if len(points) else "Draw a point first"))

    def take(chosen: str) -> None:
        view.drawing = chosen != PROBE
        if chosen == MORE:
            add_class(experiment, view)
        elif chosen != PROBE and points.classes:
            view.brush = int(chosen)

    brush = str(min(int(view.brush), len(names) - 1)) if points.classes else "0"
    value = brush if is_drawing(experiment, view) else PROBE
    picture_choice(
        "A click in the region", options, value, key=key, compact=True, narrow_only=narrow_only, on_change=take
    )


def _value(view: View, points: OwnData) -> None:
    low, high = (points.target_centre + side * points.target_scale for side in (-1, 1))
    value = points.target_centre + min(max(view.brush, -1.0), 1.0) * points.target_scale

    def take(chosen: float) -> None:
        view.brush = (chosen - points.target_centre) / points.target_scale

    st.slider(
        "Value to draw",
        low,
        high,
        value,
        step=points.target_scale / VALUE_STEPS,
        format="%.4g",
        help="What the network is to answer where you click.",
        **widget("own_value", value, take),
    )


def scaling_and_editing(experiment: Experiment, view: View) -> None:
    """For any data set: its scaling, and its points to edit."""
    points = present_points(experiment)
    if points.is_scaled:
        st.toggle(
            "Scaled to the plane",
            help="Off: the network is given the data in their own units. Does it still learn?",
            **setting(experiment, "scaling", shown=lambda name: name == "standard", taken=lambda on: SCALING[not on]),
        )
        st.caption(as_written(" · ".join(scaling_words(points))))
    if experiment.settings.points is None:
        st.button(
            "Edit these points",
            key="edit_points",
            icon=":material/edit:",
            help="They become your own: click to add, drag a box to remove. The network goes on.",
            on_click=partial(edit_these, experiment, view),
        )
