"""Pieces that the NumPy and the PyTorch code are written with: numbers as Python literals, and what both say alike."""

import numpy as np
from numpy.typing import NDArray

from mlp_core.export.trained_network import TrainedNetwork

LINE_LENGTH = 80
# A feature's name in FEATURES → how it is computed from the columns x1 and x2; {m} is the module that has sin.
FEATURE_CODE = (
    ("x1", "x1"),
    ("x2", "x2"),
    ("x1_squared", "x1**2"),
    ("x2_squared", "x2**2"),
    ("x1_x2", "x1 * x2"),
    ("sin_x1", "{m}.sin(x1)"),
    ("sin_x2", "{m}.sin(x2)"),
)


def literal(values: NDArray[np.generic], indent: int = 0, packed: bool = False) -> str:
    """An array of one or two axes as nested lists, every float written so that it is read back bit for bit.

    ``packed`` puts as many rows on a line as fit; a matrix of weights is read better with a line for each neuron.
    """
    if values.ndim > 1:
        rows = [literal(row, indent + 4) for row in values]
        return _in_lines(rows, indent) if packed or len(rows) == 1 else _on_lines(rows, indent)
    return _in_lines([repr(value.item()) for value in values], indent)


def _in_lines(parts: list[str], indent: int) -> str:
    """[part, part, …], on one line where that fits, else on as few as are needed."""
    whole = f"[{', '.join(parts)}]"
    if indent + len(whole) <= LINE_LENGTH and "\n" not in whole:
        return whole
    lines, line = [], ""
    for part in parts:
        if line and indent + 4 + len(line) + len(part) + 2 > LINE_LENGTH:
            lines.append(line)
            line = ""
        line += f"{', ' if line else ''}{part}"
    return _on_lines([*lines, line], indent)


def _on_lines(lines: list[str], indent: int) -> str:
    space = " " * indent
    return "[\n" + "".join(f"{space}    {line},\n" for line in lines) + f"{space}]"


def title(trained: TrainedNetwork) -> str:
    """The network in words: layer sizes, activations, epochs."""
    sizes = "-".join(map(str, trained.network.layer_sizes))
    names = ", ".join(f.name for f in trained.network.activations)
    return f"A multilayer perceptron {sizes} ({names}), trained for {trained.progress.epoch:,} epochs."


def standardise_and_expand(trained: TrainedNetwork, module: str, stack: str) -> str:
    """Lines of a function body that turn X, raw inputs (N, n_inputs), into what the first layer takes."""
    line = "X = (X - INPUT_MEAN) / INPUT_SCALE"
    if _takes_inputs_as_they_are(trained):
        return f"    return {line.removeprefix('X = ')}"
    code = dict(FEATURE_CODE)
    columns = ", ".join(code[name].format(m=module) for name in trained.features)
    unpacked = "x1, x2 = X[:, 0], X[:, 1]" if len(trained.input_mean) > 1 else "x1 = X[:, 0]"
    return f"    {line}\n    {unpacked}\n    return {stack.format(columns)}"


def feature_words(trained: TrainedNetwork) -> str:
    """What the first layer takes, for a docstring."""
    code = dict(FEATURE_CODE)
    if _takes_inputs_as_they_are(trained):
        return "the standardised inputs"
    return ", ".join(code[name].removeprefix("{m}.") for name in trained.features) + " of the standardised inputs"


def target_note(trained: TrainedNetwork) -> str:
    """How to read the outputs."""
    n, output = trained.network.layer_sizes[-1], trained.network.activations[-1].name
    if n > 1:
        return "One output for each class: the largest is the answer."
    if output == "tanh" and bool(np.isin(trained.T, (-1.0, 1.0)).all()):
        return "One output, trained on the targets -1 and +1."
    return "One output."


def back_to_values(trained: TrainedNetwork, outputs: str) -> str:
    """The expression of outputs in the data's own units."""
    return f"{outputs} * TARGET_SCALE + TARGET_CENTRE" if _has_units(trained) else outputs


def what_outputs_mean(trained: TrainedNetwork) -> list[str]:
    """Lines with the units of the values and the names of the classes, where there are any."""
    lines = []
    if _has_units(trained):
        lines.append(f"TARGET_CENTRE, TARGET_SCALE = {trained.target_centre!r}, {trained.target_scale!r}")
    if trained.classes:
        lines.append("# The classes, in the order of their numbers from 0.")
        lines.append(f"CLASSES = {list(trained.classes)!r}")
    return lines


def _has_units(trained: TrainedNetwork) -> bool:
    return (trained.target_centre, trained.target_scale) != (0.0, 1.0)


def _takes_inputs_as_they_are(trained: TrainedNetwork) -> bool:
    return trained.features in ((), tuple(f"x{i + 1}" for i in range(len(trained.input_mean))))
