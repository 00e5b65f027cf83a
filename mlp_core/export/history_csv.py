"""A training's history as CSV: a row for each recorded epoch, an empty cell where nothing was measured."""

from math import isnan

import numpy as np

from mlp_core.history import FIELDS, History

WHOLE = ("epoch", "steps")


def history_csv(history: History) -> str:
    """All columns of the history under their names, then the gradient norm of each layer from layer 1 on."""
    norms = history.layer_gradient_norms
    columns = np.column_stack([*(getattr(history, name) for name in FIELDS), norms])
    names = [*FIELDS, *(f"gradient_norm_layer_{layer + 1}" for layer in range(norms.shape[1]))]
    rows = [",".join(_cell(name, float(value)) for name, value in zip(names, row, strict=True)) for row in columns]
    return "\n".join([",".join(names), *rows, ""])


def _cell(name: str, value: float) -> str:
    if isnan(value):
        return ""
    return str(int(value)) if name in WHOLE else repr(value)
