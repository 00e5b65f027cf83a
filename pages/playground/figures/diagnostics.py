"""Why learning stalls: where the pre-activations lie, and what is dead or saturated there."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.diagnostics import dead_units, saturated_share
from pages.common.figure_style import axis, base_layout, label, round_up
from pages.common.palette import Theme

BINS = 41


def preactivation_figure(z: Sequence[Array], activations: Sequence[Activation], theme: Theme) -> dict[str, Any]:
    """A histogram of each layer's pre-activations z[l] (N, rows), all layers side by side.

    Orange is negative, blue positive; the title says which share is saturated and how many units are dead.
    """
    traces: list[dict[str, Any]] = []
    notes = []
    layout = base_layout(theme) | {
        "margin": {"l": 14, "r": 14, "t": 48, "b": 26},
        "bargap": 0.06,
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "preactivations",
    }
    width = 1 / len(z)
    for layer, (values, f) in enumerate(zip(z, activations, strict=True)):
        number = "" if layer == 0 else str(layer + 1)
        reach = preactivation_reach(values)
        edges = np.linspace(-reach, reach, BINS + 1)
        # The outermost bins also hold what lies past them.
        counts = np.histogram(np.clip(values, -reach, reach), edges)[0]
        share = counts / max(counts.sum(), 1)
        centers = (edges[1:] + edges[:-1]) / 2
        colors = np.where(centers < -1e-9, theme.negative, np.where(centers > 1e-9, theme.positive, theme.muted))
        traces.append(
            {
                "type": "bar", "x": centers, "y": share, "xaxis": f"x{number}",
                "yaxis": f"y{number}", "marker": {"color": colors.tolist()},
                "hovertemplate": "z ≈ %{x:.2f}: %{y:.1%}<extra></extra>",
            }
        )  # fmt: skip
        top = round_up(max(float(share.max()) * 1.05, 0.05))
        inner = [(layer + 0.08) * width, (layer + 0.92) * width]
        ticks = [-reach, 0, reach] if len(z) <= 4 else [-reach, reach]
        layout[f"xaxis{number}"] = axis(
            theme, range=[-reach, reach], domain=inner, anchor=f"y{number}", showgrid=False, tickvals=ticks,
            zeroline=True, zerolinecolor=theme.muted,
        )  # fmt: skip
        layout[f"yaxis{number}"] = axis(theme, range=[0, top], anchor=f"x{number}", visible=False)
        name = "output" if layer == len(z) - 1 else f"layer {layer + 1}"
        health = unit_health(values, f)
        text = f"<b>{name}</b> · {f.name}<br><span style='color:{theme.muted}'>{health}</span>"
        notes.append(label(text, (layer + 0.5) * width, 1, xref="paper", yref="paper", yanchor="bottom", yshift=4,
                           xanchor="center"))  # fmt: skip
    layout["annotations"] = notes
    return {"data": traces, "layout": layout}


def preactivation_reach(values: Array) -> float:
    """Half the width of a layer's histogram: a round number that holds all but the farthest values."""
    size = np.abs(values[np.isfinite(values)])
    return round_up(max(float(np.quantile(size, 0.995)) if size.size else 1.0, 1.0))


def unit_health(z: Array, f: Activation) -> str:
    """What keeps a layer from learning, in words: dead units before saturated ones."""
    dead = dead_units(f, z)
    share = saturated_share(f, z)
    if np.isnan(share):
        return "no gradient anywhere" if not f.has_gradient else ""
    if dead.any():
        return f"{int(dead.sum())} of {len(dead)} dead"
    return f"{share:.0%} saturated"


def nothing_figure(words: str, theme: Theme) -> dict[str, Any]:
    """Where there is nothing to show yet: why."""
    hidden = {"visible": False, "range": [0, 1]}
    text = label(words, 0.5, 0.5, font={"size": 15, "color": theme.muted})
    layout = base_layout(theme) | {"xaxis": hidden, "yaxis": hidden, "annotations": [text], "uirevision": words}
    return {"data": [], "layout": layout}
