r"""How wrong an output a is for its target t: every loss and its gradient ∂L/∂a.

A loss is a number per sample, summed over the sample's outputs; the mean over samples is taken once, in
``network.py``. Sigmoid with binary cross-entropy and softmax with cross-entropy are computed from the
pre-activation z, so that neither the loss overflows nor the gradient vanishes at |z| = 1000.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from mlp_core.activations import Activation
from mlp_core.arrays import Array
from mlp_core.names import known

# Outputs enter a logarithm no smaller than this; the two pairs computed from z do not need it.
SMALLEST_PROBABILITY = 1e-12


class Loss:
    """A loss, its gradient and, for its natural output activation, both from the pre-activation.

    Attributes
    ----------
    name, formula : the registry name; LaTeX of the loss of one sample
    needs_probabilities : True where outputs must lie in [0, 1]
    needs_probability_targets : True where the loss has no lower bound for targets outside [0, 1]
    natural_activation : the output activation with which δ = a − t, or None
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    needs_probabilities: ClassVar[bool] = False
    needs_probability_targets: ClassVar[bool] = False
    natural_activation: ClassVar[str | None] = None

    def per_sample(self, a: Array, t: Array) -> Array:
        """Loss of each sample (N,) from outputs and targets (N, n_outputs)."""
        raise NotImplementedError

    def gradient(self, a: Array, t: Array) -> Array:
        """∂(that sample's loss)/∂a, (N, n_outputs)."""
        raise NotImplementedError

    def per_sample_from_z(self, z: Array, t: Array) -> Array:
        """Loss of each sample (N,) from the pre-activations of the natural output activation."""
        raise NotImplementedError

    def delta_from_z(self, a: Array, t: Array) -> Array:
        """∂(that sample's loss)/∂z for the natural output activation, (N, n_outputs)."""
        raise NotImplementedError


class Quadratic(Loss):
    """‖a − t‖²."""

    name = "quadratic"
    formula = r"\sum_k (a_k - t_k)^2"

    def per_sample(self, a: Array, t: Array) -> Array:
        return np.asarray(((a - t) ** 2).sum(axis=-1))

    def gradient(self, a: Array, t: Array) -> Array:
        return 2.0 * (a - t)


class HalfQuadratic(Loss):
    """½‖a − t‖²."""

    name = "half_quadratic"
    formula = r"\tfrac12 \sum_k (a_k - t_k)^2"

    def per_sample(self, a: Array, t: Array) -> Array:
        return np.asarray(0.5 * ((a - t) ** 2).sum(axis=-1))

    def gradient(self, a: Array, t: Array) -> Array:
        return a - t


class BinaryCrossEntropy(Loss):
    """−t ln a − (1 − t) ln(1 − a), summed over the outputs."""

    name = "binary_cross_entropy"
    formula = r"-\sum_k \bigl(t_k \ln a_k + (1 - t_k) \ln(1 - a_k)\bigr)"
    needs_probabilities = needs_probability_targets = True
    natural_activation = "sigmoid"

    def per_sample(self, a: Array, t: Array) -> Array:
        ln_a, ln_rest = _ln(a), _ln(1.0 - a)
        return np.asarray(-(t * ln_a + (1.0 - t) * ln_rest).sum(axis=-1))

    def gradient(self, a: Array, t: Array) -> Array:
        return _over(1.0 - t, 1.0 - a) - _over(t, a)

    def per_sample_from_z(self, z: Array, t: Array) -> Array:
        # ln(1 + eᶻ) − t·z
        softplus = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
        return np.asarray((softplus - t * z).sum(axis=-1))

    def delta_from_z(self, a: Array, t: Array) -> Array:
        return a - t


class CrossEntropy(Loss):
    """−Σ t ln a, categorical."""

    name = "cross_entropy"
    formula = r"-\sum_k t_k \ln a_k"
    needs_probabilities = needs_probability_targets = True
    natural_activation = "softmax"

    def per_sample(self, a: Array, t: Array) -> Array:
        return np.asarray(-(t * _ln(a)).sum(axis=-1))

    def gradient(self, a: Array, t: Array) -> Array:
        return -_over(t, a)

    def per_sample_from_z(self, z: Array, t: Array) -> Array:
        largest = z.max(axis=-1, keepdims=True)
        log_sum = largest + np.log(np.exp(z - largest).sum(axis=-1, keepdims=True))
        return np.asarray((t * (log_sum - z)).sum(axis=-1))

    def delta_from_z(self, a: Array, t: Array) -> Array:
        # a·Σt − t: targets that sum to 1 leave the familiar a − t
        return np.asarray(a * t.sum(axis=-1, keepdims=True) - t)


class SymmetricCrossEntropy(Loss):
    """−Σ (t ln a + a ln t), with t clipped to [1e-4, 1] (after Wang et al. 2019).

    One output alone stands for two classes: the terms of 1 − t and 1 − a are added.
    """

    name = "symmetric_cross_entropy"
    formula = r"-\sum_k \bigl(t_k \ln a_k + a_k \ln t_k\bigr)"
    needs_probabilities = True

    def per_sample(self, a: Array, t: Array) -> Array:
        t_k, t_rest = np.clip(t, 1e-4, 1.0), np.clip(1.0 - t, 1e-4, 1.0)
        loss = -(t_k * _ln(a) + a * np.log(t_k))
        if a.shape[-1] == 1:
            loss = loss - (t_rest * _ln(1.0 - a) + (1.0 - a) * np.log(t_rest))
        return np.asarray(loss.sum(axis=-1))

    def gradient(self, a: Array, t: Array) -> Array:
        t_k, t_rest = np.clip(t, 1e-4, 1.0), np.clip(1.0 - t, 1e-4, 1.0)
        gradient = -_over(t_k, a) - np.log(t_k)
        if a.shape[-1] == 1:
            gradient = gradient + _over(t_rest, 1.0 - a) + np.log(t_rest)
        return np.asarray(gradient)


def _ln(p: Array) -> Array:
    return np.log(np.maximum(p, SMALLEST_PROBABILITY))


def _over(numerator: Array, p: Array) -> Array:
    return numerator / np.maximum(p, SMALLEST_PROBABILITY)


LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        loss.name: loss
        for loss in (Quadratic(), HalfQuadratic(), BinaryCrossEntropy(), CrossEntropy(), SymmetricCrossEntropy())
    }
)


def as_loss(given: str | Loss) -> Loss:
    """A registry name or a loss → the loss; ``ValueError`` lists the known names."""
    return given if isinstance(given, Loss) else known(LOSSES, given, "loss")


def why_not(loss: Loss, output: Activation) -> str | None:
    """Why this loss cannot stand on this output activation, in a sentence; None where it can."""
    if loss.needs_probabilities and not (output.lower >= 0.0 and output.upper <= 1.0):
        return f"{loss.name} takes the logarithm of outputs and needs them in [0, 1]; {output.name} leaves that range"
    return None


def check_fit(loss: Loss, output: Activation) -> None:
    """``ValueError`` where the loss cannot stand on this output activation."""
    reason = why_not(loss, output)
    if reason:
        fitting = [other.name for other in LOSSES.values() if why_not(other, output) is None]
        raise ValueError(f"{reason}. Losses that fit {output.name}: {', '.join(fitting)}")


def check_targets(loss: Loss, t: Array) -> None:
    """``ValueError`` where the loss has no lower bound for these targets."""
    if loss.needs_probability_targets and not (t.min() >= 0.0 and t.max() <= 1.0):
        raise ValueError(f"{loss.name} needs targets in [0, 1]; these lie in [{t.min():g}, {t.max():g}]")


def sample_losses(loss: Loss, output: Activation, z: Array, a: Array, t: Array) -> Array:
    """Loss of each sample (N,), from z where the pair is natural, else from a = f(z)."""
    if loss.natural_activation == output.name:
        return loss.per_sample_from_z(z, t)
    return loss.per_sample(a, t)


def output_delta(loss: Loss, output: Activation, z: Array, a: Array, t: Array) -> Array:
    """δ = ∂(that sample's loss)/∂z of the output layer, (N, rows of z)."""
    if loss.natural_activation == output.name:
        return loss.delta_from_z(a, t)
    return output.backward(z, loss.gradient(a, t))
