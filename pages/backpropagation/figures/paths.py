"""The paths of one weight, and what following all of them would cost."""

from typing import Any

import numpy as np

from mlp_core.arrays import Array
from mlp_core.lessons.paths import work_of_all_weights
from pages.backpropagation.figures.parts import heading, level
from pages.common.figure_style import axis, base_layout, label
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme, legible

DEEPEST = 10


def contributions_figure(contributions: Array, chosen: int, product: float, words: str, theme: Theme) -> dict[str, Any]:
    """The running sum over the paths (n,), which ends at the one product; the chosen path in full colour."""
    total = np.cumsum(contributions)
    before = total - contributions
    numbers = np.arange(1, len(contributions) + 1, dtype=float)
    colors = [theme.positive if value > 0 else theme.negative for value in contributions]
    bars = {
        "type": "bar",
        "x": numbers,
        "y": contributions,
        "base": before,
        "marker": {"color": colors, "line": {"color": theme.text, "width": np.where(numbers == chosen + 1, 3.0, 0.0)}},
        "hovertext": [
            f"path {number:.0f}: {each:.4g}<br>sum so far {so_far:.4g}"
            for number, each, so_far in zip(numbers, contributions, total, strict=True)
        ],
        "hoverinfo": "text",
    }
    low, high = min(0.0, float(total.min()), product), max(0.0, float(total.max()), product)
    room = 0.18 * max(high - low, 1e-12)
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, title={"text": "path"}, showgrid=False, tick0=1, dtick=max(1, len(total) // 8)),
        "yaxis": axis(theme, range=[low - room, high + room], nticks=6),
        "shapes": [level(product, theme, dashed=True)],
        "annotations": [
            heading("<b>sum of paths</b>"),
            heading(f"{words} = {plain_number(product, 4)}", 1, theme.mark),
        ],
        "margin": {"l": 66, "r": 10, "t": 26, "b": 44},
    }
    return {"data": [bars], "layout": layout}


def growth_figure(width: int, depth: int, theme: Theme) -> dict[str, Any]:
    """Multiplications for all slopes of networks of this width against their layers: all paths, and one pass back."""
    depths = np.arange(1, DEEPEST + 1, dtype=float)
    work = [work_of_all_weights((width,) * (int(d) + 1)) for d in depths]
    ways = (
        ("all paths", [each.path_multiplications for each in work], theme.negative),
        ("backwards", [each.backward_multiplications for each in work], theme.positive),
    )
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": depths,
            "y": np.log10(np.array(values, dtype=float)),
            "line": {"color": color, "width": 3},
            "marker": {"size": [15 if d == depth else 7 for d in depths], "color": color},
            "hovertext": [f"{d:.0f} layers, {name}: {value:,}" for d, value in zip(depths, values, strict=True)],
            "hoverinfo": "text",
        }
        for name, values, color in ways
    ]
    top = float(np.ceil(np.log10(max(*ways[0][1], 10))))
    exponents = np.arange(0, top + 1, max(1, top // 6))
    ends = []
    for (name, values, color), side, shift in zip(ways, ("bottom", "top"), (8, -8), strict=True):
        place = {
            "xanchor": "right",
            "yanchor": side,
            "yshift": shift,
            "font": {"color": legible(color, theme), "size": 15},
        }
        ends.append(label(name, DEEPEST + 0.2, float(np.log10(values[-1])), **place))
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, title={"text": f"layers of {width} neurons"}, dtick=1, range=[0.6, DEEPEST + 0.4]),
        "yaxis": axis(
            theme,
            range=[-0.2, top + 0.2],
            tickvals=exponents,
            ticktext=[f"10<sup>{exponent:.0f}</sup>" for exponent in exponents],
        ),
        "annotations": [
            heading("<b>multiplications for all slopes</b>"),
            *ends,
        ],
        "margin": {"l": 56, "r": 10, "t": 26, "b": 44},
    }
    return {"data": data, "layout": layout}
