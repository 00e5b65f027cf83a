"""A lesson that runs: its steps set their settings, what is off is told, and its words follow the network."""

import pytest

from pages.common.figures.region import plane
from pages.common.lessons import LESSONS
from pages.common.lessons.measures import dead_share
from pages.common.lessons.run import LessonRun
from pages.common.settings import Settings
from tests.pages.lessons.variations import begun


def test_what_a_student_changed_otherwise_stays_from_step_to_step():
    run, experiment = begun("tanh_against_relu")
    experiment.change(experiment.settings.changed(noise=20, speed="max"))
    run.go_to(1, experiment)
    assert (experiment.settings.noise, experiment.settings.speed) == (20, "max")
    assert experiment.settings.activation == ("relu",)


def test_a_step_for_classes_after_a_change_to_a_regression_brings_its_own_data():
    run, experiment = begun("softmax_shares_one")
    experiment.change(experiment.settings.changed(data="sine"))
    run.go_to(1, experiment)
    assert experiment.settings == run.settings


def test_what_is_off_is_told_key_first_and_put_right():
    run, experiment = begun("tanh_against_relu")
    experiment.change(experiment.settings.changed(noise=20, rate=0.1, activation=("sigmoid",), seed=5, speed="ten"))
    assert run.off(experiment.settings) == {"activation": ("tanh",), "noise": 5, "rate": 0.3}
    assert next(iter(run.off(experiment.settings))) == run.lesson.key
    run.put_right(experiment)
    assert run.off(experiment.settings) == {}
    assert (experiment.settings.seed, experiment.settings.speed) == (5, "ten")


def test_putting_first_weights_right_draws_them():
    run, experiment = begun("all_weights_zero")
    experiment.change(experiment.settings.changed(initializer="normal"))
    experiment.trainer.run_epochs(2)
    run.put_right(experiment)
    assert experiment.trainer.steps == 0
    assert not experiment.network.parameters.any()


def test_other_layers_bring_their_activations_along():
    run, experiment = begun("one_neuron_draws_one_line")
    experiment.change(experiment.settings.changed(layers=(4, 4)))
    assert list(run.off(experiment.settings)) == ["layers"]


def test_a_step_without_observation_leaves_everything_free():
    run, experiment = begun("xor_needs_a_hidden_layer")
    run.go_to(2, experiment)
    experiment.change(experiment.settings.changed(layers=(2,), noise=30))
    assert run.off(experiment.settings) == {}
    assert run.look(experiment) is None
    assert run.words(experiment) == ""


def test_the_words_go_from_waiting_to_seen():
    run, experiment = begun("xor_needs_a_hidden_layer")
    assert run.words(experiment) == ""
    experiment.trainer.run_epochs(10)
    assert run.words(experiment).endswith("epoch 10 of 40")
    assert run.seen == set()
    experiment.trainer.run_epochs(30)
    accuracy = experiment.measure()[2]
    assert run.words(experiment) == f"✓ accuracy **{round(100 * accuracy)}%**: no line parts them"
    assert run.seen == {0}
    run.go_to(1, experiment)
    assert run.words(experiment) == ""  # it would give the answer away
    experiment.trainer.run_epochs(1)
    assert run.words(experiment).startswith("Not yet: accuracy")


def test_epochs_are_counted_from_the_step_and_from_a_reset():
    run, experiment = begun("dying_relu")
    experiment.trainer.run_epochs(50)
    run.go_to(1, experiment)
    experiment.trainer.run_epochs(4)
    assert "epoch 4 of 30" in run.words(experiment)
    experiment.reset()
    experiment.trainer.run_epochs(2)
    assert "epoch 2 of 30" in run.words(experiment)


def test_while_it_plays_the_network_is_looked_at_now_and_then(monkeypatch):
    run, experiment = begun("xor_needs_a_hidden_layer")
    experiment.playing = True
    experiment.trainer.run_epochs(1)
    looks = []
    monkeypatch.setattr(run, "look", lambda e: looks.append(e))
    monkeypatch.setattr("pages.common.lessons.run.monotonic", lambda: 100.0)
    run.words(experiment)
    run.words(experiment)
    assert len(looks) == 1
    monkeypatch.setattr("pages.common.lessons.run.monotonic", lambda: 101.0)
    run.words(experiment)
    assert len(looks) == 2


def test_while_it_plays_the_numbers_are_those_of_the_readout():
    run, experiment = begun("momentum_in_a_ravine")
    experiment.playing = True
    experiment.trainer.run_epochs(5)
    assert run.look(experiment).text == f"loss **{experiment.trainer.history.train_loss[-1]:.3f}**"


@pytest.mark.parametrize("data", ["sine", "hills", "blobs"])
@pytest.mark.parametrize("name", ["xor_needs_a_hidden_layer", "a_bump_from_two_neurons", "softmax_shares_one"])
def test_of_other_data_nothing_is_said_that_has_no_meaning(name, data):
    run, experiment = begun(name)
    experiment.change(experiment.settings.changed(data=data))
    experiment.trainer.run_epochs(1)
    words = run.words(experiment)
    same = experiment.settings.task == run.settings.task and experiment.settings.n_inputs == run.settings.n_inputs
    assert bool(words) == same
    assert "nan" not in words


def test_without_test_points_nothing_is_seen_on_them():
    run, experiment = begun("what_noise_does")
    experiment.change(experiment.settings.changed(test=0))
    experiment.trainer.run_epochs(1)
    assert run.words(experiment) == "Not yet: test accuracy **–**"


def test_of_a_diverged_network_nothing_is_said():
    run, experiment = begun("too_large_a_learning_rate")
    experiment.change(experiment.settings.changed(rate=1000.0))
    while experiment.divergence is None:
        experiment.train(0.01)
    assert run.words(experiment) == ""


def test_every_observation_can_be_made_of_any_network_of_its_kind_of_data():
    for lesson in LESSONS.values():
        for step, each in enumerate(lesson.steps):
            run = LessonRun(lesson, step)
            experiment = run.begun()
            if each.watch is None or not experiment.settings.layers:
                continue
            for layers in ((), (1,), (3, 2)):
                experiment.change(experiment.settings.changed(layers=layers, speed="step"))
                experiment.trainer.step()
                assert run.look(experiment) is not None


@pytest.mark.parametrize("name", ["a_step_has_no_slope", "the_gradient_vanishes", "a_rate_that_shrinks"])
def test_before_the_first_epoch_has_ended_no_number_is_missing(name):
    run, experiment = begun(name)
    experiment.playing = True
    experiment.trainer.step()
    assert "nan" not in run.words(experiment)
    assert run.seen == set()


def test_a_step_that_goes_on_from_the_one_before_begins_with_what_that_one_trained():
    run = LessonRun(LESSONS["dying_relu"], 1)
    experiment = run.begun()
    assert experiment.settings == run.settings
    assert experiment.trainer.epoch == run.lesson.steps[0].watch.epochs
    assert experiment.marks
    assert dead_share(experiment) >= 0.5
    experiment.trainer.run_epochs(run.present.watch.epochs - 1)
    assert not run.look(experiment).holds
    experiment.trainer.run_epochs(1)
    assert run.look(experiment).holds


def test_a_step_that_begins_anew_begins_at_epoch_0():
    run = LessonRun(LESSONS["dying_relu"], 2)
    assert run.begun().trainer.steps == 0


def test_a_lesson_can_begin_with_the_draws_and_the_pace_of_another_experiment():
    like = Settings().changed(seed=3, sample=4, speed="max", noise=50)
    run = LessonRun(LESSONS["tanh_against_relu"], 1)
    settings = run.begun(like).settings
    assert (settings.seed, settings.sample, settings.speed) == (3, 4, "max")
    assert run.different(settings) == {}


def test_what_was_seen_and_passed_is_not_said_to_be_still_to_come():
    run, experiment = begun("too_large_a_learning_rate")
    experiment.trainer.run_epochs(20)
    assert run.words(experiment).startswith("✓ loss")
    experiment.trainer.run_epochs(60)
    assert run.words(experiment).startswith("loss **0.")
    run, experiment = begun("tanh_against_relu")
    experiment.trainer.run_epochs(30)
    assert run.words(experiment).startswith("✓")
    experiment.change(experiment.settings.changed(activation=("linear",)))  # it would hold again, put right
    experiment.trainer.run_epochs(5)
    assert run.words(experiment).startswith("Not yet")


@pytest.mark.parametrize("name", ["a_deep_linear_network_is_a_line", "one_neuron_draws_one_line"])
def test_a_straight_line_that_is_spoken_of_is_seen(name):
    run, experiment = begun(name)
    experiment.trainer.run_epochs(run.present.watch.epochs)
    region = experiment.network.predict(experiment.inputs(plane(40)))
    assert region.min() < 0.1
    assert region.max() > 0.9
