"""Settings are validated in one place, and what no longer fits is set to what does."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core import DATASETS
from pages.common.settings import MOST_LAYERS, SPEEDS, Settings
from pages.common.tasks import DEFAULT_FUNCTION, losses_for, outputs_for, why_loss_not, why_output_not


def test_the_default_is_the_first_minute():
    settings = Settings()
    assert (settings.data, settings.samples, settings.test) == ("spiral", 300, 30)
    assert (settings.layers, settings.activation, settings.output) == ((8, 8), ("tanh", "tanh"), "sigmoid")
    assert (settings.optimizer, settings.rate, settings.batch, settings.speed) == ("sgd", 0.3, 10, "epoch")
    assert (settings.loss, settings.initializer) == ("binary_cross_entropy", "glorot_uniform")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("data", "swiss roll", "spiral"),
        ("noise", 51, "from 0 to 50"),
        ("noise", 2.5, "whole number"),
        ("noise", True, "whole number"),
        ("rate", float("nan"), "number"),
        ("rate", float("inf"), "number"),
        ("rate", "fast", "number"),
        ("layers", (8, 0), "from 1 to 16"),
        ("layers", (8,) * 7, "at most 6"),
        ("activation", ("tanh", "softmax"), "softmax"),
        ("activation", ("tanh",), "2 hidden layers"),
        ("output", "softmax", "alone"),
        ("loss", "cross_entropy", "softmax"),
        ("features", (), "at least one"),
        ("features", ("x1", "x1"), "once"),
    ],
)
def test_an_illegal_value_says_what_is_allowed(name, value, said):
    with pytest.raises(ValueError, match=said) as caught:
        Settings(**{name: value})
    assert name.split("_")[0][:4] in str(caught.value) or name in ("activation", "output", "loss")


def test_a_long_value_is_not_repeated_whole():
    with pytest.raises(ValueError, match="…") as caught:
        Settings(data="x" * 100_000)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_a_change_of_data_brings_a_legal_output_loss_and_features(name):
    settings = Settings(features=("x1", "x2", "x1_x2")).changed(data=name)
    assert settings.data == name
    assert why_output_not(settings.output, settings.task) is None
    assert why_loss_not(settings.loss, settings.output) is None
    back = settings.changed(data="spiral")
    assert back.output in outputs_for("binary")
    assert back.loss in losses_for(back.output)
    assert back.features[:1] == ("x1",)


def test_two_inputs_come_back_after_data_with_one():
    assert Settings().changed(data="sine").features == ("x1",)
    assert Settings().changed(data="sine").changed(data="circle").features == ("x1", "x2")


def test_the_usual_output_and_loss_become_the_usual_ones_of_the_new_task():
    usual = Settings().changed(data="blobs")
    assert (usual.output, usual.loss) == ("softmax", "cross_entropy")
    chosen = Settings().changed(loss="quadratic").changed(data="blobs")
    assert (chosen.output, chosen.loss) == ("sigmoid", "quadratic")


def test_an_output_chosen_together_with_the_data_is_taken():
    both = Settings().changed(data="blobs", output="sigmoid")
    assert (both.output, both.loss) == ("sigmoid", "binary_cross_entropy")
    assert Settings().changed(data="blobs", output="tanh").loss == "half_quadratic"


def test_an_output_that_stays_legal_keeps_a_loss_that_stays_legal():
    settings = Settings().changed(loss="quadratic").changed(output="tanh")
    assert (settings.output, settings.loss) == ("tanh", "quadratic")
    assert settings.changed(output="sigmoid").loss == "quadratic"


def test_layers_bring_or_take_their_activation():
    settings = Settings(activation=("relu", "sigmoid"))
    assert settings.changed(layers=(8, 8, 8)).activation == ("relu", "sigmoid", "sigmoid")
    assert settings.changed(layers=(8,)).activation == ("relu",)
    assert settings.changed(layers=()).changed(layers=(4,)).activation == ("tanh",)


def test_classes_are_kept_within_what_the_data_offer():
    blobs = Settings().changed(data="blobs", classes=6)
    assert blobs.changed(data="pinwheel").classes == 5


def test_an_unknown_data_set_is_refused_by_changed():
    with pytest.raises(ValueError, match="data must be one of"):
        Settings().changed(data=["spiral"])


@given(
    data=st.sampled_from(sorted(DATASETS)),
    layers=st.lists(st.integers(1, 16), max_size=MOST_LAYERS).map(tuple),
    speed=st.sampled_from(SPEEDS),
    noise=st.integers(0, 50),
)
def test_any_legal_change_gives_settings_that_are_legal_by_themselves(data, layers, speed, noise):
    settings = Settings().changed(data=data, layers=layers, speed=speed, noise=noise)
    again = Settings(**{each.name: getattr(settings, each.name) for each in fields(settings)})
    assert again == settings


def test_every_task_has_several_outputs_or_says_why_not():
    for task, (output, loss) in DEFAULT_FUNCTION.items():
        assert output in outputs_for(task)
        assert loss in losses_for(output)
    assert outputs_for("binary") == ["sigmoid", "tanh", "linear"]
    assert outputs_for("multiclass") == ["sigmoid", "tanh", "linear", "softmax"]
    assert outputs_for("regression") == ["tanh", "linear"]
    assert losses_for("softmax") == ["quadratic", "half_quadratic", "cross_entropy", "symmetric_cross_entropy"]
    assert losses_for("sigmoid") == ["quadratic", "half_quadratic", "binary_cross_entropy", "symmetric_cross_entropy"]
    assert losses_for("tanh") == losses_for("linear") == ["quadratic", "half_quadratic"]
