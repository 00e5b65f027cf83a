"""What a network answers beside the function it follows, and the errors of several over the epochs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, round_up, spread, thin, tick_step
from pages.common.palette import Theme

MOST_POINTS = 300
LEAST_ERROR = 1e-4


@dataclass(frozen=True)
class ErrorLine:
    """The errors of a network: measured at epochs (k,), or one that stays, where epochs is None."""

    name: str
    color: str
    errors: Array
    epochs: Array | None = None


def curve_figure(
    x: Array, truth: Array, answer: Array, y_range: tuple[float, float], theme: Theme, title: str, color: str
) -> dict[str, Any]:
    """f dashed and a network's answers over x (points,)."""
    lines = (
        (truth, theme.muted, 2.5, "7px,5px"),
        (answer, color, 3.0, "solid"),
    )
    heading = f'<b style="color:{color}">{title}</b>   <span style="color:{theme.muted}">┅ f(x)</span>'
    keys = {"xref": "x domain", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 3}
    low, high = y_range
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x, "y": y,
             "line": {"color": line_color, "width": width, "dash": dash}}
            for y, line_color, width, dash in lines
        ],
        "layout": base_layout(theme, 14) | {
            "xaxis": axis(theme, range=[x[0], x[-1]], showgrid=False, nticks=5),
            "yaxis": axis(theme, range=[low, high], dtick=tick_step(high - low, 5), zeroline=True,
                          zerolinecolor=theme.grid),
            "margin": {"l": 46, "r": 10, "t": 30, "b": 28},
            "annotations": [label(heading, 0, 1, font={"size": 15}, **keys)],
            "hovermode": False,
            "dragmode": False,
        },
    }  # fmt: skip


def errors_figure(lines: Sequence[ErrorLine], theme: Theme) -> dict[str, Any]:
    """Mean errors over the epochs on a log axis, each line named at its end."""
    last = max((float(line.epochs[-1]) for line in lines if line.epochs is not None), default=0.0)
    end = round_up(max(last, 20.0))
    shown = [_shown(line, end) for line in lines]
    everything = np.log10(np.concatenate([y for _, y in shown]))
    low, high = float(everything.min()), float(everything.max())
    low, high = np.floor(5 * low) / 5 - 0.1, np.ceil(5 * high) / 5 + 0.1
    places = spread([float(np.log10(y[-1])) for _, y in shown], 0.075 * (high - low), low, high)
    keys = {"xanchor": "left", "yanchor": "middle", "xref": "paper", "yref": "y"}
    names = [
        label(f"{line.name} <b>{y[-1]:.3f}</b>", 1, at, xshift=6, font={"size": 14, "color": line.color}, **keys)
        for line, (_, y), at in zip(lines, shown, places, strict=True)
    ]
    heading = label("<b>Mean error</b>, live", 0, 1, xref="x domain", yref="paper", xanchor="left", yanchor="bottom",
                    yshift=3, font={"size": 15})  # fmt: skip
    ticks = [
        t for t in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10) if low <= np.log10(t) <= high
    ]
    return {
        "data": [
            {"type": "scatter", "mode": "lines" if len(x) > 1 else "markers", "x": x, "y": y, "cliponaxis": False,
             "marker": {"color": line.color, "size": 9}, "hovertemplate": "%{x}: <b>%{y:.4f}</b><extra></extra>",
             "line": {"color": line.color, "width": 2.5, "dash": "solid" if line.epochs is not None else "4px,3px"}}
            for line, (x, y) in zip(lines, shown, strict=True)
        ],
        "layout": base_layout(theme, 14) | {
            "xaxis": axis(theme, range=[0, end], nticks=5,
                          title={"text": "epoch", "standoff": 2, "font": {"size": 14}}),
            "yaxis": axis(theme, type="log", range=[low, high], tickvals=ticks),
            "margin": {"l": 50, "r": 128, "t": 30, "b": 42},
            "annotations": [heading, *names],
            "hovermode": "closest",
        },
    }  # fmt: skip


def _shown(line: ErrorLine, end: float) -> tuple[Array, Array]:
    """x and y of a line, never empty and above 0, as a log axis asks for."""
    if line.epochs is None:
        return np.array([0.0, end]), np.maximum(np.repeat(line.errors[-1:], 2), LEAST_ERROR)
    x, y = thin(line.epochs, line.errors, MOST_POINTS)
    if not len(x):
        return np.zeros(1), np.ones(1)
    return x, np.maximum(y, LEAST_ERROR)
