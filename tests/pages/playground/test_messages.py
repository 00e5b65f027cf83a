"""What the page says is what happened."""

import pytest

from pages.common.experiment import Experiment
from pages.common.settings import Settings
from pages.playground.messages import message


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
