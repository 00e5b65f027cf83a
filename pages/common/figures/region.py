"""The decision region, a regression's values on the plane, or one neuron's map, with the data on top."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from mlp_core.own_sources import PLANE_EDGE
from pages.common.figure_style import base_layout, label, see_through
from pages.common.images import palette_png, rgb_png
from pages.common.palette import Theme, blend, class_colors, palette_index, point_palette, region_palette

HALF_WIDTH = PLANE_EDGE
SHARPER = 4
# Room around the plane for the half of a point, or of a ring, that stands on its edge.
ROOM = 6
# So much past the edge a place on it, rounded, may lie.
ROUNDING = 1e-3


@dataclass(frozen=True)
class RegionView:
    """One frame of the plane.

    Parameters
    ----------
    values : (k, k), or (k, k, K) class probabilities, on a grid whose first and last points are at ∓half_width;
        row 0 is the lowest x₂
    kind : what the values are: "binary" a probability of class 1, "signed" -1 to +1, "classes" probabilities,
        "values" a regression's values or a neuron's activations
    X, T : (N, 2) training inputs and (N,) their classes, or their values in a regression; for one past the edge a
        triangle on the edge points to it
    X_test, T_test : the same of the test data; None leaves them out
    errors, test_errors : (N,) True where a point is ringed as misclassified
    targets_are_values : the points are coloured by value (a regression) instead of class
    n_classes : number of classes of the data
    value_scale : the value, of the map and of the points, that gets the full colour
    sharp : hard classes instead of shades
    probe : the probed point, and probe_text its output
    drawing : a drag marks a box
    title : what the map is, where it is not the network's output: "neuron 3 of layer 1 · tanh"
    """

    values: Array
    theme: Theme
    X: Array
    T: Array
    kind: Literal["binary", "signed", "classes", "values"] = "binary"
    X_test: Array | None = None
    T_test: Array | None = None
    errors: NDArray[np.bool_] | None = None
    test_errors: NDArray[np.bool_] | None = None
    targets_are_values: bool = False
    n_classes: int = 2
    value_scale: float = 1.0
    sharp: bool = False
    probe: tuple[float, float] | None = None
    probe_text: str = ""
    title: str = ""
    drawing: bool = False
    half_width: float = HALF_WIDTH


@lru_cache
def plane(k: int) -> Array:
    """The (k², 2) points of a grid over the plane, row 0 the lowest x₂."""
    side = np.linspace(-HALF_WIDTH, HALF_WIDTH, k)
    x1, x2 = np.meshgrid(side, side)
    return settled(np.column_stack([x1.ravel(), x2.ravel()]))


def settled(points: Array) -> Array:
    """The points, made read-only: all sessions share them."""
    points.flags.writeable = False
    return points


def region_figure(view: RegionView) -> dict[str, Any]:
    """The plane as a figure: a small picture stretched under the points. Its traces: training, test, errors, probe."""
    theme, half = view.theme, view.half_width
    k = view.values.shape[0]
    # The grid's ends are the centres of the outer pixels, so the picture reaches half a pixel past them.
    reach = half * k / (k - 1)
    image = {
        "source": region_picture(view),
        "x": -reach, "y": reach, "sizex": 2 * reach, "sizey": 2 * reach, "xref": "x", "yref": "y",
        "xanchor": "left", "yanchor": "top", "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    edge = half + ROUNDING
    hidden = {"visible": False, "range": [-edge, edge], "constrain": "domain"}
    annotations = []
    if view.probe is not None:
        annotations.append(_probe_label(view))
    if view.title:
        annotations.append(
            label(view.title, 0.5, 1, xref="x domain", yref="y domain", yanchor="top", borderpad=4,
                  bgcolor=see_through(theme.background, 0.85))
        )  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": hidden,
        "yaxis": hidden | {"scaleanchor": "x"},
        "margin": dict.fromkeys("lrtb", ROOM),
        "images": [image],
        "annotations": annotations,
        "hovermode": "closest",
        "dragmode": "select" if view.drawing else False,
        "clickanywhere": True,
        "uirevision": "region",
    }
    return {"data": [_training(view), _test(view), _errors(view), _probe(view)], "layout": layout}


def region_picture(view: RegionView) -> str:
    """The values as a PNG, the highest x₂ on top."""
    values = view.values[::-1]
    if view.kind == "classes":
        if view.sharp:
            finer = _interpolated(values)
            values = np.eye(values.shape[-1])[finer.argmax(axis=-1)]
        return rgb_png(blend(values, view.theme))
    center, scale = (0.5, 0.5) if view.kind == "binary" else (0.0, view.value_scale)
    if view.sharp and view.kind in ("binary", "signed"):
        values = np.where(_interpolated(values) >= center, center + scale, center - scale)
    return palette_png(palette_index(values, center, scale), region_palette(view.theme))


def _interpolated(values: Array) -> Array:
    """The grid with SHARPER times as many points a side, linear in between, so that a hard boundary has no stairs."""
    k = len(values)
    # Fine pixels' centres on the coarse pixels' scale; past the outer centres the outer value holds.
    at = np.clip((np.arange(k * SHARPER) + 0.5) / SHARPER - 0.5, 0, k - 1)
    weights = np.maximum(1 - np.abs(at[:, None] - np.arange(k)), 0)
    across = np.tensordot(weights, values, axes=(1, 0))
    return np.moveaxis(np.tensordot(weights, across, axes=(1, 1)), 0, 1)


def point_colors(view: RegionView, targets: Array) -> list[str]:
    """The colour of each point: its class's, or its value's."""
    if view.targets_are_values:
        palette: tuple[str, ...] = point_palette(view.theme)
        index = palette_index(targets, 0.0, view.value_scale).tolist()
    else:
        palette = class_colors(view.theme, max(view.n_classes, 2))
        index = targets.astype(int).tolist()
    return [palette[i] for i in index]


def _points(view: RegionView, X: Array, marker: dict[str, Any]) -> dict[str, Any]:
    columns = np.clip(X.T, -view.half_width, view.half_width).astype(np.float32)
    columns.flags.writeable = False  # says to the chart that points which stay need not travel again
    x, y = columns
    # A point that answers to hover would take the click that is meant for the plane.
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker, "hoverinfo": "skip",
        "cliponaxis": False,
    }  # fmt: skip


def past_edge(X: Array, half_width: float = HALF_WIDTH) -> NDArray[np.bool_]:
    """Which points (N, …) lie past the edge of the plane."""
    return np.asarray((np.abs(X) > half_width).any(axis=1))


def _symbols(view: RegionView, X: Array, usual: str) -> str | list[str]:
    """The symbol of all points, or of each where some lie past the edge."""
    past = past_edge(X, view.half_width)
    if not past.any():
        return usual
    across = np.where(X[:, 0] > 0, "triangle-right", "triangle-left")
    up = np.where(X[:, 1] > 0, "triangle-up", "triangle-down")
    outwards = np.where(np.abs(X[:, 0]) > np.abs(X[:, 1]), across, up)
    return [str(symbol) for symbol in np.where(past, outwards, usual)]


def _training(view: RegionView) -> dict[str, Any]:
    line = {"color": view.theme.point_outline, "width": 1}
    symbol = _symbols(view, view.X, "circle")
    return _points(view, view.X, {"color": point_colors(view, view.T), "size": 7.5, "symbol": symbol, "line": line})


def _test(view: RegionView) -> dict[str, Any]:
    """Test points: squares in the same colours, with a dark edge."""
    if view.X_test is None or view.T_test is None:
        return _points(view, np.empty((0, 2)), {"color": [], "size": 7, "symbol": "square"})
    line = {"color": view.theme.text, "width": 1.2}
    symbol = _symbols(view, view.X_test, "square")
    return _points(
        view, view.X_test, {"color": point_colors(view, view.T_test), "size": 7, "symbol": symbol, "line": line}
    )


def _errors(view: RegionView) -> dict[str, Any]:
    """Rings around the misclassified points that are shown."""
    found = [np.empty((0, 2))]
    if view.errors is not None:
        found.append(view.X[view.errors])
    if view.test_errors is not None and view.X_test is not None:
        found.append(view.X_test[view.test_errors])
    line = {"width": 1.8, "color": view.theme.text}
    marker = {"symbol": "circle-open", "size": 13, "color": view.theme.text, "line": line}
    return _points(view, np.concatenate(found), marker)


def _probe(view: RegionView) -> dict[str, Any]:
    X = np.empty((0, 2)) if view.probe is None else np.array([view.probe])
    line = {"width": 2.5, "color": view.theme.text}
    return _points(view, X, {"symbol": "cross-thin", "size": 18, "color": view.theme.text, "line": line})


def _probe_label(view: RegionView) -> dict[str, Any]:
    assert view.probe is not None
    x, y = view.probe
    to_left = x > 0.2 * view.half_width
    return label(
        f"<b>{view.probe_text}</b>", x, y, xref="x", yref="y", xanchor="right" if to_left else "left",
        xshift=-14 if to_left else 14, borderpad=3, font={"size": 15}, bgcolor=see_through(view.theme.background, 0.85),
    )  # fmt: skip
