"""Two networks side by side: accuracy and loss, each layer's gradient, and how much of the error f′ lets through."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mlp_core.history import History
from mlp_core.lessons.error_signal import LayerSignal
from pages.common.figure_style import Array, axis, base_layout, label, round_up, spread, thin, tick_step
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color, loss_name
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

MOST_POINTS = 250
# Where the accuracy of the upper strip and the loss of the lower one stand.
ACCURACY_DOMAIN, LOSS_DOMAIN = (0.58, 1.0), (0.0, 0.44)
# Gradients below this are drawn at the lower end of their axis.
SMALLEST_NORM = 1e-6
# Of the lines of the output layer, the hidden layer before it, and so on.
DASHES = ("solid", "8px,4px", "3px,3px", "12px,3px,3px,3px")


def curves_figure(histories: Mapping[str, History], theme: Theme) -> dict[str, Any]:
    """Training accuracy above, each network's own loss below, over the epochs.

    Parameters
    ----------
    histories : {loss: history}
    """
    end = _end(histories)
    traces, layout = [], base_layout(theme)
    annotations = [_strip_name("training accuracy", "y"), _strip_name("loss, each its own", "y2")]
    top = round_up(max(max(float(np.nanmax(h.train_loss)) for h in histories.values()), 1e-6))
    for loss, history in histories.items():
        color = loss_color(loss, theme)
        for values, yaxis, form in ((history.train_accuracy, "y", ".1%"), (history.train_loss, "y2", ".4f")):
            traces += _line(history.epoch, values, yaxis, color, f"{loss_name(loss)} %{{y:{form}}}")
    places = spread([float(h.train_accuracy[-1]) for h in histories.values()], 0.19, 0.35, 1.0)
    annotations += [
        label(loss_name(loss), 1, place, xref="x domain", yref="y", xanchor="left", xshift=6, borderpad=0,
              font={"color": loss_color(loss, theme), "size": 14})
        for loss, place in zip(histories, places, strict=True)
    ]  # fmt: skip
    layout |= {
        "xaxis": _epochs(end, theme, "y2"),
        "yaxis": axis(theme, range=[0.3, 1.03], tickvals=[0.5, 0.75, 1], tickformat=".0%", domain=ACCURACY_DOMAIN,
                      anchor="x"),
        "yaxis2": axis(theme, range=[0, top], dtick=tick_step(top, 3), tickformat=".3~g", domain=LOSS_DOMAIN,
                       anchor="x"),
        "margin": {"l": 50, "r": 104, "t": 22, "b": 36},
        "annotations": annotations,
        "hovermode": "x",
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def gradient_figure(histories: Mapping[str, History], theme: Theme) -> dict[str, Any]:
    """The norm of each layer's gradient over the epochs, one loss left and one right, on one logarithmic axis."""
    end = _end(histories)
    n_layers = next(iter(histories.values())).layer_gradient_norms.shape[1]
    norms = {loss: np.maximum(history.layer_gradient_norms, SMALLEST_NORM) for loss, history in histories.items()}
    low = min(float(np.log10(each.min())) for each in norms.values())
    high = max(float(np.log10(each.max())) for each in norms.values())
    span = [float(np.floor(low)), float(np.ceil(max(high, low + 0.1)))]
    traces, layout = [], base_layout(theme)
    annotations = [
        label("<b>norm of each layer's gradient</b>", 0, 1, xref="x domain", yref="y domain", xanchor="left",
              yanchor="bottom", yshift=20, borderpad=0, font={"size": 14})
    ]  # fmt: skip
    for column, (loss, history) in enumerate(histories.items()):
        number, color = "" if column == 0 else "2", loss_color(loss, theme)
        layout[f"xaxis{number}"] = _epochs(end, theme, f"y{number}") | {"domain": [0.58 * column, 0.42 + 0.58 * column]}
        layout[f"yaxis{number}"] = axis(
            theme, type="log", range=span, dtick=max(1, (span[1] - span[0]) // 3), exponentformat="power",
            anchor=f"x{number}", showticklabels=column == 0,
        )  # fmt: skip
        annotations.append(
            label(f"<b>{loss_name(loss)}</b>", 0, 1, xref=f"x{number} domain", yref=f"y{number} domain",
                  xanchor="left", yanchor="bottom", yshift=2, borderpad=0, font={"color": color, "size": 14})
        )  # fmt: skip
        gap = 0.12 * (span[1] - span[0])
        places = spread([float(each) for each in np.log10(norms[loss][-1])], gap, span[0] + gap / 2, span[1] - gap / 2)
        for layer, place in enumerate(places):
            name, dash = layer_name(layer, n_layers), DASHES[n_layers - 1 - layer]
            traces += [
                each | {"xaxis": f"x{number}"}
                for each in _line(
                    history.epoch, norms[loss][:, layer], f"y{number}", color, f"{name} %{{y:.3g}}", dash=dash
                )
            ]
            annotations.append(
                label(name, 1, place, xref=f"x{number} domain", yref=f"y{number}", xanchor="left", xshift=8,
                      borderpad=0, font={"color": color, "size": 14})
            )  # fmt: skip
    layout |= {
        "margin": {"l": 50, "r": 62, "t": 42, "b": 36},
        "annotations": annotations,
        "hovermode": "x",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def share_figure(
    signals: Mapping[str, Sequence[LayerSignal]], theme: Theme, symbols: Symbols = DEFAULT, error: str = "δ"
) -> dict[str, Any]:
    """|δ| over the signal that f′ was still to multiply, layer by layer, as a bar for each loss."""
    n_layers = len(next(iter(signals.values())))
    names = [layer_name(layer, n_layers) for layer in range(n_layers)]
    traces, title = [], f"|{error}| ÷ |signal before {symbols.f}′|"
    for loss, layers in signals.items():
        shares = np.array([signal.share for signal in layers])
        traces.append(
            {"type": "bar", "x": names, "y": shares, "name": loss_name(loss),
             "marker": {"color": loss_color(loss, theme)}, "text": [_two_digits(share) for share in shares],
             "textposition": "outside", "textfont": {"size": 14}, "cliponaxis": False,
             "hovertemplate": f"{loss_name(loss)} %{{y:.4f}}<extra></extra>"}
        )  # fmt: skip
    doubled = f", 2({symbols.error}) without the ½" if "quadratic" in signals else ""
    top = max(1.0, float(np.nanmax([trace["y"].max(initial=0.0) for trace in traces])))
    layout = base_layout(theme) | {
        "barmode": "group",
        "bargap": 0.25,
        "xaxis": axis(theme, type="category", showgrid=False, tickfont={"color": theme.text, "size": 14}),
        "yaxis": axis(theme, range=[0, 1.16 * top], tickvals=[0, 0.5, 1], tickformat=".1~f"),
        "margin": {"l": 38, "r": 8, "t": 44, "b": 26},
        "annotations": [
            label(f"<b>{title}</b>", 0, 1, xref="x domain", yref="y domain", xanchor="left",
                  yanchor="bottom", yshift=20, borderpad=0, font={"size": 14}),
            label(f"output: the signal is {symbols.error}{doubled}", 0, 1, xref="x domain", yref="y domain",
                  xanchor="left", yanchor="bottom", yshift=2, borderpad=0, font={"color": theme.muted, "size": 13}),
        ],
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def layer_name(layer: int, n_layers: int) -> str:
    """What layer number `layer` from 0 is called."""
    return "output" if layer == n_layers - 1 else f"hidden {layer + 1}" if n_layers > 2 else "hidden"


def _two_digits(share: float) -> str:
    return "–" if np.isnan(share) else f"{share:.2f}" if share >= 0.01 else f"{share:.0e}".replace("e-0", "e−")


def _end(histories: Mapping[str, History]) -> float:
    """The right end of the epochs' axis, which grows in steps."""
    return round_up(max(20.0, *(float(history.epoch[-1]) for history in histories.values())))


def _epochs(end: float, theme: Theme, anchor: str) -> dict[str, Any]:
    return axis(
        theme, range=[0, end], dtick=tick_step(end, 4, whole=True), showgrid=False, anchor=anchor,
        title={"text": "epoch", "standoff": 2},
    )  # fmt: skip


def _line(epoch: Array, values: Array, yaxis: str, color: str, words: str, dash: str = "solid") -> list[dict[str, Any]]:
    """A line over the epochs, and a point at its end."""
    x, y = thin(epoch, np.asarray(values), MOST_POINTS)
    point = {
        "type": "scatter", "mode": "markers", "x": x[-1:], "y": y[-1:], "yaxis": yaxis, "hoverinfo": "skip",
        "marker": {"size": 8, "color": color}, "cliponaxis": False,
    }  # fmt: skip
    line = {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "yaxis": yaxis,
        "line": {"color": color, "width": 2.4, "dash": dash}, "hovertemplate": words + "<extra></extra>",
    }  # fmt: skip
    return [line, point]


def _strip_name(text: str, yref: str) -> dict[str, Any]:
    return label(f"<b>{text}</b>", 0, 1.02, xref="x domain", yref=f"{yref} domain", xanchor="left", yanchor="bottom",
                 borderpad=0, font={"size": 14})  # fmt: skip
