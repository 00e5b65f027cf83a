"""Networks trained side by side: fair, measured on the networks themselves, and drawn from them."""

import numpy as np
import pytest

from mlp_core import MLP
from pages.common.palette import LIGHT
from pages.universal_approximation import built_against_trained as match_section
from pages.universal_approximation import wide_or_deep as contest_section
from pages.universal_approximation.built_against_trained import ONE, TWO, Match, built_network, match_figures
from pages.universal_approximation.figures.race import ErrorLine, errors_figure
from pages.universal_approximation.functions_of_one import CHOICES, Followed
from pages.universal_approximation.race import Race
from pages.universal_approximation.wide_or_deep import ACTIVATIONS, NAMES, SHAPES, Contest, contest_figures

BOOK = Followed("book", "", CHOICES["book"].interval)


def small_race(last_epoch: int = 50, rate: float = 0.1) -> Race:
    x = np.linspace(-1, 1, 40)
    nets = {name: MLP([1, n, 1], ["tanh", "linear"], seed=1) for name, n in (("a", 3), ("b", 6))}
    samples = (x[:, None], x**2)
    return Race(
        nets, samples, samples, optimizer="sgd", learning_rate=rate, batch_size=10, last_epoch=last_epoch, made_for=None
    )


def test_all_train_the_same_epochs_and_errors_are_the_networks():
    race = small_race()
    race.set_playing(True)
    race.train(0.0)
    race.train(0.0)
    assert [trainer.epoch for trainer in race.trainers.values()] == [2, 2]
    assert race.epochs.tolist() == [0, 1, 2]
    x = np.linspace(-1, 1, 40)
    for name in ("a", "b"):
        expected = np.abs(race.network(name).predict(x[:, None])[:, 0] - x**2).mean()
        assert race.errors(name)[-1] == pytest.approx(expected)
        assert len(race.errors(name)) == 3


def test_before_the_first_epoch_the_error_is_a_point_and_then_a_line():
    race = small_race()

    def drawn() -> dict:
        return errors_figure([ErrorLine("a", "#000000", race.errors("a"), race.epochs)], LIGHT)["data"][0]

    assert drawn()["mode"] == "markers"
    race.train(0.0)
    assert drawn()["mode"] == "lines"


def test_a_race_moves_only_while_it_plays_and_ends_at_its_last_epoch():
    race = small_race(last_epoch=3)
    race.advance()
    assert race.epoch == 0
    race.set_playing(True)
    for _ in range(5):
        race.advance()
    assert race.epoch == 3
    assert race.playing is False
    race.set_playing(True)
    assert race.playing is False


def test_networks_that_all_diverge_stop_and_are_named():
    race = small_race(last_epoch=5000, rate=1e6)
    race.set_playing(True)
    for _ in range(20):
        race.advance()
    assert race.diverged() == ["a", "b"]
    assert race.playing is False
    errors_figure([ErrorLine("a", "#000000", race.errors("a"), race.epochs)], LIGHT)


@pytest.mark.parametrize("match", [Match(ONE, BOOK, 20, "SGD", 0), Match(TWO, None, 4, "Adam", 1)])
def test_the_trained_network_has_the_built_ones_shape_and_both_are_drawn(match):
    built = built_network(match)
    race = match_section.new_race(match)
    trained = race.network("trained")
    assert trained.layer_sizes == built.layer_sizes
    assert [f.name for f in trained.activations] == [f.name for f in built.activations]
    assert not np.array_equal(trained.parameters, built.parameters)
    key, trace = ("z", 0) if match.followed is None else ("y", 1)
    before = match_figures(match, built, race, LIGHT)
    race.train(0.0)
    built.weights[-1] *= 2.0
    after = match_figures(match, built, race, LIGHT)
    for name in ("built", "descended"):
        assert np.abs(after[name]["data"][trace][key] - before[name]["data"][trace][key]).max() > 1e-4
    if match.followed is not None:
        x = after["descended"]["data"][trace]["x"]
        np.testing.assert_allclose(after["descended"]["data"][trace]["y"], trained.predict(x[:, None])[:, 0])
    np.testing.assert_allclose(after["errors"]["data"][1]["y"], race.errors("trained"))


def test_what_the_page_says_of_built_and_trained():
    """Error 0.025 of 20 bumps, five times that after SGD; 0.23 of 4 × 4 towers, far less after Adam."""
    match = Match(ONE, BOOK, 20, "SGD", 0)
    figures = match_figures(match, built_network(match), match_section.new_race(match), LIGHT)
    built_error = figures["errors"]["data"][0]["y"][0]
    assert built_error == pytest.approx(0.025, abs=5e-4)
    race = match_section.new_race(match)
    for _ in range(20):
        race.trainers["trained"].run_epochs(50)
        race.train(0.0)
    assert np.median(race.errors("trained")[-15:]) == pytest.approx(0.12, abs=0.01)

    match = Match(TWO, None, 4, "Adam", 0)
    race = match_section.new_race(match)
    figures = match_figures(match, built_network(match), race, LIGHT)
    assert figures["errors"]["data"][0]["y"][0] == pytest.approx(0.23, abs=0.005)
    race.trainers["trained"].run_epochs(300)
    race.train(0.0)
    assert race.errors("trained")[-1] < 0.1


def test_the_shapes_have_equally_many_parameters():
    for parameters, shapes in SHAPES.items():
        assert [len(hidden) for hidden in shapes] == [1, 2, 3]
        for hidden in shapes:
            assert abs(MLP([1, *hidden, 1], "tanh").parameters.size - parameters) <= 1


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_contestant_is_drawn_from_its_network(activation):
    contest = Contest(BOOK, 97, activation, 0)
    race = contest_section.new_race(contest)
    race.train(0.0)
    figures = contest_figures(contest, race, LIGHT)
    assert list(figures) == [*NAMES, "errors"]
    for name in NAMES:
        line = figures[name]["data"][1]
        np.testing.assert_allclose(line["y"], race.network(name).predict(line["x"][:, None])[:, 0])
        race.network(name).biases[-1] += 1.0
    moved = contest_figures(contest, race, LIGHT)
    for name in NAMES:
        np.testing.assert_allclose(moved[name]["data"][1]["y"] - figures[name]["data"][1]["y"], 1.0)


def test_what_the_page_says_of_wide_and_deep():
    race = contest_section.new_race(Contest(BOOK, 97, "tanh", 0))
    for trainer in race.trainers.values():
        trainer.run_epochs(500)
    race.train(0.0)
    wide, two, three = (race.errors(name)[-1] for name in NAMES)
    assert max(two, three) < wide / 2
