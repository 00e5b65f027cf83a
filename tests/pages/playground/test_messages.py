"""What the page says is what happened."""

import numpy as np
import pytest

from mlp_core.history import Record
from pages.common.experiment import Experiment
from pages.common.settings import Settings
from pages.playground.messages import message, readout


@pytest.fixture
def diverged() -> Experiment:
    experiment = Experiment(Settings().changed(data="hills", activation=("relu", "relu"), rate=100.0))
    for _ in range(20):
        experiment.train(0.01)
    assert experiment.trainer.status == "diverged"
    return experiment


def test_a_divergence_names_the_rate_it_had_also_after_that_was_changed(diverged) -> None:
    before = message(diverged, [])
    assert "a learning rate of 100 is too large" in before
    diverged.change(diverged.settings.changed(rate=0.001))
    assert message(diverged, []) == before


def test_a_note_gives_way_to_a_divergence(diverged) -> None:
    assert message(Experiment(Settings()), ["A note."]) == "A note."
    assert "Diverged" in message(diverged, ["A note."])


def test_only_bare_inputs_make_the_boundary_straight() -> None:
    bare = Settings().changed(data="circle", layers=())
    assert "straight lines" in message(Experiment(bare), [])
    bent = bare.changed(features=("x1_squared", "x2_squared"))
    assert "straight lines" not in message(Experiment(bent), [])


def test_only_a_run_without_errors_is_100_percent_accurate() -> None:
    experiment = Experiment(Settings())
    history = experiment.trainer.history
    experiment.playing = True  # at rest the network is measured, not the history read
    for right, said in ((209, "accuracy **99%**"), (210, "accuracy **100%**"), (57, "accuracy **27%**")):
        record = Record(experiment.trainer.epoch, 0, 0.1, np.zeros(3), train_accuracy=right / 210)
        history.add(record)
        assert said in readout(experiment)


def test_at_rest_the_readout_is_of_the_network_as_it_is_now() -> None:
    experiment = Experiment(Settings())
    experiment.trainer.run_epochs(100)
    before = readout(experiment)
    experiment.change(experiment.settings.changed(activation=("relu", "relu")))
    trainer, net = experiment.trainer, experiment.network
    now = readout(experiment)
    assert now != before
    assert f"loss **{net.loss(trainer.X, trainer.T, trainer.loss):.3f}**" in now
    assert f"test **{net.loss(*trainer.test_data, trainer.loss):.3f}**" in now
