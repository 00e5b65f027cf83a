"""Many random starts under both losses: the grid of learning rates, the band of accuracies, who reached the level."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mlp_core.stacks.rate_grid import RateGrid, band
from mlp_core.stacks.stack_training import epochs_until
from pages.common.figure_style import Array, axis, base_layout, label, see_through, spread
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols


def grid_figure(
    grids: Mapping[str, RateGrid], chosen: Mapping[str, int], theme: Theme, symbols: Symbols = DEFAULT
) -> dict[str, Any]:
    """The mean accuracy over starts and epochs at each learning rate, a line for each loss.

    Parameters
    ----------
    grids : {loss: its starts at all rates}
    chosen : {loss: number of the rate that the other figures show}
    """
    traces: list[dict[str, Any]] = []
    rates = np.array(next(iter(grids.values())).rates)
    for loss, grid in grids.items():
        color, scores = loss_color(loss, theme), grid.scores
        words = f"{loss_name(loss)}, {symbols.rate} = %{{x}}: %{{y:.1%}}<extra></extra>"
        traces.append(
            {"type": "scatter", "mode": "lines+markers", "x": rates, "y": scores, "hovertemplate": words,
             "line": {"color": color, "width": 2.4}, "marker": {"size": 6, "color": color}}
        )  # fmt: skip
        marker = {"size": 14, "symbol": "diamond", "color": color, "line": {"color": theme.background, "width": 1.5}}
        at = [chosen[loss]]
        traces.append(
            {"type": "scatter", "mode": "markers", "x": rates[at], "y": scores[at], "marker": marker,
             "hoverinfo": "skip", "cliponaxis": False}
        )  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(theme, type="log", range=[np.log10(rates[0]) - 0.15, np.log10(rates[-1]) + 0.15],
                      tickvals=list(rates), ticktext=[f"{rate:g}" for rate in rates],
                      title={"text": f"learning rate {symbols.rate}", "standoff": 2}),
        "yaxis": _share_axis(theme, 0.4),
        "margin": {"l": 50, "r": 14, "t": 26, "b": 40},
        "annotations": [_name("accuracy, mean over starts and epochs")],
        "hovermode": "closest",
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def band_figure(accuracies: Mapping[str, Array], epochs: int, level: float, theme: Theme) -> dict[str, Any]:
    """Median and 10–90 % band of the accuracy over the epochs, for both losses.

    Parameters
    ----------
    accuracies : {loss: (epoch + 1, S)}
    epochs : where the axis ends
    level : the accuracy with a line across
    """
    traces: list[dict[str, Any]] = []
    ends = []
    for loss, accuracy in accuracies.items():
        color = loss_color(loss, theme)
        low, middle, high = band(accuracy)
        epoch = np.arange(len(middle), dtype=float)
        edge = {"type": "scatter", "mode": "lines", "x": epoch, "line": {"width": 0}, "hoverinfo": "skip"}
        traces.append(edge | {"y": low})
        traces.append(edge | {"y": high, "fill": "tonexty", "fillcolor": see_through(color, 0.22)})
        words = f"{loss_name(loss)}: median %{{y:.1%}}<extra></extra>"
        traces.append(
            {"type": "scatter", "mode": "lines", "x": epoch, "y": middle, "hovertemplate": words,
             "line": {"color": color, "width": 3}}
        )  # fmt: skip
        ends.append(float(middle[-1]))
    places = spread(ends, 0.06, 0.45, 1.0)
    layout = base_layout(theme) | {
        "xaxis": _epochs(epochs, theme),
        "yaxis": _share_axis(theme, 0.4),
        "margin": {"l": 50, "r": 104, "t": 26, "b": 40},
        "annotations": [_name("training accuracy: median, 10–90 % of the starts"), *_ends(accuracies, places, theme)],
        "shapes": [_level(level, epochs, theme)],
        "hovermode": "x",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def reached_figure(accuracies: Mapping[str, Array], epochs: int, level: float, theme: Theme) -> dict[str, Any]:
    """The share of starts that have reached the level by each epoch, with the median start's epoch.

    Parameters as for ``band_figure``.
    """
    traces: list[dict[str, Any]] = []
    shares = {loss: _reached(accuracy, level) for loss, accuracy in accuracies.items()}
    medians = {}
    for loss, share in shares.items():
        color = loss_color(loss, theme)
        words = f"{loss_name(loss)}: %{{y:.0%}} by epoch %{{x}}<extra></extra>"
        traces.append(
            {"type": "scatter", "mode": "lines", "x": np.arange(len(share), dtype=float), "y": share,
             "line": {"color": color, "width": 3, "shape": "hv"}, "hovertemplate": words}
        )  # fmt: skip
        middle = float(band(epochs_until(accuracies[loss], level))[1])
        unreached = f"median > {len(share) - 1}" if len(share) > 1 else ""
        medians[loss] = f"median {middle:.0f}" if np.isfinite(middle) else unreached
        at = np.array([middle] if np.isfinite(middle) else [])
        traces.append(
            {"type": "scatter", "mode": "markers", "x": at, "y": np.full(len(at), 0.5), "hoverinfo": "skip",
             "marker": {"size": 11, "color": color, "line": {"color": theme.background, "width": 1.5}}}
        )  # fmt: skip
    places = spread([float(share[-1]) for share in shares.values()], 0.2, 0.08, 0.98)
    names = [
        each | {"text": f"{each['text']}<br>{medians[loss]}", "align": "left"}
        for loss, each in zip(accuracies, _ends(accuracies, places, theme), strict=True)
    ]
    layout = base_layout(theme) | {
        "xaxis": _epochs(epochs, theme),
        "yaxis": axis(theme, range=[-0.03, 1.05], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%"),
        "margin": {"l": 50, "r": 104, "t": 26, "b": 40},
        "annotations": [_name(f"starts that have reached {level:.0%}"), *names],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def _reached(accuracy: Array, level: float) -> Array:
    """The share of starts (epoch + 1,) whose accuracy (epoch + 1, S) was at the level at that epoch or before."""
    until = epochs_until(accuracy, level)
    return np.asarray((until[None, :] <= np.arange(len(accuracy))[:, None]).mean(axis=1))


def _share_axis(theme: Theme, low: float) -> dict[str, Any]:
    return axis(theme, range=[low, 1.02], tickvals=[0.4, 0.6, 0.8, 0.95, 1], tickformat=".0%")


def _epochs(epochs: int, theme: Theme) -> dict[str, Any]:
    return axis(theme, range=[0, epochs], dtick=epochs / 5, showgrid=False, title={"text": "epoch", "standoff": 2})


def _level(level: float, epochs: int, theme: Theme) -> dict[str, Any]:
    line = {"color": theme.muted, "width": 1.4, "dash": "dot"}
    return {"type": "line", "x0": 0, "x1": epochs, "y0": level, "y1": level, "line": line, "layer": "below"}


def _name(text: str) -> dict[str, Any]:
    return label(f"<b>{text}</b>", 0, 1, xref="x domain", yref="y domain", xanchor="left", yanchor="bottom", yshift=4,
                 borderpad=0, font={"size": 14})  # fmt: skip


def _ends(losses: Mapping[str, Any], places: Sequence[float], theme: Theme) -> list[dict[str, Any]]:
    """The losses' names at the right, at these heights."""
    return [
        label(loss_name(loss), 1, place, xref="x domain", yref="y", xanchor="left", xshift=8, borderpad=0,
              font={"color": loss_color(loss, theme), "size": 14})
        for loss, place in zip(losses, places, strict=True)
    ]  # fmt: skip
