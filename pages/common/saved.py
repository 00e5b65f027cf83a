"""An experiment as a file and back: settings, network, how far its training is and its history, as JSON, only data.

A file is opened into an experiment of its own before the present one is touched: a bad file loses nothing.
"""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from mlp_core import MLP
from mlp_core.arrays import Array
from mlp_core.export import (
    history_entries,
    network_entries,
    progress_entries,
    read_history,
    read_network,
    read_progress,
)
from mlp_core.export.json_text import Entry, read_json, written
from mlp_core.export.trained_network import TrainedNetwork, trained_network
from mlp_core.names import shortened
from mlp_core.own_data import OwnData, Split
from pages.common.experiment import Experiment
from pages.common.settings import Settings

FORMAT, VERSION = "mlp-playground", 2
PARTS = ("format", "version", "settings", "network", "progress", "history")
# What files of version 1 do not have; nor has their progress a place within its epoch.
SINCE_2 = ("marks", "first", "before_cut")
MOST_CHARACTERS_OF_A_MARK = 200
# Another machine may round the mean of the same points in another way, and no more than this.
SAME_UNITS = 1e-9


def exported(experiment: Experiment) -> TrainedNetwork:
    """The experiment's network as it is now, with all that its next step depends on; it takes the data's own inputs.

    Raises ValueError where it has diverged.
    """
    settings, data = experiment.settings, experiment.dataset
    mean, scale = _units(experiment)
    scaled = settings.scaling == "standard"
    return trained_network(
        experiment.trainer,
        settings.features,
        data.X if scaled else data.X * data.input_scale + data.input_mean,
        mean,
        scale,
        (data.target_centre, data.target_scale) if scaled and data.task == "regression" else (0.0, 1.0),
        () if settings.points is None else settings.points.classes,
    )


def saved(experiment: Experiment) -> str:
    """The experiment as JSON; ValueError where it has diverged."""
    with experiment.lock:
        network = exported(experiment)
        now = experiment.moment()
        return written(
            {
                "format": FORMAT,
                "version": VERSION,
                "settings": {each.name: _plain(getattr(experiment.settings, each.name)) for each in fields(Settings)},
                "network": network_entries(network),
                "progress": progress_entries(network.progress),
                "history": history_entries(experiment.trainer.history),
                "marks": [list(mark) for mark in now.marks],
                "first": None if now.given is None else now.given.tolist(),
                "before_cut": [[*link, value] for link, value in now.before_cut.items() if _has(network.network, link)],
            }
        )


def opened(text: str | bytes) -> Experiment:
    """The experiment that was saved, at rest; its next steps are those that it would have taken where it was saved.

    Raises ValueError with one sentence that says what is wrong, and where.
    """
    entries = _known_file(read_json(text))
    settings = _read_settings(entries["settings"])
    network, features, *units = read_network(entries["network"])
    experiment = Experiment(settings)
    mine = experiment.network
    for what, theirs, ours in (
        ("layers of the sizes", network.layer_sizes, mine.layer_sizes),
        ("the activations", network.activations, mine.activations),
        ("the features", features, settings.features),
    ):
        if theirs != ours:
            raise ValueError(f"network has {what} {_words(theirs)}, but the settings say {_words(ours)}")
    for name, theirs, ours in zip(("input_mean", "input_scale"), units, _units(experiment), strict=True):
        if theirs.shape != ours.shape or not np.allclose(theirs, ours, rtol=SAME_UNITS, atol=SAME_UNITS):
            raise ValueError(f"network.{name} is {theirs.tolist()}, but the data of the settings have {ours.tolist()}")
    trainer = experiment.trainer
    progress = read_progress(entries["progress"], mine, trainer.optimizer.n_vectors, len(trainer.X))
    records = read_history(entries["history"], progress.epoch)
    mine.parameters, mine.cut[:] = network.parameters, network.cut
    trainer.cut_changed()
    trainer.take_up(progress, records)
    if trainer.status == "diverged":
        raise ValueError("network.layers: with these weights the loss is no finite number")
    if "marks" in entries:
        first = entries["first"]
        past = {
            "marks": _read_marks(entries["marks"], progress.epoch),
            "given": None if first.value is None else first.vector(),
            "before_cut": _read_before_cut(entries["before_cut"], mine),
        }
        experiment.take_past(replace(experiment.moment(), **past))
    return experiment


def _known_file(file: Entry) -> dict[str, Entry]:
    entries = file.any_entries()
    if "format" not in entries or entries["format"].value != FORMAT:
        raise ValueError(f'the file is not from here: its entry "format" must be "{FORMAT}"')
    version = entries["version"].whole() if "version" in entries else 0
    if not 1 <= version <= VERSION:
        raise ValueError(f"the file has another version; this page reads versions 1 to {VERSION}")
    return file.entries(PARTS if version == 1 else (*PARTS, *SINCE_2))


def _read_marks(entry: Entry, last_epoch: int) -> list[tuple[float, str]]:
    marks: list[tuple[float, str]] = []
    for each in entry.items(of="marks"):
        epoch, text = each.items(2)
        if not (marks[-1][0] if marks else 0) <= epoch.whole() <= last_epoch:
            raise epoch.wrong(f"an epoch up to {last_epoch:,}, none before that of the mark before")
        # The charts take some words in angle brackets for a font or a link.
        if len(text.text()) > MOST_CHARACTERS_OF_A_MARK or "<" in text.text():
            raise text.wrong(f"a text of at most {MOST_CHARACTERS_OF_A_MARK} characters without <")
        marks.append((epoch.whole(), text.text()))
    return marks


def _read_before_cut(entry: Entry, network: MLP) -> dict[tuple[int, int, int], float]:
    """The weights that cut links had, and get back when they are freed."""
    values = {}
    for each in entry.items(of="links"):
        *place, value = each.items(4)
        layer, row, column = (number.whole() for number in place)
        if not _has(network, (layer, row, column)):
            raise ValueError(f"{each.place} names a link that the network does not have")
        values[layer, row, column] = value.number()
    return values


def _has(network: MLP, link: tuple[int, int, int]) -> bool:
    layer, row, column = link
    if layer >= network.n_layers:
        return False
    rows, columns = network.weights[layer].shape
    return row < rows and column < columns


def _units(experiment: Experiment) -> tuple[Array, Array]:
    """Mean and scale that turn the data's own inputs into those of the network."""
    data = experiment.dataset
    if experiment.settings.scaling == "standard":
        return data.input_mean, data.input_scale
    return np.zeros_like(data.input_mean), np.ones_like(data.input_scale)


def _plain(value: Any) -> Any:
    """A value of a setting as JSON has it."""
    if isinstance(value, OwnData):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(OwnData)}
    if isinstance(value, Split):
        return value._asdict()
    if isinstance(value, np.ndarray):
        return value.tolist()
    return list(value) if isinstance(value, tuple) else value


def _read_settings(entry: Entry) -> Settings:
    """Settings; one that the file does not have is at its default, as for a file from before there was this one."""
    kinds = {each.name: each.metadata["kind"] for each in fields(Settings)}
    found = entry.entries((), tuple(kinds))
    values = {name: _read_setting(each, kinds[name]) for name, each in found.items()}
    try:
        return Settings(**values)
    except ValueError as error:
        raise ValueError(f"settings: {error}") from None


def _read_setting(entry: Entry, kind: str) -> Any:
    match kind:
        case "number":
            return entry.number()
        case "whole":
            return entry.whole()
        case "choice":
            return entry.text()
        case "names":
            return tuple(each.text() for each in entry.items())
        case "sizes":
            return tuple(each.whole() for each in entry.items())
        case "points":
            return None if entry.value is None else _read_points(entry)
    raise ValueError(f"{entry.place} cannot be read")


def _read_points(entry: Entry) -> OwnData:
    found = entry.entries([each.name for each in fields(OwnData) if each.name != "split"], ["split"])
    n_inputs = len(list(found["centre"].items()))
    X = [row.vector(n_inputs) for row in found["X"].items(of="rows")]
    try:
        return OwnData(
            X=np.array(X).reshape(len(X), n_inputs),
            targets=found["targets"].vector(),
            classes=tuple(each.text() for each in found["classes"].items()),
            columns=tuple(each.text() for each in found["columns"].items()),
            centre=tuple(found["centre"].vector()),
            scale=tuple(found["scale"].vector()),
            target_centre=found["target_centre"].number(),
            target_scale=found["target_scale"].number(),
            title=found["title"].text(),
            split=_read_split(found["split"]) if "split" in found else None,
        )
    except ValueError as error:
        message = str(error)
        raise ValueError(message if message.startswith(entry.place) else f"{entry.place}: {message}") from None


def _read_split(entry: Entry) -> Split | None:
    if entry.value is None:
        return None
    found = entry.entries(Split._fields)
    rows = tuple(each.whole() for each in found["test_rows"].items(of="rows"))
    return Split(found["seed"].whole(), found["share"].number(), rows)


def _words(values: Any) -> str:
    return shortened(", ".join(str(getattr(value, "name", value)) for value in values) or "none")
