"""An experiment saved and opened again is the same; a file that is not one is refused and changes nothing."""

import json
from dataclasses import fields

import numpy as np
import pytest

from mlp_core import DATASETS
from mlp_core.export import numpy_code, pytorch_code
from mlp_core.own_data import OwnData
from mlp_core.own_sources import standardised
from pages.common.drawing import present_points
from pages.common.experiment import Experiment
from pages.common.saved import exported, opened, saved
from pages.common.settings import Settings

SMALL = Settings(samples=40, layers=(3, 2), activation=("tanh", "maxout"))


def own(classes=("no", "yes")) -> OwnData:
    rng = np.random.default_rng(4)
    X = rng.normal((5.0, -30.0), (0.2, 9.0), (25, 2))
    targets = rng.integers(0, max(len(classes), 2), 25) if classes else 100.0 * rng.normal(size=25)
    return standardised(X, targets, classes, title='Ωhm; "quoted"')


CASES = {
    "the default": Settings(),
    "maxout and adam": SMALL.changed(optimizer="adam", features=("x1", "sin_x2"), output="tanh", loss="quadratic"),
    "own slope and β": SMALL.changed(activation=("leaky_relu", "swish"), slope=0.2, beta=3.0, optimizer="rmsprop"),
    "classes": SMALL.changed(data="blobs", classes=5, optimizer="momentum", schedule="cosine"),
    "one input": SMALL.changed(data="sine", l1=0.01, l2=0.1, clip=0.5, optimizer="nesterov"),
    "no hidden layer": SMALL.changed(layers=(), batch=0, optimizer="adagrad"),
    "own classes": SMALL.changed(points=own()),
    "own values, not scaled": SMALL.changed(points=own(())).changed(scaling="none", rate=1e-4),
    "own values": SMALL.changed(points=own(())),
    "a copy": SMALL.changed(points=present_points(Experiment(SMALL.changed(samples=40)))),
}


def trained(settings: Settings, epochs: int = 3) -> Experiment:
    experiment = Experiment(settings)
    experiment.trainer.run_epochs(epochs)
    return experiment


@pytest.mark.parametrize("name", CASES)
def test_opened_again_it_is_the_same_and_goes_on(name: str) -> None:
    one = trained(CASES[name])
    other = opened(saved(one))
    assert other.settings == one.settings
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()
    assert (other.trainer.epoch, other.trainer.steps) == (one.trainer.epoch, one.trainer.steps) != (0, 0)
    assert other.measure() == one.measure()
    for name in (
        "epoch",
        "steps",
        "train_loss",
        "test_loss",
        "train_accuracy",
        "gradient_norm",
        "layer_gradient_norms",
    ):
        np.testing.assert_array_equal(getattr(other.trainer.history, name), getattr(one.trainer.history, name))
    assert other.trainer.history.best_test_epoch == one.trainer.history.best_test_epoch
    assert not other.playing
    for mine, theirs in zip(other.trainer.optimizer_memory.vectors, one.trainer.optimizer_memory.vectors, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    assert saved(other) == saved(one)
    other.train(0.01)
    assert other.trainer.epoch == one.trainer.epoch + 1
    assert not np.array_equal(other.network.parameters, one.network.parameters)


@pytest.mark.parametrize("n_steps", [0, 1])
@pytest.mark.parametrize("name", CASES)
def test_the_next_steps_are_the_same_as_if_it_had_gone_on(name: str, n_steps: int) -> None:
    """To the last bit, saved between two epochs or within one, and so are the curves."""
    one = trained(CASES[name])
    for _ in range(n_steps):
        one.step()
    other = opened(saved(one))
    for each in (one, other):
        each.step()
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()
    for each in (one, other):
        each.trainer.run_epochs(3)
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()
    assert other.trainer.steps == one.trainer.steps
    for column in ("epoch", "train_loss", "train_accuracy", "layer_gradient_norms"):
        np.testing.assert_array_equal(getattr(other.trainer.history, column), getattr(one.trainer.history, column))


def test_marks_travel() -> None:
    one = trained(SMALL)
    one.change(one.settings.changed(optimizer="adam"))
    one.trainer.run_epochs(2)
    one.change(one.settings.changed(layers=(3, 2, 2)))
    other = opened(saved(one))
    assert list(other.marks) == list(one.marks) == [(3, "SGD → Adam"), (5, "layers 3–2 → 3–2–2")]
    other.change(other.settings.changed(rate=0.1))
    assert [text for _, text in other.marks][2:] == ["η 0.3 → 0.1"]


def test_a_file_of_version_1_is_read() -> None:
    one = trained(SMALL)
    one.change(one.settings.changed(optimizer="adam"))
    document = json.loads(saved(one))
    document["version"] = 1
    for name in ("marks", "first", "before_cut"):
        del document[name]
    for name in ("status", "place", "measured"):
        del document["progress"][name]
    other = opened(json.dumps(document))
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()
    assert list(other.marks) == []
    other.trainer.run_epochs(2)
    assert other.trainer.epoch == 5


def answers_in_own_units(one: Experiment) -> np.ndarray:
    data, answers = one.dataset, one.network.predict(one.trainer.X)
    if one.settings.scaling == "standard" and data.task == "regression":
        return answers * data.target_scale + data.target_centre
    return answers


@pytest.mark.parametrize("code", [numpy_code, pytorch_code])
@pytest.mark.parametrize("name", CASES)
def test_exported_code_takes_the_datas_own_inputs(name: str, code) -> None:
    if code is pytorch_code:
        pytest.importorskip("torch")
    one = trained(CASES[name])
    space = {"__name__": "exported"}
    exec(code(exported(one)), space)
    raw = one.dataset.X * one.dataset.input_scale + one.dataset.input_mean
    np.testing.assert_allclose(space["predict"](raw.copy()), answers_in_own_units(one), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_exported_pytorch_takes_the_same_next_step(name: str) -> None:
    pytest.importorskip("torch")
    one = trained(CASES[name].changed(batch=0))
    space = {"__name__": "exported"}
    exec(pytorch_code(exported(one)), space)
    space["train_step"](space["X"], space["T"])
    one.trainer.step()
    values = [parameter.detach().numpy() for parameter in space["network"].parameters()]
    for block, W, b in zip(one.network.blocks, values[::2], values[1::2], strict=True):
        np.testing.assert_allclose(np.column_stack([W, b]), block, rtol=1e-7, atol=1e-9)


def test_cut_links_stay_cut() -> None:
    one = trained(SMALL)
    one.cut(0, 1, 0, True)
    other = opened(saved(one))
    assert other.network.cut_links[0][1, 0]
    other.train(0.01)
    assert other.network.weights[0][1, 0] == 0.0
    for each in (one, other):
        each.cut(0, 1, 0, False)
    assert other.network.weights[0][1, 0] == one.network.weights[0][1, 0] != 0.0


def test_reset_leads_back_to_what_was_opened_and_undo_to_what_was_trained_since() -> None:
    one, here = trained(SMALL), Experiment(SMALL)
    here.become(opened(saved(one)), "opening a file")
    assert here.opened_at == one.trainer.epoch != 0
    here.train(0.01)
    here.look_at(here.stops[0])
    here.look_at(here.end)
    here.change(here.settings.changed(optimizer="adam"))
    here.train(0.01)
    went_on = here.network.parameters.copy()

    here.reset()
    np.testing.assert_array_equal(here.network.parameters, one.network.parameters)
    assert here.settings.optimizer == "adam"
    assert (here.trainer.epoch, here.end) == (one.trainer.epoch, one.trainer.epoch)
    np.testing.assert_array_equal(here.trainer.history.train_loss, one.trainer.history.train_loss)
    here.train(0.01)
    assert not np.array_equal(here.network.parameters, one.network.parameters)
    here.reset()
    np.testing.assert_array_equal(here.network.parameters, one.network.parameters)

    here.undo()
    here.undo()
    np.testing.assert_array_equal(here.network.parameters, went_on)
    assert here.opened_at == one.trainer.epoch


@pytest.mark.parametrize(
    "change", [{"seed": 7}, {"initializer": "zeros"}, {"data": "xor"}, {"layers": (5,)}, {"layers": (8, 8)}]
)
def test_other_first_weights_data_or_layers_leave_what_was_opened(change: dict[str, object]) -> None:
    here = Experiment(SMALL)
    here.become(opened(saved(trained(SMALL))), "opening a file")
    here.change(here.settings.changed(**change))
    assert here.opened_at is None
    here.reset()
    np.testing.assert_array_equal(here.network.parameters, Experiment(here.settings).network.parameters)
    here.undo()
    here.undo()
    assert here.opened_at == 3
    here.undo()
    assert here.opened_at is None


def test_a_link_that_went_with_its_piece_is_not_told() -> None:
    one = trained(SMALL)
    one.cut(1, 1, 0, True)
    one.change(one.settings.changed(activation=("tanh", "tanh")))
    other = opened(saved(one))
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()


def test_reset_leads_to_first_weights_that_were_given() -> None:
    network = Experiment(SMALL.changed(seed=7)).network
    one = Experiment(SMALL, network)
    one.trainer.run_epochs(2)
    other = opened(saved(one))
    for each in (one, other):
        each.reset()
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()
    assert not np.array_equal(other.network.parameters, Experiment(SMALL).network.parameters)


def test_a_diverged_network_is_not_saved() -> None:
    one = trained(SMALL)
    one.network.parameters[0] = np.inf
    with pytest.raises(ValueError, match="diverged"):
        saved(one)


def test_every_kind_of_setting_travels() -> None:
    """A new kind of field must be read too."""
    for settings in CASES.values():
        document = json.loads(saved(Experiment(settings)))["settings"]
        assert list(document) == [each.name for each in fields(Settings)]


def test_a_setting_that_did_not_exist_yet_is_at_its_default() -> None:
    document = json.loads(saved(Experiment(SMALL)))
    del document["settings"]["speed"]
    assert opened(json.dumps(document)).settings == SMALL


def test_all_built_in_data_can_be_saved() -> None:
    for name in DATASETS:
        one = Experiment(SMALL.changed(data=name))
        assert opened(saved(one)).measure() == one.measure()


def changed(*path, value=None) -> str:
    document = json.loads(saved(trained(SMALL.changed(points=own()))))
    where = document
    for step in path[:-1]:
        where = where[step]
    if value is None:
        del where[path[-1]]
    else:
        where[path[-1]] = value
    return json.dumps(document)


WRONG = [
    ("{}", "the file is not from here"),
    ("[1]", "the file must be an object, not a list of 1"),
    ('{"format": "mlp-playground"}', "another version; this page reads versions 1 to 2"),
    (changed("format", value="keras"), 'its entry "format" must be "mlp-playground"'),
    (changed("version", value=3), "another version; this page reads versions 1 to 2"),
    (changed("version", value=1), 'the file has an entry "marks" that is not known'),
    (changed("version", value="1"), "version must be a whole number"),
    (changed("network"), 'the file has no entry "network"'),
    (changed("weights", value=[]), 'the file has an entry "weights" that is not known'),
    (changed("settings", value="data=spiral"), 'settings must be an object, not "data=spiral"'),
    (changed("settings", "rat", value=1), 'settings has an entry "rat" that is not known'),
    (changed("settings", "rate", value=-1), "settings: rate must be a number from 1e-05 to 1000, not -1"),
    (changed("settings", "rate", value="1"), 'settings.rate must be a finite number, not "1"'),
    (changed("settings", "batch", value=2.5), "settings.batch must be a whole number, not 2.5"),
    (changed("settings", "layers", value=[3, 200]), "settings: layers must be at most 6 sizes"),
    (changed("settings", "layers", value=[3, True]), r"settings.layers\[1\] must be a whole number, not true"),
    (changed("settings", "layers", value=3), "settings.layers must be a list, not 3"),
    (changed("settings", "activation", value="tanh"), 'settings.activation must be a list, not "tanh"'),
    (changed("settings", "activation", value=[["tanh"], 1]), r"settings.activation\[0\] must be a text"),
    (changed("settings", "data", value=["own"]), "settings.data must be a text, not a list of 1"),
    (changed("settings", "data", value="mnist"), "settings: data must be one of"),
    (changed("settings", "points", "X", 3, value=[1.0]), r"settings.points.X\[3\] must hold 2 numbers, not 1"),
    (changed("settings", "points", "targets", value=[0]), "settings.points: X must be .* and targets"),
    (changed("settings", "points", "classes"), 'settings.points has no entry "classes"'),
    (changed("settings", "points", "scale", value=[1, 0]), "settings.points: scales must be numbers above 0"),
    (changed("settings", "points", "X", value=[]), "settings.points: X must be"),
    (changed("settings", "points", "split", value={"seed": 0}), 'settings.points.split has no entry "share"'),
    (
        changed("settings", "points", "split", value={"seed": 0, "share": 0.3, "test_rows": [99]}),
        "settings.points: rows for testing are numbered from 0",
    ),
    (changed("settings", "seed", value=21), None),
    (changed("settings", "layers", value=[3, 3]), "layers of the sizes 2, 3, 2, 1, but the settings say 2, 3, 3, 1"),
    (changed("settings", "activation", value=["relu", "maxout"]), "the activations tanh, maxout, sigmoid, but"),
    (changed("settings", "features", value=["x2", "x1"]), "the features x1, x2, but the settings say x2, x1"),
    (changed("network", "input_mean", value=[0, 0]), r"network.input_mean is \[0.0, 0.0\], but the data of the sett"),
    (changed("progress", "memory", value=[[0.0]]), "progress.memory must hold 0 vectors, not 1"),
    (changed("progress", "epoch", value=1e9), "progress.epoch must be a whole number"),
    (changed("network", "layers", 0, "weights", 0, 0, value=1e308), None),
    (changed("history"), 'the file has no entry "history"'),
    (changed("history", "epoch", value=[]), "history.epoch must hold 1 to 2,000 epochs, not 0"),
    (changed("history", "epoch", value=[0, 2, 1, 3]), "history.epoch must grow up to the epoch of the progress, 3"),
    (changed("history", "epoch", value=[0, 1, 2, 4]), "history.epoch must grow up to the epoch of the progress, 3"),
    (changed("history", "steps", 1, value="7"), r'history.steps\[1\] must be a finite number, not "7"'),
    (changed("history", "test_loss", value=[1]), "history.test_loss must hold 4 values, not 1"),
    (changed("history", "layer_gradient_norms", 2, value=[]), "history.layer_gradient_norms must hold a norm for each"),
    (changed("marks", value=[[1]]), r"marks\[0\] must hold 2 values, not 1"),
    (changed("marks", value=[[4, "a"]]), r"marks\[0\]\[0\] must be an epoch up to 3"),
    (changed("marks", value=[[2, "a"], [1, "b"]]), r"marks\[1\]\[0\] must be an epoch up to 3, none before"),
    (
        changed("marks", value=[[2, "<a href=x>"]]),
        r"marks\[0\]\[1\] must be a text of at most 200 characters",
    ),
    (changed("first", value=[None]), r"first\[0\] must be a finite number, not null"),
    (changed("before_cut", value=[[0, 0, 9, 1.0]]), r"before_cut\[0\] names a link that the network does not have"),
    (changed("history", "train_loss", 0, value=[[]]), r"history.train_loss\[0\] must be a finite number, not a list"),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_what_cannot_be_opened_says_why(text: str, sentence: str | None) -> None:
    if sentence is None:
        assert opened(text).trainer.epoch == 3
        return
    with pytest.raises(ValueError, match=sentence) as refused:
        opened(text)
    assert len(str(refused.value)) < 400


def test_weights_without_a_finite_loss_are_refused() -> None:
    document = json.loads(saved(trained(SMALL.changed(data="hills"))))
    document["network"]["layers"][-1]["biases"] = [1e200]
    with pytest.raises(ValueError, match="with these weights the loss is no finite number"):
        opened(json.dumps(document))


def test_a_history_outlives_a_change_of_layers_and_its_thinning() -> None:
    one = trained(SMALL, 4)
    one.change(one.settings.changed(layers=(3, 2, 2)))
    for _ in range(5):
        one.train(0.01)
    other = opened(saved(one))
    for each in (one, other):
        each.trainer.run_epochs(2100)
    mine, theirs = other.trainer.history, one.trainer.history
    assert mine.stride == theirs.stride == 2
    np.testing.assert_array_equal(mine.epoch, theirs.epoch)
    early = theirs.epoch < 9
    np.testing.assert_array_equal(mine.layer_gradient_norms[early], theirs.layer_gradient_norms[early])
    np.testing.assert_array_equal(mine.gradient_norm[early], theirs.gradient_norm[early])


def test_becoming_another_experiment_is_undone() -> None:
    one, other = trained(SMALL), trained(SMALL.changed(data="blobs", layers=(5,)))
    before, marks = one.network.parameters.copy(), list(one.marks)
    one.playing = True
    generation = one.generation
    one.become(opened(saved(other)), "opening a file")
    assert one.settings == other.settings
    assert not one.playing
    assert one.generation != generation
    assert one.network.parameters.tobytes() == other.network.parameters.tobytes()
    assert one.undo_label == "opening a file (back to epoch 3)"
    one.train(0.01)
    assert one.stops[0] == 3
    assert list(one.trainer.history.epoch) == [0, 1, 2, 3, 4]
    one.undo()
    assert one.settings == SMALL
    np.testing.assert_array_equal(one.network.parameters, before)
    assert list(one.marks) == marks
    one.redo()
    assert one.settings == other.settings
    assert one.trainer.epoch == 4


def test_becoming_another_experiment_leaves_that_one_where_it_was() -> None:
    one, other = trained(SMALL), trained(SMALL.changed(data="blobs"))
    for _ in range(3):
        one.train(0.01)
    before = other.network.parameters.copy()
    one.become(other, "opening a file")
    assert one.steps_per_second == 0
    one.train(0.01)
    np.testing.assert_array_equal(other.network.parameters, before)
    assert other.trainer.epoch == 3


def test_an_empty_plane_travels_too() -> None:
    one = Experiment(SMALL.changed(data="own"))
    assert one.is_empty
    assert opened(saved(one)).settings == one.settings


def test_a_moment_that_is_looked_at_is_what_is_saved() -> None:
    one = trained(SMALL, 0)
    for _ in range(6):
        one.train(0.01)
    one.look_at(2)
    other = opened(saved(one))
    assert other.trainer.epoch == 2
    assert other.network.parameters.tobytes() == one.network.parameters.tobytes()
    assert list(other.trainer.history.epoch) == [0, 1, 2]
    one.become(other, "opening a file")
    assert not one.looking_back
    one.undo()
    assert one.trainer.epoch == 6
