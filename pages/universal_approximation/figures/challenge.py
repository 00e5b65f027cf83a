"""The challenge: the weighted input of the output neuron beside the one it should have, and the output beside f."""

from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.approximation import nielsen_function
from mlp_core.arrays import Array
from mlp_core.lessons.height_challenge import BUMPS, wanted_input, weighted_input
from pages.common.figure_style import axis, base_layout, label, pen
from pages.common.palette import Theme, pale

POINTS = 501
HEIGHT_RANGE = (-3.0, 3.0)
WANTED, GAP, WEIGHTED = range(3)
# How many lines stand between the two curves to show what is missed.
GAP_LINES = 100


def heights_figure(net: MLP, theme: Theme, sigmoid: str = "σ") -> dict[str, Any]:
    """What the output neuron is given and should be given over x, and what the score counts.

    sigmoid : what that function is called
    """
    x = np.linspace(0.0, 1.0, POINTS)
    at = np.arange(GAP_LINES) / GAP_LINES
    ends = np.stack([wanted_input(at), weighted_input(net, at)], axis=1)
    wanted = f"┅ {sigmoid}⁻¹(f(x))"
    words = (("the five heights", theme.accent), (wanted, theme.muted), ("┃ what the score counts", theme.mark))
    data = [
        _line(x, wanted_input(x), theme.muted, 2.5, "7px,5px"),
        _line(*pen(np.stack([at, at], axis=1), ends), pale(theme.mark, theme), 2.0),
        _line(x, weighted_input(net, x), theme.accent, 3.5),
    ]
    layout = _layout(theme, words, "Heights: drag each bump to where it should end")
    layout["yaxis"] |= {"range": list(HEIGHT_RANGE), "dtick": 1, "fixedrange": True}
    return {"data": data, "layout": layout}


def output_figure(net: MLP, theme: Theme, formula: str = "a = σ(z)") -> dict[str, Any]:
    """The network's output and f over x; the formula of the output is in its title."""
    x = np.linspace(0.0, 1.0, POINTS)
    words = (("the network", theme.text), ("┅ f(x)", theme.muted))
    data = [
        _line(x, nielsen_function(x), theme.muted, 2.5, "7px,5px"),
        _line(x, net.predict(x[:, None])[:, 0], theme.text, 3.5),
    ]
    layout = _layout(theme, words, f"Output {formula}")
    layout["yaxis"] |= {"range": [0, 1], "dtick": 0.2}
    return {"data": data, "layout": layout}


def bump_at(x: float) -> int:
    """The bump, 0 … 4, that a place belongs to; places outside go to the nearest."""
    return int(min(max(x, 0.0), 1.0 - 1e-9) * BUMPS)


def _line(x: Array, y: Array, color: str, width: float, dash: str = "solid") -> dict[str, Any]:
    line = {"color": color, "width": width, "dash": dash}
    return {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x, "y": y, "line": line}


def _layout(theme: Theme, words: tuple[tuple[str, str], ...], title: str) -> dict[str, Any]:
    names = "   ".join(f'<span style="color:{color}">{name}</span>' for name, color in words)
    keys = {"xref": "x domain", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return base_layout(theme, 14) | {
        "xaxis": axis(theme, range=[0, 1], tickvals=[0, 0.2, 0.4, 0.6, 0.8, 1], fixedrange=True),
        "yaxis": axis(theme, zeroline=True, zerolinecolor=theme.muted),
        "margin": {"l": 40, "r": 10, "t": 52, "b": 28},
        "annotations": [
            label(f"<b>{title}</b>", 0, 1, yshift=23, font={"size": 15}, **keys),
            label(names, 0, 1, yshift=3, font={"size": 14}, **keys),
        ],
        "dragmode": False,
        "hovermode": "closest",
    }
