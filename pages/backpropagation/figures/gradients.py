"""Gradients in pictures: backpropagated against measured, and samples against their mean."""

from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.backpropagation.figures.parts import at_line, heading, level
from pages.common.figure_style import axis, base_layout
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme

# A relative difference above this is a mistake; rounding alone stays well below it.
TOLERANCE = 1e-4
SMALLEST_SHOWN = 1e-12


def agreement_figure(analytic: Array, numerical: Array, names: list[str], theme: Theme) -> dict[str, Any]:
    """Each parameter's backpropagated slope against its central difference, (P,): right ones lie on the diagonal."""
    wrong = relative_difference(analytic, numerical) > TOLERANCE
    both = np.concatenate([analytic, numerical, [1e-9]])
    reach = 1.1 * float(np.abs(both).max())
    colors = [theme.negative if bad else theme.positive for bad in wrong]
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": numerical,
        "y": analytic,
        "marker": {"size": 11, "color": colors, "line": {"color": theme.background, "width": 1}},
        "hovertext": [
            f"{name}<br>backpropagation {a:.6g}<br>central difference {n:.6g}"
            for name, a, n in zip(names, analytic, numerical, strict=True)
        ],
        "hoverinfo": "text",
    }
    diagonal = {
        "type": "scatter",
        "mode": "lines",
        "x": np.array([-reach, reach]),
        "y": np.array([-reach, reach]),
        "line": {"color": theme.muted, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, range=[-reach, reach], title={"text": "central difference"}, nticks=6),
        "yaxis": axis(theme, range=[-reach, reach], title={"text": "backpropagation"}, nticks=6),
        "margin": {"l": 66, "r": 10, "t": 10, "b": 46},
    }
    return {"data": [diagonal, points], "layout": layout}


def difference_figure(analytic: Array, numerical: Array, names: list[str], theme: Theme) -> dict[str, Any]:
    """Relative differences, logarithmic, with the line above which they are mistakes."""
    difference = np.maximum(relative_difference(analytic, numerical), SMALLEST_SHOWN)
    colors = [theme.negative if value > TOLERANCE else theme.positive for value in difference]
    bars = {
        "type": "scatter",
        "mode": "markers",
        "x": np.arange(len(difference), dtype=float),
        "y": np.log10(difference),
        "marker": {"size": 11, "color": colors},
        "hovertext": [f"{n}<br>relative difference {d:.1e}" for n, d in zip(names, difference, strict=True)],
        "hoverinfo": "text",
    }
    low, high = np.log10(SMALLEST_SHOWN) - 0.5, 0.8
    exponents = np.arange(-12, 1, 2)
    layout = base_layout(theme, 14) | {
        "xaxis": axis(
            theme, range=[-0.7, len(names) - 0.3], showticklabels=False, title={"text": "weights and biases"}
        ),
        "yaxis": axis(
            theme,
            range=[low, high],
            tickvals=exponents.astype(float),
            ticktext=[f"10<sup>{e}</sup>" if e else "1" for e in exponents],
        ),
        "shapes": [level(np.log10(TOLERANCE), theme, dashed=True)],
        "annotations": [
            at_line("a mistake", float(np.log10(TOLERANCE)), theme),
            heading("<b>relative difference</b>"),
        ],
        "margin": {"l": 56, "r": 10, "t": 26, "b": 36},
    }
    return {"data": [bars], "layout": layout}


def relative_difference(analytic: Array, numerical: Array) -> Array:
    """|a − n| / max(|a|, |n|), 0 where both are below 10⁻⁹ and so within the rounding of a central difference."""
    scale = np.maximum(np.abs(analytic), np.abs(numerical))
    return np.asarray(np.where(scale < 1e-9, 0.0, np.abs(analytic - numerical) / np.maximum(scale, 1e-300)))


def nudge_figure(
    nudges: Array, losses: Array, slope: float, chosen: float, change: float, names: tuple[str, str], theme: Theme
) -> dict[str, Any]:
    """The loss along one pre-activation: the true change (len(nudges),) and the line that the error term predicts.

    Parameters
    ----------
    losses : change of the loss at each nudge
    slope : ∂loss/∂z
    chosen, change : the nudge of the slider, and the true change there
    names : of the pre-activation and of the loss
    """
    z, loss = names
    top = 1.15 * max(float(np.nanmax(np.abs(losses))), abs(slope) * float(nudges.max()) * 0.5, 1e-6)
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    point = {"type": "scatter", "mode": "markers", "hoverinfo": "skip"}
    data = [
        {**line, "x": nudges, "y": losses, "line": {"color": theme.text, "width": 3}},
        {**line, "x": nudges, "y": slope * nudges, "line": {"color": theme.mark, "width": 3, "dash": "dash"}},
        {**point, "x": [chosen], "y": [change], "marker": {"size": 15, "color": theme.text}},
        {**point, "x": [chosen], "y": [slope * chosen], "marker": {"size": 15, "color": theme.mark}},
        {**line, "x": [chosen, chosen], "y": [change, slope * chosen], "line": {"color": theme.negative, "width": 4}},
    ]
    layout = base_layout(theme, 15) | {
        "xaxis": axis(theme, range=[float(nudges.min()), float(nudges.max())], title={"text": f"nudge ε of {z}"}),
        "yaxis": axis(theme, range=[-top, top], nticks=7),
        "annotations": [
            heading(f"<b>change of {loss}</b>"),
            heading("true", 0.4, theme.text),
            heading("slope × ε", 0.6, theme.mark),
        ],
        "margin": {"l": 70, "r": 14, "t": 28, "b": 48},
    }
    return {"data": data, "layout": layout}


def samples_figure(slopes: Array, together: float, chosen: int, words: str, theme: Theme) -> dict[str, Any]:
    """One weight's slope of each sample (N,), and what the batch makes of them."""
    colors = [theme.positive if value > 0 else theme.negative for value in slopes]
    numbers = np.arange(1, len(slopes) + 1, dtype=float)
    bars = {
        "type": "bar",
        "x": numbers,
        "y": slopes,
        "marker": {
            "color": colors,
            "line": {"color": theme.text, "width": [3 if i == chosen else 0 for i in range(len(slopes))]},
        },
        "hovertemplate": "sample %{x}: %{y:.4g}<extra></extra>",
    }
    reach = 1.15 * max(float(np.abs(slopes).max()), abs(together), 1e-9)
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, title={"text": "sample"}, dtick=1, showgrid=False),
        "yaxis": axis(theme, range=[-reach, reach], nticks=6),
        "shapes": [level(together, theme, dashed=False)],
        "annotations": [
            heading("<b>slope of each sample</b>"),
            heading(f"{words} {plain_number(together)}", 1, theme.mark),
        ],
        "margin": {"l": 60, "r": 10, "t": 26, "b": 44},
    }
    return {"data": [bars], "layout": layout}


def directions_figure(one: Array, together: Array, names: list[str], words: str, theme: Theme) -> dict[str, Any]:
    """All slopes of one sample (P,) beside those of the batch (P,)."""
    places = np.arange(len(one), dtype=float)
    reach = 1.15 * max(float(np.abs(one).max()), float(np.abs(together).max()), 1e-9)
    bars = [
        {
            "type": "bar",
            "x": places,
            "y": values,
            "marker": {"color": color},
            "hovertext": [f"{name}: {value:.4g}" for name, value in zip(names, values, strict=True)],
            "hoverinfo": "text",
        }
        for values, color in ((one, theme.muted), (together, theme.mark))
    ]
    layout = base_layout(theme, 14) | {
        "barmode": "group",
        "bargap": 0.25,
        "xaxis": axis(theme, showticklabels=False, showgrid=False, title={"text": "weights and biases"}),
        "yaxis": axis(theme, range=[-reach, reach], nticks=6),
        "annotations": [
            heading("this sample", 0.2, theme.muted),
            heading(words, 0.6, theme.mark),
        ],
        "margin": {"l": 60, "r": 10, "t": 26, "b": 36},
    }
    return {"data": bars, "layout": layout}
