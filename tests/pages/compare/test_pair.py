"""Two experiments in step: each does what it would do alone, and both see the same."""

from dataclasses import replace

import numpy as np
import pytest

from pages.common.experiment import Experiment
from pages.common.settings import Settings
from pages.compare.choice import Choice, fitting
from pages.compare.differences import DIFFERENCES
from pages.compare.pair import OPENING_EPOCHS, OPENING_STEPS, Pair

BASE = Settings().changed(samples=60, layers=(5, 4))


def pair_of(differs="activation", a=None, b=None, base=BASE) -> Pair:
    pair = Pair(fitting(base, differs, a, b)[0])
    pair.reset()
    return pair


def play(pair: Pair, frames: int, speed: str = "epoch") -> None:
    pair.set_speed(speed)
    pair.set_playing(True)
    for _ in range(frames):
        pair.advance()


def states(pair: Pair) -> list[tuple]:
    return [(side.trainer.epoch, side.trainer.steps, side.network.parameters.tolist()) for side in pair.sides]


@pytest.mark.parametrize("differs", sorted(DIFFERENCES))
def test_each_side_does_what_it_would_do_alone(differs) -> None:
    pair = pair_of(differs)
    play(pair, 4, "step")
    play(pair, 3, "epoch")
    for side, settings in zip(pair.sides, pair.choice.settings, strict=True):
        alone = Experiment(settings)
        for _ in range(side.trainer.steps):
            alone.trainer.step()
        np.testing.assert_array_equal(side.network.parameters, alone.network.parameters)
        np.testing.assert_array_equal(side.trainer.history.train_loss, alone.trainer.history.train_loss)


@pytest.mark.parametrize("differs", ["activation", "loss", "optimizer", "rate", "batch", "regularisation"])
def test_both_start_from_the_same_first_weights(differs) -> None:
    a, b = pair_of(differs).sides
    np.testing.assert_array_equal(a.network.parameters, b.network.parameters)


def test_of_two_depths_the_shared_layers_start_alike() -> None:
    shallow, deep = pair_of("depth", "2", "4").sides
    for layer in range(2):
        np.testing.assert_array_equal(shallow.network.weights[layer], deep.network.weights[layer])
    assert deep.network.layer_sizes == (2, 5, 4, 4, 4, 1)


@pytest.mark.parametrize("speed", ["step", "epoch", "ten", "max"])
def test_equal_batch_sizes_stay_together_to_the_step(speed) -> None:
    pair = pair_of()
    play(pair, 3, speed)
    a, b = (side.trainer for side in pair.sides)
    assert a.steps == b.steps > 0
    assert a.epoch == b.epoch


@pytest.mark.parametrize("speed", ["epoch", "ten", "max"])
def test_unequal_batch_sizes_do_the_same_epochs(speed) -> None:
    pair = pair_of("batch", "1", "all")
    for _ in range(3):
        pair.step()  # one is now in the middle of an epoch, the other is not
    play(pair, 20, speed)
    a, b = (side.trainer for side in pair.sides)
    assert a.epoch == b.epoch > 3
    assert a.steps > b.steps


def test_one_that_diverges_leaves_the_other_to_go_on() -> None:
    base = BASE.changed(output="linear", loss="half_quadratic")
    pair = pair_of("rate", "0.1", "300", base)
    play(pair, 15)
    a, b = pair.sides
    assert b.divergence is not None
    assert (a.divergence, a.trainer.epoch, pair.playing, pair.done) == (None, 15, True, False)
    pair.change(pair.choice.with_value(0, "1000"))
    play(pair, 15)
    assert a.divergence is not None
    assert (pair.playing, pair.done) == (False, True)


def test_a_value_switched_while_it_trains_keeps_the_weights() -> None:
    pair = pair_of()
    play(pair, 3)
    before = pair.sides[1].network.parameters.copy()
    generation = pair.generation
    pair.change(pair.choice.with_value(1, "sigmoid"))
    np.testing.assert_array_equal(pair.sides[1].network.parameters, before)
    assert pair.sides[1].settings.activation == ("sigmoid", "sigmoid")
    assert pair.sides[1].marks == [(3, "ReLU → sigmoid")]
    assert (pair.playing, pair.sides[0].marks) == (True, [])
    assert pair.generation > generation


@pytest.mark.parametrize(
    "change",
    [
        lambda choice: choice.differing_in("optimizer"),
        lambda choice: choice.with_base(choice.base.changed(rate=0.1)),
        lambda choice: choice.with_base(choice.base.changed(data="circle")),
        lambda choice: choice.differing_in("initializer").with_value(1, "he_normal"),
    ],
)
def test_what_both_share_begins_both_anew(change) -> None:
    pair = pair_of()
    play(pair, 3)
    pair.change(change(pair.choice))
    assert [side.trainer.steps for side in pair.sides] == [0, 0]
    assert [side.settings for side in pair.sides] == list(pair.choice.settings)
    assert pair.playing


def test_another_value_of_the_first_weights_begins_both_anew() -> None:
    pair = pair_of("initializer")
    play(pair, 3)
    pair.change(pair.choice.with_value(1, "he_normal"))
    assert [side.trainer.steps for side in pair.sides] == [0, 0]


def test_a_page_opens_on_the_same_picture_everywhere() -> None:
    assert states(Pair(Choice(BASE))) == states(Pair(Choice(BASE)))
    assert [side.trainer.epoch for side in Pair(Choice(BASE)).sides] == [OPENING_EPOCHS] * 2
    dear = Pair(fitting(BASE.changed(samples=2000), "batch", "1", "all")[0])
    a, b = (side.trainer for side in dear.sides)
    assert a.epoch == b.epoch >= 1
    assert a.steps <= OPENING_STEPS


def test_reset_and_new_weights_are_for_both() -> None:
    pair = pair_of()
    first = states(pair)
    play(pair, 2)
    pair.reset()
    assert states(pair) == first
    pair.new_weights()
    a, b = (side.network.parameters for side in pair.sides)
    np.testing.assert_array_equal(a, b)
    assert not np.array_equal(a, first[0][2])


def test_without_points_nothing_trains() -> None:
    pair = Pair(fitting(Settings().changed(data="own"), "optimizer")[0])
    assert pair.done
    pair.set_playing(True)
    pair.step()
    assert [side.trainer.steps for side in pair.sides] == [0, 0]


def test_speed_changes_nothing_else() -> None:
    pair = pair_of()
    before = states(pair)
    pair.set_speed("max")
    pair.change(replace(pair.choice))
    assert states(pair) == before
    assert pair.choice.base.speed == "max"
