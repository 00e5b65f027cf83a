"""Output − target beside ∂C/∂z for a pair of output activation and loss, two bars an output."""

from typing import Any

import numpy as np

from mlp_core.lessons.output_pairs import OutputLayer
from pages.common.figure_style import axis, base_layout, label, round_up, tick_step
from pages.common.palette import Theme


def pair_figure(
    name: str, layer: OutputLayer, theme: Theme, error: str = "a − t", slope: str = "∂C/∂z"
) -> dict[str, Any]:
    """Grey bars of output − target and coloured ones of ∂C/∂z, called so in the reader's letters."""
    outputs = [f"{k + 1}" for k in range(len(layer.error))]
    top = round_up(max(1.0, float(np.abs([layer.error, layer.delta]).max())))
    both = ((layer.error, error, theme.muted), (layer.delta, slope, theme.accent))
    data = [
        {
            "type": "bar", "x": outputs, "y": values, "name": f"{words} {name}", "marker": {"color": color},
            "hovertemplate": f"output %{{x}}: {words} = %{{y:.4f}}<extra></extra>",
        }
        for values, words, color in both
    ]  # fmt: skip
    place = {"xref": "x domain", "yref": "y domain", "yanchor": "bottom", "borderpad": 0}
    annotations = [label(f"<b>{name}</b>", 0.5, 1.14, **place, xanchor="center", font={"size": 15})]
    annotations += [
        label(f"■ {words}", x, 1.02, **place, xanchor=side, font={"color": color, "size": 14})
        for (_, words, color), x, side in zip(both, (0.48, 0.52), ("right", "left"), strict=True)
    ]
    layout = base_layout(theme) | {
        "xaxis": axis(
            theme, type="category", showgrid=False, title={"text": "output", "standoff": 2, "font": {"size": 14}}
        ),
        "yaxis": axis(
            theme,
            range=[-1.08 * top, 1.08 * top],
            dtick=tick_step(top, 2),
            zeroline=True,
            zerolinecolor=theme.muted,
            tickformat=".3~g",
        ),
        "margin": {"l": 40, "r": 10, "t": 50, "b": 40},
        "annotations": annotations,
        "bargap": 0.3,
        "dragmode": False,
    }
    return {"data": data, "layout": layout}
