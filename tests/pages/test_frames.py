"""A frame is computed from the experiment's network, whatever the task, output and shape."""

import numpy as np
import pytest

from pages.common.answers import class_shares
from pages.common.experiment import Experiment
from pages.common.figures.region import plane
from pages.common.frames import RESTING, frame, line
from pages.common.palette import LIGHT, blend
from pages.common.settings import Settings
from pages.common.view import View


def resting(experiment: Experiment, **view) -> dict:
    return frame(experiment, View(**view), LIGHT, effort=RESTING)


@pytest.mark.parametrize("output", ["sigmoid", "tanh", "linear", "softmax"])
def test_outputs_for_several_classes_become_shares_of_one(output) -> None:
    experiment = Experiment(Settings().changed(data="blobs", output=output))
    outputs = experiment.network.predict(experiment.inputs(plane(20)))
    shares = class_shares(experiment, outputs)
    some = shares.sum(axis=1) > 0
    assert some.mean() > 0.5
    assert shares.min() >= 0
    np.testing.assert_allclose(shares[some].sum(axis=1), 1)
    assert (shares[some].argmax(axis=1) == outputs[some].argmax(axis=1)).all()


def test_the_region_of_several_classes_is_the_networks(make) -> None:
    experiment = Experiment(Settings().changed(data="blobs", output="tanh"))
    experiment.trainer.run_epochs(3)
    k = 120
    a = experiment.network.predict(experiment.inputs(plane(k))).reshape(k, k, -1)[::-1]
    shares = (a + 1) / (a + 1).sum(axis=-1, keepdims=True)
    pixels = make.pixels(resting(experiment)["region"]["layout"]["images"][0]["source"])
    assert np.abs(pixels.astype(int) - blend(shares, LIGHT)).max() <= 1


def test_sharp_shows_the_class_of_the_largest_output_also_where_all_are_negative(make) -> None:
    experiment = Experiment(Settings().changed(data="blobs", output="linear", layers=()))
    experiment.network.biases[0][:] = [-9.0, -8.0, -7.0, -6.0][: len(experiment.network.biases[0])]
    winner = np.argmax(experiment.network.predict(np.zeros((1, 2))))
    pixels = make.pixels(resting(experiment, sharp=True)["region"]["layout"]["images"][0]["source"])
    one_hot = np.eye(len(experiment.network.biases[0]))[winner]
    assert (pixels[len(pixels) // 2, len(pixels) // 2] == blend(one_hot[None], LIGHT)[0]).all()


def test_hovering_a_neuron_shows_its_layer_on_the_line() -> None:
    experiment = Experiment(Settings().changed(data="sine", layers=(3, 4), activation=("tanh", "relu")))
    x = line(200)
    first = experiment.network.forward(experiment.inputs(x)).a[1]
    traces = resting(experiment, hovered=(1, 2))["region"]["data"]
    np.testing.assert_allclose(traces[3]["y"][:-1], first[:, 2], rtol=1e-6)
    assert np.isnan(traces[1]["y"]).sum() + np.isnan(traces[2]["y"]).sum() == 3


def test_no_session_can_change_the_grid_of_another() -> None:
    for points in (plane(7), line(7)):
        with pytest.raises(ValueError, match="read-only"):
            points += 1


def marked(experiment: Experiment, name: str = "early stop") -> list[str]:
    texts = [note["text"] for note in resting(experiment)["curves"]["layout"]["annotations"]]
    return [text for text in texts if name in text]


def test_early_stop_is_marked_where_the_test_loss_has_risen_and_not_where_it_only_trembles() -> None:
    level = Experiment(Settings().changed(data="circle", layers=(6, 6, 6), activation=("linear",) * 3, rate=0.1))
    level.trainer.run_epochs(40)
    assert 0 < level.trainer.history.best_test_epoch < 20
    assert marked(level) == []
    by_heart = Experiment(Settings().changed(data="moons", noise=30, samples=200, test=80, optimizer="adam", rate=0.03))
    by_heart.trainer.run_epochs(80)
    assert marked(by_heart) == [f"early stop {by_heart.trainer.history.best_test_epoch}"]
    by_heart.change(by_heart.settings.changed(l2=0.01))
    by_heart.trainer.run_epochs(1)
    assert marked(by_heart) == []  # the best of another training


def test_an_accuracy_that_has_fallen_no_longer_levels_off() -> None:
    experiment = Experiment(Settings().changed(data="circle"))
    experiment.trainer.run_epochs(60)
    knee = experiment.trainer.history.knee_epoch()
    assert knee is not None
    assert marked(experiment, "levels off") == [f"◆ levels off at {knee}"]
    experiment.change(experiment.settings.changed(activation=("linear", "linear")))
    experiment.trainer.run_epochs(30)
    assert marked(experiment, "levels off") == []
