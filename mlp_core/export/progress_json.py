"""How far a training is as JSON values, and back: elsewhere it goes on with the very steps that it would have taken."""

from typing import Any

import numpy as np

from mlp_core.export.json_text import Entry
from mlp_core.network import MLP
from mlp_core.training_parts.epoch_measurement import EpochSoFar
from mlp_core.training_parts.mini_batch_update import UpdateMemory
from mlp_core.training_parts.mini_batches import PlaceInEpoch
from mlp_core.training_parts.progress import STATUSES, Progress

# NumPy's default generator; its state is two whole numbers of 128 bits, and half a draw that may be left over.
GENERATOR, BITS, HALF = "PCG64", 128, 2**32


def progress_entries(progress: Progress) -> dict[str, Any]:
    """How far the training is: counts, what its optimizer remembers, and where it stands within its epoch."""
    return {
        "epoch": progress.epoch,
        "steps": progress.steps,
        "updates": progress.memory.count,
        "memory": [vector.tolist() for vector in progress.memory.vectors],
        "status": progress.status,
        "place": None if progress.place is None else _place_entries(progress.place),
        "measured": None if progress.measured is None else _measured_entries(progress.measured),
    }


def read_progress(entry: Entry, network: MLP, n_vectors: int, n_samples: int) -> Progress:
    """The inverse of progress_entries, for an optimizer that remembers so many vectors, and for so many samples.

    Files from before there were a status and a place have neither. Raises ValueError with one sentence that names the
    place of what is wrong.
    """
    entries = entry.entries(("epoch", "steps", "updates", "memory"), ("status", "place", "measured"))
    epoch, steps, updates = (entries[name].whole() for name in ("epoch", "steps", "updates"))
    vectors = tuple(each.vector(network.parameters.size) for each in entries["memory"].items(n_vectors, "vectors"))
    status = entries["status"].text() if "status" in entries else "running"
    if status not in STATUSES:
        raise entries["status"].wrong(f"one of {', '.join(STATUSES)}")
    place = _read_place(entries["place"], n_samples) if _is_there(entries, "place") else None
    measured = None
    if _is_there(entries, "measured"):
        n_seen = n_samples if place is None else n_samples - place.remaining
        measured = _read_measured(entries["measured"], network, n_samples, n_seen)
    return Progress(epoch, steps, UpdateMemory(vectors, updates), status, place, measured)


def _is_there(entries: dict[str, Entry], name: str) -> bool:
    return name in entries and entries[name].value is not None


def _place_entries(place: PlaceInEpoch) -> dict[str, Any]:
    state = place.shuffling
    return {
        "remaining": place.remaining,
        "order": None if place.order is None else place.order.tolist(),
        "generator": {
            "name": state["bit_generator"],
            "state": f"{state['state']['state']:x}",
            "increment": f"{state['state']['inc']:x}",
            "half": state["uinteger"] if state["has_uint32"] else None,
        },
    }


def _read_place(entry: Entry, n_samples: int) -> PlaceInEpoch:
    entries = entry.entries(("remaining", "order", "generator"))
    order = None
    if entries["order"].value is not None:
        order = np.array([each.whole() for each in entries["order"].items(n_samples, "samples")], dtype=np.int64)
    place = PlaceInEpoch(entries["remaining"].whole(), order, _read_generator(entries["generator"]))
    try:
        place.check(n_samples)
    except ValueError as error:
        raise ValueError(f"{entry.place}: {error}") from None
    return place


def _read_generator(entry: Entry) -> dict[str, Any]:
    entries = entry.entries(("name", "state", "increment", "half"))
    if entries["name"].text() != GENERATOR:
        raise entries["name"].wrong(f'"{GENERATOR}"')
    increment = _long(entries["increment"])
    if increment % 2 == 0:
        raise entries["increment"].wrong("odd")
    half = None if entries["half"].value is None else entries["half"].whole()
    if half is not None and half >= HALF:
        raise entries["half"].wrong(f"below {HALF:,}")
    state = {"state": _long(entries["state"]), "inc": increment}
    return {"bit_generator": GENERATOR, "state": state, "has_uint32": int(half is not None), "uinteger": half or 0}


def _long(entry: Entry) -> int:
    """A whole number that JSON's readers would round, in hexadecimal digits."""
    text = entry.text()
    if not 0 < len(text) <= BITS // 4 or not set(text) <= set("0123456789abcdef"):
        raise entry.wrong(f"at most {BITS // 4} digits of 0 to 9 and a to f")
    return int(text, 16)


def _measured_entries(measured: EpochSoFar) -> dict[str, Any]:
    return {
        "first": measured.first,
        "last": measured.last,
        "steps": measured.steps,
        "z": measured.z.tolist(),
        "squares": measured.squares.tolist(),
    }


def _read_measured(entry: Entry, network: MLP, n_samples: int, n_seen: int) -> EpochSoFar:
    entries = entry.entries(("first", "last", "steps", "z", "squares"))
    first, last, steps = (entries[name].whole() for name in ("first", "last", "steps"))
    rows = len(network.blocks[-1])
    z = entries["z"].matrix(max(last - first, 0), rows)
    measured = EpochSoFar(first, last, steps, z, entries["squares"].vector(network.n_layers))
    try:
        measured.check(network, n_samples, n_seen)
    except ValueError as error:
        raise ValueError(f"{entry.place}: {error}") from None
    return measured
