"""The colours of every picture: orange is negative or class 0, blue is positive or class 1, white lies between."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as #rrggbb.

    `negative` and `positive` colour links and lines. `*_map` are the ends of a neuron's map, `*_region` the softer
    ends of the decision region, `*_point` the data drawn on it, in `point_outline`. `midpoint` is the colour of zero.
    `pinned` are the greys of runs that were kept.
    """

    name: str
    background: str
    panel: str
    text: str
    muted: str
    grid: str
    border: str
    accent: str
    midpoint: str
    negative: str
    positive: str
    negative_map: str
    positive_map: str
    negative_region: str
    positive_region: str
    negative_point: str
    positive_point: str
    point_outline: str
    train: str
    test: str
    accuracy: str
    mark: str
    frame: str
    pinned: tuple[str, ...]


LIGHT = Theme(
    name="light",
    background="#ffffff",
    panel="#f4f6f9",
    text="#1d2530",
    muted="#5f6b7a",
    grid="#d5dbe3",
    border="#dce1e8",
    accent="#1f6fb5",
    midpoint="#ffffff",
    negative="#d57312",
    positive="#1a78c4",
    negative_map="#f09540",
    positive_map="#388acc",
    negative_region="#f4b275",
    positive_region="#6ca8da",
    negative_point="#d57318",
    positive_point="#1464a8",
    point_outline="#3a2f28",
    train="#1d2530",
    test="#5f6b7a",
    accuracy="#1a7d55",
    mark="#8a4fb0",
    frame="#1d2530",
    pinned=("#7a8593", "#8b95a2", "#666f7c"),
)

DARK = Theme(
    name="dark",
    background="#10131a",
    panel="#1a1f29",
    text="#e6e9ef",
    muted="#a3acba",
    grid="#394150",
    border="#2c3442",
    accent="#4a9eeb",
    midpoint="#10131a",
    negative="#f0913a",
    positive="#4a9eeb",
    negative_map="#d28234",
    positive_map="#438ccf",
    negative_region="#a0652f",
    positive_region="#386ea3",
    negative_point="#f59a45",
    positive_point="#5aaaf5",
    point_outline="#f4ede4",
    train="#e6e9ef",
    test="#a3acba",
    accuracy="#57c79a",
    mark="#c79be8",
    frame="#cdd4df",
    pinned=("#8a94a3", "#6d7786", "#a4adba"),
)

# Okabe and Ito (2008), without black and yellow, which vanish on one of the two backgrounds; class 0 orange, 1 blue.
OKABE_ITO = ("#e69f00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
# WCAG 2.2, level AA: text (1.4.3), and what must be seen to understand a picture (1.4.11), against what is behind it.
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0

# The share of a class's colour in its decision region; the rest is the midpoint.
REGION_STRENGTH = 0.62


def theme_named(name: str) -> Theme:
    """The theme called "light" or "dark"; ValueError for another name."""
    for theme in (LIGHT, DARK):
        if theme.name == name:
            return theme
    raise ValueError(f"unknown theme {name!r}; known: light, dark")


def rgb(color: str) -> Array:
    """#rrggbb as three floats from 0 to 255."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def hex_color(values: Iterable[float]) -> str:
    """Three numbers from 0 to 255 as #rrggbb."""
    return "#" + "".join(f"{round(float(v)):02x}" for v in values)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    share = rgb(color) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


@lru_cache
def legible(color: str, theme: Theme) -> str:
    """The colour for words: as much nearer to the text's as they need to be read."""
    return next(mix for mix in _mixes(color, theme.text) if contrast(mix, theme.background) >= TEXT_CONTRAST)


@lru_cache
def strong(color: str, theme: Theme) -> str:
    """The colour for marks: as much nearer to the text's as they need to be seen, also on a panel."""
    behind = theme.background, theme.panel
    return next(
        mix for mix in _mixes(color, theme.text) if all(contrast(mix, each) >= MARK_CONTRAST for each in behind)
    )


@lru_cache
def pale(color: str, theme: Theme) -> str:
    """The colour for what stands back: as much nearer to the background's as can still be seen."""
    seen = [mix for mix in _mixes(color, theme.background) if contrast(mix, theme.background) >= MARK_CONTRAST]
    return seen[-1] if seen else color


def _mixes(color: str, end: str) -> list[str]:
    """From a colour to another one, which is the last, in a hundred steps."""
    start, way = rgb(color), rgb(end) - rgb(color)
    return [hex_color(start + k / 100 * way) for k in range(101)]


def _ramp(negative: str, midpoint: str, positive: str) -> Bytes:
    v = (np.arange(256) - 127.5)[:, None] / 127.5
    middle = rgb(midpoint)
    colors = middle + np.abs(v) * (np.where(v < 0, rgb(negative), rgb(positive)) - middle)
    table = np.round(colors).astype(np.uint8)
    table.flags.writeable = False
    return table


@lru_cache
def map_palette(theme: Theme) -> Bytes:
    """(256, 3) colours of a neuron's map, from -1 (index 0) through 0 (the midpoint) to +1 (index 255)."""
    return _ramp(theme.negative_map, theme.midpoint, theme.positive_map)


@lru_cache
def region_palette(theme: Theme) -> Bytes:
    """(256, 3) colours of the decision region: softer than the map's, so that the data stands out on it."""
    return _ramp(theme.negative_region, theme.midpoint, theme.positive_region)


@lru_cache
def point_palette(theme: Theme) -> tuple[str, ...]:
    """256 colours of data points with a value, -1 to +1, as #rrggbb."""
    middle = hex_color(0.55 * rgb(theme.midpoint) + 0.45 * rgb(theme.muted))
    return tuple(hex_color(row) for row in _ramp(theme.negative_point, middle, theme.positive_point))


def value_color(theme: Theme, value: float) -> str:
    """The colour of a data point with this value, -1 to +1."""
    return point_palette(theme)[int(palette_index(np.array([value]))[0])]


@lru_cache
def class_colors(theme: Theme, count: int) -> tuple[str, ...]:
    """The colours of `count` classes (1 to 6): orange and blue for two, Okabe and Ito's for more."""
    if not 1 <= count <= len(OKABE_ITO):
        raise ValueError(f"count is {count}; allowed: 1 to {len(OKABE_ITO)}")
    two = theme.negative_point, theme.positive_point
    return two[:count] if count <= 2 else tuple(strong(color, theme) for color in OKABE_ITO[:count])


def pair_colors(theme: Theme) -> tuple[str, str]:
    """Violet for the first and green for the second of two things that are compared: neither is a class's colour."""
    return theme.mark, theme.accuracy


@lru_cache
def layer_colors(theme: Theme, count: int) -> tuple[str, ...]:
    """Colours of layers 1 … count, from the first to the last: violet over blue to green, yellow in the dark."""
    stops = ("#6a2c91", "#2f6c9e", "#217d59") if theme.name == "light" else ("#a78bfa", "#45b5c4", "#f2d544")
    at = np.linspace(0, 2, count) if count > 1 else np.array([0.0])
    table = np.array([rgb(stop) for stop in stops])
    return tuple(hex_color([np.interp(a, range(3), table[:, i]) for i in range(3)]) for a in at)


@lru_cache
def class_palette(theme: Theme, count: int, steps: int = 64) -> Bytes:
    """(count, steps, 3): each class's ramp from the midpoint (probability 0) to its colour (probability 1)."""
    middle = rgb(theme.midpoint)
    ends = np.array([rgb(color) for color in class_colors(theme, count)])
    share = np.linspace(0, 0.9, steps)[None, :, None]
    table = np.round(middle + share * (ends[:, None, :] - middle)).astype(np.uint8)
    table.flags.writeable = False
    return table


def palette_index(values: Array, center: float = 0.0, scale: float = 1.0) -> Bytes:
    """Index into a 256-colour palette, for values of any shape: center - scale → 0, center + scale → 255.

    Values past the ends take the colour of the end; NaN takes the midpoint.
    """
    with np.errstate(over="ignore"):
        index = values * (127.5 / scale)
    index += 128.0 - center * (127.5 / scale)
    if np.isnan(index).any():
        index = np.nan_to_num(index, nan=128.0, posinf=255.0, neginf=0.0)
    return np.minimum(np.maximum(index, 0.0), 255.0).astype(np.uint8)


def blend(probabilities: Array, theme: Theme) -> Bytes:
    """Colours (N, 3) of class probabilities (N, K): their mix, paler where none leads."""
    n_classes = probabilities.shape[-1]
    middle = rgb(theme.midpoint)
    colors = np.array([rgb(color) for color in class_colors(theme, n_classes)]) - middle
    lead = (probabilities.max(axis=-1, keepdims=True) - 1 / n_classes) / (1 - 1 / n_classes)
    mixed = middle + REGION_STRENGTH * lead * (probabilities @ colors)
    mixed = np.where(np.isnan(mixed), middle, mixed)
    return np.clip(np.round(mixed), 0, 255).astype(np.uint8)
