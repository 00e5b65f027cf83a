"""The cost over weight and bias as a surface, with the way a neuron takes on it."""

from typing import Any

import numpy as np

from mlp_core.learning_speed import NeuronRecord, cost_surface
from pages.common.figure_style import Array, base_layout, label, round_up, space_axis, thin
from pages.common.palette import Theme, hex_color, rgb
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

POINTS = 41
REACH = 5.0
MOST_WAY_POINTS = 150
DISTANCE = 1.9
# The way is drawn so much of the height above the surface, or it would sink into its facets.
LIFT = 0.015
BALL_LIFT = 0.04


def surface_figure(
    record: NeuronRecord,
    loss: str,
    position: int,
    target: float,
    theme: Theme,
    *,
    turn: float = -45.0,
    tilt: float = 25.0,
    top: float | None = None,
    symbols: Symbols = DEFAULT,
) -> dict[str, Any]:
    """The surface of one loss over (w, b), the record's way on it up to a moment, and a point there.

    Parameters
    ----------
    turn, tilt : degrees: from where it is seen, around the vertical axis and above the plane
    top : upper end of the cost's axis; None takes that of the surface
    """
    cost, sign = symbols.C, symbols.bias_sign
    w, b = _reach(record.weight), _reach(sign * record.bias)
    z = cost_surface(w, sign * b, loss, target=target)
    upper = round_up(float(z.max())) if top is None else top
    steps = np.arange(position + 1.0)
    at = thin(steps, steps, MOST_WAY_POINTS)[0].astype(int)
    way = {"x": record.weight[at], "y": sign * record.bias[at], "z": record.cost[at] + LIFT * upper}
    here = {name: values[-1:] for name, values in way.items()} | {"z": record.cost[at][-1:] + BALL_LIFT * upper}
    color = loss_color(loss, theme)
    hover = f"w = %{{x:.3f}}, {symbols.b} = %{{y:.3f}}<br>{cost} = %{{customdata:.4g}}<extra></extra>"
    data = [
        {
            "type": "surface", "x": w, "y": b, "z": z, "name": "surface", "showscale": False, "opacity": 1,
            "colorscale": [[0, _low_color(color, theme)], [1, color]], "cmin": 0, "cmax": upper,
            "contours": {"z": {"show": True, "start": 0, "end": upper, "size": upper / 10, "color": theme.muted}},
            "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
            "hovertemplate": f"w = %{{x:.2f}}, {symbols.b} = %{{y:.2f}}<br>{cost} = %{{z:.4g}}<extra></extra>",
        },
        {
            "type": "scatter3d", "mode": "lines", **way, "name": "way", "customdata": record.cost[at],
            "line": {"color": theme.text, "width": 7}, "hovertemplate": hover,
        },
        {
            "type": "scatter3d", "mode": "markers", **here, "name": "now", "customdata": record.cost[at][-1:],
            "marker": {"size": 7, "color": theme.text, "line": {"color": theme.background, "width": 2}},
            "hovertemplate": hover,
        },
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "scene": {
            "xaxis": space_axis(theme, "w", range=[w[0], w[-1]]),
            "yaxis": space_axis(theme, symbols.b, range=[b[0], b[-1]]),
            "zaxis": space_axis(theme, cost, range=[0, upper]),
            "aspectmode": "manual",
            "aspectratio": {"x": 1.1, "y": 1.1, "z": 0.7},
            "camera": camera(turn, tilt),
        },
        "margin": {"l": 0, "r": 0, "t": 26, "b": 0},
        "annotations": [
            label(
                f"<b>{loss_name(loss)}</b>", 0.02, 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom",
                font={"color": color, "size": 16},
            )
        ],
    }  # fmt: skip
    return {"data": data, "layout": layout}


def surface_top(record: NeuronRecord, loss: str, target: float) -> float:
    """The upper end of the axis on which the whole surface of a loss stands."""
    return round_up(float(cost_surface(_reach(record.weight), _reach(record.bias), loss, target=target).max()))


def camera(turn: float, tilt: float) -> dict[str, Any]:
    """A camera at the usual distance, so many degrees around the vertical axis and above the plane."""
    around, above = np.deg2rad(turn), np.deg2rad(tilt)
    eye = {
        "x": float(DISTANCE * np.cos(above) * np.cos(around)),
        "y": float(DISTANCE * np.cos(above) * np.sin(around)),
        "z": float(DISTANCE * np.sin(above)),
    }
    return {"eye": eye, "center": {"x": 0, "y": 0, "z": -0.16}, "up": {"x": 0, "y": 0, "z": 1}}


def _low_color(color: str, theme: Theme) -> str:
    """The colour of cost 0: a loss's colour, near to that of the page, yet to be seen on it."""
    return hex_color(0.25 * rgb(color) + 0.75 * rgb(theme.panel))


def _reach(values: Array) -> Array:
    """Weights or biases from −5 to 5, further where the way goes further."""
    low, high = min(-REACH, float(np.floor(values.min()))), max(REACH, float(np.ceil(values.max())))
    ticks = np.linspace(low, high, POINTS)
    ticks.setflags(write=False)
    return ticks
