"""The network of the lesson: in each neuron what is known of it so far, and what the present step uses and finds.

One SVG as a layout image under invisible traces, whose points tell the exact values on hover.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import numpy as np

from pages.backpropagation.figures.chain_places import EDGE, Across, Places
from pages.backpropagation.figures.chain_view import ChainView, Part
from pages.common.figure_style import base_layout
from pages.common.figures.numbers import plain_number
from pages.common.figures.pointed import PointedAt, pointed_at
from pages.common.images import svg_uri
from pages.common.palette import hex_color, map_palette

# More do not fit into a box, with a number or maxout's two; then a digit is left out, which the pointer still finds.
MOST_CHARACTERS, MOST_WITH_TWO = 9, 10
# What a line in a box stands for, its text, and the value for its colour.
Line = tuple[Part, str, float | None]


def chain_figure(view: ChainView, places: type[Places] = Across) -> dict[str, Any]:
    """The drawing as a figure; its traces are neurons and links, to point at."""
    at = places(view)
    image = {
        "source": svg_uri(chain_svg(view, places)),
        "x": 0, "y": 0, "sizex": at.width, "sizey": at.height,
        "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "top", "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    layout = base_layout(view.theme, 14) | {
        "xaxis": {**hidden, "range": [0, at.width]},
        "yaxis": {**hidden, "range": [at.height, 0], "scaleanchor": "x"},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "images": [image],
        "hovermode": "closest",
        "dragmode": False,
    }
    return {"data": [pointed_at(_neuron_points(at)), pointed_at(_link_points(at))], "layout": layout}


def chain_svg(view: ChainView, places: type[Places] = Across) -> str:
    """The drawing as SVG, ready for `svg_uri`."""
    at = places(view)
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {at.width} {at.height}'>", _style(at)]
    parts += [_link(at, *link) for link in _links(view)]
    parts += [_link_label(at, *link) for link in _labelled_links(view)]
    parts += [_neuron(at, layer, i) for layer, n in enumerate(view.sizes) for i in range(n)]
    return "".join((*parts, _loss(at), _legend(at), "</svg>"))


def neuron_lines(view: ChainView, layer: int, neuron: int) -> list[Line]:
    """The lines in a neuron's box."""
    s, rows = view.symbols, view.rows_of(layer, neuron)
    a = view.values.get(("a", layer, neuron))
    letter = "x" if layer == 0 else s.output if layer == view.last else s.activation
    lines: list[Line] = []
    if layer:
        lines.append(_line(view, "z", s.pre_activation, layer, rows))
    lines.append((("a", layer, neuron), _named(letter, [a]), a))
    if layer:
        lines.append(_line(view, "d", s.error, layer, rows))
    return lines


def _line(view: ChainView, kind: str, letter: str, layer: int, rows: list[int]) -> Line:
    known = [view.values.get((kind, layer, row)) for row in rows]
    lit = _lit_part(view, [(kind, layer, row) for row in rows])
    return lit, _named(letter, known), known[0] if len(rows) == 1 else None


def _named(letter: str, values: Sequence[float | None], digits: int = 3) -> str:
    """A neuron's number behind its letter, or the two of maxout, in so many digits as fit into the box."""
    most = MOST_CHARACTERS
    if len(values) > 1:
        digits, most = min(digits, 2), MOST_WITH_TWO
    texts = [_number(value, digits) for value in values]
    if len(letter) + sum(map(len, texts)) > most:
        texts = [_number(value, digits - 1) for value in values]
    return f"{letter} {' | '.join(texts)}"


def _number(value: float | None, digits: int = 3) -> str:
    return "" if value is None else plain_number(value, digits)


def _style(at: Places) -> str:
    theme, (text, small, large) = at.view.theme, at.sizes_of_text
    halo = f"paint-order:stroke;stroke:{theme.background};stroke-width:6px;stroke-linejoin:round"
    rules = (
        f"text{{font:{text}px sans-serif;fill:{theme.text}}}.w,.b{{{halo};font-size:{small}px;text-anchor:middle}}",
        f".m{{fill:{theme.muted}}}.e{{font-size:{large}px}}.two{{font-size:{small}px}}",
        f".box{{fill:{theme.panel};stroke:{theme.frame};stroke-width:1.6}}.s{{stroke:{theme.border}}}",
        f".used{{fill:{theme.mark};opacity:.22}}.found{{fill:{theme.mark};opacity:.5}}",
        f"path{{fill:none}}.n{{stroke:{theme.negative}}}.p{{stroke:{theme.positive}}}.z{{stroke:{theme.grid}}}",
        f".lu,.lf{{stroke:{theme.mark};stroke-width:13;opacity:.22}}.lf{{opacity:.5}}",
    )
    return "<style>" + "".join(rules).replace("#", "%23") + "</style>"


def _links(view: ChainView) -> Iterator[tuple[int, int, int]]:
    return (
        (layer, to, origin)
        for layer in range(1, len(view.sizes))
        for to in range(view.sizes[layer])
        for origin in range(view.sizes[layer - 1])
    )


def _labelled_links(view: ChainView) -> list[tuple[int, int, int]]:
    labelled = [view.labelled_links(layer) for layer in range(1, len(view.sizes))]
    return [link for link in _links(view) if link[1:] in labelled[link[0] - 1]]


def _link(at: Places, layer: int, to: int, origin: int) -> str:
    view = at.view
    x0, y0, x1, y1 = at.ends(layer, to, origin)
    weight = float(view.weights[layer - 1][view.rows_of(layer, to)[0], origin])
    largest = float(np.abs(view.weights[layer - 1]).max())
    thickness = 1.2 + (4.5 * abs(weight) / largest if largest > 0 and np.isfinite(largest) else 0)
    d = f"d='M{x0:.0f} {y0:.1f}L{x1:.0f} {y1:.1f}'"
    lit = {"found": f"<path class='lf' {d}/>", "used": f"<path class='lu' {d}/>", "": ""}
    sign = "z" if not weight else "n" if weight < 0 else "p"
    return lit[view.link_mark(layer, to, origin)] + f"<path class='{sign}' stroke-width='{thickness:.1f}' {d}/>"


def _link_label(at: Places, layer: int, to: int, origin: int) -> str:
    view = at.view
    x, y = at.label(layer, to, origin)
    rows = view.rows_of(layer, to)
    weight = " | ".join(_number(view.weights[layer - 1][row, origin]) for row in rows)
    slopes = [view.values.get(("w", layer, row, origin)) for row in rows]
    if slopes[0] is None:
        return _text(weight, x, y + 5, "w")
    slope = " | ".join(_number(value, 2) for value in slopes)
    if at.stacked:
        weight, slope = (text.replace(" ", "") for text in (weight, slope))
        bold = f"<tspan font-weight='bold' x='{x:.0f}' dy='15'>{slope}</tspan>"
        return f"<text class='w' x='{x:.0f}' y='{y - 2:.1f}'>{weight}{bold}</text>"
    # One line for both: two would cover the links' neighbours.
    bold = f"<tspan font-weight='bold' dx='7'>∂ {slope}</tspan>"
    return f"<text class='w' x='{x:.0f}' y='{y + 5:.1f}'>{weight}{bold}</text>"


def _neuron(at: Places, layer: int, neuron: int) -> str:
    view, line = at.view, at.line
    x, y = at.middle(layer, neuron)
    lines = neuron_lines(view, layer, neuron)
    if layer and at.stacked:
        lines = [_bias_line(view, layer, neuron), *lines, _bias_slope_line(view, layer, neuron)]
    height = at.box_height(layer)
    left, top = x - at.box / 2, y - height / 2
    parts = [f"<rect class='box' x='{left:.0f}' y='{top:.1f}' width='{at.box}' height='{height}' rx='8'/>"]
    for i, (part, text, value) in enumerate(lines):
        y_line = top + EDGE / 2 + line * i
        if mark := view.mark(part):
            size = f"width='{at.box - 6}' height='{line}'"
            parts.append(f"<rect class='{mark}' x='{left + 3:.0f}' y='{y_line:.1f}' {size} rx='5'/>")
        if value is not None:
            fill = _color(view, part, value).replace("#", "%23")
            place = f"x='{left + at.indent - 18:.0f}' y='{y_line + line / 2 - 6:.1f}'"
            parts.append(f"<rect class='s' {place} width='12' height='12' fill='{fill}'/>")
        known = value is not None or text[-1].isdigit()
        kinds = "" if known else "m"
        indent = at.indent
        if "|" in text:
            indent, kinds = 8, f"{kinds} two".strip()
        if at.stacked:
            text = text.replace(" | ", "|")
        parts.append(_text(text, left + indent, y_line + line / 2 + 6, kinds))
    if layer and not at.stacked:
        parts.append(_bias(at, layer, neuron, x, top))
    if layer == view.last:
        parts.append(_target(at, neuron))
    return "".join(parts)


def _lit_part(view: ChainView, parts: list[Part]) -> Part:
    """The part whose mark a line has that stands for several."""
    strongest = view.strongest_mark(parts)
    return next(part for part in parts if view.mark(part) == strongest)


def _bias_line(view: ChainView, layer: int, neuron: int) -> Line:
    rows = view.rows_of(layer, neuron)
    text = _named(view.symbols.bias, [view.biases[layer - 1][row] for row in rows])
    return _lit_part(view, [("bias", layer, row) for row in rows]), text, None


def _bias_slope_line(view: ChainView, layer: int, neuron: int) -> Line:
    rows = view.rows_of(layer, neuron)
    text = _named(f"∂{view.symbols.bias}", [view.values.get(("b", layer, row)) for row in rows], 2)
    return _lit_part(view, [("b", layer, row) for row in rows]), text, None


def _color(view: ChainView, part: Part, value: float) -> str:
    """Orange to blue; error terms in full colour at the largest of them."""
    scale = 1.0
    if part[0] == "d":
        scale = max((abs(v) for p, v in view.values.items() if p[0] == "d"), default=1.0) or 1.0
    share = float(np.nan_to_num(np.clip(value / scale, -1, 1)))
    return hex_color(map_palette(view.theme)[round(127.5 + 127 * share)])


def _bias(at: Places, layer: int, neuron: int, x: float, top: float) -> str:
    view = at.view
    rows = view.rows_of(layer, neuron)
    text = _named(view.symbols.bias, [view.biases[layer - 1][row] for row in rows])
    slopes = [view.values.get(("b", layer, row)) for row in rows]
    if slopes[0] is not None:
        text += f"  {_named('∂', slopes, 2)}"
    mark = view.strongest_mark((kind, layer, row) for kind in ("bias", "b") for row in rows)
    lit = f"<rect class='{mark}' x='{x - 76:.0f}' y='{top - 20:.1f}' width='152' height='20' rx='5'/>" if mark else ""
    return lit + _text(text, x, top - 5, "b")


def _target(at: Places, neuron: int) -> str:
    view, (x, y) = at.view, at.target(neuron)
    mark = view.mark(("t", neuron))
    lit = f"<rect class='{mark}' x='{x - 4:.0f}' y='{y - 18:.1f}' width='70' height='24' rx='5'/>" if mark else ""
    return lit + _text(f"{view.symbols.target} {_number(float(view.targets[neuron]))}", x, y, "")


def _loss(at: Places) -> str:
    view = at.view
    if view.loss is None:
        return ""
    after = f" → {_number(view.loss_after)}" if view.loss_after is not None else ""
    mark = view.mark(("loss",))
    text = f"{view.symbols.loss} {_number(view.loss)}{after}"
    width = 10 * len(text) + 14
    left, y = at.loss(width)
    lit = f"<rect class='{mark}' x='{left - 6:.0f}' y='{y - 18:.0f}' width='{width:.0f}' height='26' rx='6'/>"
    return (lit if mark else "") + _text(text, left, y, "e")


def _legend(at: Places) -> str:
    if not at.stacked:
        return ""
    view, labelled = at.view, _labelled_links(at.view)
    if not labelled:
        return ""
    words = "at a link: its weight"
    if any(("w", *link) in view.values for link in labelled):
        words += f", below it <tspan font-weight='bold'>∂{escape(view.symbols.loss)}/∂w</tspan>"
    return f"<text class='w' x='{at.width / 2:.0f}' y='{at.height - 8:.1f}'>{words}</text>"


def _text(text: str, x: float, y: float, kind: str) -> str:
    safe = escape(text, quote=True).replace("%", "%25").replace("#", "%23")
    return f"<text class='{kind}' x='{x:.0f}' y='{y:.1f}'>{safe}</text>"


def _neuron_points(at: Places) -> Iterator[PointedAt]:
    view = at.view
    for layer, n in enumerate(view.sizes):
        for neuron in range(n):
            x, y = at.middle(layer, neuron)
            name = f"neuron {neuron + 1} of layer {layer}" if layer else f"input {neuron + 1}"
            s = view.symbols
            letters = {"z": s.pre_activation, "a": s.output if layer == view.last else s.activation, "d": s.error}
            keys = [(kind, layer, row) for kind in "zd" for row in view.rows_of(layer, neuron)]
            keys.insert(1, ("a", layer, neuron))
            texts = [f"{letters[str(key[0])]} {_number(view.values[key], 6)}" for key in keys if key in view.values]
            yield x, y, "<br>".join([name, *texts]), ["neuron", layer, neuron, -1]


def _link_points(at: Places) -> Iterator[PointedAt]:
    view = at.view
    for layer, to, origin in _links(view):
        x, y = at.label(layer, to, origin)
        texts = [f"weight from {origin + 1} to neuron {to + 1} of layer {layer}"]
        for row in view.rows_of(layer, to):
            slope = view.values.get(("w", layer, row, origin))
            text = f"<b>{_number(view.weights[layer - 1][row, origin], 6)}</b>"
            texts.append(text + ("" if slope is None else f"<br>∂{view.symbols.loss}/∂w {_number(slope, 6)}"))
        yield x, y, "<br>".join(texts), ["link", layer, to, origin]
