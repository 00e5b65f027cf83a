"""JSON and CSV: there and back to the last bit; anything else is refused in a sentence that names its place."""

import csv
import io
import json
from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlp_core.activations import LeakyReLU, Swish
from mlp_core.export import (
    Progress,
    history_csv,
    network_entries,
    progress_entries,
    read_network,
    read_progress,
    trained_network,
)
from mlp_core.export.json_text import Entry, read_json, written
from mlp_core.history import FIELDS, History
from mlp_core.limits import MOST_JSON_BYTES
from mlp_core.training_parts.mini_batch_update import UpdateMemory
from tests.mlp_core.exported import FEATURES, trained
from tests.mlp_core.problems import trainer

CUT = ((0, 1, 0), (0, 6, 1), (2, 0, 3))


def document() -> tuple[dict, object]:
    """What a network with all there is becomes, and the network."""
    hidden, cut = (LeakyReLU(0.3), "maxout"), ((0, 1, 0), (1, 6, 1))
    _, exported = trained(hidden, features=FEATURES, optimizer="adam", n_steps=9, cut=cut)
    entries = {"network": network_entries(exported), "progress": progress_entries(exported.progress)}
    return json.loads(written(entries)), exported


def read(document: dict):
    return read_network(Entry(document["network"], "network"))


@pytest.mark.parametrize("hidden", [("tanh", "tanh"), ("maxout", Swish(0.7)), ()])
def test_there_and_back(hidden) -> None:
    cut = CUT if len(hidden) == 2 and hidden[0] == "maxout" else ()
    run, exported = trained(hidden, features=FEATURES, optimizer="adam", n_steps=9, cut=cut)
    entry = read_json(written({"network": network_entries(exported), "progress": progress_entries(exported.progress)}))
    entries = entry.entries(("network", "progress"))
    network, features, mean, scale = read_network(entries["network"])
    assert network.parameters.tobytes() == run.network.parameters.tobytes()
    assert network.layer_sizes == run.network.layer_sizes
    assert network.activations == run.network.activations
    np.testing.assert_array_equal(network.cut, run.network.cut)
    assert features == FEATURES
    np.testing.assert_array_equal(mean, exported.input_mean)
    np.testing.assert_array_equal(scale, exported.input_scale)

    progress = read_progress(entries["progress"], network, 2, len(run.X))
    assert (progress.epoch, progress.steps, progress.memory.count) == (1, 9, 9)
    for mine, theirs in zip(progress.memory.vectors, run.optimizer_memory.vectors, strict=True):
        assert mine.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("n_steps", [0, 10, 12])
def test_a_run_goes_on_from_what_was_read(n_steps: int) -> None:
    """Step by step as it would have gone on: at the start, between two epochs and within one."""
    run, exported = trained(optimizer="adam", n_steps=n_steps)
    entries = json.loads(written(progress_entries(exported.progress)))
    progress = read_progress(Entry(entries), exported.network, 2, len(run.X))
    again, _ = trained(optimizer="adam")
    again.network.parameters = exported.network.parameters
    again.take_up(progress)
    assert list(again.history.epoch) == [run.epoch]
    for _ in range(21):
        run.step()
        again.step()
        assert again.network.parameters.tobytes() == run.network.parameters.tobytes()
    assert (again.epoch, again.steps) == (run.epoch, run.steps) == ((n_steps + 21) // 5, n_steps + 21)
    assert again.history.train_loss[-1] == run.history.train_loss[-1]
    assert again.history.gradient_norm[-1] == run.history.gradient_norm[-1]


def test_a_stop_travels() -> None:
    run, exported = trained(n_steps=5)
    run.stop_loss = 100.0
    run.run_epochs(5)
    assert run.status == "reached_loss"
    entries = json.loads(written(progress_entries(run.progress)))
    again, _ = trained()
    again.take_up(read_progress(Entry(entries), exported.network, 0, len(run.X)))
    assert again.status == "reached_loss"


def test_without_a_place_the_order_begins_anew() -> None:
    """Files from before there was one."""
    run, exported = trained(n_steps=11)
    entries = {name: progress_entries(exported.progress)[name] for name in ("epoch", "steps", "updates", "memory")}
    progress = read_progress(Entry(entries), exported.network, 0, len(run.X))
    assert (progress.status, progress.place, progress.measured) == ("running", None, None)
    again, _ = trained()
    again.take_up(progress)
    again.step()
    assert (again.epoch, again.steps) == (2, 12)


def test_what_is_not_of_this_run_is_not_taken_up() -> None:
    run, _ = trained(optimizer="momentum", n_steps=11)
    now = run.progress
    for vectors in ((), (np.zeros(3),), (np.zeros(1), np.zeros(1))):
        with pytest.raises(ValueError, match="momentum remembers vectors of the shapes"):
            run.take_up(Progress(5, 9, UpdateMemory(vectors, 4)))
    with pytest.raises(ValueError, match="epoch must be a whole number"):
        run.take_up(replace(now, epoch=-1))
    with pytest.raises(ValueError, match=r"status must be one of running, .*, not 'diverged'"):
        run.take_up(replace(now, status="diverged"))
    with pytest.raises(ValueError, match="the order must hold each of 30 samples once"):
        run.take_up(replace(now, place=replace(now.place, order=np.zeros(30, int))))
    with pytest.raises(ValueError, match="were not measured here"):
        run.take_up(replace(now, measured=replace(now.measured, last=9)))
    assert (run.epoch, run.steps) == (2, 11)


def at(place: str, value: object):
    """A change of the document: the value at this place, or the entry removed."""

    def change(document: dict) -> None:
        *path, last = [int(part) if part.isdigit() else part for part in place.split(".")]
        where = document
        for part in path:
            where = where[part]
        if value is None:
            del where[last]
        else:
            where[last] = value

    return change


LAYER = "network.layers.1"
SOFTMAX = {"activation": "softmax", "weights": [[1.0] * 4] * 4, "biases": [0.0] * 4}
WRONG = {
    "no network": (at("network", [1]), "network must be an object, not a list of 1"),
    "no features": (at("network.features", None), 'network has no entry "features"'),
    "more than is known": (at("network.code", "import os"), 'network has an entry "code" that is not known'),
    "unknown feature": (at("network.features", ["x3"]), r"network.features\[0\]: unknown feature 'x3'; known are: x1"),
    "feature of another kind": (at("network.features", [["x1"]]), r"network.features\[0\] must be a text, not a list"),
    "mean of another kind": (at("network.input_mean", "0, 0"), "network.input_mean must be a list, not \"0, 0\""),
    "mean of another length": (at("network.input_mean", [0.0]), "network.input_scale must hold 1 numbers, not 2"),
    "scale of 0": (at("network.input_scale", [1.0, 0.0]), "network.input_scale must hold numbers above 0"),
    "no inputs": (at("network.input_scale", []), "network.input_scale must hold 2 numbers, not 0"),
    "no layers": (at("network.layers", []), "network.layers is empty"),
    "layers as an object": (at("network.layers", {}), "network.layers must be a list, not an object"),
    "layer as a number": (at(LAYER, 3), r"network.layers\[1\] must be an object, not 3"),
    "no activation": (at(f"{LAYER}.activation", None), r'network.layers\[1\] has no entry "activation"'),
    "unknown activation": (at(f"{LAYER}.activation", "tanh2"), r"network.layers\[1\].activation: unknown activation"),
    "softmax inside": (at("network.layers.0", SOFTMAX), "network.layers: softmax looks at a whole layer"),
    "no slope": (at("network.layers.0.slope", None), r'network.layers\[0\] has no entry "slope"'),
    "slope out of range": (at("network.layers.0.slope", 7), r"network.layers\[0\]: the slope of leaky_relu must lie"),
    "slope as a text": (at("network.layers.0.slope", "1"), r'layers\[0\].slope must be a finite number, not "1"'),
    "no weights": (at(f"{LAYER}.weights", []), r"network.layers\[1\].weights is empty"),
    "a short row": (at(f"{LAYER}.weights.2", [1.0]), r"network.layers\[1\].weights\[2\] must hold 4 numbers, not 1"),
    "a row too many": (at(f"{LAYER}.weights", [[1.0] * 4] * 9), "must hold an even number of rows for maxout, not 9"),
    "a text as a weight": (at(f"{LAYER}.weights.2.1", "0"), r'weights\[2\]\[1\] must be a finite number, not "0"'),
    "true as a weight": (at(f"{LAYER}.weights.2.1", True), r"weights\[2\]\[1\] must be a finite number, not true"),
    "a number too large": (at(f"{LAYER}.weights.2.1", 10**400), "must be a finite number, not a number of many dig"),
    "biases missing": (at(f"{LAYER}.biases", [0.0]), r"network.layers\[1\].biases must hold 8 numbers, not 1"),
    "a layer that does not fit": (at("network.layers.0.weights", [[1.0] * 3] * 4), r"weights\[0\] must hold 4"),
    "cut far away": (at(f"{LAYER}.cut", [[0, 99]]), r"network.layers\[1\].cut\[0\] must name a row below 8"),
    "cut before the first": (at(f"{LAYER}.cut", [[0, -1]]), r"cut\[0\]\[1\] must be a whole number from 0 on, not -1"),
    "cut as numbers": (at(f"{LAYER}.cut", [0, 1]), r"network.layers\[1\].cut\[0\] must be a list, not 0"),
    "cut with a weight": (at(f"{LAYER}.cut", [[0, 0]]), "a link that is cut must have the weight 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_network_is_refused_with_its_place(name: str) -> None:
    change, sentence = WRONG[name]
    found, _ = document()
    read(found)
    change(found)
    with pytest.raises(ValueError, match=sentence):
        read(found)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (at("progress.epoch", -1), "progress.epoch must be a whole number from 0 on, not -1"),
        (at("progress.steps", 1.5), "progress.steps must be a whole number, not 1.5"),
        (at("progress.steps", True), "progress.steps must be a whole number, not true"),
        (at("progress.updates", 2**60), "progress.updates must be a whole number from 0 on"),
        (at("progress.memory", [[0.0]]), "progress.memory must hold 2 vectors, not 1"),
        (at("progress.memory", [[0.0], [0.0]]), r"progress.memory\[0\] must hold \d+ numbers, not 1"),
        (at("progress.memory", None), 'progress has no entry "memory"'),
        (at("progress.status", "done"), 'progress.status must be one of running, .*, not "done"'),
        (at("progress.place", 3), "progress.place must be an object, not 3"),
        (
            at("progress.place.remaining", 0),
            "progress.place: the order must hold each of 30 samples once",
        ),
        (at("progress.place.order", None), 'progress.place has no entry "order"'),
        (at("progress.place.order", [1, 2]), "progress.place.order must hold 30 samples, not 2"),
        (at("progress.place.order", [3] * 30), "progress.place: the order must hold each of 30 samples once"),
        (at("progress.place.generator.name", "MT"), 'progress.place.generator.name must be "PCG64", not "MT"'),
        (at("progress.place.generator.state", "xyz"), "generator.state must be at most 32 digits"),
        (at("progress.place.generator.state", "1" * 33), "generator.state must be at most 32 digits"),
        (at("progress.place.generator.increment", "2"), "generator.increment must be odd"),
        (at("progress.place.generator.half", 2**32), "generator.half must be below 4,294,967,296"),
        (at("progress.measured.last", 4), r"progress.measured.z\[0\] must hold 4 numbers, not"),
        (at("progress.measured.first", 10**12), r"progress.measured.z\[0\] must hold 0 numbers, not"),
        (at("progress.measured.z", [[]]), "progress.measured.z"),
        (at("progress.measured.squares", [-1.0, 0.0, 0.0]), "progress.measured: a squared gradient norm is needed"),
    ],
)
def test_what_is_no_progress_is_refused_with_its_place(change, sentence: str) -> None:
    found, exported = document()
    change(found)
    with pytest.raises(ValueError, match=sentence):
        read_progress(Entry(found["progress"], "progress"), exported.network, 2, 30)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no JSON: line 1, column 1"),
        ("{", "no JSON: line 1"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"\x89PNG\r\n", "no text in UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('{"a": NaN}', "holds NaN, which is no number in JSON"),
        ('{"a": -Infinity}', "holds -Infinity"),
        ('{"a": 1, "a": 2}', 'names "a" twice'),
        ("9" * 5000, "a number of too many digits"),
        (" " * (MOST_JSON_BYTES + 1), "5,000,001 bytes; 5,000,000 are the most"),
        (b" " * (MOST_JSON_BYTES + 1), "5,000,001 bytes; 5,000,000 are the most"),
    ],
)
def test_what_is_no_json_is_refused(text, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refused:
        read_json(text)
    assert len(str(refused.value)) < 200


def test_a_number_beyond_float64_is_refused_where_it_stands() -> None:
    with pytest.raises(ValueError, match=r"the file\[1\] must be a finite number"):
        read_json("[1, 1e999]").vector()


def test_sentences_stay_short() -> None:
    with pytest.raises(ValueError, match="…") as refused:
        read_json(json.dumps({"x" * 5000: "y" * 5000})).any_entries()["x" * 5000].number()
    assert len(str(refused.value)) < 200


def test_nan_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        written({"a": [float("nan")]})


def test_a_mark_of_windows_at_the_beginning_is_read_over() -> None:
    assert read_json(b"\xef\xbb\xbf[1]").value == [1]


@pytest.mark.parametrize("part", ["network", "progress"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_value_anywhere_is_read_or_refused(part: str, data) -> None:
    """A document with one value replaced by any other is read, or refused by a ValueError that is short."""
    found, exported = document()
    where, key = {part: found[part]}, part
    while isinstance(where[key], list | dict) and where[key] and data.draw(st.booleans() | st.just(True)):
        where = where[key]
        key = data.draw(st.sampled_from(list(where) if isinstance(where, dict) else range(len(where))))
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    where[key] = data.draw(st.recursive(plain, lambda each: st.lists(each) | st.dictionaries(st.text(), each)))
    network, refused = None, "nothing"
    try:
        if part == "network":
            network, *_ = read(found)
        else:
            progress = read_progress(Entry(found["progress"], "progress"), exported.network, 2, 30)
            run, _ = trained((LeakyReLU(0.3), "maxout"), features=FEATURES, optimizer="adam")
            run.take_up(progress)
            run.run_epochs(2)
    except ValueError as error:
        refused = str(error)
    assert 0 < len(refused) < 300
    assert network is None or np.isfinite(network.parameters).all()


def test_the_history_as_csv() -> None:
    X = np.random.default_rng(1).standard_normal((12, 2))
    run = trainer(test_data=(X, (X[:, :1] > 0).astype(float)), batch_size="all")
    run.run_epochs(12)
    rows = list(csv.reader(io.StringIO(history_csv(run.history))))
    assert rows[0] == [*FIELDS, *(f"gradient_norm_layer_{layer}" for layer in (1, 2, 3))]
    assert len(rows) == 1 + len(run.history) == 14
    for i, row in enumerate(rows[1:]):
        for name, cell in zip(FIELDS, row, strict=False):
            value = getattr(run.history, name)[i]
            assert cell == "" if isnan(value) else float(cell) == value
        assert [float(cell) for cell in row[len(FIELDS) :]] == run.history.layer_gradient_norms[i].tolist()
    assert [row[0] for row in rows[1:4]] == ["0", "1", "2"]
    assert "" in {row[3] for row in rows[1:]}  # not every epoch is tested


def test_an_empty_history_has_its_header() -> None:
    assert history_csv(History(2)).count("\n") == 1


def test_progress_of_a_fresh_network() -> None:
    _, exported = trained()
    assert isinstance(exported.progress, Progress)
    entries = progress_entries(exported.progress)
    assert [entries[name] for name in ("epoch", "steps", "updates", "memory")] == [0, 0, 0, []]
    assert entries["place"]["order"] is entries["measured"] is None
    assert trained_network(trainer()).features == ()
