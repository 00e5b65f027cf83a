"""A pinned run is what the run had measured, stays so, and is told from the others by what differs."""

import numpy as np
import plotly.graph_objects as go
import pytest

from mlp_core import MLP
from mlp_core.own_sources import standardised
from pages.common.experiment import Experiment
from pages.common.figures.curves import curves_figure
from pages.common.figures.pinned_lines import MOST_HIGHER, pinned_losses
from pages.common.frames import frame
from pages.common.live_chart.repeats import without_repeats
from pages.common.palette import DARK, LIGHT
from pages.common.pins import MOST_PINS, POINTS, label, lines, pinned, why_not_comparable, without
from pages.common.saved import opened, saved
from pages.common.settings import Settings
from pages.common.view import View


def trained(epochs: int = 12, **values) -> Experiment:
    experiment = Experiment(Settings().changed(samples=60, **values))
    experiment.trainer.run_epochs(epochs)
    return experiment


def pinned_after(*experiments: Experiment):
    pins = ()
    for experiment in experiments:
        pins = pinned(experiment, pins)
    return pins


def test_a_pin_holds_the_run_as_it_was() -> None:
    experiment = trained()
    before = experiment.trainer.history.train_loss
    (pin,) = pinned(experiment, ())
    experiment.trainer.run_epochs(5)
    experiment.change(experiment.settings.changed(rate=0.01))
    np.testing.assert_array_equal(pin.columns["train_loss"], before)
    assert (pin.epoch, pin.settings.rate, pin.marks) == (12, 0.3, ())
    with pytest.raises(ValueError, match="read-only"):
        pin.columns["train_loss"] += 1


def test_a_long_run_is_thinned_from_first_to_last() -> None:
    experiment = trained(900, batch=0)
    (pin,) = pinned(experiment, ())
    history = experiment.trainer.history
    epochs = pin.columns["epoch"].astype(int)
    assert POINTS / 2 < len(epochs) <= POINTS + 1
    assert (epochs[0], epochs[-1]) == (0, 900)
    np.testing.assert_array_equal(pin.columns["train_accuracy"], history.train_accuracy[epochs])


def test_a_pin_of_given_first_weights_is_run_again_from_them() -> None:
    network = MLP([2, 8, 8, 1], ["tanh", "tanh", "sigmoid"], seed=77)
    experiment = Experiment(Settings().changed(samples=60), network)
    given = experiment.network.parameters.copy()
    experiment.train(0.01)
    (pin,) = pinned(experiment, ())
    for values in ({"seed": 3}, {"layers": (3,)}, {"data": "blobs"}):
        experiment.change(experiment.settings.changed(**values))
    experiment.playing = True
    experiment.reset(pin.start)
    np.testing.assert_array_equal(experiment.network.parameters, given)
    assert experiment.settings == pin.settings
    assert (experiment.trainer.steps, experiment.marks, experiment.playing) == (0, [], False)
    experiment.undo()
    assert experiment.settings.data == "blobs"


def test_a_pin_of_a_run_that_was_opened_is_run_again_from_where_it_was_opened() -> None:
    here = Experiment(Settings().changed(data="blobs"))
    here.become(opened(saved(trained(5))), "opening a file")
    before = here.network.parameters.copy()
    here.train(0.01)
    (pin,) = pinned(here, ())
    here.change(here.settings.changed(seed=3))
    here.reset(pin.start)
    assert (here.trainer.epoch, here.settings) == (5, pin.settings)
    np.testing.assert_array_equal(here.network.parameters, before)


def test_a_seventh_pin_takes_the_place_and_number_of_the_oldest() -> None:
    experiment = trained(2)
    pins = pinned_after(*[experiment] * MOST_PINS)
    assert [pin.number for pin in pins] == [1, 2, 3, 4, 5, 6]
    assert [pin.number for pin in pinned(experiment, pins)] == [2, 3, 4, 5, 6, 1]
    assert [pin.number for pin in pinned(experiment, without(pins, 3))] == [1, 2, 4, 5, 6, 3]


def test_labels_name_what_differs() -> None:
    tanh, relu, slow = trained(2), trained(2, activation=("relu", "relu")), trained(2, rate=0.1)
    pins = pinned_after(tanh, relu, slow)
    names = [label(pin, pins, tanh.settings) for pin in pins]
    assert names == ["tanh, η 0.3", "ReLU, η 0.3", "tanh, η 0.1"]
    (alone,) = pinned(relu, ())
    assert label(alone, (alone,), relu.settings) == "ReLU"
    assert label(alone, (alone,), relu.settings.changed(batch=0, speed="max")) == ["ReLU", "batch 10"][1]


def test_a_loss_on_other_data_or_another_loss_does_not_compare() -> None:
    experiment = trained(2)
    pins = pinned_after(experiment, trained(2, loss="half_quadratic"), trained(2, noise=30))
    drawn = lines(pins, experiment.settings)
    assert [line.why_not_comparable for line in drawn] == ["", "another loss", "other data"]
    assert [line.same_data for line in drawn] == [True, True, False]
    traces = curves_figure(experiment.trainer.history, theme=LIGHT, pins=drawn)["data"][:6]
    dashes = [trace["line"].get("dash") for trace in traces]
    assert dashes == [None, None, "1.5px,4px", None, "1.5px,4px", "1.5px,4px"]


@pytest.mark.parametrize(("scale", "why"), [(1000.0, "other units"), (1.0, "")])
def test_a_loss_of_values_in_other_units_does_not_compare(scale: float, why: str) -> None:
    x = np.linspace(-100, 100, 20)
    own = standardised(x[:, None], scale * np.sin(x) / np.abs(np.sin(x)).max())
    settings = Settings().changed(points=own)
    (pin,) = pinned(Experiment(settings), ())
    assert why_not_comparable(pin, settings) == ""
    assert why_not_comparable(pin, settings.changed(scaling="none")) == why


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("log_loss", [False, True])
def test_pinned_lines_are_what_was_measured_behind_the_present_ones(theme, log_loss) -> None:
    pinned_run, present = trained(40), trained(4, activation=("relu", "relu"))
    pins = lines(pinned(pinned_run, ()), present.settings)
    figure = curves_figure(present.trainer.history, theme=theme, log_loss=log_loss, pins=pins)
    go.Figure(figure)
    loss, accuracy, live = figure["data"][:3]
    history = pinned_run.trainer.history
    np.testing.assert_array_equal(loss["y"], history.train_loss)
    np.testing.assert_array_equal(accuracy["y"], history.train_accuracy)
    np.testing.assert_array_equal(loss["x"], history.epoch)
    assert live["name"] == "train loss"
    assert figure["layout"]["xaxis"]["range"][1] >= 40
    assert "8–8 tanh · SGD η 0.3" in loss["hovertemplate"]
    assert "1 tanh" in {note["text"] for note in figure["layout"]["annotations"]}
    low, high = figure["layout"]["yaxis"]["range"]
    values = np.log10(history.train_loss) if log_loss else history.train_loss
    assert low <= values.min() < values.max() <= high


def test_a_pinned_divergence_does_not_flatten_the_present_losses() -> None:
    wild, present = trained(10, rate=100.0, output="linear", loss="half_quadratic"), trained(4)
    pins = lines(pinned(wild, ()), present.settings)
    assert pins[0].train_loss.max() > 1e3
    ((epochs, losses),) = pinned_losses(
        pins, [(present.trainer.history.epoch, present.trainer.history.train_loss)], False
    )
    assert 0 < len(epochs) == len(losses) < len(pins[0].epoch)
    top = curves_figure(present.trainer.history, theme=LIGHT, pins=pins)["layout"]["yaxis"]["range"][1]
    assert top <= 2 * MOST_HIGHER * present.trainer.history.train_loss.max()


def test_a_very_long_pin_leaves_the_present_run_in_sight() -> None:
    long, present = trained(1500, batch=0), trained(4)
    figure = curves_figure(present.trainer.history, theme=LIGHT, pins=lines(pinned(long, ()), present.settings))
    assert figure["layout"]["xaxis"]["range"][1] == 500


def test_what_is_pinned_does_not_travel_with_each_frame() -> None:
    experiment, view = trained(), View()
    view.pins = pinned_after(experiment, trained(5))
    first = frame(experiment, view, LIGHT)
    experiment.trainer.run_epochs(1)
    then = frame(experiment, view, LIGHT)
    short, _ = without_repeats([then], first)
    sent = short[0]["curves"]["data"]
    assert sent[:4] == [None] * 4
    assert sent[4] is not None
    experiment.change(experiment.settings.changed(rate=0.01))
    now = frame(experiment, view, LIGHT)["curves"]["data"]
    assert "η 0.3" in now[0]["hovertemplate"]


def test_a_run_pinned_before_its_first_step_is_a_point() -> None:
    experiment = trained(0, data="sine")
    traces = curves_figure(
        experiment.trainer.history, theme=LIGHT, accuracy=False, pins=lines(pinned(experiment, ()), experiment.settings)
    )["data"]
    assert traces[0]["mode"] == "markers"
    assert traces[1]["name"] == "train loss"  # a regression has no accuracy to pin
