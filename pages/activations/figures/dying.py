"""Dead neurons over the epochs, and for each neuron the share of the samples at which it is on."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from mlp_core.history import History
from pages.activations.figures.lines import Line, LinesView, colored, lines_figure
from pages.common.figure_style import axis, base_layout, label, round_up, thin
from pages.common.palette import Theme

MOST_POINTS = 250
FEWEST_EPOCHS = 20.0


def dead_figure(dead: Mapping[str, Sequence[Array]], theme: Theme) -> dict[str, Any]:
    """Share of dead neurons of all hidden layers over the epochs; one trace a network, in the order given."""
    end = _end(len(next(iter(dead.values()))) - 1)
    lines = []
    for (name, shares), color in zip(dead.items(), (theme.mark, theme.accuracy), strict=True):
        values = 100.0 * np.array(shares).mean(axis=1)
        x, y = thin(np.arange(len(values), dtype=float), values, MOST_POINTS)
        lines.append(Line(x, y, color, 3.5, name=f"{name} {values[-1]:.0f} %"))
    return lines_figure(
        LinesView(theme, lines, (0.0, end), (-4.0, 104.0), "<b>dead neurons</b>, % of the hidden ones", "epoch",
                  names_room=124, names_gap=0.15)
    )  # fmt: skip


def accuracy_figure(histories: Mapping[str, History], theme: Theme) -> dict[str, Any]:
    """Training accuracy over the epochs; one trace a network, in the order given."""
    end = _end(max(float(history.epoch[-1]) for history in histories.values()))
    lines = []
    for (name, history), color in zip(histories.items(), (theme.mark, theme.accuracy), strict=True):
        accuracy = 100.0 * np.asarray(history.train_accuracy, dtype=float)
        x, y = thin(np.asarray(history.epoch, dtype=float), accuracy, MOST_POINTS)
        lines.append(Line(x, y, color, 3, name=f"{name} {y[-1]:.0f} %"))
    return lines_figure(
        LinesView(
            theme,
            lines,
            (0.0, end),
            (30.0, 104.0),
            "<b>training accuracy</b>, %",
            "epoch",
            names_room=124,
            names_gap=0.15,
        )
    )


def units_figure(
    alive: Sequence[Array], dead: Sequence[NDArray[np.bool_]], words: str, color: str, theme: Theme
) -> dict[str, Any]:
    """One square a hidden neuron, as dark as the share of samples at which z > 0; the dead ones are crossed out.

    Traces: a square a neuron, a cross on each dead one.
    """
    x = np.concatenate([np.arange(len(layer), dtype=float) + 1 for layer in alive])
    y = np.concatenate([np.full(len(layer), float(number)) for number, layer in enumerate(alive, 1)])
    share = np.concatenate([np.asarray(layer) for layer in alive])
    squares = {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "hoverinfo": "skip",
        "marker": {"symbol": "square", "size": 17, "color": share, "cmin": 0, "cmax": 1, "showscale": False,
                   "colorscale": [[0, theme.midpoint], [1, color]], "line": {"width": 1, "color": theme.muted}},
    }  # fmt: skip
    off = np.concatenate(list(dead))
    crosses = {
        "type": "scatter", "mode": "markers", "x": x[off], "y": y[off], "hoverinfo": "skip",
        "marker": {"symbol": "x-thin", "size": 13, "line": {"width": 3, "color": theme.text}},
    }  # fmt: skip
    n = len(alive)
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, range=[0.3, float(x.max()) + 0.7], visible=False, fixedrange=True),
        "yaxis": axis(theme, range=[n + 0.6, 0.4], tickvals=list(range(1, n + 1)), showgrid=False, fixedrange=True,
                      ticktext=[f"layer {number}" for number in range(1, n + 1)]),
        "margin": {"l": 62, "r": 8, "t": 30, "b": 26},
        "annotations": [
            label(f"{colored(words, color)}: how often has each neuron z > 0?", 0, 1, xref="paper", yref="paper",
                  xanchor="left", yanchor="bottom", yshift=3, font={"size": 15}),
            label("pale: seldom · dark: always · ✕: dead", 0, 0, xref="paper", yref="paper",
                  xanchor="left", yanchor="top", font={"size": 13, "color": theme.muted}),
        ],
        "hovermode": False,
        "dragmode": False,
    }  # fmt: skip
    return {"data": [squares, crosses], "layout": layout}


def _end(epoch: float) -> float:
    """The right end of the epochs' axis, which grows in steps."""
    return round_up(max(FEWEST_EPOCHS, epoch))
