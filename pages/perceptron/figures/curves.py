"""Error and wrong points over the epochs, of the neurons that learn side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlp_core.arrays import Array
from pages.common.figure_style import axis, base_layout, label, spread
from pages.common.palette import Theme

MOST_RISE = 2.0


@dataclass(frozen=True, eq=False)
class Curve:
    """Values after 0, 1, … epochs, with a name and a colour."""

    name: str
    values: Array
    color: str


@dataclass(frozen=True, eq=False)
class CurvesView:
    """Curves up to the epoch that is shown; the axes are those of the whole run."""

    theme: Theme
    curves: Sequence[Curve]
    position: int
    epochs: int
    title: str


def curves_figure(view: CurvesView) -> dict[str, Any]:
    """One trace a curve up to the present epoch, then one of dots at the present; names stand at the dots."""
    theme, shown = view.theme, [curve.values[: view.position + 1] for curve in view.curves]
    # A curve that runs away leaves the picture instead of flattening the others.
    top = 1.08 * max(min(float(c.values.max()), MOST_RISE * float(c.values[0])) for c in view.curves) + 1e-9
    traces = [
        {"type": "scatter", "mode": "lines", "x": np.arange(len(values)), "y": values, "hoverinfo": "skip",
         "line": {"color": curve.color, "width": 3}}
        for curve, values in zip(view.curves, shown, strict=True)
    ]  # fmt: skip
    ends = [(len(values) - 1, float(values[-1])) for values in shown]
    traces.append(
        {"type": "scatter", "mode": "markers", "x": [x for x, _ in ends], "y": [y for _, y in ends],
         "hoverinfo": "skip", "marker": {"color": [curve.color for curve in view.curves], "size": 9}}
    )  # fmt: skip
    heights = spread([y / top for _, y in ends], 0.09, 0.05, 0.95)
    names = [
        label(f"{curve.name} {y:.3g}", 1.01, height, xref="paper", yref="y domain", xanchor="left",
              font={"size": 15, "color": curve.color})
        for curve, (_, y), height in zip(view.curves, ends, heights, strict=True)
    ]  # fmt: skip
    title = label(view.title, 0, 1.0, xref="paper", yref="paper", xanchor="left", yanchor="bottom", font={"size": 15})
    layout = base_layout(theme, 14) | {
        "xaxis": axis(theme, range=[0, view.epochs], fixedrange=True,
                      title={"text": "epochs", "font": {"size": 15}, "standoff": 4}),
        "yaxis": axis(theme, range=[0, top], fixedrange=True),
        "margin": {"l": 40, "r": 132, "t": 28, "b": 44},
        "annotations": [title, *names],
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}
