"""What the outputs and neurons of an experiment mean, and what they are called in its pictures."""

import numpy as np

from mlp_core.arrays import Array
from mlp_core.features import FEATURES
from pages.common.experiment import Experiment
from pages.common.labels import shown
from pages.common.settings import Settings

# Letters that fit beside an output.
LONGEST_LABEL = 7


def is_line(settings: Settings) -> bool:
    """Whether the region is a curve over one input; classes of one input are drawn as bands."""
    return settings.n_inputs == 1 and settings.task == "regression"


def output_kind(experiment: Experiment) -> str:
    """What an output means: binary, signed, classes or values."""
    if experiment.settings.task == "regression":
        return "values"
    if experiment.settings.task == "multiclass":
        return "classes"
    return "signed" if experiment.settings.output == "tanh" else "binary"


def class_values(experiment: Experiment, outputs: Array) -> Array:
    """Outputs for several classes on the scale from 0, not this class, to 1, this class: tanh is trained on ±1."""
    return (outputs + 1.0) / 2.0 if experiment.settings.output == "tanh" else outputs


def class_shares(experiment: Experiment, outputs: Array) -> Array:
    """Outputs (N, K) for K classes as shares of 1, as softmax answers by itself; values below 0 have none."""
    if experiment.settings.output == "softmax":
        return outputs
    values = np.maximum(class_values(experiment, outputs), 0.0)
    return values / np.maximum(values.sum(axis=-1, keepdims=True), 1e-12)


def layer_titles(experiment: Experiment) -> tuple[str, ...]:
    """What stands above each layer of the drawing."""
    settings = experiment.settings
    hidden = [f"{n} · {shown(f)}" for n, f in zip(settings.layers, settings.activation, strict=True)]
    return ("inputs", *hidden, shown(settings.output))


def class_names(experiment: Experiment) -> tuple[str, ...]:
    """What the classes are called beside their outputs."""
    points = experiment.settings.points
    if points is None:
        return tuple(str(k + 1) for k in range(experiment.dataset.n_classes))
    return tuple(name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "…" for name in points.classes)


def neuron_title(experiment: Experiment, layer: int, neuron: int) -> str:
    """What map the region shows while a neuron is hovered."""
    settings = experiment.settings
    if layer == 0:
        return f"input {FEATURES[settings.features[neuron]].label}"
    if layer > len(settings.layers):
        return f"output {neuron + 1} · {shown(settings.output)}"
    return f"neuron {neuron + 1} of layer {layer} · {shown(settings.activation[layer - 1])}"


def probe_text(outputs: Array) -> str:
    """The outputs at the probed point."""
    return "output " + ", ".join(f"{value:.3f}" for value in outputs)
