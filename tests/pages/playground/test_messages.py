"""What the page says is what happened."""

import numpy as np
import pytest

from mlp_core.history import Record
from mlp_core.own_data import OwnData
from pages.common.experiment import Experiment
from pages.common.readings import whole_percent
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


def test_a_linear_network_that_stands_still_is_told_that_it_draws_only_a_line() -> None:
    linear = Settings().changed(data="circle", activation=("linear", "linear"), samples=60)
    assert "linear layers, only straight lines" in message(Experiment(linear), [])
    stuck = Experiment(linear)
    stuck.trainer.run_epochs(100)
    assert message(stuck, []) == "Linear layers draw only a straight line."
    parted = Experiment(linear.changed(data="gaussians"))
    parted.trainer.run_epochs(100)
    assert "straight" not in message(parted, [])


def test_only_a_run_without_errors_is_100_percent_accurate() -> None:
    experiment = Experiment(Settings())
    history = experiment.trainer.history
    experiment.playing = True  # at rest the network is measured, not the history read
    for right, said in ((209, "accuracy **99%**"), (210, "accuracy **100%**"), (57, "accuracy **27%**")):
        record = Record(experiment.trainer.epoch, 0, 0.1, np.zeros(3), train_accuracy=right / 210)
        history.add(record)
        assert said in readout(experiment)


def test_losses_and_accuracies_of_training_and_test_stand_side_by_side() -> None:
    experiment = Experiment(Settings())
    experiment.trainer.run_epochs(5)
    train, test, accuracy, test_accuracy = experiment.measure()
    assert (accuracy, test_accuracy) != (1.0, 1.0)
    assert f"loss **{train:.3f}**, test **{test:.3f}** · accuracy **{int(100 * accuracy)}%**, test " in readout(
        experiment
    )
    experiment.playing = True
    history = experiment.trainer.history
    assert f"loss **{history.train_loss[-1]:.3f}**, test **{history.test_loss[-1]:.3f}**" in readout(experiment)
    without_test = Experiment(Settings(test=0))
    assert "test" not in readout(without_test)


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


def test_a_network_of_zeros_and_a_run_without_progress_get_a_hint() -> None:
    zeros = Experiment(Settings(initializer="zeros", samples=60))
    zeros.step()
    assert "stay alike" in message(zeros, [])
    stuck = Experiment(Settings(rate=1e-5, samples=60))
    stuck.trainer.run_epochs(99)
    assert message(stuck, []) == ""
    stuck.trainer.run_epochs(1)
    assert "No progress" in message(stuck, [])
    learns = Experiment(Settings())
    learns.trainer.run_epochs(100)
    assert message(learns, []) == ""


def test_the_call_to_switch_comes_until_something_was_switched() -> None:
    experiment = Experiment(Settings())
    experiment.playing = True
    experiment.trainer.run_epochs(100)
    assert "switch **tanh** to **ReLU**" in message(experiment, [])
    experiment.change(experiment.settings.changed(rate=0.1))
    assert message(experiment, []) == ""


def test_a_diverged_network_has_no_losses_to_read(diverged) -> None:
    assert readout(diverged) == f"Epoch **{diverged.trainer.epoch}** · Steps **{diverged.trainer.steps:,}**"


def test_a_penalty_that_overshoots_is_named() -> None:
    experiment = Experiment(Settings(l2=10.0, rate=3.0, samples=60))
    while experiment.trainer.status == "running":
        experiment.train(0.01)
    assert "too large for this penalty" in message(experiment, [])


def test_points_of_one_class_are_told_before_and_after_training() -> None:
    places = np.array([[0.0, 0.5], [1.0, 0.0], [0.5, 1.0]])
    alike = Experiment(Settings().changed(data="own", points=OwnData(places, np.zeros(3))))
    assert message(alike, [], drawing=True).endswith("Choose another class for the next.")
    alike.trainer.run_epochs(1)
    assert "of one class" in message(alike, [], drawing=True)
    parted = Experiment(Settings().changed(data="own", points=OwnData(places, np.array([0.0, 1.0, 0.0]))))
    assert message(parted, [], drawing=True).endswith("Then press **Play**.")
    parted.trainer.run_epochs(1)
    assert "class" not in message(parted, [], drawing=True)


def test_shares_are_rounded_and_all_is_said_of_all_alone() -> None:
    shares = (0.0, 0.004, 0.946, 0.996, 0.9999, 1.0, np.nan)
    assert [whole_percent(share) for share in shares] == ["0%", "0%", "95%", "99%", "99%", "100%", "–"]
