"""Accuracy above loss over the epochs, for two runs: training as a line, test data as a dashed one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import (
    MOST_MARKS,
    axis,
    base_layout,
    label,
    round_up,
    see_through,
    spread,
    thin,
    tick_step,
)
from pages.common.figures.curves import accuracy_axis, loss_range
from pages.common.palette import Theme, pair_colors

MOST_POINTS = 300
ACCURACY_DOMAIN, LOSS_DOMAIN = (0.58, 1.0), (0.0, 0.5)
# So far above the other side's losses one that runs away may stretch the axis.
MOST_HIGHER = 2.5


@dataclass(frozen=True)
class Run:
    """One of the two runs.

    Parameters
    ----------
    name : what it is called, "A · tanh"
    history : has equal-length arrays epoch, train_loss, test_loss, train_accuracy and test_accuracy
    marks : (epoch, "old → new") of each change while it trained
    diverged : whether it ended so
    """

    name: str
    history: Any
    marks: Sequence[tuple[float, str]] = ()
    diverged: bool = False


def two_curves_figure(
    runs: Sequence[Run], *, theme: Theme, accuracy: bool = True, log_loss: bool = False, comparable: bool = True
) -> dict[str, Any]:
    """The curves of two runs.

    Its traces: training loss, test loss of the first and of the second; then the same of the accuracy; then the marks.

    Parameters
    ----------
    accuracy : False for regressions, whose losses fill the figure
    comparable : False where each run has a loss of its own
    """
    colors = pair_colors(theme)
    losses = [_lines(run, "loss") for run in runs]
    last = max(float(run.history.epoch[-1]) for run in runs)
    end = round_up(max(last, 10.0))
    bottom, top, loss_axis = loss_range(_in_sight(runs, losses, log_loss), log_loss, theme)
    domain = LOSS_DOMAIN if accuracy else (0.0, 1.0)
    traces = [trace for i, run in enumerate(runs) for trace in _traces(run.name, losses[i], colors[i], "y")]
    words = ("loss" if comparable else "loss, each its own") + (", log axis" if log_loss else "")
    annotations = [_strip_name(words, "y domain")]
    layout = base_layout(theme, 14)
    strips = [(losses, "y", (bottom, top), domain[1], log_loss)]
    if accuracy:
        rates = [_lines(run, "accuracy") for run in runs]
        traces += [trace for i, run in enumerate(runs) for trace in _traces(run.name, rates[i], colors[i], "y2")]
        rate_axis = accuracy_axis([line for pair in rates for line in pair], theme) | {"domain": list(ACCURACY_DOMAIN)}
        layout["yaxis2"] = rate_axis
        annotations.append(_strip_name("accuracy", "y2 domain"))
        strips.append((rates, "y2", tuple(rate_axis["range"]), 1 - ACCURACY_DOMAIN[0], False))
    for lines, yref, span, share, log_y in strips:
        annotations += _end_labels(runs, lines, log_y, span, share, yref, colors)
    layout |= {
        "xaxis": axis(
            theme, range=[0, end], dtick=tick_step(end, 5, whole=True), showgrid=False, anchor="y",
            title={"text": "epoch" + (" (dashed: test data)" if _has_test(runs) else ""), "standoff": 2},
        ),
        "yaxis": loss_axis | {"domain": list(domain)},
        "margin": {"l": 52, "r": 26, "t": 24, "b": 38},
        "annotations": annotations + _mark_labels(runs, end, domain[1], colors, theme),
        "shapes": _mark_lines(runs, colors),
        "hovermode": "x unified",
        "dragmode": False,
        "uirevision": "two curves",
    }  # fmt: skip
    return {"data": [*traces, *_mark_hover(runs, top, log_loss, colors)], "layout": layout}


def _lines(run: Run, what: str) -> list[tuple[Array, Array]]:
    epoch = np.asarray(run.history.epoch, dtype=float)
    return [thin(epoch, np.asarray(getattr(run.history, f"{kind}_{what}")), MOST_POINTS) for kind in ("train", "test")]


def _has_test(runs: Sequence[Run]) -> bool:
    return any(np.isfinite(run.history.test_loss).any() for run in runs)


def _in_sight(
    runs: Sequence[Run], losses: Sequence[Sequence[tuple[Array, Array]]], log_loss: bool
) -> list[tuple[Array, Array]]:
    """What the loss axis makes room for: on a linear one not for a run that has diverged."""
    steady = [pair for run, pair in zip(runs, losses, strict=True) if not run.diverged]
    every = [line for pair in losses for line in pair]
    if log_loss or not steady or len(steady) == len(runs):
        return every
    values = np.concatenate([y for pair in steady for _, y in pair])
    most = MOST_HIGHER * float(values.max(initial=1e-12))
    return [(x[y <= most], y[y <= most]) for x, y in every]


def _traces(name: str, lines: Sequence[tuple[Array, Array]], color: str, yaxis: str) -> list[dict[str, Any]]:
    form = "%{y:.1%}" if yaxis == "y2" else "%{y:.4g}"
    traces = []
    for (x, y), kind in zip(lines, ("training", "test"), strict=True):
        style: dict[str, Any] = {"color": color, "width": 2.8 if kind == "training" else 1.4}
        if kind == "test":
            style["dash"] = "4px,3px"
        traces.append(
            {
                "type": "scatter", "mode": "lines" if len(x) != 1 else "markers", "x": x, "y": y, "yaxis": yaxis,
                "line": style, "marker": {"color": color, "size": 8}, "name": f"{name} {kind}", "cliponaxis": True,
                "hovertemplate": f"{name}, {kind} {form}<extra></extra>",
            }
        )  # fmt: skip
    return traces


def _strip_name(text: str, yref: str) -> dict[str, Any]:
    keys = {"xref": "x domain", "xanchor": "left", "yanchor": "bottom", "borderpad": 1}
    return label(f"<b>{text}</b>", 0, 1, yref=yref, **keys)


def _end_labels(
    runs: Sequence[Run],
    lines: Sequence[Sequence[tuple[Array, Array]]],
    log_y: bool,
    span: tuple[float, float],
    share: float,
    yref: str,
    colors: Sequence[str],
) -> list[dict[str, Any]]:
    """The letter of each run at the end of its training line, a line of text apart."""
    ends = [(float(pair[0][0][-1]), float(pair[0][1][-1])) for pair in lines]
    places = [np.log10(max(value, 1e-12)) if log_y else value for _, value in ends]
    gap = 17 / (360 * share) * (span[1] - span[0])
    places = spread(places, gap, span[0] + gap / 2, span[1] - gap / 2)
    return [
        label(f"<b>{run.name[0]}</b>", x, place, xref="x", yref=yref, xanchor="left", yanchor="middle", xshift=5,
              font={"color": color, "size": 16}, borderpad=0)
        for run, (x, _), place, color in zip(runs, ends, places, colors, strict=True)
    ]  # fmt: skip


def _mark_lines(runs: Sequence[Run], colors: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"type": "line", "x0": epoch, "x1": epoch, "y0": 0, "y1": 1, "xref": "x", "yref": "paper", "layer": "below",
         "line": {"color": color, "width": 1.4}}
        for run, color in zip(runs, colors, strict=True) for epoch, _ in run.marks[-MOST_MARKS:]
    ]  # fmt: skip


def _mark_labels(runs: Sequence[Run], end: float, loss_top: float, colors: Sequence[str], theme: Theme) -> list[Any]:
    """What was changed last on each side, above the strip of the loss, where no line runs."""
    labels = []
    for row, (run, color) in enumerate(zip(runs, colors, strict=True)):
        if run.marks:
            epoch, text = run.marks[-1]
            left = epoch > end / 2
            labels.append(
                label(
                    text, epoch, loss_top, xref="x", yref="paper", yanchor="bottom", yshift=18 * row,
                    xanchor="right" if left else "left", xshift=-4 if left else 4, font={"color": color},
                    borderpad=1, bgcolor=see_through(theme.background, 0.85),
                )
            )  # fmt: skip
    return labels


def _mark_hover(runs: Sequence[Run], top: float, log_y: bool, colors: Sequence[str]) -> list[dict[str, Any]]:
    """What pointing at a mark says: unseen points at its upper end."""
    traces = []
    for run, color in zip(runs, colors, strict=True):
        newest = run.marks[-MOST_MARKS:]
        traces.append(
            {
                "type": "scatter", "mode": "markers", "x": [epoch for epoch, _ in newest],
                "y": [10.0**top if log_y else top] * len(newest), "name": f"{run.name} changed",
                "marker": {"opacity": 0, "size": 12, "color": color}, "customdata": [text for _, text in newest],
                "hovertemplate": f"{run.name[0]}: %{{customdata}}<extra></extra>",
            }
        )  # fmt: skip
    return traces
