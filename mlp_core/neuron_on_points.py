r"""One sigmoid neuron on n points: what each point pulls at its weights, and the mean of it that moves them.

Gradient descent on C = 1/n Σₙ Cₙ over all n points at once, every update recorded. Several learning rates run as one
stack, so that outcomes at many of them cost little more than one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mlp_core.activations import ACTIVATIONS
from mlp_core.arguments import checked_number
from mlp_core.arrays import Array
from mlp_core.losses import Loss, as_loss, check_fit, check_targets, output_delta, sample_losses
from mlp_core.plain_descent import plain_descent

SIGMOID = ACTIVATIONS["sigmoid"]


@dataclass(frozen=True, eq=False)
class Answer:
    """What a sigmoid neuron answers at pre-activation z, what that costs, and how it pulls; arrays of the shape of z.

    output : a = σ(z)
    slope : f′(z) = a(1 − a)
    cost : C
    delta : δ = ∂C/∂z
    """

    output: Array
    slope: Array
    cost: Array
    delta: Array


@dataclass(frozen=True, eq=False)
class PointsRecord:
    """A neuron learning from n points: arrays of M = updates + 1 entries, entry 0 before the first; read-only.

    weights, bias : (M, n_inputs), (M,)
    pre_activation, output, sample_cost, delta : (M, n), one column a point; delta = ∂(that point's cost)/∂z
    cost : (M,), the mean of sample_cost
    gradient_weights, gradient_bias : (M, n_inputs), (M,): the means over the points of δ times the input, and of δ
    """

    weights: Array
    bias: Array
    pre_activation: Array
    output: Array
    sample_cost: Array
    delta: Array
    cost: Array
    gradient_weights: Array
    gradient_bias: Array


def answer(z: ArrayLike, target: ArrayLike, loss: str | Loss) -> Answer:
    """Output, f′(z), cost and δ for pre-activations z and targets that broadcast with them."""
    loss = as_loss(loss)
    z, t = np.asarray(z, dtype=np.float64)[..., None], np.asarray(target, dtype=np.float64)[..., None]
    a = SIGMOID(z)
    cost, delta = sample_losses(loss, SIGMOID, z, a, t), output_delta(loss, SIGMOID, z, a, t)
    return Answer(a[..., 0], SIGMOID.derivative(z)[..., 0], cost, delta[..., 0])


def train_neuron_on_points(
    X: ArrayLike,
    T: ArrayLike,
    weights: ArrayLike,
    bias: float,
    learning_rate: float,
    updates: int,
    loss: str | Loss,
) -> PointsRecord:
    """Gradient descent of one neuron on n points, every update recorded.

    Parameters
    ----------
    X, T : (n, n_inputs), (n,): the points and their targets
    weights, bias : (n_inputs,) and a number, where it starts
    learning_rate, updates : η, at least 0, and how often w ← w − η ∂C/∂w, b ← b − η ∂C/∂b

    Raises ``ValueError`` for shapes that disagree, numbers that are not finite, targets the loss cannot have, and a run
    that leaves the range of float64.
    """
    loss, rate = as_loss(loss), checked_number("learning_rate", learning_rate)
    points, targets = checked_points(X, T, loss)
    W, b = descend(points, targets, weights, bias, [rate], updates, loss)
    z = W[:, 0] @ points.T + b
    now = answer(z, targets, loss)
    record = PointsRecord(
        weights=W[:, 0],
        bias=b[:, 0],
        pre_activation=z,
        output=now.output,
        sample_cost=now.cost,
        delta=now.delta,
        cost=now.cost.mean(axis=1),
        gradient_weights=now.delta @ points / len(points),
        gradient_bias=now.delta.mean(axis=1),
    )
    for array in vars(record).values():
        array.setflags(write=False)
    return record


def errors_after(
    X: ArrayLike,
    T: ArrayLike,
    weights: ArrayLike,
    bias: float,
    learning_rates: ArrayLike,
    updates: int,
    loss: str | Loss,
) -> Array:
    """Mean |a − t| over the points after all updates, one for each of the R learning rates (R,).

    A yardstick that both losses share; arguments and errors as for ``train_neuron_on_points``.
    """
    loss = as_loss(loss)
    points, targets = checked_points(X, T, loss)
    W, b = descend(points, targets, weights, bias, learning_rates, updates, loss)
    outputs = SIGMOID(W[-1] @ points.T + b[-1][:, None])
    return np.asarray(np.abs(outputs - targets).mean(axis=1))


def descend(
    X: Array, T: Array, weights: ArrayLike, bias: float, learning_rates: ArrayLike, updates: int, loss: Loss
) -> tuple[Array, Array]:
    """Weights (updates + 1, R, n_inputs), biases (updates + 1, R) of R neurons that start alike, one a learning rate.

    X (n, n_inputs) and T (n,) have been checked; the rest is checked here.
    """
    start = np.append(np.asarray(weights, dtype=np.float64), float(bias))
    rates = np.asarray(learning_rates, dtype=np.float64)
    if start.shape != (X.shape[1] + 1,):
        raise ValueError(f"{X.shape[1]} inputs need weights of shape ({X.shape[1]},), not {np.shape(weights)}")
    if not (np.isfinite(start).all() and np.isfinite(rates).all() and (rates >= 0).all()):
        raise ValueError("weights and bias must be finite, learning rates finite and at least 0")
    t, n = T[:, None], len(X)

    def gradient(w: Array) -> Array:
        z = (w[:, :-1] @ X.T + w[:, -1:])[..., None]
        delta = output_delta(loss, SIGMOID, z, SIGMOID(z), t)[..., 0]
        return np.column_stack([delta @ X, delta.sum(axis=1)]) / n  # 1/n Σ δ x and 1/n Σ δ

    path = plain_descent(gradient, np.tile(start, (len(rates), 1)), rates[:, None], updates)
    if not np.isfinite(path).all():
        raise ValueError("the weights grew past what a number can hold; take smaller inputs or learning rates")
    return path[..., :-1], path[..., -1]


def checked_points(X: ArrayLike, T: ArrayLike, loss: Loss) -> tuple[Array, Array]:
    """Points (n, n_inputs) and targets (n,) as float64; ``ValueError`` where shapes disagree or targets do not fit."""
    points, targets = np.asarray(X, dtype=np.float64), np.asarray(T, dtype=np.float64)
    if points.ndim != 2 or len(points) == 0 or targets.shape != (len(points),):
        raise ValueError(
            f"X must have shape (n, n_inputs) and T (n,) with n ≥ 1, not {points.shape} and {targets.shape}"
        )
    if not (np.isfinite(points).all() and np.isfinite(targets).all()):
        raise ValueError("inputs and targets must be finite")
    check_fit(loss, SIGMOID)
    check_targets(loss, targets)
    return points, targets
