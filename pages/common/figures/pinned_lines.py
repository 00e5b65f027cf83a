"""Pinned runs on the curves: grey lines behind the present ones, each with its number, its name and its settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import as_it_stands, label, see_through
from pages.common.palette import Theme

# Dashes are dear to draw, so the greys and the numbers tell pinned runs apart. The present test curve has short dashes;
# dots say that a line does not compare with the present ones.
DOTTED = "1.5px,4px"
# Of a pinned run's epochs at most so many times the present ones' are shown, or of the first ones.
MOST_TIMES, FIRST_EPOCHS = 5, 100
# So far above the present losses a pinned run may stretch the axis.
MOST_HIGHER = 2.5
# The width of a letter at 13 px over the width of a plot of 360 px, and what a label may take of it.
LETTER, MOST_WIDTH = 7 / 360, 0.62
# Pixels of the smallest plot's height.
SMALLEST_PLOT = 115
LETTERS_A_LINE = 46
PINNED = "pinned "


@dataclass(frozen=True, eq=False)
class PinnedLine:
    """One pinned run.

    Parameters
    ----------
    number : its short name
    label : what tells it from other runs
    settings : its settings in words, parts joined by " · "
    why_not_comparable : why its loss does not compare with the present one; empty where it does
    same_data : whether its accuracy compares
    epoch, train_loss, test_loss, train_accuracy, test_accuracy : (n,) read-only, NaN where not measured
    """

    number: int
    label: str
    settings: str
    why_not_comparable: str
    same_data: bool
    epoch: Array
    train_loss: Array
    test_loss: Array
    train_accuracy: Array
    test_accuracy: Array


def own_line(figure: Mapping[str, Any]) -> str:
    """The name of the first line that is of the present run."""
    return next(trace["name"] for trace in figure["data"] if not trace["name"].startswith(PINNED))


def pinned_end(lines: Sequence[PinnedLine], present: float) -> float:
    """How far the epochs' axis goes for the pinned runs, where the present run is at this epoch."""
    longest = max((float(line.epoch[-1]) for line in lines), default=0.0)
    return min(longest, MOST_TIMES * max(present, FIRST_EPOCHS))


def pinned_losses(lines: Sequence[PinnedLine], losses: Sequence[tuple[Array, Array]], log_loss: bool) -> list[Any]:
    """The pinned losses (x, y) that the loss axis makes room for: on a linear one none far above the present losses."""
    present = np.concatenate([y for _, y in losses])
    present = present[np.isfinite(present)]
    most = np.inf if log_loss or not len(present) else MOST_HIGHER * float(present.max())
    low = [line.train_loss <= most for line in lines]
    return [(line.epoch[shown], line.train_loss[shown]) for line, shown in zip(lines, low, strict=True)]


def pinned_traces(lines: Sequence[PinnedLine], theme: Theme, accuracy: bool) -> list[dict[str, Any]]:
    """A line of the training loss for each run, and one of the training accuracy where it has one."""
    traces = []
    for line in lines:
        traces.append(_trace(line, len(lines), theme, "y", not line.why_not_comparable))
        if accuracy and np.isfinite(line.train_accuracy).any():
            traces.append(_trace(line, len(lines), theme, "y2", line.same_data))
    return traces


def pinned_labels(
    lines: Sequence[PinnedLine], end: float, log_loss: bool, span: tuple[float, float], share: float, theme: Theme
) -> list[dict[str, Any]]:
    """Number and name at the end of each line of the loss, a line of text apart; the number alone where it is long.

    Parameters
    ----------
    end : of the epochs' axis
    span : of the loss axis, in its own units
    share : of the figure's height that the loss has
    """
    gap = 16 / (SMALLEST_PLOT * share) * (span[1] - span[0])
    taken: list[tuple[float, float, float]] = []
    labels = []
    for line in sorted(lines, key=lambda each: _end(each, end)[1]):
        x, value = _end(line, end)
        name = _name(line, len(lines))
        width = LETTER * len(name) * end
        left = x - width if x > 0.5 * end else x
        y = float(np.clip(np.log10(max(value, 1e-12)) if log_loss else value, span[0] + 0.8 * gap, span[1] - gap / 2))
        for start, stop, height in taken:  # from the lowest up
            if start < left + width and left < stop and abs(y - height) < gap:
                y = height + gap
        taken.append((left, left + width, y))
        labels.append(
            label(
                as_it_stands(name), x, y, xref="x", yref="y", xanchor="right" if x > 0.5 * end else "left",
                yanchor="middle",
                xshift=-3 if x > 0.5 * end else 4, borderpad=1, font={"color": theme.muted},
                bgcolor=see_through(theme.background, 0.75), hovertext=_all_settings(line),
            )
        )  # fmt: skip
    return labels


def _end(line: PinnedLine, end: float) -> tuple[float, float]:
    """The last point of a line's loss that the epochs' axis shows."""
    at = int(np.searchsorted(line.epoch, end, side="right")) - 1
    return float(line.epoch[at]), float(line.train_loss[at])


def _name(line: PinnedLine, count: int) -> str:
    text = f"{line.number} {line.label}"
    room = MOST_WIDTH if count <= 3 else MOST_WIDTH / 2
    return text if len(text) * LETTER <= room else str(line.number)


def _trace(line: PinnedLine, count: int, theme: Theme, yaxis: str, comparable: bool) -> dict[str, Any]:
    loss = yaxis == "y"
    values, test = (line.train_loss, line.test_loss) if loss else (line.train_accuracy, line.test_accuracy)
    form = ".4g" if loss else ".1%"
    # A box of all settings for several runs would hide the curves; each label tells its own.
    name = as_it_stands(line.label)
    words = f"<b>{line.number}</b> {name}: "
    if count == 1:
        words = f"{_all_settings(line)}<br>{'loss' if loss else 'accuracy'} "
    elif loss and line.why_not_comparable:
        words = f"<b>{line.number}</b> {name} ({line.why_not_comparable}): "
    tested = f", test %{{customdata:{form}}}" if np.isfinite(test).any() else ""
    style: dict[str, Any] = {"color": theme.pinned[(line.number - 1) % len(theme.pinned)], "width": 1.8}
    if not comparable:
        style |= {"width": 2.6, "dash": DOTTED}
    return {
        "type": "scatter", "mode": "lines" if len(values) > 1 else "markers", "x": line.epoch, "y": values,
        "yaxis": yaxis, "customdata": test, "line": style, "marker": {"color": style["color"], "size": 7},
        "name": f"{PINNED}{line.number}",
        "hovertemplate": f"{words}%{{y:{form}}}{tested}<extra></extra>",
    }  # fmt: skip


def _all_settings(line: PinnedLine) -> str:
    """Number and settings, in short lines; and what does not compare."""
    rows = [f"<b>{line.number}</b> "]
    for i, part in enumerate(line.settings.split(" · ")):
        if i and len(rows[-1]) + len(part) > LETTERS_A_LINE:
            rows.append(as_it_stands(part))
        else:
            rows[-1] += (" · " if i else "") + as_it_stands(part)
    if line.why_not_comparable:
        rows.append(f"{line.why_not_comparable}: its loss does not compare")
    return "<br>".join(rows)
