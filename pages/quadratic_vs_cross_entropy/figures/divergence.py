"""Cross-entropy as entropy and divergence: two distributions, the three quantities stacked, two Gaussians, symmetry."""

from typing import Any

import numpy as np

from mlp_core.lessons.information import cross_entropy, entropy, gaussian_density, kl_divergence, symmetric_minimiser
from mlp_core.losses import LOSSES
from pages.common.figure_style import Array, axis, base_layout, label, round_up, see_through, tick_step
from pages.common.palette import Theme
from pages.quadratic_vs_cross_entropy.figures.headline import headline
from pages.quadratic_vs_cross_entropy.figures.symbols import DEFAULT, Symbols

# Where a quantity is infinite, its bar ends here and says so.
LONGEST = 20.0
POINTS = 301


def p_color(theme: Theme) -> str:
    """Of the distribution that is so."""
    return theme.muted


def q_color(theme: Theme) -> str:
    """Of the model."""
    return theme.mark


def distributions_figure(p: Array, q: Array, theme: Theme) -> dict[str, Any]:
    """p and q (K,), side by side."""
    names = [str(k + 1) for k in range(len(p))]
    traces = [
        {"type": "bar", "x": names, "y": each, "text": [f"{value:.2f}" for value in each], "textposition": "outside",
         "textfont": {"size": 14}, "marker": {"color": color}, "cliponaxis": False, "name": name,
         "hovertemplate": f"{name} of outcome %{{x}}: %{{y:.4f}}<extra></extra>"}
        for name, each, color in (("p", p, p_color(theme)), ("q", q, q_color(theme)))
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "barmode": "group",
        "xaxis": axis(theme, type="category", showgrid=False, title={"text": "outcome", "standoff": 2}),
        "yaxis": axis(theme, range=[0, 1.12], tickvals=[0, 0.5, 1]),
        "margin": {"l": 34, "r": 8, "t": 26, "b": 40},
        "annotations": [
            headline("p, what is so", font={"size": 14, "color": p_color(theme)}),
            headline("q, the model", x=1, xanchor="right", font={"size": 14, "color": q_color(theme)}),
        ],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def stacked_figure(p: Array, q: Array, unit: str, theme: Theme) -> dict[str, Any]:
    """H(p) and D(p‖q) on top of each other beside H(p, q): two bars of the same length."""
    parts = (
        ("H(p)", float(entropy(p, unit)), p_color(theme), "H(p) + D(p‖q)"),
        ("D(p‖q)", float(kl_divergence(p, q, unit)), q_color(theme), "H(p) + D(p‖q)"),
        ("H(p, q)", float(cross_entropy(p, q, unit)), theme.accuracy, "H(p, q)"),
    )
    top = round_up(max(1.0, 1.05 * min(parts[2][1], LONGEST)))
    traces = [
        {"type": "bar", "orientation": "h", "x": np.array([min(value, top)]), "y": [row], "name": name,
         "marker": {"color": color}, "text": [f"<b>{name}</b> {_number(value)}"], "insidetextanchor": "middle",
         "textposition": "inside" if value > 0.2 * top else "none", "textangle": 0,
         "textfont": {"size": 15, "color": theme.background},
         "hovertemplate": f"{name} = {_number(value)}<extra></extra>"}
        for name, value, color, row in parts
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "barmode": "stack",
        "bargap": 0.35,
        "xaxis": axis(theme, range=[0, top], dtick=tick_step(top, 4), title={"text": unit, "standoff": 2}),
        "yaxis": axis(theme, type="category", showgrid=False, autorange="reversed",
                      tickfont={"size": 14, "color": theme.text}),
        "margin": {"l": 116, "r": 14, "t": 26, "b": 40},
        "annotations": [
            headline(" · ".join(f"{name} = {_number(value)}" for name, value, _, _ in parts), xshift=-110)
        ],
        "hovermode": "closest",
        "dragmode": False,
    }  # fmt: skip
    return {"data": traces, "layout": layout}


def densities_figure(x: Array, p: tuple[float, float], q: tuple[float, float], theme: Theme) -> dict[str, Any]:
    """The densities of two Gaussians, each given as (mean, standard deviation), over x."""
    lines = [
        _area(x, gaussian_density(x, *each), color, name)
        for name, each, color in (("p", p, p_color(theme)), ("q", q, q_color(theme)))
    ]
    top = round_up(1.02 * max(float(line["y"].max()) for line in lines))
    layout = _over_x(x, [0, top], theme) | {
        "annotations": [
            headline("p", font={"size": 14, "color": p_color(theme)}),
            headline("q", x=0.08, font={"size": 14, "color": q_color(theme)}),
        ]
    }
    return {"data": lines, "layout": layout}


def integrand_figure(
    x: Array, p: tuple[float, float], q: tuple[float, float], values: tuple[float, float], unit: float, theme: Theme
) -> dict[str, Any]:
    """p ln(p/q) and q ln(q/p) over x: the area under each, what is below 0 taken off, is the divergence.

    Parameters
    ----------
    values : D(p‖q) and D(q‖p), in the unit
    unit : nats in one unit
    """
    ln_p, ln_q = (-0.5 * ((x - mean) / std) ** 2 - np.log(std) for mean, std in (p, q))
    forward = gaussian_density(x, *p) * (ln_p - ln_q) / unit
    backward = gaussian_density(x, *q) * (ln_q - ln_p) / unit
    lines = [
        _area(x, forward, p_color(theme), "p ln p/q"),
        _area(x, backward, q_color(theme), "q ln q/p"),
    ]
    low, high = (float(pick([pick(line["y"]) for line in lines])) for pick in (np.min, np.max))
    layout = _over_x(x, [-round_up(max(-low, 0.05)), round_up(max(high, 0.1))], theme) | {
        "annotations": [
            headline(f"p ln p/q: area D(p‖q) = {values[0]:.3f}", yshift=22, font={"size": 14, "color": p_color(theme)}),
            headline(f"q ln q/p: area D(q‖p) = {values[1]:.3f}",
                     font={"size": 14, "color": q_color(theme)}),
        ]
    }  # fmt: skip
    return {"data": lines, "layout": layout}


def symmetric_figure(t: float, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    """Cross-entropy and its symmetric form over the output a for a target t, with the minimum of each."""
    a = np.linspace(0.002, 0.998, POINTS)
    traces, annotations = [], []
    for name, loss, lowest, color in (
        ("cross-entropy", "binary_cross_entropy", min(max(t, a[0]), a[-1]), theme.accuracy),
        ("symmetric", "symmetric_cross_entropy", symmetric_minimiser(t), theme.mark),
    ):
        cost, at = _cost(loss, a, t), np.array([lowest])
        traces.append(
            {"type": "scatter", "mode": "lines", "x": a, "y": cost, "line": {"color": color, "width": 3},
             "hovertemplate": f"{name} at a = %{{x:.2f}}: %{{y:.3f}}<extra></extra>"}
        )  # fmt: skip
        traces.append(
            {"type": "scatter", "mode": "markers", "x": at, "y": _cost(loss, at, t), "hoverinfo": "skip",
             "marker": {"size": 12, "color": color, "line": {"color": theme.background, "width": 1.5}}}
        )  # fmt: skip
        annotations.append(
            headline(f"{name}: lowest at {lowest:.3f}", yshift=4 if traces[2:] else 22,
                     font={"size": 14, "color": color})
        )  # fmt: skip
    down = {"type": "line", "x0": t, "x1": t, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
            "line": {"color": theme.muted, "width": 1.4, "dash": "dot"}}  # fmt: skip
    annotations.append(
        label(symbols.t, t, 0.97, xref="x", yref="y domain", xshift=9, borderpad=0,
              font={"size": 15, "color": theme.muted})
    )  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(theme, range=[0, 1], dtick=0.25, title={"text": f"output {symbols.a}", "standoff": 2}),
        "yaxis": axis(theme, range=[0, 6], dtick=2),
        "margin": {"l": 34, "r": 14, "t": 44, "b": 40},
        "annotations": annotations,
        "shapes": [down],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def minimum_figure(t: float, theme: Theme, symbols: Symbols = DEFAULT) -> dict[str, Any]:
    """Where the symmetric form is lowest, against the target; on the diagonal it would be at the target."""
    targets = np.linspace(0, 1, 51)
    lowest = np.array([symmetric_minimiser(each) for each in targets])
    agreed = f"cross-entropy: lowest at {symbols.a} = {symbols.t}"
    words = f"{symbols.t} = %{{x:.2f}}: lowest at {symbols.a} = %{{y:.3f}}<extra></extra>"
    traces = [
        {"type": "scatter", "mode": "lines", "x": targets, "y": targets, "hoverinfo": "skip",
         "line": {"color": theme.accuracy, "width": 2.4}},
        {"type": "scatter", "mode": "lines", "x": targets, "y": lowest, "hovertemplate": words,
         "line": {"color": theme.mark, "width": 3}},
        {"type": "scatter", "mode": "markers", "x": np.array([t]), "y": np.array([symmetric_minimiser(t)]),
         "hoverinfo": "skip", "cliponaxis": False,
         "marker": {"size": 12, "color": theme.mark, "line": {"color": theme.background, "width": 1.5}}},
    ]  # fmt: skip
    layout = base_layout(theme) | {
        "xaxis": axis(theme, range=[0, 1], dtick=0.25, title={"text": f"target {symbols.t}", "standoff": 2}),
        "yaxis": axis(theme, range=[0, 1], dtick=0.25),
        "margin": {"l": 42, "r": 14, "t": 44, "b": 40},
        "annotations": [
            headline(agreed, yshift=22, font={"size": 14, "color": theme.accuracy}),
            headline("symmetric form: lowest elsewhere", font={"size": 14, "color": theme.mark}),
        ],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": traces, "layout": layout}


def _cost(loss: str, a: Array, t: float) -> Array:
    return LOSSES[loss].per_sample(a[:, None], np.full((len(a), 1), t))


def _number(value: float) -> str:
    return "∞" if np.isinf(value) else f"{max(value, 0.0):.3f}"


def _area(x: Array, y: Array, color: str, name: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": color, "width": 2.6},
        "fill": "tozeroy", "fillcolor": see_through(color, 0.2), "hovertemplate": f"{name}: %{{y:.3f}}<extra></extra>",
    }  # fmt: skip


def _over_x(x: Array, span: list[float], theme: Theme) -> dict[str, Any]:
    return base_layout(theme) | {
        "xaxis": axis(theme, range=[float(x[0]), float(x[-1])], dtick=2, title={"text": "x", "standoff": 2}),
        "yaxis": axis(theme, range=span, dtick=tick_step(span[1] - span[0], 4), tickformat=".3~g"),
        "margin": {"l": 46, "r": 14, "t": 44, "b": 40},
        "hovermode": "x",
        "dragmode": False,
    }
