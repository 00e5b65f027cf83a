"""What is said about two experiments is what they measure."""

from math import nan

import pytest

from pages.common.readings import divergence_words
from pages.common.settings import Settings
from pages.compare.choice import fitting
from pages.compare.pair import Pair
from pages.compare.words import Score, lead, progress, readout, score, what_differs

BASE = Settings().changed(samples=60)


def said(pair: Pair) -> str:
    return lead(pair, tuple(score(side, False) for side in pair.sides))


def opened(*choice: str, base: Settings = BASE) -> Pair:
    return Pair(fitting(base, *choice)[0])


def test_the_leader_is_the_one_with_more_right_answers() -> None:
    pair = opened("initializer", "glorot_uniform", "zeros")
    accuracy = [side.measure()[2:] for side in pair.sides]
    text = said(pair)
    right = f"**{accuracy[0][0]:.1%}** right against **{accuracy[1][0]:.1%}**"
    assert text.startswith(f"**A (Glorot uniform)** leads on the training data: {right}; on the test data too: ")
    assert text.endswith(f" too: {accuracy[0][1]:.1%} against {accuracy[1][1]:.1%}.")
    swapped = opened("initializer", "zeros", "glorot_uniform")
    assert said(swapped).startswith("**B (Glorot uniform)** leads")


def test_another_leader_on_the_test_data_is_named() -> None:
    pair = opened("activation", "tanh", "relu")

    def words(first: float, second: float) -> str:
        return lead(pair, (Score(0.1, 0.2, 0.99, first), Score(0.1, 0.2, 0.967, second)))

    ahead = "**A (tanh)** leads on the training data: **99.0%** right against **96.7%**"
    assert words(0.967, 0.989) == f"{ahead}. On the test data **B (ReLU)** leads: 98.9% against 96.7%."
    assert words(0.989, 0.967) == f"{ahead}; on the test data too: 98.9% against 96.7%."
    assert words(0.967, 0.967) == f"{ahead}; on the test data both have 96.7%."
    assert words(nan, nan) == f"{ahead}."


def test_another_leader_on_the_test_data_of_a_regression_is_named() -> None:
    pair = opened("activation", "tanh", "relu", base=BASE.changed(data="sine"))
    text = lead(pair, (Score(0.3, 0.1, nan, nan), Score(0.2, 0.4, nan, nan)))
    ahead = "**B (ReLU)** leads on the training data: loss **0.2** against **0.3**"
    assert text == f"{ahead}. On the test data **A (tanh)** leads: 0.1 against 0.4."


def test_equal_accuracies_are_told_apart_by_a_loss_that_compares() -> None:
    easy = BASE.changed(data="gaussians", noise=0)
    losses = opened("loss", base=easy)
    assert "Their losses do not compare." in said(losses)
    rates = opened("rate", "0.03", "0.3", base=easy)
    loss = [side.measure()[0] for side in rates.sides]
    assert loss[1] < loss[0]
    assert f"right. **B (η 0.3)** has the lower loss on it: **{loss[1]:.3g}** against **{loss[0]:.3g}**" in said(rates)


def test_regressions_under_two_losses_are_held_against_the_same_error() -> None:
    pair = opened("loss", base=BASE.changed(data="sine", rate=0.03))
    errors = [side.network.loss(side.trainer.X, side.trainer.T, "quadratic") for side in pair.sides]
    best, other = sorted(errors)
    assert f"mean squared error **{best:.3g}** against **{other:.3g}**" in said(pair)
    same = opened("activation", base=BASE.changed(data="sine", rate=0.03))
    assert "leads on the training data: loss **" in said(same)


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


def test_a_switch_on_the_way_is_told_until_both_begin_anew() -> None:
    pair = opened("activation", "tanh", "relu")
    apart = "Only the activation differs: **A tanh**, **B "
    assert what_differs(pair).endswith(f"{apart}ReLU**.")
    pair.change(pair.choice.with_value(1, "sigmoid"))
    switched = "B was switched at epoch 60 (ReLU → sigmoid): **Reset** to compare from the start."
    assert what_differs(pair).endswith(f"{apart}sigmoid**. {switched}")
    pair.reset()
    assert what_differs(pair).endswith(f"{apart}sigmoid**.")


@pytest.mark.parametrize("data", ["circle", "sine"])
def test_two_that_are_the_same_have_no_leader(data: str) -> None:
    pair = opened("regularisation", "l2:0.1", "l2:0.1", base=BASE.changed(data=data))
    assert "is the same too: **A L2 0.1**, **B L2 0.1**." in what_differs(pair)
    assert "the same loss" in said(pair)
    assert "lower" not in said(pair)


def test_the_test_data_are_looked_at_where_all_of_the_training_data_is_right() -> None:
    text = lead(opened(), (Score(0.2, 0.161, 1.0, 1.0), Score(0.1, 0.253, 1.0, 1.0)))
    lower = "**B (ReLU)** has the lower loss on it: **0.1** against **0.2**"
    assert text.endswith(f"right. {lower}. On the test data **A (tanh)** leads: 0.161 against 0.253.")


@pytest.mark.parametrize(
    ("differs", "shared"),
    [
        ("optimizer", "the same first weights, the same mini-batches"),
        ("batch", "the same first weights, the same order of samples"),
    ],
)
def test_what_is_shared_is_said_truly(differs, shared) -> None:
    assert shared in what_differs(opened(differs))


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
    found = opened(*choice)
    found.reset()
    weights = [side.network.weights for side in found.sides]
    equal = [a.shape == b.shape and (a == b).all() for a, b in zip(*weights, strict=False)]
    assert equal == [True] * alike + [False] * (len(equal) - alike)
    words = {0: "the same seed of the first weights,", 3: "the same first weights,"}
    assert words.get(alike, "the same first weights in the hidden layers that both have,") in what_differs(found)


def test_no_points_are_no_race() -> None:
    assert "no points" in said(opened("optimizer", base=Settings().changed(data="own")))
