"""The pictures of where cross-entropy comes from show the numbers of mlp_core."""

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import ACTIVATIONS, LOSSES
from mlp_core.lessons.information import cross_entropy, entropy, kl_divergence, kl_gaussians, symmetric_minimiser
from mlp_core.lessons.likelihood import bernoulli_cost, bernoulli_likelihood, descend_bernoulli, jacobian
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy.figures.divergence import (
    densities_figure,
    distributions_figure,
    integrand_figure,
    minimum_figure,
    stacked_figure,
    symmetric_figure,
)
from pages.quadratic_vs_cross_entropy.figures.likelihood import cost_figure, descent_figure, likelihood_figure
from pages.quadratic_vs_cross_entropy.figures.softmax import delta_figure, jacobian_figure, probabilities_figure

LABELS = (1, 0, 1, 1)
P, Q = np.array([0.5, 0.25, 0.15, 0.1]), np.array([0.1, 0.2, 0.3, 0.4])
LOGITS, SHARES = np.array([1.5, 0.0, -1.0]), np.array([0.2, 0.5, 0.3])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_likelihood_and_cost_are_drawn_as_they_are(theme, reduction) -> None:
    for figure, of in (
        (likelihood_figure(LABELS, 0.3, theme), lambda a: bernoulli_likelihood(LABELS, a)),
        (cost_figure(LABELS, 0.3, reduction, theme), lambda a: bernoulli_cost(LABELS, a, reduction)),
    ):
        go.Figure(figure)
        line, point = figure["data"]
        np.testing.assert_allclose(line["y"], of(line["x"]))
        assert point["y"][0] == pytest.approx(float(of(0.3)))
        assert figure["layout"]["shapes"][0]["x0"] == 0.75


@pytest.mark.parametrize("labels", [(0, 0, 0), (1, 1)])
def test_labels_that_are_all_alike_are_drawn_too(labels) -> None:
    for figure in (likelihood_figure(labels, 0.99, LIGHT), cost_figure(labels, 0.01, "sum", LIGHT)):
        go.Figure(figure)
        assert figure["layout"]["yaxis"]["range"][1] > 0


def test_the_descents_are_the_runs() -> None:
    runs = [
        (name, descend_bernoulli(LABELS, -3.0, rate, 20, reduction), look)
        for name, rate, reduction, look in (("sum", 0.1, "sum", "line"), ("mean", 0.4, "mean", "points"))
    ]
    figure = descent_figure(runs, 0.75, LIGHT)
    go.Figure(figure)
    for trace, (_, run, look) in zip(figure["data"], runs, strict=True):
        np.testing.assert_array_equal(trace["y"], run.a[:, 0])
        assert trace["mode"] == ("lines" if look == "line" else "markers")


def test_softmax_bars_sum_to_one_and_the_jacobian_is_whole() -> None:
    figure = probabilities_figure(LOGITS, SHARES, LIGHT)
    go.Figure(figure)
    a = ACTIVATIONS["softmax"](LOGITS[None])[0]
    np.testing.assert_array_equal(figure["data"][0]["y"], a)
    np.testing.assert_array_equal(figure["data"][1]["y"], SHARES)
    assert "sum 1.000" in figure["layout"]["annotations"][0]["text"]
    figure = jacobian_figure(LOGITS, LIGHT)
    go.Figure(figure)
    np.testing.assert_array_equal(figure["data"][0]["z"], jacobian(ACTIVATIONS["softmax"], LOGITS))
    numbers = [float(note["text"].replace("−", "-")) for note in figure["layout"]["annotations"][1:]]
    np.testing.assert_allclose(np.reshape(numbers, (3, 3)), figure["data"][0]["z"], atol=5e-4)


def test_the_gradient_through_the_jacobian_is_output_minus_target() -> None:
    bars, rings = delta_figure(LOGITS, SHARES, LIGHT)["data"]
    a = ACTIVATIONS["softmax"](LOGITS[None])[0]
    np.testing.assert_allclose(bars["y"], a - SHARES, atol=1e-14)
    np.testing.assert_allclose(rings["y"], bars["y"], atol=1e-14)


@pytest.mark.parametrize("unit", ["nats", "bits"])
def test_the_stack_is_as_long_as_cross_entropy(unit) -> None:
    figure = stacked_figure(P, Q, unit, LIGHT)
    go.Figure(figure)
    H, D, both = (trace["x"][0] for trace in figure["data"])
    assert (entropy(P, unit), kl_divergence(P, Q, unit), cross_entropy(P, Q, unit)) == pytest.approx((H, D, both))
    assert both == pytest.approx(H + D)
    assert figure["data"][0]["y"] == figure["data"][1]["y"] != figure["data"][2]["y"]
    bars = distributions_figure(P, Q, LIGHT)["data"]
    np.testing.assert_array_equal([bars[0]["y"], bars[1]["y"]], [P, Q])


def test_what_is_infinite_is_said() -> None:
    figure = stacked_figure(P, np.array([1.0, 0, 0, 0]), "nats", LIGHT)
    go.Figure(figure)
    assert "H(p, q) = ∞" in figure["layout"]["annotations"][0]["text"]
    assert all(np.isfinite(trace["x"]).all() for trace in figure["data"])


def test_the_areas_are_the_divergences_of_the_gaussians() -> None:
    x, p, q = np.linspace(-10, 10, 2001), (0.0, 1.0), (1.0, 0.6)
    values = kl_gaussians(*p, *q), kl_gaussians(*q, *p)
    figure = integrand_figure(x, p, q, values, 1.0, LIGHT)
    go.Figure(figure)
    for line, value in zip(figure["data"], values, strict=True):
        assert np.trapezoid(line["y"], x) == pytest.approx(value, abs=1e-6)
    for line in densities_figure(x, p, q, LIGHT)["data"]:
        assert np.trapezoid(line["y"], x) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("t", [0.0, 0.3, 0.7, 1.0])
def test_the_minima_are_marked_where_they_are(t) -> None:
    figure = symmetric_figure(t, LIGHT)
    go.Figure(figure)
    for line, point, loss in zip(
        figure["data"][::2], figure["data"][1::2], ("binary_cross_entropy", "symmetric_cross_entropy"), strict=True
    ):
        expected = LOSSES[loss].per_sample(line["x"][:, None], np.full((len(line["x"]), 1), t))
        np.testing.assert_array_equal(line["y"], expected)
        assert point["y"][0] <= expected.min() + 1e-9
    diagonal, lowest, here = minimum_figure(t, LIGHT)["data"]
    np.testing.assert_array_equal(diagonal["x"], diagonal["y"])
    assert lowest["y"][15] == symmetric_minimiser(lowest["x"][15])
    assert here["y"][0] == symmetric_minimiser(t)
