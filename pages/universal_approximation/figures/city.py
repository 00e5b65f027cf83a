"""A cut through a city of towers beside its function, and the error against the number of towers a side."""

from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label
from pages.common.palette import Theme

LEAST_ERROR = 1e-5


def cut_figure(t: Array, f: Array, city: Array, theme: Theme, title: str, along: str) -> dict[str, Any]:
    """The function and the city along a line through the square, both over t (points,)."""
    everything = np.concatenate([f, city])
    low, high = float(everything.min()), float(everything.max())
    room = 0.08 * max(high - low, 0.5)
    layout = _layout(theme, title, ("f", theme.muted), ("the city", theme.accent)) | {
        "xaxis": axis(
            theme,
            title={"text": along, "standoff": 4, "font": {"size": 14}},
            range=[-1, 1],
            tickvals=[-1, -0.5, 0, 0.5, 1],
        ),
        "yaxis": axis(theme, range=[low - room, high + room], nticks=6),
    }
    hover = "%{x:.3f}: <b>%{y:.4g}</b>"
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "x": t, "y": f,
             "line": {"color": theme.muted, "width": 2, "dash": "dash"}, "hovertemplate": hover + "<extra>f</extra>"},
            {"type": "scatter", "mode": "lines", "x": t, "y": city, "line": {"color": theme.accent, "width": 2},
             "hovertemplate": hover + "<extra>city</extra>"},
        ],
        "layout": layout,
    }  # fmt: skip


def error_figure(
    sizes: Array, mean: Array, inner: Array, now: tuple[int, float, float], theme: Theme
) -> dict[str, Any]:
    """Mean and inner error against n on log axes, the line 1/n, and where the city of now (n, mean, inner) stands."""
    n, *errors = now
    floor = np.maximum
    values = floor(np.concatenate([mean, inner, errors]), LEAST_ERROR)
    low, high = np.floor(np.log10(values.min()) * 2) / 2 - 0.1, np.ceil(np.log10(values.max()) * 2) / 2 + 0.1
    guide = floor(mean[min(2, len(mean) - 1)] * sizes[min(2, len(sizes) - 1)] / sizes, 1e-12)
    tick = {"tickvals": [1, 2, 4, 8, 16, 32], "range": [-0.05, np.log10(36)]}
    hover = "n = %{x}: <b>%{y:.3g}</b>"
    layout = _layout(
        theme, "Error against n", ("mean", theme.accent), ("largest, inner 90 % of cells", theme.mark),
        ("1/n", theme.muted),
    )  # fmt: skip
    layout |= {
        "xaxis": axis(
            theme, type="log", title={"text": "n towers a side", "standoff": 4, "font": {"size": 14}}, **tick
        ),
        "yaxis": axis(
            theme, type="log", range=[low, high], dtick=1 if high - low > 1 else "D2", exponentformat="power"
        ),
    }
    return {
        "data": [
            _line(sizes, guide, theme.muted, hover, dash="dash", mode="lines"),
            _line(sizes, floor(mean, LEAST_ERROR), theme.accent, hover),
            _line(sizes, floor(inner, LEAST_ERROR), theme.mark, hover),
            {"type": "scatter", "mode": "markers", "x": np.array([n, n]), "y": floor(np.array(errors), LEAST_ERROR),
             "marker": {"size": 14, "symbol": "diamond", "color": [theme.accent, theme.mark],
                        "line": {"color": theme.background, "width": 2}},
             "hovertemplate": hover + "<extra>this city</extra>"},
        ],
        "layout": layout,
    }  # fmt: skip


def _line(
    x: Array, y: Array, color: str, hover: str, dash: str = "solid", mode: str = "lines+markers"
) -> dict[str, Any]:
    line = {"color": color, "width": 2, "dash": dash}
    return {
        "type": "scatter", "mode": mode, "x": x, "y": y, "line": line, "marker": {"size": 6, "color": color},
        "hovertemplate": hover + "<extra></extra>",
    }  # fmt: skip


def _layout(theme: Theme, title: str, *lines: tuple[str, str]) -> dict[str, Any]:
    """A title above, and under it the names of the lines in their colours."""
    names = " · ".join(f"<span style='color:{color}'>{name}</span>" for name, color in lines)
    keys = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    headings = [
        label(f"<b>{title}</b>", 0, 1, yshift=20, font={"size": 15}, **keys),
        label(names, 0, 1, yshift=2, font={"size": 14}, **keys),
    ]
    return base_layout(theme) | {
        "margin": {"l": 52, "r": 16, "t": 46, "b": 42},
        "annotations": headings,
        "hovermode": "closest",
    }
