"""From step to step of a lesson, forth and back: what is set, what is trained, and what stays."""

import numpy as np
import pytest

from pages.common.experiment import Experiment
from pages.common.lessons import LESSONS
from pages.common.lessons.measures import dead_share
from pages.common.lessons.run import LessonRun
from pages.playground.messages import message
from tests.pages.lessons.variations import begun

GOING_ON = [name for name, lesson in LESSONS.items() if any(not step.anew for step in lesson.steps[1:])]


@pytest.mark.parametrize("name", LESSONS)
def test_forth_and_back_leads_to_the_settings_of_each_step(name):
    run, experiment = begun(name)
    steps = [*range(len(run.lesson.steps)), *reversed(range(len(run.lesson.steps) - 1))]
    for step in steps[1:]:
        run.go_to(step, experiment)
        assert experiment.settings == run.lesson.settings_at(step)
        assert run.off(experiment.settings) == {}


def test_a_step_keeps_the_weights_unless_it_begins_anew():
    run, experiment = begun("tanh_against_relu")
    experiment.playing = True
    experiment.trainer.run_epochs(3)
    before = experiment.network.parameters.copy()
    run.go_to(1, experiment)
    np.testing.assert_array_equal(experiment.network.parameters, before)
    assert experiment.playing
    assert experiment.trainer.epoch == 3

    run, experiment = begun("xor_needs_a_hidden_layer")
    experiment.playing = True
    experiment.trainer.run_epochs(3)
    run.go_to(1, experiment)
    assert not experiment.playing  # the prediction comes first
    assert experiment.trainer.epoch == 3

    run, experiment = begun("momentum_in_a_ravine")
    first = experiment.network.parameters.copy()
    experiment.playing = True
    experiment.trainer.run_epochs(3)
    run.go_to(1, experiment)
    np.testing.assert_array_equal(experiment.network.parameters, first)
    assert not experiment.playing


def test_back_over_a_step_that_began_anew_begins_anew():
    run, experiment = begun("momentum_in_a_ravine")
    run.go_to(1, experiment)
    experiment.trainer.run_epochs(3)
    run.go_to(0, experiment)
    assert experiment.trainer.steps == 0
    assert experiment.settings.optimizer == "sgd"


def test_a_step_that_goes_on_finds_the_one_before_trained_however_one_comes_to_it():
    run, experiment = begun("dying_relu")
    run.go_to(1, experiment)  # without having played
    assert experiment.trainer.epoch == run.lesson.steps[0].watch.epochs
    assert dead_share(experiment) >= 0.5
    run.go_to(2, experiment)
    assert experiment.trainer.epoch == 0
    experiment.trainer.run_epochs(3)
    run.go_to(1, experiment)  # back over the one that begins anew
    assert experiment.trainer.epoch == run.lesson.steps[0].watch.epochs
    assert dead_share(experiment) >= 0.5
    assert run.off(experiment.settings) == {}
    assert not experiment.playing
    assert run.words(experiment) == ""

    run, experiment = begun("dying_relu")
    experiment.trainer.run_epochs(3)
    run.go_to(1, experiment)
    assert experiment.trainer.epoch == 3  # it was played


@pytest.mark.parametrize("name", GOING_ON)
def test_forth_back_and_forth_again_trains_nothing_that_was_played(name):
    run, experiment = begun(name)
    for step in range(1, len(run.lesson.steps)):
        run.train(experiment)
        run.go_to(step, experiment)
        experiment.trainer.run_epochs(3)
        if run.present.anew:
            continue
        steps, before = experiment.trainer.steps, experiment.network.parameters.copy()
        there, here = run.lesson.settings_at(step - 1), run.lesson.settings_at(step)
        run.go_to(step - 1, experiment)
        run.go_to(step, experiment)
        assert experiment.trainer.steps == steps
        if (there.layers, there.features) == (here.layers, here.features):
            np.testing.assert_array_equal(experiment.network.parameters, before)
        if step + 1 < len(run.lesson.steps) and not run.lesson.steps[step + 1].anew:
            run.go_to(step + 1, experiment)  # this one was played before the way back
            assert experiment.trainer.steps == steps
            run.go_to(step, experiment)


@pytest.mark.parametrize("played_by_hand", [True, False])
def test_weights_that_were_set_by_hand_stay_on_the_way_back_and_forth(played_by_hand):
    run, experiment = begun("one_neuron_draws_one_line")
    if played_by_hand:
        experiment.trainer.run_epochs(5)
    run.go_to(1, experiment)
    experiment.set_weight(0, 0, 0, 1.25)
    experiment.set_weight(0, 0, 2, -0.5)
    by_hand = experiment.network.parameters.copy()
    run.go_to(0, experiment)
    run.go_to(1, experiment)
    np.testing.assert_array_equal(experiment.network.parameters, by_hand)


def test_what_was_reset_counts_as_not_played():
    run, experiment = begun("dying_relu")
    experiment.trainer.run_epochs(3)
    run.go_to(1, experiment)
    run.go_to(0, experiment)
    experiment.reset()
    run.go_to(1, experiment)
    assert experiment.trainer.epoch == run.lesson.steps[0].watch.epochs


def test_a_step_that_an_address_opens_with_other_settings_makes_nothing_up_for_those_before():
    run = LessonRun(LESSONS["dying_relu"], 1)
    experiment = Experiment(run.settings.changed(noise=30))
    experiment.trainer.run_epochs(4)
    run.go_to(0, experiment)
    run.go_to(1, experiment)
    assert experiment.trainer.epoch == 4


def test_a_step_that_was_passed_over_can_be_looked_back_through():
    run, experiment = begun("dying_relu")
    first = experiment.network.parameters.copy()
    run.go_to(1, experiment)
    assert experiment.stops == [0.0, 10.0]
    experiment.look_at(0.0)
    np.testing.assert_array_equal(experiment.network.parameters, first)
    assert LessonRun(LESSONS["dying_relu"], 1).begun().stops == [0.0, 10.0]


def test_a_divergence_in_a_step_that_was_passed_over_is_told():
    run, experiment = begun("a_bump_from_two_neurons")
    run.go_to(1, experiment)
    experiment.change(experiment.settings.changed(optimizer="sgd", rate=1000.0))
    run.go_to(2, experiment)
    assert experiment.trainer.status == "diverged"
    epoch = experiment.trainer.epoch
    assert message(experiment, []) == f"**Diverged** at epoch {epoch}: a learning rate of 1000 is too large here."
