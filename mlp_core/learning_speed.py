r"""How fast one sigmoid neuron learns to answer one input, under the quadratic cost and under cross-entropy.

With z = wx + b and a = σ(z) the quadratic cost ½(a − t)² gives ∂C/∂w = (a − t) f′(z) x, and f′(z) = a(1 − a) vanishes
just where the answer is worst; cross-entropy gives ∂C/∂w = (a − t) x (Nielsen, ch. 3).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.arrays import Array
from mlp_core.losses import LOSSES, Loss
from mlp_core.names import known
from mlp_core.neuron_on_points import answer, errors_after, train_neuron_on_points

COMPARED = ("half_quadratic", "quadratic", "binary_cross_entropy")


@dataclass(frozen=True, eq=False)
class NeuronRecord:
    """A neuron with one input as it learns: read-only arrays of updates + 1 entries, entry 0 before the first.

    weight, bias, pre_activation, output : w, b, z = wx + b, a = σ(z)
    slope : f′(z) = a(1 − a)
    cost : C of the loss it was trained with
    gradient_weight, gradient_bias : ∂C/∂w and ∂C/∂b
    """

    weight: Array
    bias: Array
    pre_activation: Array
    output: Array
    slope: Array
    cost: Array
    gradient_weight: Array
    gradient_bias: Array


@dataclass(frozen=True, eq=False)
class SpeedCurve:
    """Cost and ∂C/∂w against the output, along pre-activations; arrays of their shape."""

    output: Array
    cost: Array
    gradient_weight: Array


def train_single_neuron(
    weight: float,
    bias: float,
    learning_rate: float,
    updates: int,
    loss: str,
    x: float = 1.0,
    target: float = 0.0,
) -> NeuronRecord:
    """Gradient descent of one neuron that is to answer ``target`` to the input ``x``.

    Parameters
    ----------
    weight, bias : where it starts
    learning_rate, updates : η, at least 0, and how often w ← w − η ∂C/∂w, b ← b − η ∂C/∂b
    loss : "half_quadratic" ½(a − t)², "quadratic" (a − t)² or "binary_cross_entropy"

    Raises ``ValueError`` for another loss, numbers that are not finite, and targets outside [0, 1] under cross-entropy.
    """
    run = train_neuron_on_points([[x]], [target], [weight], bias, learning_rate, updates, _compared(loss))
    record = NeuronRecord(
        weight=run.weights[:, 0],
        bias=run.bias,
        pre_activation=run.pre_activation[:, 0],
        output=run.output[:, 0],
        slope=answer(run.pre_activation[:, 0], target, loss).slope,
        cost=run.cost,
        gradient_weight=run.gradient_weights[:, 0],
        gradient_bias=run.gradient_bias,
    )
    record.slope.setflags(write=False)
    return record


def speed_curve(pre_activation: ArrayLike, loss: str, x: float = 1.0, target: float = 0.0) -> SpeedCurve:
    """Output, cost and ∂C/∂w of a neuron at each pre-activation: the curves against the output."""
    at = answer(pre_activation, target, _compared(loss))
    return SpeedCurve(at.output, at.cost, at.delta * x)


def rate_for_equal_first_step(
    weight: float, bias: float, learning_rate: float, loss: str, other: str, x: float = 1.0, target: float = 0.0
) -> float:
    """The learning rate with which ``other`` makes the first step that ``loss`` makes with ``learning_rate``.

    Raises ``ValueError`` where the gradient of ``other`` is 0 at the start: no learning rate makes up for that.
    """
    z = weight * x + bias
    ours, theirs = (answer(z, target, _compared(name)).delta for name in (loss, other))
    if theirs == 0:
        raise ValueError(f"∂C/∂w of {other} is 0 at z = {z:g}; no learning rate makes a step of it")
    return float(learning_rate * ours / theirs)


def errors_against_learning_rate(
    weight: float,
    bias: float,
    learning_rates: ArrayLike,
    updates: int,
    loss: str,
    x: float = 1.0,
    target: float = 0.0,
) -> Array:
    """|a − t| after all updates, one for each learning rate (R,)."""
    return errors_after([[x]], [target], [weight], bias, learning_rates, updates, _compared(loss))


def cost_surface(weights: ArrayLike, biases: ArrayLike, loss: str, x: float = 1.0, target: float = 0.0) -> Array:
    """Cost (len(biases), len(weights)) of the neuron at every pair of a weight and a bias."""
    w, b = np.asarray(weights, dtype=np.float64), np.asarray(biases, dtype=np.float64)
    return answer(w * x + b[:, None], target, _compared(loss)).cost


def _compared(loss: str) -> Loss:
    return known({name: LOSSES[name] for name in COMPARED}, loss, "loss")
