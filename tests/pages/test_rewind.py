"""Looking back through a run, going on from any moment of it, undoing changes and doing them again."""

import numpy as np
import pytest

from mlp_core import OPTIMIZERS
from pages.common.changes import MOST_LEVELS, MOST_RUNS
from pages.common.experiment import Experiment
from pages.common.settings import SPEEDS, Settings

SETTINGS = Settings(samples=60, layers=(4, 3), activation=("tanh", "tanh"), noise=20)


def trained(frames: int = 8, **values) -> Experiment:
    experiment = Experiment(SETTINGS.changed(**values))
    for _ in range(frames):
        experiment.train(0.002)
    return experiment


def state(experiment: Experiment) -> tuple:
    """All that a person sees of it."""
    trainer = experiment.trainer
    return (
        experiment.settings, list(experiment.marks), experiment.divergence, trainer.epoch, trainer.steps,
        trainer.network.layer_sizes, trainer.network.parameters.tolist(), trainer.history.train_loss.tolist(),
        trainer.X.tolist(), experiment.stops,
    )  # fmt: skip


def change(experiment: Experiment, **values) -> None:
    experiment.change(experiment.settings.changed(**values))


def test_every_frame_can_be_looked_at_again() -> None:
    experiment, seen = Experiment(SETTINGS), []
    for _ in range(10):
        seen.append(experiment.network.parameters.copy())
        experiment.train(0.002)
    end = state(experiment)
    assert experiment.stops == list(range(11))
    for epoch in (3, 0, 9, 6):
        experiment.look_at(epoch + 0.3)
        assert experiment.looking_back
        assert experiment.trainer.epoch == epoch
        assert len(experiment.trainer.history.epoch) == epoch + 1
        assert len(experiment.whole_history.epoch) == 11
        np.testing.assert_array_equal(experiment.network.parameters, seen[epoch])
        assert (experiment.end, experiment.stops) == (10, list(range(11)))
    experiment.look_at(99)
    assert not experiment.looking_back
    assert state(experiment) == end
    assert experiment.undo_label is None


def test_looking_back_pauses() -> None:
    experiment = trained()
    experiment.playing = True
    experiment.look_at(2)
    assert not experiment.playing


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("speed", SPEEDS)
def test_the_run_goes_on_from_any_moment_as_it_did(optimizer, speed) -> None:
    rate = 0.3 if optimizer in ("sgd", "momentum", "nesterov") else 0.01
    experiment = trained(6, optimizer=optimizer, speed=speed, rate=rate)
    steps, end = experiment.trainer.steps, experiment.network.parameters.copy()
    losses = experiment.trainer.history.train_loss
    experiment.look_at(experiment.stops[2])
    assert 0 < experiment.trainer.steps < steps
    experiment.go_on()
    assert experiment.stops[-1] == experiment.trainer.time
    while experiment.trainer.steps < steps:
        experiment.step()
    np.testing.assert_array_equal(experiment.network.parameters, end)
    np.testing.assert_array_equal(experiment.trainer.history.train_loss, losses)


def test_playing_or_stepping_goes_on_and_undo_brings_the_later_part_back() -> None:
    for go_on in (lambda experiment: experiment.train(0.002), Experiment.step):
        experiment = trained()
        end = state(experiment)
        experiment.look_at(3)
        go_on(experiment)
        assert not experiment.looking_back
        assert 3 < experiment.end <= 4
        assert experiment.whole_history.epoch[-1] == experiment.trainer.epoch
        assert experiment.undo_label == "going on from epoch 3 (back to epoch 8)"
        other = state(experiment)
        experiment.undo()
        assert state(experiment) == end
        experiment.redo()
        assert state(experiment) == other


def test_marks_are_cut_back_with_the_curves() -> None:
    experiment = trained(4)
    change(experiment, rate=0.1)
    experiment.train(0.002)
    change(experiment, activation=("relu", "relu"))
    experiment.train(0.002)
    assert [epoch for epoch, _ in experiment.marks] == [4, 5]
    experiment.look_at(5)
    assert (experiment.settings.rate, experiment.settings.activation) == (0.1, ("tanh", "tanh"))
    assert len(experiment.whole_marks) == 2
    experiment.train(0.002)
    assert [epoch for epoch, _ in experiment.marks] == [4]
    assert experiment.whole_marks == experiment.marks


def test_a_layer_added_later_is_gone_when_looked_back_over_it() -> None:
    experiment = trained(3)
    change(experiment, layers=(4, 3, 3), features=("x1", "x2", "x1_x2"))
    experiment.train(0.002)
    end = state(experiment)
    experiment.look_at(2)
    assert experiment.network.layer_sizes == (2, 4, 3, 1)
    assert experiment.settings.layers == (4, 3)
    assert experiment.trainer.X.shape[1] == 2
    experiment.look_at(9)
    assert state(experiment) == end
    experiment.look_at(2)
    experiment.train(0.002)
    assert experiment.network.layer_sizes == (2, 4, 3, 1)
    assert experiment.trainer.epoch == 3


def test_a_live_change_while_looking_back_goes_on_from_there() -> None:
    experiment = trained()
    end = state(experiment)
    experiment.look_at(3)
    weights = experiment.network.parameters.copy()
    change(experiment, activation=("relu", "relu"))
    assert not experiment.looking_back
    np.testing.assert_array_equal(experiment.network.parameters, weights)
    assert experiment.end == 3
    assert experiment.marks == [(3, "tanh → ReLU")]
    experiment.undo()
    assert experiment.settings.activation == ("tanh", "tanh")
    experiment.undo()
    assert state(experiment) == end


@pytest.mark.parametrize(
    "act",
    [
        Experiment.reset,
        lambda experiment: change(experiment, data="circle"),
        lambda experiment: change(experiment, seed=3),
        lambda experiment: change(experiment, layers=(4,)),
        lambda experiment: experiment.set_weight(0, 0, 0, 2.0),
        lambda experiment: experiment.cut(0, 0, 0, True),
    ],
)
def test_other_changes_while_looking_back_can_be_undone_in_one_step(act) -> None:
    experiment = trained()
    end = state(experiment)
    experiment.look_at(3)
    act(experiment)
    assert not experiment.looking_back
    assert experiment.end in (0, 3)
    assert experiment.stops == sorted(set(experiment.stops))
    experiment.undo()
    assert state(experiment) == end


def test_the_speed_is_no_matter_of_the_past() -> None:
    experiment = trained()
    experiment.look_at(3)
    change(experiment, speed="max")
    assert experiment.looking_back
    experiment.look_at(99)
    assert experiment.settings.speed == "max"
    assert experiment.undo_label is None
    change(experiment, noise=3)
    change(experiment, speed="ten")
    experiment.undo()
    assert experiment.settings.speed == "ten"


def test_a_diverged_run_can_be_looked_back_over_and_gone_on_from() -> None:
    experiment = trained(5, data="hills", activation=("relu", "relu"), rate=0.01)
    change(experiment, rate=1000.0)
    while experiment.divergence is None:
        experiment.train(0.002)
    experiment.look_at(4)
    assert (experiment.divergence, experiment.trainer.status, experiment.settings.rate) == (None, "running", 0.01)
    experiment.look_at(999)
    assert experiment.divergence is not None
    experiment.look_at(4)
    experiment.train(0.002)
    assert experiment.trainer.epoch == 5
    assert np.isfinite(experiment.network.parameters).all()


@pytest.mark.parametrize(
    ("act", "label"),
    [
        (lambda experiment: change(experiment, data="circle"), "spiral → circle (back to epoch 8)"),
        (lambda experiment: change(experiment, noise=3), "noise 20 → 3 (back to epoch 8)"),
        (lambda experiment: change(experiment, sample=1), "New sample (back to epoch 8)"),
        (lambda experiment: change(experiment, seed=1), "New weights (back to epoch 8)"),
        (lambda experiment: change(experiment, layers=(4,)), "layers 4–3 → 4 (back to epoch 8)"),
        (lambda experiment: change(experiment, features=("x1",)), "inputs x₁–x₂ → x₁ (back to epoch 8)"),
        (Experiment.reset, "Reset (back to epoch 8)"),
        (lambda experiment: experiment.cut(1, 0, 0, True), "a link cut (back to epoch 8)"),
    ],
)
@pytest.mark.parametrize("frames_since", [0, 3])
def test_what_lost_weights_comes_back_as_it_was(act, label, frames_since) -> None:
    experiment = trained()
    before = state(experiment)
    act(experiment)
    for _ in range(frames_since):
        experiment.train(0.002)
    after = state(experiment)
    experiment.playing = True
    assert experiment.undo_label == label
    experiment.undo()
    assert state(experiment) == before
    assert not experiment.playing
    assert experiment.undo_label is None
    experiment.redo()
    assert state(experiment) == after
    assert experiment.redo_label is None


def test_a_live_change_is_undone_live_and_keeps_what_was_learnt_since() -> None:
    experiment = trained()
    change(experiment, activation=("relu", "relu"))
    experiment.train(0.002)
    weights = experiment.network.parameters.copy()
    experiment.playing = True
    assert experiment.undo_label == "tanh → ReLU"
    experiment.undo()
    assert experiment.playing
    assert experiment.settings.activation == ("tanh", "tanh")
    assert [f.name for f in experiment.network.activations[:2]] == ["tanh", "tanh"]
    np.testing.assert_array_equal(experiment.network.parameters, weights)
    assert experiment.marks == [(8, "tanh → ReLU"), (9, "ReLU → tanh")]
    experiment.train(0.002)
    experiment.redo()
    assert experiment.settings.activation == ("relu", "relu")
    assert experiment.trainer.epoch == 10


@pytest.mark.parametrize(
    "values",
    [{"rate": 0.01, "l2": 0.1}, {"optimizer": "adam", "batch": 5}, {"activation": ("relu", "tanh"), "clip": 0.5}],
)
def test_all_of_a_live_change_is_undone_live_and_the_training_follows(values) -> None:
    experiment, unchanged = trained(), trained()
    change(experiment, **values)
    experiment.train(0.002)
    experiment.undo()
    assert experiment.settings == unchanged.settings
    mine, theirs = experiment.trainer, unchanged.trainer
    for name in ("learning_rate", "l2", "optimizer", "batch_size", "clip_norm"):
        assert getattr(mine, name) == getattr(theirs, name), name
    assert experiment.network.activations == unchanged.network.activations


def test_a_live_change_undone_at_once_leaves_no_trace() -> None:
    experiment = trained(optimizer="momentum")
    before, unchanged = state(experiment), trained(optimizer="momentum")
    change(experiment, optimizer="adam")
    assert len(experiment.marks) == 1
    experiment.undo()
    assert state(experiment) == before
    experiment.train(0.002)
    unchanged.train(0.002)
    np.testing.assert_array_equal(experiment.network.parameters, unchanged.network.parameters)


def test_several_levels_in_their_order() -> None:
    experiment = trained()
    states = [state(experiment)]
    for values in ({"data": "circle"}, {"layers": (4, 3, 2)}, {"output": "tanh"}, {"seed": 5}):
        change(experiment, **values)
        states.append(state(experiment))
    for before in states[-2::-1]:
        experiment.undo()
        assert state(experiment) == before
    experiment.undo()
    assert state(experiment) == states[0]
    for after in states[1:]:
        experiment.redo()
        assert state(experiment) == after
    experiment.redo()
    assert state(experiment) == states[-1]


def test_a_new_change_ends_what_could_be_done_again() -> None:
    experiment = trained()
    change(experiment, rate=0.1)
    experiment.undo()
    assert experiment.redo_label == "η 0.3 → 0.1"
    change(experiment, rate=1.0)
    assert experiment.redo_label is None


def test_a_slider_that_was_dragged_is_one_change_but_clicks_are_one_each() -> None:
    experiment = trained()
    before = state(experiment)
    for noise in (12, 9, 3):
        change(experiment, noise=noise)
    assert experiment.undo_label == "noise 20 → 3 (back to epoch 8)"
    experiment.undo()
    assert state(experiment) == before
    for activation in ("relu", "sigmoid"):
        change(experiment, activation=(activation, activation))
    experiment.undo()
    assert experiment.settings.activation == ("relu", "relu")
    change(experiment, rate=0.1)
    experiment.train(0.002)
    change(experiment, rate=1.0)
    assert experiment.undo_label == "η 0.1 → 1"


def test_a_slider_that_was_dragged_away_and_back_is_no_change_where_nothing_was_lost() -> None:
    experiment = trained()
    change(experiment, activation=("relu", "relu"))
    experiment.train(0.002)
    for rate in (0.1, 1.0, 0.3):
        change(experiment, rate=rate)
    assert experiment.undo_label == "tanh → ReLU"
    change(experiment, noise=30)
    assert experiment.trainer.epoch == 0
    change(experiment, noise=20)
    assert experiment.undo_label == "noise 20 → 30 and back (back to epoch 9)"
    experiment.undo()
    assert experiment.trainer.epoch == 9


def test_a_weight_that_was_changed_several_times_is_one_change_from_its_first_value() -> None:
    experiment = trained()
    before = float(experiment.network.weights[0][0, 0])
    for value in (1.0, 1.1, 1.2):
        experiment.set_weight(0, 0, 0, value)
    assert experiment.undo_label == f"weight {before:.3g} → 1.2 (back to epoch 8)"
    experiment.undo()
    assert experiment.network.weights[0][0, 0] == before
    assert experiment.undo_label is None


def test_levels_and_runs_are_bounded() -> None:
    experiment = trained(1)
    for k in range(2 * MOST_LEVELS):
        change(experiment, batch=k % 7 + 1)
        experiment.step()
    undone = 0
    while experiment.undo_label:
        experiment.undo()
        undone += 1
    assert undone == MOST_LEVELS
    for seed in range(2 * MOST_RUNS):
        change(experiment, seed=seed)
    undone = 0
    while experiment.undo_label:
        experiment.undo()
        undone += 1
    assert undone == MOST_RUNS


def test_moments_of_a_long_run_take_bounded_space() -> None:
    experiment = trained(1, layers=(16,) * 6, optimizer="adam", rate=0.001, samples=20, test=0, batch=0)
    for _ in range(400):
        experiment.step()
    assert experiment.stops[0] == 0
    assert len(experiment.stops) < 161
    assert experiment._moments.bytes <= 4e6


def test_what_was_changed_before_the_first_step_belongs_to_the_start() -> None:
    experiment = Experiment(SETTINGS)
    change(experiment, layers=(5, 5))
    experiment.set_weight(0, 0, 0, 3.0)
    experiment.train(0.002)
    experiment.look_at(0)
    assert experiment.network.layer_sizes == (2, 5, 5, 1)
    assert experiment.network.weights[0][0, 0] == 3.0


def test_a_copy_goes_on_as_the_original_would_and_by_itself() -> None:
    experiment = Experiment(Settings().changed(samples=60, optimizer="momentum", rate=0.1))
    with experiment.training() as trainer:
        for _ in range(7):  # into the middle of an epoch
            trainer.step()
    other = experiment.copy()
    with other.training() as trainer:
        trainer.run_epochs(3)
    assert experiment.trainer.steps == 7
    experiment.trainer.run_epochs(3)
    np.testing.assert_array_equal(other.network.parameters, experiment.network.parameters)
    np.testing.assert_array_equal(other.trainer.history.train_loss, experiment.trainer.history.train_loss)
