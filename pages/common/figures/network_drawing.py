"""The network as one SVG: links, every neuron's map out of one PNG atlas, frames and bias dots.

One drawing as one layout image costs the browser a millisecond; a Plotly trace for each link costs sixty.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mlp_core.arrays import Array
from pages.common.figures.geometry import FRAME, HEIGHT, WIDTH, Geometry
from pages.common.figures.network_view import NetworkView
from pages.common.images import palette_png, rgb_png
from pages.common.palette import Bytes, Theme, class_palette, hex_color, map_palette, palette_index

LEVELS = 12
STRENGTHS = tuple((level + 0.5) / LEVELS for level in range(LEVELS))
DOT_RADIUS = 4.5


def strength_levels(values: Array, scale: float) -> NDArray[np.int64]:
    """How strong each value looks, 0 to 11: 1 - e^(-|value| / scale) in twelve steps."""
    strength = np.nan_to_num(1 - np.exp(np.abs(values) * (-1 / scale)))
    return np.minimum((strength * LEVELS).astype(np.int64), LEVELS - 1)


def network_svg(view: NetworkView, place: Geometry) -> str:
    """The drawing of one frame, ready for `svg_uri`."""
    indices = [map_index(view, layer) for layer in range(len(view.layer_sizes))]
    frames, windows, atlas_size = _fixed_parts(place, indices[0].shape[-1])
    strip = view.maps[0].ndim == 2
    return "".join(
        (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'>",
            _style(view.theme),
            f"<defs><image id='a' href='{_atlas(view, indices)}' {atlas_size}/></defs>",
            _column_mark(view, place),
            _links(view, place),
            "<g opacity='.55'>" if strip else "",
            windows,
            "</g>" + _strip_curves(place, indices) if strip else "",
            frames,
            _dots(view, place),
            _highlights(view, place),
            _probe_numbers(view, place),
            "</svg>",
        )
    )


def map_index(view: NetworkView, layer: int) -> Bytes:
    """A layer's maps as indices into the palette, in the shape of the maps."""
    values = np.asarray(view.maps[layer])
    if layer == len(view.layer_sizes) - 1 and view.output in ("binary", "classes"):
        return palette_index(values, center=0.5, scale=0.5)
    return palette_index(values, scale=layer_scale(values))


def layer_scale(values: Array) -> float:
    """The activation that gets the full colour: 1, or the median neuron's largest one where that is more.

    1 for the bounded activations; for the others the median keeps one large neuron from paling its layer.
    """
    largest = np.sort(np.abs(values.reshape(len(values), -1)).max(axis=1))
    return float(np.clip(np.nan_to_num(largest[len(largest) // 2], nan=1.0, posinf=1e300), 1.0, 1e300))


@lru_cache(maxsize=8)
def _style(theme: Theme) -> str:
    rules = [f".o{{fill:none;stroke:{theme.frame};stroke-width:{FRAME}}}"]
    rules.append(f".c{{fill:none;stroke:{theme.text};stroke-width:1.6}}")
    rules.append(f".x{{stroke:{theme.muted};stroke-width:1.2;stroke-dasharray:3 5;opacity:.7}}")
    rules.append(f".t{{fill:{theme.text};font-family:sans-serif;text-anchor:middle}}")
    rules.append(f".q{{fill:{theme.background};opacity:.82}}")
    rules.append(f".r{{fill:none;stroke:{theme.accent};stroke-width:3}}")
    rules.append("path{fill:none}")
    for sign, color in (("n", theme.negative), ("p", theme.positive)):
        for level, strength in enumerate(STRENGTHS):
            rules.append(f".{sign}{level}{{stroke:{color};opacity:{0.12 + 0.8 * strength:.2f}}}")
    return "<style>" + "".join(rules).replace("#", "%23") + "</style>"


@lru_cache(maxsize=8)
def _dot_fills(theme: Theme) -> tuple[str, ...]:
    """The fill of a bias dot by `2 * level + (1 if positive)`."""
    palette = map_palette(theme)
    steps = [sign * strength for strength in STRENGTHS for sign in (-1, 1)]
    return tuple(hex_color(palette[round(127.5 + 127 * step)]).replace("#", "%23") for step in steps)


@lru_cache(maxsize=64)
def _fixed_parts(place: Geometry, k: int) -> tuple[str, str, str]:
    """Frames, windows onto the atlas, and the atlas's size: the same in every frame of one architecture.

    A window shows its map from the first pixel's centre to the last one's: those are the ends of the grid, and
    smoothing then never reaches into the neighbouring map.
    """
    columns, rows = _atlas_shape(sum(place.layer_sizes))
    frames, windows = [], []
    for layer, size in enumerate(place.sizes):
        for x, y in place.centers[layer]:
            column, row = len(windows) % columns, len(windows) // columns
            left, top = x - size / 2, y - size / 2
            windows.append(
                f"<svg x='{left:.1f}' y='{top:.1f}' width='{size:.1f}' height='{size:.1f}' "
                f"viewBox='{column * k + 0.5} {row * k + 0.5} {k - 1} {k - 1}'><use href='%23a'/></svg>"
            )
            side = size + FRAME
            frames.append(
                f"<rect class='o' x='{left - FRAME / 2:.1f}' y='{top - FRAME / 2:.1f}' "
                f"width='{side:.1f}' height='{side:.1f}' rx='5'/>"
            )
    return "".join(frames), "".join(windows), f"width='{columns * k}' height='{rows * k}'"


def _atlas_shape(n_boxes: int) -> tuple[int, int]:
    columns = int(np.ceil(np.sqrt(n_boxes)))
    return columns, -(-n_boxes // columns)


def _atlas(view: NetworkView, indices: list[Bytes]) -> str:
    """All maps in one PNG, row by row in the order of layers and neurons."""
    k = indices[0].shape[-1]
    columns, rows = _atlas_shape(sum(view.layer_sizes))
    cells = np.zeros((rows * columns, k, k), np.uint8)
    start = 0
    for index in indices:
        # The highest x₂ is the top of a picture, the last row of a map; one input makes k equal rows.
        cells[start : start + len(index)] = index[:, ::-1] if index.ndim == 3 else index[:, None, :]
        start += len(index)
    palette = map_palette(view.theme)
    if view.output != "classes":
        return palette_png(_tile(cells, columns), palette)
    n_classes = view.layer_sizes[-1]
    colors = palette[cells]
    ramps = class_palette(view.theme, n_classes)
    for c in range(n_classes):
        box = start - n_classes + c
        colors[box] = ramps[c][cells[box] // (256 // ramps.shape[1])]
    return rgb_png(_tile(colors, columns))


def _tile(cells: Bytes, columns: int) -> Bytes:
    k, rest = cells.shape[1], cells.shape[3:]
    grid = cells.reshape(-1, columns, k, k, *rest).swapaxes(1, 2)
    return grid.reshape(-1, columns * k, *rest)


def _links(view: NetworkView, place: Geometry) -> str:
    """The links, the weakest first; all of one layer, sign and strength are one path.

    A path without links stands there all the same: one drawing then differs from the next in its values alone, which
    the browser changes in place.
    """
    scale = view.strength_scale()
    parts = []
    for layer, groups in enumerate(_link_groups(place), 1):
        values = view.shown_links(layer).ravel()
        code = 2 * strength_levels(values, scale) + (values > 0)
        paths = place.paths[layer - 1].ravel()
        cut = view.shown_cuts(layer)
        if cut is not None:
            kept = ~cut.ravel()
            parts.append(f"<path class='x' d='{''.join(paths[~kept])}'/>")
            code, paths = code[kept], paths[kept]
        order = np.argsort(code, kind="stable")
        ordered = paths[order].tolist()
        start = 0
        for group, count in zip(groups, np.bincount(code, minlength=2 * LEVELS).tolist(), strict=True):
            parts.append(f"{group}{''.join(ordered[start : start + count])}'/>")
            start += count
    return "".join(parts)


@lru_cache(maxsize=64)
def _link_groups(place: Geometry) -> tuple[tuple[str, ...], ...]:
    """For each layer the beginnings of its paths, by `2 * level + (1 if positive)`."""
    return tuple(
        tuple(
            f"<path class='{sign}{level}' stroke-width='{0.6 + widest * strength**1.3:.1f}' d='"
            for level, strength in enumerate(STRENGTHS)
            for sign in "np"
        )
        for widest in place.max_widths
    )


@lru_cache(maxsize=64)
def _dot_places(place: Geometry) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(
            "' cx='{:.1f}' cy='{:.1f}' r='{:.1f}'/>".format(*place.dot(layer, neuron), _dot_radius(place, layer))
            for neuron in range(n)
        )
        for layer, n in enumerate(place.layer_sizes)
    )


def _dot_radius(place: Geometry, layer: int) -> float:
    return min(DOT_RADIUS, place.sizes[layer] / 7)


def _dots(view: NetworkView, place: Geometry) -> str:
    fills = _dot_fills(view.theme)
    places = _dot_places(place)
    scale = view.strength_scale()
    parts = [f"<g stroke='{view.theme.frame.replace('#', '%23')}' stroke-width='1.2'>"]
    for layer in range(1, len(view.layer_sizes)):
        values = view.shown_biases(layer)
        codes = (2 * strength_levels(values, scale) + (values > 0)).tolist()
        parts += [f"<circle fill='{fills[code]}{rest}" for code, rest in zip(codes, places[layer], strict=True)]
    parts.append("</g>")
    return "".join(parts)


def _strip_curves(place: Geometry, indices: list[Bytes]) -> str:
    """For one input: each neuron's activation over the input, as a curve in its box."""
    parts = []
    for layer, index in enumerate(indices):
        size = place.sizes[layer]
        across = [f"{x:.1f} " for x in np.linspace(-size / 2, size / 2, index.shape[-1])]
        up = np.round(size * (0.46 - 0.92 * index / 255.0), 1).tolist()
        for (x, y), heights in zip(place.centers[layer].tolist(), up, strict=True):
            points = " ".join(a + str(b) for a, b in zip(across, heights, strict=True))
            parts.append(f"<path class='c' transform='translate({x:.1f} {y:.1f})' d='M{points}'/>")
    return "".join(parts)


def _column_mark(view: NetworkView, place: Geometry) -> str:
    if view.selected_layer is None:
        return ""
    layer = view.selected_layer
    width = place.sizes[layer] + 22
    x = place.centers[layer][0, 0] - width / 2
    fill = view.theme.panel.replace("#", "%23")
    return f"<rect x='{x:.1f}' y='0' width='{width:.1f}' height='{HEIGHT}' rx='8' fill='{fill}'/>"


def _highlights(view: NetworkView, place: Geometry) -> str:
    parts = []
    if view.hovered is not None:
        layer, neuron = view.hovered
        x, y = place.centers[layer][neuron]
        side = place.sizes[layer] + FRAME + 3
        parts.append(
            f"<rect class='r' x='{x - side / 2:.1f}' y='{y - side / 2:.1f}' "
            f"width='{side:.1f}' height='{side:.1f}' rx='6'/>"
        )
    if view.selected is not None and view.selected[0] == "link":
        _, layer, to, origin = view.selected
        d = place.paths[int(layer) - 1][int(to), int(origin)]
        value = float(view.shown_links(int(layer))[int(to), int(origin)])
        color = (view.theme.positive if value > 0 else view.theme.negative).replace("#", "%23")
        ring = view.theme.text.replace("#", "%23")
        parts.append(
            f"<path d='{d}' stroke='{ring}' stroke-width='8'/><path d='{d}' stroke='{color}' stroke-width='4'/>"
        )
    if view.selected is not None and view.selected[0] == "bias":
        x, y = place.dot(int(view.selected[1]), int(view.selected[2]))
        parts.append(f"<circle class='r' cx='{x:.1f}' cy='{y:.1f}' r='{DOT_RADIUS + 3}'/>")
    return "".join(parts)


def _probe_numbers(view: NetworkView, place: Geometry) -> str:
    """The activation at the probed point, on a plate at the foot of each box."""
    if view.probe is None:
        return ""
    parts = []
    for layer, values in enumerate(view.probe):
        size = place.sizes[layer]
        height = min(16.0, 0.46 * size)
        for (x, y), value in zip(place.centers[layer].tolist(), np.asarray(values).tolist(), strict=True):
            text = short_number(value, 3 if size >= 40 else 2)
            top = y + size / 2 - height
            plate = f"x='{x - size / 2:.1f}' y='{top:.1f}' width='{size:.1f}' height='{height:.1f}'"
            place_of_text = f"x='{x:.1f}' y='{top + 0.8 * height:.1f}' font-size='{0.86 * height:.1f}'"
            parts.append(f"<rect class='q' {plate}/><text class='t' {place_of_text}>{text}</text>")
    return "".join(parts)


def short_number(value: float, digits: int) -> str:
    """A number in about `digits` digits, with a true minus sign: 0.53, −12, 3e5."""
    size = abs(value)
    if not size < np.inf:
        return f"{value}".replace("inf", "∞").replace("-", "−")
    if size >= 10**digits:
        text = f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    else:
        whole = len(str(int(size)))
        # Adding 0 to a rounded -0.0 takes its sign away.
        decimals = max(digits - whole, 0)
        text = f"{round(value, decimals) + 0.0:.{decimals}f}"
    return text.replace("-", "−")
