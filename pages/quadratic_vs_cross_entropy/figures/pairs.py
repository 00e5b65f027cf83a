"""Output − target beside δ = ∂C/∂z for pairs of output activation and loss, a pair of bars an output."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mlp_core.output_pairs import OutputLayer
from pages.common.figure_style import axis, base_layout, label, round_up, tick_step
from pages.common.palette import Theme

GAP = 0.06


def pairs_figure(
    layers: Mapping[str, OutputLayer], theme: Theme, error: str = "a − t", slope: str = "∂C/∂z"
) -> dict[str, Any]:
    """Grey bars of output − target and coloured ones of δ, a panel a pair; layers is {the pair's name: its numbers}."""
    layout = base_layout(theme)
    data: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    width = (1 - GAP * (len(layers) - 1)) / len(layers)
    for column, (name, layer) in enumerate(layers.items()):
        number, left = str(column + 1) if column else "", column * (width + GAP)
        outputs = [f"{k + 1}" for k in range(len(layer.error))]
        top = round_up(max(1.0, float(np.abs([layer.error, layer.delta]).max())))
        for values, words, color in ((layer.error, error, theme.muted), (layer.delta, slope, theme.accent)):
            data.append(
                {
                    "type": "bar", "x": outputs, "y": values, "xaxis": f"x{number}", "yaxis": f"y{number}",
                    "name": f"{words} {name}", "marker": {"color": color},
                    "hovertemplate": f"output %{{x}}: {words} = %{{y:.4f}}<extra></extra>",
                }
            )  # fmt: skip
        layout[f"xaxis{number}"] = axis(
            theme, domain=[left, left + width], anchor=f"y{number}", type="category", showgrid=False,
            title={"text": "output", "standoff": 2, "font": {"size": 14}},
        )  # fmt: skip
        layout[f"yaxis{number}"] = axis(
            theme, range=[-1.08 * top, 1.08 * top], anchor=f"x{number}", dtick=tick_step(top, 2), zeroline=True,
            zerolinecolor=theme.muted, tickformat=".3~g",
        )  # fmt: skip
        place = {"xref": f"x{number} domain", "yref": f"y{number} domain", "xanchor": "center", "yanchor": "bottom"}
        annotations.append(label(f"<b>{name}</b>", 0.5, 1.01, **place, font={"size": 15}))
    legend = f"<b>{error}</b>", f"<b>{slope}</b>"
    annotations += [
        label(text, 0, 0, xref="x domain", yref="y domain", xanchor="left", yanchor="bottom", yshift=4 + 20 * row,
              xshift=4, font={"color": color, "size": 15})
        for row, (text, color) in enumerate(zip(legend, (theme.muted, theme.accent), strict=True))
    ]  # fmt: skip
    layout |= {
        "margin": {"l": 40, "r": 10, "t": 30, "b": 40}, "annotations": annotations, "bargap": 0.3, "dragmode": False,
    }  # fmt: skip
    return {"data": data, "layout": layout}
