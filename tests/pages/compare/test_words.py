"""What is said about two experiments is what they measure."""

import pytest

from pages.common.experiment import Experiment
from pages.common.readings import divergence_words
from pages.common.settings import Settings
from pages.compare.choice import fitting
from pages.compare.pair import Pair
from pages.compare.words import lead, progress, readout, score, what_differs

BASE = Settings().changed(samples=60)


def said(pair: Pair) -> str:
    return lead(pair, tuple(score(side, False) for side in pair.sides))


def opened(*choice: str, base: Settings = BASE) -> Pair:
    return Pair(fitting(base, *choice)[0])


def test_the_leader_is_the_one_with_more_right_answers() -> None:
    pair = opened("initializer", "glorot_uniform", "zeros")
    accuracy = [side.measure()[2:] for side in pair.sides]
    text = said(pair)
    assert text.startswith("**A (Glorot uniform)** leads")
    assert f"**{accuracy[0][0]:.1%}** of the training data right against **{accuracy[1][0]:.1%}**" in text
    assert f"on test data {accuracy[0][1]:.1%} against {accuracy[1][1]:.1%}" in text
    swapped = opened("initializer", "zeros", "glorot_uniform")
    assert said(swapped).startswith("**B (Glorot uniform)** leads")


def test_equal_accuracies_are_told_apart_by_a_loss_that_compares() -> None:
    easy = BASE.changed(data="gaussians", noise=0)
    losses = opened("loss", base=easy)
    assert "Their losses do not compare." in said(losses)
    rates = opened("rate", "0.03", "0.3", base=easy)
    loss = [side.measure()[0] for side in rates.sides]
    assert loss[1] < loss[0]
    assert f"the lower loss has **B (η 0.3)**: **{loss[1]:.3g}** against **{loss[0]:.3g}**" in said(rates)


def test_regressions_under_two_losses_are_held_against_the_same_error() -> None:
    pair = opened("loss", base=BASE.changed(data="sine", rate=0.03))
    errors = [side.network.loss(side.trainer.X, side.trainer.T, "quadratic") for side in pair.sides]
    best, other = sorted(errors)
    assert f"mean squared error **{best:.3g}** against **{other:.3g}**" in said(pair)
    same = opened("activation", base=BASE.changed(data="sine", rate=0.03))
    assert "leads: loss **" in said(same)


def test_a_divergence_is_said_and_the_other_goes_on() -> None:
    base = BASE.changed(output="linear", loss="half_quadratic")
    pair = opened("rate", "0.03", "300", base=base)
    text = said(pair)
    assert text.startswith("**B (η 300)** **diverged** at epoch")
    assert f"{divergence_words(pair.sides[1])}. A goes on:" in text
    assert readout(pair.sides[1], score(pair.sides[1], False)).startswith("**Diverged**")
    both = opened("rate", "200", "300", base=base)
    assert said(both).startswith("Both diverged")


def test_the_start_and_the_pace_are_said() -> None:
    pair = opened("batch", "10", "all")
    assert progress(pair) == "Epoch **60** · Steps A **300**, B **60**"
    pair.reset()
    assert said(pair) == "Both stand at their first weights. Press **Play**."
    assert progress(pair) == "Epoch **0** · Steps **0**"


@pytest.mark.parametrize(
    ("differs", "shared"),
    [
        ("optimizer", "the same first weights, the same mini-batches"),
        ("batch", "the same first weights, the same order of samples"),
    ],
)
def test_what_is_shared_is_said_truly(differs, shared) -> None:
    assert shared in what_differs(fitting(BASE, differs)[0])


@pytest.mark.parametrize(
    ("choice", "alike"),
    [
        (("rate", "0.1", "0.3"), 3),
        (("activation", "tanh", "relu"), 3),
        (("depth", "1", "3"), 1),
        (("depth", "2", "3"), 2),
        (("depth", "0", "2"), 0),
        (("initializer", "glorot_uniform", "zeros"), 0),
        (("initializer", "uniform", "normal"), 0),
    ],
)
def test_what_is_said_of_the_first_weights_is_so(choice, alike) -> None:
    found = fitting(BASE, *choice)[0]
    weights = [Experiment(settings).network.weights for settings in found.settings]
    equal = [a.shape == b.shape and (a == b).all() for a, b in zip(*weights, strict=False)]
    assert equal == [True] * alike + [False] * (len(equal) - alike)
    words = {0: "the same seed of the first weights,", 3: "the same first weights,"}
    assert words.get(alike, "the same first weights in the hidden layers that both have,") in what_differs(found)


def test_no_points_are_no_race() -> None:
    assert "no points" in said(opened("optimizer", base=Settings().changed(data="own")))
