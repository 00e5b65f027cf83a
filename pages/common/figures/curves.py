"""Accuracy above loss over the epochs, with a labelled mark for each change made while training."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pages.common.figure_style import (
    CURVE_MARGINS,
    MOST_MARKS,
    axis,
    base_layout,
    label,
    looked_back_to,
    mark_lines,
    round_up,
    see_through,
    spread,
    thin,
    tick_step,
)
from pages.common.figures.pinned_lines import (
    PinnedLine,
    pinned_end,
    pinned_labels,
    pinned_losses,
    pinned_traces,
)
from pages.common.palette import Theme

MOST_POINTS = 400
# About the width of a letter at 13 px over the width of the smallest plot, 280 px: which labels would overlap.
LETTER = 7.8 / 280
# The left end of a row of labels belongs to the strip's name.
STRIP_NAME = 5.5 * LETTER
# The pixels of "loss", whatever the plot's width.
NAME_WIDTH = 36
# The same of the name "accuracy", also in a plot of 170 px.
ACCURACY_NAME = 0.38
# What the two marked points mean.
KNEE = "from here on the accuracy has hardly changed"
EARLY_STOP = "here the test loss was lowest"
# Pixels of the figure's height over which its two strips are shared out, about.
USUAL, LOW = 160, 80
LOSS_DOMAIN = (0.0, 0.57)
ACCURACY_DOMAIN = (0.69, 1.0)
# In a low place: between them the name of the lower one has its line.
LOW_LOSS_DOMAIN, LOW_ACCURACY_DOMAIN = (0.0, 0.49), (0.65, 1.0)


def curves_figure(
    history: Any,
    marks: Sequence[tuple[float, str]] = (),
    *,
    theme: Theme,
    log_loss: bool = False,
    accuracy: bool = True,
    knee_epoch: float | None = None,
    best_test_epoch: float | None = None,
    pins: Sequence[PinnedLine] = (),
    shown_epoch: float | None = None,
    low: bool = False,
) -> dict[str, Any]:
    """The curves of a history.

    Parameters
    ----------
    history : has equal-length arrays epoch, train_loss, test_loss, train_accuracy and test_accuracy; NaN is left out
    marks : (epoch, "old → new") of each change
    accuracy : False for a regression, whose loss fills the figure
    knee_epoch : from where on the accuracy has hardly changed, if known
    best_test_epoch : the epoch of the lowest test loss, where early stopping would have stopped
    pins : runs that were kept, drawn behind
    shown_epoch : a line stands at this epoch, and what comes after it is pale: it is looked back to; None at the end
    low : for a place in which the words are as large as usual and the strips about half as high
    """
    epoch = np.asarray(history.epoch, dtype=float)
    losses = [thin(epoch, np.asarray(values), MOST_POINTS) for values in (history.train_loss, history.test_loss)]
    traces = pinned_traces(pins, theme, accuracy)
    traces += [_line(losses[0], theme.train, "train loss"), _line(losses[1], theme.test, "test loss", dash=True)]
    annotations = [_strip_name("loss, log axis" if log_loss else "loss", "y domain", theme.train)]
    last = float(epoch[-1]) if len(epoch) else 0.0
    end = round_up(max(last, 10.0, pinned_end(pins, last)))
    bottom, top, loss_axis = loss_range([*losses, *pinned_losses(pins, losses, log_loss)], log_loss, theme, low)
    height, loss_domain, accuracy_domain = (
        (LOW, LOW_LOSS_DOMAIN, LOW_ACCURACY_DOMAIN) if low else (USUAL, LOSS_DOMAIN, ACCURACY_DOMAIN)
    )
    domain = loss_domain if accuracy else (0.0, 1.0)
    annotations += pinned_labels(pins, end, log_loss, (bottom, top), domain[1] * height / USUAL, theme)
    annotations += _end_labels(losses, last, log_loss, (bottom, top), domain[1] * height, "y", theme)
    layout = base_layout(theme)
    points = [_marked_point(losses[1], best_test_epoch, "y", EARLY_STOP, theme)]
    annotations += _point_label(points[0], "early stop", end, log_loss, (bottom, top), theme, last if low else end)
    if accuracy:
        rates = [thin(epoch, np.asarray(v), MOST_POINTS) for v in (history.train_accuracy, history.test_accuracy)]
        traces.append(_line(rates[0], theme.accuracy, "train accuracy", "y2"))
        traces.append(_line(rates[1], theme.test, "test accuracy", "y2", dash=True))
        rate_axis = accuracy_axis(rates, theme) | {"domain": list(accuracy_domain)}
        if low and rate_axis["range"][0] == 0:
            rate_axis["tickvals"] = [0, 1]
        layout["yaxis2"] = rate_axis
        annotations.append(_strip_name("accuracy", "y2 domain", theme.accuracy))
        share = 1 - accuracy_domain[0]
        annotations += _end_labels(rates, last, False, tuple(rate_axis["range"]), share * height, "y2", theme)
        points.append(_marked_point(rates[0], knee_epoch, "y2", KNEE, theme))
        annotations += _knee_label(points[1], end, theme)
    annotations += _mark_labels(marks, end, domain[1], theme)
    layout |= {
        "xaxis": axis(
            theme, range=[0, end], dtick=tick_step(end, 4, whole=True), showgrid=False, anchor="y", ticklabelstandoff=9
        ),
        "yaxis": loss_axis | {"domain": list(domain)},
        "margin": {"l": CURVE_MARGINS["left"], "r": CURVE_MARGINS["right"], "t": 20, "b": CURVE_MARGINS["bottom"]},
        "annotations": annotations,
        "shapes": [*mark_lines(marks, theme), *looked_back_to(shown_epoch, last, theme)],
        "hovermode": "x unified",
        "dragmode": False,
        "uirevision": "curves",
    }
    return {"data": [*traces, _mark_hover(marks, top, log_loss), *points], "layout": layout}


def _line(xy: tuple[Any, Any], color: str, name: str, yaxis: str = "y", dash: bool = False) -> dict[str, Any]:
    line: dict[str, Any] = {"color": color, "width": 1.8 if dash else 2.4}
    if dash:
        line["dash"] = "3px,3px"
    template = "%{y:.1%}" if yaxis == "y2" else "%{y:.4g}"
    alone = len(xy[0]) == 1
    return {
        "type": "scatter", "mode": "markers" if alone else "lines", "x": xy[0], "y": xy[1], "yaxis": yaxis,
        "line": line, "name": name, "hovertemplate": f"{name} {template}<extra></extra>", "connectgaps": True,
        "cliponaxis": not alone,
    }  # fmt: skip


def loss_range(
    losses: Sequence[tuple[Any, Any]], log_loss: bool, theme: Theme, low: bool = False
) -> tuple[float, float, dict[str, Any]]:
    """Bottom and top of the loss axis, in its own units (decades on a log axis), and the axis; few ticks if low."""
    values = np.concatenate([y for _, y in losses])
    values = values[np.isfinite(values) & (values > 0)]
    largest = float(values.max(initial=1e-12)) if len(values) else 1.0
    if log_loss:
        smallest = max(float(values.min(initial=largest)), 1e-12)
        bottom, top = np.floor(2 * np.log10(smallest)) / 2, np.ceil(2 * np.log10(largest)) / 2
        top = max(top, bottom + 0.5)
        ticks = axis(
            theme,
            type="log",
            range=[bottom, top],
            dtick="D2" if top - bottom < 1 else max(1, (top - bottom) // (2 if low else 3)),
        )
        return float(bottom), float(top), ticks
    top = round_up(1.02 * largest)
    return 0.0, top, axis(theme, range=[0, top], dtick=tick_step(top, 2 if low else 4), tickformat=".3~g")


def accuracy_axis(rates: Sequence[tuple[Any, Any]], theme: Theme) -> dict[str, Any]:
    """From 40 % where all values are above it, else from 0, to a little over 100 %."""
    values = np.concatenate([y for _, y in rates])
    low = 0.4 if not len(values) or values.min() >= 0.42 else 0.0
    return axis(
        theme, range=[low, 1.04], tickvals=[0, 0.5, 1], tickformat=".0%", domain=list(ACCURACY_DOMAIN), anchor="x"
    )


def _strip_name(text: str, yref: str, color: str) -> dict[str, Any]:
    """The name of a strip, above its left end, where no line runs."""
    keys = {"xref": "x domain", "xanchor": "left", "yanchor": "bottom", "borderpad": 1, "font": {"color": color}}
    return label(f"<b>{text}</b>", 0, 1, yref=yref, **keys)


def _end_labels(
    lines: Sequence[tuple[Any, Any]],
    last: float,
    log_y: bool,
    span: tuple[float, float],
    height: float,
    yref: str,
    theme: Theme,
) -> list[dict[str, Any]]:
    """ "train" and "test" at the ends of their lines, kept a line of text apart."""
    shown = [(name, y[-1]) for name, (_, y) in zip(("train", "test"), lines, strict=True) if len(y) > 1]
    places = [np.log10(max(float(v), 1e-12)) if log_y else float(v) for _, v in shown]
    # A line of text, 15 px, in units of this axis.
    gap = 15 / height * (span[1] - span[0])
    places = spread(places, gap, span[0] + gap / 2, span[1] - gap / 2)
    color = {"train": theme.accuracy if yref == "y2" else theme.train, "test": theme.test}
    return [
        label(name, last, place, xref="x", yref=yref, xanchor="left", yanchor="middle", xshift=3,
              font={"color": color[name]}, borderpad=0)
        for (name, _), place in zip(shown, places, strict=True)
    ]  # fmt: skip


def _marked_point(line: tuple[Any, Any], at: float | None, yaxis: str, words: str, theme: Theme) -> dict[str, Any]:
    """The point of a line at an epoch, as a trace, with what it means where one points at it; empty where unknown."""
    x, y = line
    chosen = slice(0, 0) if at is None or not len(x) else [int(np.abs(x - at).argmin())]
    marker = {"size": 10, "symbol": "diamond", "color": theme.accent, "line": {"color": theme.background, "width": 1.5}}
    return {
        "type": "scatter", "mode": "markers", "x": x[chosen], "y": y[chosen], "yaxis": yaxis, "marker": marker,
        "name": words, "hovertemplate": f"{words}<extra></extra>",
    }  # fmt: skip


def _point_label(
    point: dict[str, Any],
    name: str,
    end: float,
    log_y: bool,
    span: tuple[float, float],
    theme: Theme,
    rightmost: float,
) -> list[dict[str, Any]]:
    """Its name and epoch within the plot, so that no number of an axis lies under it: below a point that is high up."""
    if not len(point["x"]):
        return []
    x, y = float(point["x"][0]), float(point["y"][0])
    text, height = f"{name} {x:g}", np.log10(max(y, 1e-12)) if log_y else y
    half = min(LETTER * len(text) / 2, 0.5)
    below = height > span[0] + 0.6 * (span[1] - span[0])
    # Held at the end that is nearer to the edge: in a plot that is smaller still, it grows towards the other side.
    side, at = ("left", max(x / end - half, 0.0)) if x < end / 2 else ("right", min(x / end + half, rightmost / end))
    return [
        label(
            text, at * end, height, xref="x", yref=point["yaxis"], xanchor=side,
            yanchor="top" if below else "bottom", yshift=-6 if below else 7, font={"color": theme.accent}, borderpad=1,
            bgcolor=see_through(theme.background, 0.75),
        )
    ]  # fmt: skip


def _knee_label(point: dict[str, Any], end: float, theme: Theme) -> list[dict[str, Any]]:
    """The knee's epoch beside the name of its strip: in the strip itself, the lowest of all, it would hide lines."""
    if not len(point["x"]):
        return []
    x = float(point["x"][0])
    text = f"◆ levels off at {x:g}"
    width = LETTER * len(text)
    left = float(np.clip(x / end - width / 2, ACCURACY_NAME, max(1 - width, ACCURACY_NAME)))
    keys = {"xref": "x domain", "yref": "y2 domain", "xanchor": "left", "yanchor": "bottom", "borderpad": 1}
    return [label(text, left, 1, font={"color": theme.accent}, **keys)]


def _mark_hover(marks: Sequence[tuple[float, str]], top: float, log_y: bool) -> dict[str, Any]:
    """What pointing at a mark says, also where its label had no room: an unseen point at its upper end."""
    newest = marks[-MOST_MARKS:]
    return {
        "type": "scatter", "mode": "markers", "x": [epoch for epoch, _ in newest],
        "y": [10.0**top if log_y else top] * len(newest), "marker": {"opacity": 0, "size": 12}, "name": "changed",
        "customdata": [text for _, text in newest], "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _held(left: float, width: float) -> dict[str, Any]:
    """Where a label is held: in the middle; beside the strip's name by its end, for in a narrow plot it is wider."""
    if left <= STRIP_NAME:
        return {"x": 0.0, "xref": "x domain", "xanchor": "left", "xshift": NAME_WIDTH}
    return {"x": left + width / 2, "xref": "x domain", "xanchor": "center"}


def _mark_labels(marks: Sequence[tuple[float, str]], end: float, loss_top: float, theme: Theme) -> list[dict[str, Any]]:
    """Labels for the newest marks that have room in two rows.

    The rows are the gap above the loss strip and the strip's upper edge.
    """
    labels: list[dict[str, Any]] = []
    taken: list[list[tuple[float, float]]] = [[], []]
    for epoch, text in reversed(marks[-MOST_MARKS:]):
        at, width = epoch / end, LETTER * len(text)
        left = float(np.clip(at - width / 2, STRIP_NAME, max(1 - width, STRIP_NAME)))
        for row, others in enumerate(taken):
            if all(left >= right + LETTER or left + width <= start - LETTER for start, right in others):
                others.append((left, left + width))
                labels.append(
                    label(text, y=loss_top, yref="paper", yshift=-18 * row, yanchor="bottom", borderpad=1,
                          font={"color": theme.mark}, bgcolor=see_through(theme.background, 0.85),
                          **_held(left, width))
                )  # fmt: skip
                break
    return labels
