"""Two networks side by side: they start alike, are trained fairly, and the figures are computed from them."""

from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core.lessons.error_signal import error_signals
from pages.common.palette import DARK, LIGHT
from pages.quadratic_vs_cross_entropy.figures.losses import loss_color
from pages.quadratic_vs_cross_entropy.figures.two_networks import curves_figure, gradient_figure, share_figure
from pages.quadratic_vs_cross_entropy.two_networks import CROSS_ENTROPY, QUADRATIC, Choice, TwoNetworks


def histories(networks: TwoNetworks) -> dict:
    return {trainer.loss.name: trainer.history for trainer in networks.trainers.values()}


def signals(networks: TwoNetworks) -> dict:
    return {
        trainer.loss.name: error_signals(trainer.network, trainer.X, trainer.T, trainer.loss)
        for trainer in networks.trainers.values()
    }


def trained(choice: Choice | None = None, epochs: int = 5) -> TwoNetworks:
    networks = TwoNetworks(choice or Choice())
    for _ in range(epochs):
        networks.step()
    return networks


@pytest.mark.parametrize(("data", "output"), [("moons", "sigmoid"), ("pinwheel", "softmax"), ("blobs", "softmax")])
def test_they_start_alike_and_see_the_same_mini_batches(data, output) -> None:
    networks = TwoNetworks(Choice(data, hidden=(4, 3)))
    quadratic, cross_entropy = networks.trainers.values()
    np.testing.assert_array_equal(quadratic.network.parameters, cross_entropy.network.parameters)
    assert quadratic.network.activations[-1].name == output
    assert (quadratic.seed, quadratic.batch_size) == (cross_entropy.seed, cross_entropy.batch_size)
    quadratic.loss = cross_entropy.loss
    networks.step()
    np.testing.assert_array_equal(quadratic.network.parameters, cross_entropy.network.parameters)


def test_learning_rates_and_the_half_change_while_it_trains_all_else_begins_anew() -> None:
    networks = trained()
    before = networks.trainers
    networks.change(replace(networks.choice, rate_quadratic=3.0, rate_cross_entropy=0.1, quadratic="quadratic"))
    assert networks.trainers is before
    assert networks.epoch == 5
    assert [trainer.learning_rate for trainer in before.values()] == [3.0, 0.1]
    assert before[QUADRATIC].loss.name == "quadratic"
    for field, value in (("data", "xor"), ("hidden", (8, 8)), ("activation", "relu"), ("scale", 1.0), ("seed", 1)):
        networks = trained()
        networks.change(replace(networks.choice, **{field: value}))
        assert networks.epoch == 0, field


def test_play_goes_on_at_each_ask_and_pause_stops_it() -> None:
    networks = TwoNetworks(Choice())
    networks.advance()
    assert networks.epoch == 0
    networks.set_playing(True)
    networks.advance()
    networks.advance()
    assert [trainer.epoch for trainer in networks.trainers.values()] == [2, 2]
    networks.set_playing(False)
    networks.advance()
    assert networks.epoch == 2
    first = TwoNetworks(Choice()).trainers[QUADRATIC].network.parameters
    networks.reset()
    np.testing.assert_array_equal(networks.trainers[QUADRATIC].network.parameters, first)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_curves_are_the_histories(theme) -> None:
    networks = trained()
    figure = curves_figure(histories(networks), theme)
    go.Figure(figure)
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    expected = [values for h in histories(networks).values() for values in (h.train_accuracy, h.train_loss)]
    assert len(lines) == len(expected) == 4
    for line, values in zip(lines, expected, strict=True):
        np.testing.assert_array_equal(line["y"], values)
        np.testing.assert_array_equal(line["x"], np.arange(6))
    assert [line["line"]["color"] for line in lines[::2]] == [loss_color(loss, theme) for loss in histories(networks)]


def test_the_gradients_are_the_histories() -> None:
    networks = trained(Choice(hidden=(4, 4)))
    figure = gradient_figure(histories(networks), LIGHT)
    go.Figure(figure)
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    expected = np.concatenate([h.layer_gradient_norms.T for h in histories(networks).values()])
    np.testing.assert_allclose([line["y"] for line in lines], expected)
    assert [line["xaxis"] for line in lines] == ["x"] * 3 + ["x2"] * 3
    low, high = figure["layout"]["yaxis"]["range"]
    assert low <= np.log10(expected.min()) < np.log10(expected.max()) <= high
    assert figure["layout"]["yaxis2"]["range"] == [low, high]


@pytest.mark.parametrize("data", ["circle", "pinwheel"])
def test_the_shares_are_the_networks_and_full_only_at_the_output_of_cross_entropy(data) -> None:
    networks = trained(Choice(data, hidden=(8, 8)))
    figure = share_figure(signals(networks), LIGHT)
    go.Figure(figure)
    quadratic, cross_entropy = (trace["y"] for trace in figure["data"])
    np.testing.assert_array_equal(cross_entropy, [s.share for s in signals(networks)[networks_loss(networks)]])
    assert cross_entropy[-1] == pytest.approx(1, abs=1e-12)
    assert (cross_entropy[:-1] < 0.99).all()
    assert (quadratic < 0.99).all()
    before = quadratic.copy()
    networks.trainers[QUADRATIC].network.weights[0][:] *= 3
    assert (share_figure(signals(networks), LIGHT)["data"][0]["y"] != before).all()


def networks_loss(networks: TwoNetworks) -> str:
    return networks.trainers[CROSS_ENTROPY].loss.name


def test_at_first_the_quadratic_gradients_are_as_many_times_smaller_as_the_page_says() -> None:
    quadratic, cross_entropy = (h.layer_gradient_norms[0] for h in histories(TwoNetworks(Choice())).values())
    np.testing.assert_array_equal(np.round(cross_entropy / quadratic), [16, 77])
