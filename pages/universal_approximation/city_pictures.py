"""A city of towers in pictures: its settings, its errors now, and the four figures of it. No widgets here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from mlp_core.towers import Function
from pages.common.figures.numbers import plain_number
from pages.common.palette import Theme
from pages.universal_approximation import plane
from pages.universal_approximation.city_errors import CityErrors, inner_error, mean_error
from pages.universal_approximation.figures.city import cut_figure, error_figure
from pages.universal_approximation.figures.surface import surface_figure

CUTS: Mapping[str, str] = MappingProxyType({"corners": "the diagonal y = x", "middles": "the middle of a row of cells"})
CUT_POINTS = 801


@dataclass(frozen=True)
class CitySettings:
    """What the controls say; h None grows with n."""

    name: str
    text: str
    n: int
    steepness: float
    h: float | None
    cut: str


def errors_now(f: Function, net: MLP, built: Array, errors: CityErrors, n: int) -> tuple[int, float, float]:
    """n, and both errors of this city; those measured already are taken from there."""
    if n in errors.sizes:
        k = errors.sizes.index(n)
        return n, errors.mean[k], errors.inner[k]
    return n, mean_error(built, f), inner_error(net, f, n)


def city_figures(
    f: Function,
    net: MLP,
    built: Array,
    settings: CitySettings,
    errors: CityErrors,
    now: tuple[int, float, float],
    colors: Theme,
) -> dict[str, Any]:
    """The function and the city as surfaces of one scale, a cut through both, and the error against n."""
    along = plane.line()
    truth = f(*np.meshgrid(along, along))
    low, high = min(float(truth.min()), 0.0), max(float(truth.max()), 0.0)
    room = 0.15 * max(high - low, 1e-9)
    z_range, scale = (low - room, high + room), max(-low, high, 1e-9)
    t, X = cut_points(settings.n, settings.cut)
    return {
        "function": surface_figure(along, truth, colors, "The function f(x, y)", z_range, scale),
        "city": surface_figure(along, built, colors, f"The city: {settings.n} × {settings.n} towers", z_range, scale),
        "cut": cut_figure(
            t, f(X[:, 0], X[:, 1]), plane.outputs(net, X), colors, f"Along {CUTS[settings.cut]}",
            "x = y" if settings.cut == "corners" else f"x, at y = {plain_number(X[0, 1])}",
        ),
        "errors": error_figure(
            np.array(errors.sizes, dtype=float), np.array(errors.mean), np.array(errors.inner), now, colors
        ),
    }  # fmt: skip


def cut_points(n: int, cut: str) -> tuple[Array, Array]:
    """Places t along a cut, all edges between cells among them, and the points (N, 2) of the square."""
    t = np.union1d(np.linspace(-1, 1, CUT_POINTS), -1 + 2 * np.arange(n + 1) / n)
    y = t if cut == "corners" else np.full_like(t, -1 + 2 * (n // 2 + 0.5) / n)
    return t, np.column_stack([t, y])
