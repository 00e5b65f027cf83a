"""The gallery shows each untrained network it is given."""

import numpy as np
import plotly.graph_objects as go

from pages.common.experiment import Experiment
from pages.common.palette import LIGHT
from pages.common.settings import Settings
from pages.playground.details import gallery
from pages.playground.figures.gallery import COLUMNS, gallery_figure, gallery_scale


def test_the_gallery_shows_every_network_in_its_own_cell(make) -> None:
    x = make.grid(40, n_inputs=1)
    nets = [make.network((1, 6, 1), output="linear", seed=seed, gain=1.5) for seed in range(12)]
    curves = np.array([net.predict(x)[:, 0] for net in nets])
    figure = gallery_figure(x[:, 0], curves, LIGHT)
    go.Figure(figure)
    drawn = figure["data"][-1]
    xs, ys = drawn["x"].reshape(12, 41)[:, :-1], drawn["y"].reshape(12, 41)[:, :-1]
    scale = gallery_scale(curves)
    for i, curve in enumerate(curves):
        assert i % COLUMNS <= xs[i].min() < xs[i].max() < i % COLUMNS + 1
        inside = np.abs(curve) <= scale
        np.testing.assert_allclose((ys[i] + i // COLUMNS)[inside] * 2 / 0.92 * scale, curve[inside], atol=1e-4 * scale)
        assert np.isnan(ys[i][~inside]).all()
    assert (np.abs(curves) <= scale).mean() > 0.8
    assert f"{scale:g}" in {note["text"] for note in figure["layout"]["annotations"]}


def test_networks_of_zero_weights_still_make_a_gallery() -> None:
    go.Figure(gallery_figure(np.linspace(-1, 1, 5), np.zeros((12, 5)), LIGHT))


def test_untrained_networks_have_the_parameters_of_the_activation() -> None:
    leaky = Settings().changed(data="sine", activation=("leaky_relu", "tanh"))
    curves = [gallery(Experiment(leaky.changed(slope=slope)), 3.0, LIGHT)["data"][-1]["y"] for slope in (0.01, 0.9)]
    assert not np.array_equal(*curves, equal_nan=True)
