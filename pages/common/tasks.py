"""Which outputs and losses a page offers for a task, and why the others are absent."""

from collections.abc import Mapping
from types import MappingProxyType

from mlp_core import ACTIVATIONS, LOSSES
from mlp_core.losses import why_not

# task → (output activation, loss) that a new experiment starts with
DEFAULT_FUNCTION: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "binary": ("sigmoid", "binary_cross_entropy"),
        "multiclass": ("softmax", "cross_entropy"),
        "regression": ("linear", "half_quadratic"),
    }
)
OUTPUTS = ("sigmoid", "tanh", "linear", "softmax")


def why_output_not(output: str, task: str) -> str | None:
    """Why an output activation is not offered for a task; None where it is."""
    if output == "softmax" and task == "binary":
        return "softmax shares 1 between several outputs; alone it always answers 1"
    if output in ("softmax", "sigmoid") and task == "regression":
        return f"{output} answers between 0 and 1; the values to learn are negative too"
    return None


def why_loss_not(loss: str, output: str) -> str | None:
    """Why a loss is not offered for an output activation; None where it is."""
    if loss == "cross_entropy" and output != "softmax":
        return "categorical cross-entropy needs outputs that sum to 1: softmax"
    if loss == "binary_cross_entropy" and output != "sigmoid":
        return "binary cross-entropy needs an output that is a probability by itself: sigmoid"
    return why_not(LOSSES[loss], ACTIVATIONS[output])


def outputs_for(task: str) -> list[str]:
    """The output activations offered for a task."""
    return [output for output in OUTPUTS if why_output_not(output, task) is None]


def losses_for(output: str) -> list[str]:
    """The losses offered for an output activation."""
    return [loss for loss in LOSSES if why_loss_not(loss, output) is None]


def absent_with_reasons(task: str, output: str) -> list[str]:
    """A sentence for each output and loss that is not offered."""
    outputs = [why_output_not(each, task) for each in OUTPUTS]
    losses = [why_loss_not(each, output) for each in LOSSES]
    return [reason[0].upper() + reason[1:] + "." for reason in outputs + losses if reason]
