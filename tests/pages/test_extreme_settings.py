"""Every setting at its ends, on points as bad as they may be: an experiment that goes on, or says why it does not."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from mlp_core import DATASETS
from mlp_core.limits import LARGEST_NUMBER
from mlp_core.own_data import OwnData
from mlp_core.own_sources import standardised
from pages.common.experiment import Experiment
from pages.common.frames import frame
from pages.common.links import query_from_settings
from pages.common.live_chart.encoding import encode_message
from pages.common.palette import LIGHT
from pages.common.settings import Settings
from pages.common.tasks import losses_for, outputs_for
from pages.common.view import View
from pages.playground.messages import message, readout
from tests.mlp_core.sentences import is_a_sentence

ROOT = Path(__file__).parents[2]
HUGE = LARGEST_NUMBER
POINTS = {
    "one class only": OwnData([[-1.0, 0.5], [0.3, 0.2], [1.0, -1.0]], [0, 0, 0]),
    "one point": OwnData([[0.5, 0.5]], [1]),
    "duplicates": OwnData([[0.5, 0.5]] * 6, [0, 1, 0, 1, 0, 1]),
    "a constant column": standardised([[7.0, k] for k in range(6)], [0, 1, 0, 1, 0, 1], ("a", "b")),
    "huge": standardised([[HUGE, -HUGE], [-HUGE, HUGE], [0.0, 1.0], [1.0, 0.0]], [0, 1, 1, 0], ("a", "b")),
    "tiny": standardised([[1e-300, 5e-324], [-1e-300, 0.0], [2e-300, 1e-10]], [0, 1, 1], ("a", "b")),
    "huge as drawn": OwnData([[HUGE, -HUGE], [-HUGE, HUGE]], [0, 1]),
    "huge values": standardised([[0.0], [1.0], [2.0]], [HUGE, -HUGE, 0.0]),
    "one value": standardised([[0.0, 1.0], [1.0, 2.0]], [5.0, 5.0]),
    "values as drawn": OwnData([[0.0], [1.0]], [HUGE, -HUGE], ()),
    "six classes, one there": OwnData([[0.0, 1.0]] * 3, [5, 5, 5], tuple("abcdef")),
}
ENDS = {
    each.name: [each.metadata["low"], each.default, each.metadata["high"]]
    for each in fields(Settings)
    if each.metadata["kind"] in ("number", "whole") and each.name not in ("samples", "classes", "stop_epoch")
}
CHOICES = {each.name: list(each.metadata["among"]) for each in fields(Settings) if each.metadata["kind"] == "choice"}
HIDDEN = next(each.metadata["among"] for each in fields(Settings) if each.name == "activation")


@st.composite
def extremes(draw) -> Settings:
    """Legal settings, many of them at an end of what is allowed."""
    values = {name: draw(st.sampled_from(ends)) for name, ends in ENDS.items() if draw(st.booleans())}
    for name in ("optimizer", "schedule", "initializer", "scaling", "speed"):
        values[name] = draw(st.sampled_from(CHOICES[name]))
    data = draw(st.sampled_from([*POINTS, "xor", "spiral", "sine", "hills"]))
    chosen = Settings().changed(**({"points": POINTS[data]} if data in POINTS else {"data": data, "samples": 20}))
    output = draw(st.sampled_from(outputs_for(chosen.task)))
    layers = tuple(draw(st.lists(st.sampled_from([1, 3]), max_size=3)))
    chosen = chosen.changed(output=output).changed(loss=draw(st.sampled_from(losses_for(output))), layers=layers)
    activation = tuple(draw(st.sampled_from(HIDDEN)) for _ in layers)
    return chosen.changed(activation=activation, **values)


def is_sound(experiment: Experiment) -> None:
    """Finite, or diverged with a sentence; and every picture can be sent."""
    said = message(experiment, [])
    assert is_a_sentence(said)
    assert is_a_sentence(readout(experiment))
    if experiment.trainer.status == "diverged":
        assert said.startswith("**Diverged**")
    else:
        assert np.isfinite(experiment.network.parameters).all()
        assert np.isfinite(experiment.trainer.history.train_loss).all() or experiment.is_empty
    encode_message(frame(experiment, View(show_test=True, errors=True), LIGHT))


@settings(max_examples=80, derandomize=True, deadline=None)
@given(extremes(), extremes())
def test_any_experiment_trains_or_says_why_not_and_can_be_changed_into_any_other(first, second):
    experiment = Experiment(first)
    is_sound(experiment)
    for _ in range(2):
        experiment.train(0.002)
    is_sound(experiment)
    experiment.change(second)
    experiment.train(0.002)
    experiment.step()
    is_sound(experiment)
    if experiment.divergence is not None:
        experiment.return_to_best()
        is_sound(experiment)
    experiment.undo()
    is_sound(experiment)


@pytest.mark.parametrize("name", POINTS)
def test_the_page_plays_on_bad_points(name):
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    chosen = Settings().changed(points=POINTS[name]).changed(scaling="none", rate=1000.0)
    for key, value in query_from_settings(chosen).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert app.session_state["experiment"].settings == chosen
    app.button(key="play").click().run()
    assert not app.exception
    for tab in ("Pre-activations", "Loss landscape", "Weights"):
        app.session_state["details"] = tab
        app.run()
        assert not app.exception
    is_sound(app.session_state["experiment"])


def test_the_data_sets_that_stand_for_each_task_are_there():
    assert {"xor", "spiral", "sine", "hills"} <= DATASETS.keys()
