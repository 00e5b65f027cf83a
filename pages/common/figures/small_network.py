"""A small network, drawn with its weights and biases in figures: up to 4 layers of 4 whole, longer layers with a gap.

    small_network_figure(SmallNetwork.of(net, theme, inside=(("x",), ("a₁", "a₂"), ("Σ",)), highlighted=frozenset(...)))

answers a plain figure dict {"data", "layout"} for `charts`. It is one SVG as a layout image under three invisible
traces (links, neurons, biases), whose points tell their exact value on hover and carry `customdata`
[kind, layer, to, from] with kind "link", "neuron" or "bias", layer counted from 1 (0 the inputs), from -1 where there
is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from pages.common.figure_style import base_layout
from pages.common.figures.numbers import plain_number
from pages.common.figures.pointed import PointedAt, pointed_at
from pages.common.images import svg_uri
from pages.common.palette import Theme, hex_color, map_palette

COLUMN, WIDE_COLUMN, SIDE, HEIGHT, TITLE = 150, 220, 60, 300, 34
# More links between two layers need the wide column for their numbers.
MOST_LINKS = 8
ROW, RADIUS = 104, 21
Part = tuple[str | int, ...]


@dataclass(frozen=True)
class SmallNetwork:
    """What the drawing shows. Layers count from 0, the inputs; `weights[l - 1]` leads into layer l.

    Parameters
    ----------
    layer_sizes, weights, biases, theme : of the network, and the reader's colours
    inside : per layer the texts in its neurons, such as ("x₁", "x₂"); an empty tuple leaves them empty, or, where
        `values` are given, shows these
    values : per layer (n,), such as activations or deltas: they colour the neurons, full at `value_scale`
    titles : per layer what stands below it, such as "2 · sigmoid"
    link_texts, bias_texts : what stands at links (n_to, n_from) and biases (n,) per layer, in place of the numbers
    highlighted : ("link", layer, to, from), ("neuron", layer, i), ("bias", layer, i): these in full colour, the
        others faded; empty shows all in full
    scales : per layer of weights, the |w| that is drawn thickest; by default the layer's largest
    digits : significant digits of the numbers
    bias_name, bias_sign : what biases are called, and −1 where they are shown as what is subtracted
    most : a layer of more neurons shows its first and last ones, this many in all, and "⋮" between
    """

    layer_sizes: tuple[int, ...]
    weights: Sequence[Array]
    biases: Sequence[Array]
    theme: Theme
    inside: Sequence[Sequence[str]] = ()
    values: Sequence[Array] | None = None
    value_scale: float = 1.0
    titles: Sequence[str] = ()
    link_texts: Sequence[Sequence[Sequence[str]]] | None = None
    bias_texts: Sequence[Sequence[str]] | None = None
    highlighted: frozenset[Part] = frozenset()
    scales: Sequence[float] | None = None
    digits: int = 3
    bias_name: str = "b"
    bias_sign: int = 1
    most: int = 4

    @classmethod
    def of(cls, network: MLP, theme: Theme, **keys: Any) -> "SmallNetwork":
        """The drawing of a network as it is now."""
        weights, biases = ([values.copy() for values in each] for each in (network.weights, network.biases))
        return cls(network.layer_sizes, weights, biases, theme, **keys)

    def shown(self, layer: int) -> list[int]:
        """The neurons of a layer that are drawn."""
        n = self.layer_sizes[layer]
        first = self.most - self.most // 2
        return list(range(n)) if n <= self.most else [*range(first), *range(n - self.most // 2, n)]

    def places(self, layer: int) -> dict[int, tuple[float, float]]:
        """Neuron → (x, y) on a drawing of `size`, y downwards."""
        shown, rows = self.shown(layer), self._rows(layer)
        pitch = self._pitch()
        top = HEIGHT / 2 - pitch * (rows - 1) / 2
        gap = 0 if rows == len(shown) else 1
        half = self.most - self.most // 2
        x = self.column(layer)
        return {neuron: (x, top + pitch * (row + (gap if row >= half else 0))) for row, neuron in enumerate(shown)}

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing, in units of about a pixel."""
        return self.column(len(self.layer_sizes) - 1) + SIDE, HEIGHT + (TITLE if self.titles else 0)

    def column(self, layer: int) -> float:
        """x of a layer's neurons."""
        links = [len(self.shown(each)) * len(self.shown(each + 1)) for each in range(layer)]
        return SIDE + sum(WIDE_COLUMN if n > MOST_LINKS else COLUMN for n in links)

    def radius(self) -> float:
        """Of the neurons."""
        return min(RADIUS, 0.33 * self._pitch())

    def _rows(self, layer: int) -> int:
        return len(self.shown(layer)) + (self.layer_sizes[layer] > self.most)

    def _pitch(self) -> float:
        return min(ROW, HEIGHT / max(self._rows(layer) for layer in range(len(self.layer_sizes))))

    def shown_bias(self, layer: int, neuron: int) -> float:
        """A bias with the sign it is shown with."""
        return self.bias_sign * float(self.biases[layer - 1][neuron]) + 0.0  # + 0.0: no bias of −0

    def is_faded(self, *part: str | int) -> bool:
        """Whether others are highlighted and this part is not."""
        return bool(self.highlighted) and part not in self.highlighted


def small_network_figure(view: SmallNetwork) -> dict[str, Any]:
    """The drawing as a figure; its traces are the links, the neurons and the biases, each to hover and click."""
    width, height = view.size
    image = {
        "source": svg_uri(small_network_svg(view)),
        "x": 0, "y": 0, "sizex": width, "sizey": height,
        "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "top", "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    layout = base_layout(view.theme, 14) | {
        "xaxis": {**hidden, "range": [0, width]},
        "yaxis": {**hidden, "range": [height, 0], "scaleanchor": "x"},
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2},
        "images": [image],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": [pointed_at(points) for points in (_links(view), _neurons(view), _biases(view))], "layout": layout}


def small_network_svg(view: SmallNetwork) -> str:
    """The drawing as SVG, ready for `svg_uri`."""
    width, height = view.size
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>", _style(view.theme)]
    labels = []
    for layer in range(1, len(view.layer_sizes)):
        for to, origin in _pairs(view, layer):
            parts.append(_link(view, layer, to, origin))
            labels.append(_link_label(view, layer, to, origin))
    parts += labels
    for layer in range(len(view.layer_sizes)):
        parts += [_neuron(view, layer, neuron) for neuron in view.shown(layer)]
        parts.append(_gap(view, layer))
        if view.titles:
            parts.append(_text(view.titles[layer], view.column(layer), HEIGHT + TITLE - 8, "t"))
    return "".join((*parts, "</svg>"))


def _style(theme: Theme) -> str:
    halo = f"paint-order:stroke;stroke:{theme.background};stroke-width:6px;stroke-linejoin:round"
    rules = (
        f"text{{font:14px sans-serif;fill:{theme.text};text-anchor:middle}}",
        f".l{{{halo};font-size:15px}}.b{{{halo};font-size:14px}}.t{{fill:{theme.muted};font-size:15px}}",
        ".i{font-size:15px;font-weight:bold}.j{font-size:13px}.f{opacity:.25}",
        f"circle{{stroke:{theme.frame};stroke-width:2}}.h{{stroke:{theme.mark};stroke-width:4}}",
        f".d circle{{fill:{theme.muted};stroke:none}}",
        f".n{{stroke:{theme.negative}}}.p{{stroke:{theme.positive}}}.z{{stroke:{theme.grid}}}",
    )
    return "<style>" + "".join(rules).replace("#", "%23") + "</style>"


def _pairs(view: SmallNetwork, layer: int) -> Iterator[tuple[int, int]]:
    return ((to, origin) for to in view.shown(layer) for origin in view.shown(layer - 1))


def _link(view: SmallNetwork, layer: int, to: int, origin: int) -> str:
    (x0, y0), (x1, y1) = view.places(layer - 1)[origin], view.places(layer)[to]
    weight = float(view.weights[layer - 1][to, origin])
    scale = float(np.abs(view.weights[layer - 1]).max()) if view.scales is None else view.scales[layer - 1]
    thickness = 1.2 + 5 * min(abs(weight) / scale, 1) if scale > 0 and np.isfinite(weight) else 1.2
    sign = "z" if not weight else "n" if weight < 0 else "p"
    faded = " f" if view.is_faded("link", layer, to, origin) else ""
    return f"<path class='{sign}{faded}' stroke-width='{thickness:.1f}' d='M{x0:.0f} {y0:.1f}L{x1:.0f} {y1:.1f}'/>"


def _label_place(view: SmallNetwork, layer: int, to: int, origin: int) -> tuple[float, float]:
    """On the link, where labels of a full layer stand evenly apart: near the side with more neurons."""
    (x0, y0), (x1, y1) = view.places(layer - 1)[origin], view.places(layer)[to]
    n_from, n_to = len(view.shown(layer - 1)), len(view.shown(layer))
    share = 1 / (n_to + 1) if n_to <= n_from else 1 - 1 / (n_from + 1)
    share = min(max(share, 0.2), 0.8)
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _link_label(view: SmallNetwork, layer: int, to: int, origin: int) -> str:
    x, y = _label_place(view, layer, to, origin)
    given = view.link_texts
    number = plain_number(view.weights[layer - 1][to, origin], view.digits)
    text = number if given is None else given[layer - 1][to][origin]
    return _text(text, x, y + 5, "l f" if view.is_faded("link", layer, to, origin) else "l")


def _neuron(view: SmallNetwork, layer: int, neuron: int) -> str:
    x, y = view.places(layer)[neuron]
    radius = view.radius()
    fill, text = view.theme.panel, ""
    if view.values is not None:
        value = float(view.values[layer][neuron])
        share = np.nan_to_num(np.clip(value / view.value_scale, -1, 1))
        fill, text = hex_color(map_palette(view.theme)[round(127.5 + 127 * float(share))]), plain_number(value, 2)
    if len(view.inside) > layer and len(view.inside[layer]):
        text = view.inside[layer][neuron]
    marked = " class='h'" if ("neuron", layer, neuron) in view.highlighted else ""
    faded = "<g class='f'>" if view.is_faded("neuron", layer, neuron) and not _touched(view, layer, neuron) else "<g>"
    circle = f"<circle cx='{x:.0f}' cy='{y:.1f}' r='{radius:.1f}' fill='{fill.replace('#', '%23')}'{marked}/>"
    drawn = faded + circle + (_text(text, x, y + 5, "i" if len(text) < 4 else "j") if text else "") + "</g>"
    if layer == 0:
        return drawn
    given = view.bias_texts
    number = plain_number(view.shown_bias(layer, neuron), view.digits)
    bias = f"{view.bias_name} {number}" if given is None else given[layer - 1][neuron]
    return drawn + _text(bias, x, y + radius + 14, "b f" if view.is_faded("bias", layer, neuron) else "b")


def _touched(view: SmallNetwork, layer: int, neuron: int) -> bool:
    """Whether a highlighted link or bias begins or ends at this neuron, so that it is not faded."""
    return any(
        (kind == "link" and ((place == layer and to == neuron) or (place == layer + 1 and rest[0] == neuron)))
        or (kind == "bias" and place == layer and to == neuron)
        for kind, place, to, *rest in view.highlighted
    )


def _gap(view: SmallNetwork, layer: int) -> str:
    """Three dots where neurons are left out."""
    if view.layer_sizes[layer] <= view.most:
        return ""
    places, shown, half = view.places(layer), view.shown(layer), view.most - view.most // 2
    (x, above), (_, below) = places[shown[half - 1]], places[shown[half]]
    middle = (above + below) / 2 + 6
    dots = (f"<circle cx='{x:.0f}' cy='{middle + dy:.1f}' r='2.6'/>" for dy in (-9, 0, 9))
    return f"<g class='d'>{''.join(dots)}</g>"


def _text(text: str, x: float, y: float, kind: str) -> str:
    """Text of the drawing; what could end the address or the markup is written out."""
    safe = escape(str(text), quote=True).replace("%", "%25").replace("#", "%23")
    return f"<text class='{kind}' x='{x:.0f}' y='{y:.1f}'>{safe}</text>"


def _links(view: SmallNetwork) -> Iterator[PointedAt]:
    for layer in range(1, len(view.layer_sizes)):
        for to, origin in _pairs(view, layer):
            x, y = _label_place(view, layer, to, origin)
            value = plain_number(view.weights[layer - 1][to, origin], 6)
            yield x, y, f"weight into neuron {to + 1} of layer {layer}<br><b>{value}</b>", ["link", layer, to, origin]


def _neurons(view: SmallNetwork) -> Iterator[PointedAt]:
    for layer in range(len(view.layer_sizes)):
        for neuron, (x, y) in view.places(layer).items():
            name = f"neuron {neuron + 1} of layer {layer}" if layer else f"input {neuron + 1}"
            value = "" if view.values is None else f"<br><b>{plain_number(view.values[layer][neuron], 6)}</b>"
            yield x, y, name + value, ["neuron", layer, neuron, -1]


def _biases(view: SmallNetwork) -> Iterator[PointedAt]:
    for layer in range(1, len(view.layer_sizes)):
        for neuron, (x, y) in view.places(layer).items():
            value = plain_number(view.shown_bias(layer, neuron), 6)
            text = f"bias of neuron {neuron + 1} of layer {layer}<br><b>{value}</b>"
            yield x, y + view.radius() + 9, text, ["bias", layer, neuron, -1]
