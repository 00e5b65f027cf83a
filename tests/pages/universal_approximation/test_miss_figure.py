"""The errors in the figure are those handed in, at the right number of neurons, with the bounds of the theory."""

from math import inf

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import ACTIVATIONS
from mlp_core.approximation import nielsen_function
from mlp_core.lessons.approximation_error import errors_of_sizes
from pages.common.palette import DARK, LIGHT
from pages.universal_approximation.figures.miss import (
    BUMP_BOUND,
    BUMPS,
    GAUSSIANS,
    HAT_BOUND,
    HATS,
    NOW,
    WAYS,
    MissView,
    miss_figure,
)
from pages.universal_approximation.hypotheses import hypotheses

SIZES = (2, 10, 50)


def view(**keys) -> MissView:
    misses = {way: errors_of_sizes(nielsen_function, SIZES, (0.0, 1.0), way, 1e5) for way in WAYS}
    given = {"slope": 6.996, "curvature": 170.55, "now": (40, 0.1), "theme": LIGHT}
    return MissView(np.array(SIZES, dtype=float), misses, **(given | keys))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_measured_errors_stand_at_their_neurons_below_their_bounds(theme):
    shown = view(theme=theme)
    figure = miss_figure(shown)
    go.Figure(figure)
    data = figure["data"]
    for trace, way, neurons in (
        (BUMPS, "sigmoid", (4, 20, 100)),
        (HATS, "relu", SIZES),
        (GAUSSIANS, "gaussian", SIZES),
    ):
        np.testing.assert_allclose(data[trace]["x"], neurons)
        np.testing.assert_allclose(data[trace]["y"], shown.misses[way])
    np.testing.assert_allclose(data[BUMP_BOUND]["y"], 6.996 / (2 * np.array(SIZES)))
    np.testing.assert_allclose(data[HAT_BOUND]["y"], 170.55 / (8 * np.array(SIZES) ** 2))
    assert (data[BUMPS]["y"] <= data[BUMP_BOUND]["y"]).all()
    assert (data[HATS]["y"] <= data[HAT_BOUND]["y"]).all()
    assert (data[NOW]["x"][0], data[NOW]["y"][0]) == (40, 0.1)


def test_where_f_jumps_or_has_a_kink_there_is_no_bound():
    figure = miss_figure(view(slope=inf, curvature=inf))
    assert np.isnan(figure["data"][BUMP_BOUND]["y"]).all()
    assert "no bound: f jumps or is infinitely steep" in figure["layout"]["annotations"][0]["text"]
    kink = miss_figure(view(curvature=inf))["layout"]["annotations"][0]["text"]
    assert "L·d/(2N)" in kink
    assert "8N" not in kink


def test_a_function_met_exactly_leaves_no_point_at_minus_infinity():
    zero = {way: np.zeros(3) for way in WAYS}
    figure = miss_figure(MissView(np.array(SIZES, dtype=float), zero, 0.0, 0.0, (4, 0.0), LIGHT))
    go.Figure(figure)
    assert np.isfinite(figure["layout"]["yaxis"]["range"]).all()


@pytest.mark.parametrize("name", [name for name, f in ACTIVATIONS.items() if f.pieces == 1 and not f.output_only])
def test_hypotheses_agree_with_what_is_known(name):
    found = hypotheses(name)
    bounded = {"step", "sign", "softsign", "sigmoid", "tanh", "gaussian"}
    assert found.non_constant
    assert found.bounded == (name in bounded)
    assert found.increasing == (name not in {"gaussian", "swish"})
    assert found.continuous == (name not in {"step", "sign"})
    assert found.polynomial == (name == "linear")
    assert found.leshno == (name != "linear")
    assert found.lecture == (name in {"softsign", "sigmoid", "tanh"})
