"""A training's history as JSON values, column by column, and back; null stands where nothing was measured."""

from itertools import pairwise
from math import isfinite, nan

import numpy as np

from mlp_core.export.json_text import Entry
from mlp_core.history import FIELDS, History, Record
from mlp_core.limits import MOST_EPOCHS, MOST_NORMS

# The norm over all layers follows from those of the layers.
COLUMNS = tuple(name for name in FIELDS if name != "gradient_norm")
NORMS = "layer_gradient_norms"


def history_entries(history: History) -> dict[str, list[object]]:
    """A list for each column, and a row of gradient norms for each epoch."""
    columns: dict[str, list[object]] = {name: [_plain(x) for x in getattr(history, name)] for name in COLUMNS}
    return {**columns, NORMS: [[_plain(x) for x in row] for row in history.layer_gradient_norms]}


def read_history(entry: Entry, last_epoch: int) -> list[Record]:
    """The records of a history that ends at this epoch: the inverse of history_entries.

    Raises ValueError with one sentence that names the place of what is wrong.
    """
    entries = entry.entries((*COLUMNS, NORMS))
    n = len(list(entries["epoch"].items()))
    if not 1 <= n <= MOST_EPOCHS:
        raise ValueError(f"{entries['epoch'].place} must hold 1 to {MOST_EPOCHS:,} epochs, not {n:,}")
    columns = {name: [_number(each) for each in entries[name].items(n)] for name in COLUMNS}
    epochs = [each.whole() for each in entries["epoch"].items()]
    if epochs[-1] != last_epoch or any(later <= epoch for epoch, later in pairwise(epochs)):
        raise ValueError(f"{entries['epoch'].place} must grow up to the epoch of the progress, {last_epoch:,}")
    steps = [each.whole() for each in entries["steps"].items()]
    norms = [[_number(each) for each in row.items()] for row in entries[NORMS].items(n, "rows")]
    if any(not 1 <= len(row) <= MOST_NORMS for row in norms):
        raise ValueError(f"{entries[NORMS].place} must hold a norm for each layer in each row")
    records = []
    for i in range(n):
        measured = {name: columns[name][i] for name in COLUMNS if name not in ("epoch", "steps")}
        row = np.array(norms[i])
        while len(row) > 1 and np.isnan(row[-1]):  # the network had fewer layers then
            row = row[:-1]
        records.append(Record(epochs[i], steps[i], layer_gradient_norms=row, **measured))
    return records


def _plain(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else float(value)


def _number(entry: Entry) -> float:
    return nan if entry.value is None else entry.number()
