"""The line shows the network's curve, its neurons' curves and the data."""

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.common.figures.line import LineView, line_figure, neuron_curves
from pages.common.palette import DARK, LIGHT

TRUTH, NEGATIVE, POSITIVE, HOVERED, NETWORK, TRAIN, TEST, PROBE = range(8)


@pytest.fixture
def regression(make):
    net = make.network((1, 5, 1), output="linear", gain=1.0)
    x = make.grid(50, n_inputs=1)
    X = np.random.default_rng(1).uniform(-2, 2, 30)
    return net, x, {"x": x[:, 0], "theme": LIGHT, "X": X, "T": np.sin(X)}


def view_of(net, x, given, **keys) -> LineView:
    trace = net.forward(x)
    return LineView(outputs=trace.a[-1][:, 0], neurons=trace.a[1].T, **(given | keys))


def lines_of(trace) -> list[np.ndarray]:
    """The y of each line of a trace whose lines end at a NaN."""
    y = np.asarray(trace["y"])
    return np.split(y[np.isfinite(y)], np.flatnonzero(~np.isfinite(y)) - np.arange((~np.isfinite(y)).sum()))[:-1]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_plotly_accepts_the_figure(regression, theme) -> None:
    net, x, given = regression
    keys = {"theme": theme, "truth": np.sin(x[:, 0]), "hovered": 1, "probe": (0.5, 0.1), "probe_text": "0.10"}
    go.Figure(line_figure(view_of(net, x, given, X_test=given["X"], T_test=given["T"], **keys)))


def test_the_curve_is_the_networks(regression) -> None:
    net, x, given = regression
    before = line_figure(view_of(net, x, given))["data"]
    np.testing.assert_allclose(before[NETWORK]["x"], x[:, 0], rtol=1e-6)
    np.testing.assert_allclose(before[NETWORK]["y"], net.predict(x)[:, 0], rtol=1e-5, atol=1e-6)
    net.biases[1][0] += 1.0
    after = line_figure(view_of(net, x, given))["data"]
    np.testing.assert_allclose(after[NETWORK]["y"] - before[NETWORK]["y"], 1.0, rtol=1e-5)


def test_each_neurons_curve_is_drawn_in_the_colour_of_its_outgoing_weight(regression) -> None:
    net, x, given = regression
    outgoing = net.weights[1][0]
    hidden = net.forward(x).a[1].T
    traces = line_figure(view_of(net, x, given, outgoing=outgoing, hovered=3))["data"]
    for trace, chosen in ((traces[NEGATIVE], outgoing < 0), (traces[POSITIVE], outgoing >= 0)):
        drawn = lines_of(trace)
        assert 0 < len(drawn) == chosen.sum()
        np.testing.assert_allclose(drawn, hidden[chosen], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(lines_of(traces[HOVERED]), hidden[[3]], rtol=1e-5, atol=1e-6)


def test_scaled_curves_and_the_bias_add_up_to_the_output(regression) -> None:
    net, x, given = regression
    curves = neuron_curves(view_of(net, x, given, outgoing=net.weights[1][0], scaled=True))
    np.testing.assert_allclose(curves.sum(axis=0) + net.biases[1][0], net.predict(x)[:, 0], atol=1e-12)


def test_data_truth_and_probe_stand_where_they_are(regression) -> None:
    net, x, given = regression
    truth = np.sin(x[:, 0])
    view = view_of(net, x, given, truth=truth, X_test=given["X"][:3], T_test=given["T"][:3], probe=(0.5, 0.25))
    traces = line_figure(view)["data"]
    np.testing.assert_allclose(traces[TRAIN]["x"], given["X"], rtol=1e-6)
    np.testing.assert_allclose(traces[TRAIN]["y"], given["T"], rtol=1e-6)
    np.testing.assert_allclose(traces[TEST]["x"], given["X"][:3], rtol=1e-6)
    np.testing.assert_allclose(traces[TRUTH]["y"], truth, rtol=1e-6, atol=1e-7)
    assert (traces[PROBE]["x"].tolist(), traces[PROBE]["y"].tolist()) == ([0.5], [0.25])


def test_the_axis_holds_the_data_and_stands_still_when_the_network_moves(regression) -> None:
    net, x, given = regression
    before = line_figure(view_of(net, x, given))["layout"]["yaxis"]["range"]
    assert before[0] < given["T"].min() < given["T"].max() < before[1]
    net.parameters[:] *= 50
    assert line_figure(view_of(net, x, given))["layout"]["yaxis"]["range"] == before


def test_what_is_left_out_is_not_drawn(regression) -> None:
    net, x, given = regression
    traces = line_figure(LineView(outputs=net.predict(x)[:, 0], **given))["data"]
    assert [len(traces[i]["x"]) for i in (TRUTH, NEGATIVE, POSITIVE, HOVERED, TEST, PROBE)] == [0] * 6
