"""f and f′ of one activation, large, or of several on top of each other, with the tangent at z."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.activation_curve import ActivationCurve
from mlp_core.lessons.activation_properties import SATURATED_SLOPE, Properties
from pages.activations.figures.lines import Line, LinesView, Points, colored, lines_figure, padded, with_gaps
from pages.common.figure_style import see_through
from pages.common.palette import OKABE_ITO, Theme, class_colors

HALF_WIDTH, POINTS = 6.0, 601
LOWEST, HIGHEST = -3.0, 6.0
TANGENT_REACH = 2.0
Z_RANGE = (-HALF_WIDTH, HALF_WIDTH)


@dataclass(frozen=True, eq=False)
class CurvesView:
    """Which curves, by the name that the reader sees, and the place z of the tangent; the name of z."""

    theme: Theme
    curves: Mapping[str, ActivationCurve]
    at: float
    z_name: str = "z"


def curves_figures(view: CurvesView) -> dict[str, Any]:
    """{"f": …, "slope": …}; traces of "f": each curve, each tangent, the points; of "slope": each curve, the points."""
    z, looks = places(), _looks(view)
    alone = len(view.curves) == 1
    values = {name: curve.value(z) for name, curve in view.curves.items()}
    slopes = {name: curve.slope(z) for name, curve in view.curves.items()}
    near = np.linspace(view.at - TANGENT_REACH, view.at + TANGENT_REACH, 2)
    tangents = [
        Line(near, curve.tangent(view.at, near), view.theme.accuracy if alone else looks[name][0], 2.5, "dash")
        for name, curve in view.curves.items()
    ]
    at = np.array([view.at])
    title = f"<b>f({view.z_name})</b>"
    if alone:
        title += f" of {next(iter(view.curves))} and its {colored('tangent', view.theme.accuracy)}"
    f = LinesView(
        view.theme,
        [*_lines(values, z, looks), *tangents],
        Z_RANGE,
        _range(values),
        title,
        view.z_name,
        [Points(at, curve.value(at), looks[name][0], 13) for name, curve in view.curves.items()],
        marks=[(view.at, "")],
        names_room=0 if alone else 96,
    )
    slope = LinesView(
        view.theme,
        _lines(slopes, z, looks),
        Z_RANGE,
        _range(slopes),
        f"<b>f′({view.z_name})</b>, the slope of that tangent" if alone else f"<b>f′({view.z_name})</b>",
        view.z_name,
        [Points(at, curve.slope(at), looks[name][0], 13) for name, curve in view.curves.items()],
        marks=[(view.at, "")],
        names_room=0 if alone else 96,
    )
    return {"f": lines_figure(f), "slope": lines_figure(slope)}


def evidence_figures(name: str, curve: ActivationCurve, found: Properties, theme: Theme) -> dict[str, Any]:
    """f and f′ with what the table reads off them: jumps, kinks, and shaded where f is saturated."""
    z = places()
    values, slopes = {name: curve.value(z)}, {name: curve.slope(z)}
    shade = see_through(theme.muted, 0.2)
    bands = []
    if found.saturated_below is not None:
        bands.append((-HALF_WIDTH, min(found.saturated_below, HALF_WIDTH), shade))
    if found.saturated_above is not None and found.saturated_above > -HALF_WIDTH:
        bands.append((found.saturated_above, HALF_WIDTH, shade))
    looks = {name: (theme.text, "solid")}
    f = LinesView(
        theme, _lines(values, z, looks), Z_RANGE, _range(values), f"<b>f</b> of {name}; grey: saturated",
        bands=bands, marks=[(place, "jump") for place in found.jumps],
    )  # fmt: skip
    share = SATURATED_SLOPE * float(np.abs(slopes[name]).max())
    ends = np.array(Z_RANGE)
    limits = [Line(ends, np.full(2, sign * share), theme.mark, 1.4, "dot") for sign in ((-1, 1) if share else ())]
    slope = LinesView(
        theme, [*_lines(slopes, z, looks), *limits], Z_RANGE, _range(slopes), "<b>f′</b>; dotted: 5 % of the steepest",
        bands=bands, marks=[*((place, "kink of f") for place in found.kinks), *((p, "no f′") for p in found.jumps)],
    )  # fmt: skip
    return {"f": lines_figure(f), "slope": lines_figure(slope)}


def places() -> Array:
    """The grid of z that is drawn, with 0 in it."""
    return np.linspace(-HALF_WIDTH, HALF_WIDTH, POINTS)


def _looks(view: CurvesView) -> dict[str, tuple[str, str]]:
    """Colour and dash of each curve."""
    if len(view.curves) == 1:
        return {name: (view.theme.text, "solid") for name in view.curves}
    dashes = ("solid", "8px,4px")
    colors = class_colors(view.theme, len(OKABE_ITO))
    return {name: (colors[i % len(colors)], dashes[i // len(colors) % 2]) for i, name in enumerate(view.curves)}


def _lines(values: Mapping[str, Array], z: Array, looks: Mapping[str, tuple[str, str]]) -> list[Line]:
    width = 4.0 if len(values) == 1 else 3.0
    return [Line(z, with_gaps(y), looks[name][0], width, looks[name][1], name) for name, y in values.items()]


def _range(values: Mapping[str, Array]) -> tuple[float, float]:
    low, high = min(float(y.min()) for y in values.values()), max(float(y.max()) for y in values.values())
    if high == low:
        low, high = low - 1.0, high + 1.0
    return padded(max(low, LOWEST), min(high, HIGHEST))
