r"""Update rules: what an optimizer makes of a gradient g.

Formulas and defaults are PyTorch's. Peers disagree on two points, settled here: momentum keeps v ← μv + g and
steps by ηv (the learning rate stands outside the velocity, not v ← μv − ηg), and ε stands outside the root.
An optimizer is a configuration without memory; its memory is a list of vectors made by ``memory``, changed in place.
The last argument of a NumPy call takes the result, by position: the keyword ``out`` costs a third of a small call.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from mlp_core.arrays import Array
from mlp_core.names import known


@dataclass(frozen=True)
class Optimizer:
    """An update rule.

    Attributes
    ----------
    name, formula : the registry name; LaTeX of one update of a weight w with gradient g
    n_vectors : vectors of memory, each in the layout of the parameters
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    n_vectors: ClassVar[int] = 0

    def memory(self, size: int) -> list[Array]:
        """Fresh memory for ``size`` parameters, and one vector of scratch at its end."""
        return [np.zeros(size) for _ in range(self.n_vectors + 1)]

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        """Change the parameters w (P,) in place; ``count`` is 1 at the first update with this memory.

        The gradient g (P,) may be overwritten.
        """
        raise NotImplementedError


class SGD(Optimizer):
    """Plain gradient descent, stochastic by its mini-batches."""

    name = "sgd"
    formula = r"w \leftarrow w - \eta g"

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        np.multiply(g, learning_rate, g)  # in place: one more large array would not fit into the cache
        np.subtract(w, g, w)


@dataclass(frozen=True)
class Momentum(Optimizer):
    """v ← μv + g; w ← w − ηv (Polyak 1964, as PyTorch writes it)."""

    mu: float = 0.9
    name = "momentum"
    formula = r"v \leftarrow \mu v + g,\quad w \leftarrow w - \eta v"
    n_vectors = 1

    def __post_init__(self) -> None:
        _check_share(self.name, "mu", self.mu)

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        v, step = memory
        np.multiply(v, self.mu, v)
        np.add(v, g, v)
        np.multiply(v, learning_rate, step)
        np.subtract(w, step, w)


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """v ← μv + g; w ← w − η(g + μv) (Nesterov 1983, as PyTorch writes it)."""

    mu: float = 0.9
    name = "nesterov"
    formula = r"v \leftarrow \mu v + g,\quad w \leftarrow w - \eta (g + \mu v)"
    n_vectors = 1

    def __post_init__(self) -> None:
        _check_share(self.name, "mu", self.mu)

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        v, step = memory
        np.multiply(v, self.mu, v)
        np.add(v, g, v)
        np.multiply(v, self.mu, step)
        np.add(step, g, step)
        np.multiply(step, learning_rate, step)
        np.subtract(w, step, w)


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """s ← s + g²; w ← w − ηg/(√s + ε) (Duchi, Hazan and Singer 2011)."""

    epsilon: float = 1e-10
    name = "adagrad"
    formula = r"s \leftarrow s + g^2,\quad w \leftarrow w - \frac{\eta\, g}{\sqrt{s} + \varepsilon}"
    n_vectors = 1

    def __post_init__(self) -> None:
        _check_epsilon(self.name, self.epsilon)

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        s, step = memory
        np.multiply(g, g, step)
        np.add(s, step, s)
        _divided_step(w, g, s, 1.0, self.epsilon, learning_rate, step)


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """s ← γs + (1 − γ)g²; w ← w − ηg/(√s + ε) (Tieleman and Hinton 2012)."""

    gamma: float = 0.99
    epsilon: float = 1e-8
    name = "rmsprop"
    formula = r"s \leftarrow \gamma s + (1-\gamma) g^2,\quad w \leftarrow w - \frac{\eta\, g}{\sqrt{s} + \varepsilon}"
    n_vectors = 1

    def __post_init__(self) -> None:
        _check_share(self.name, "gamma", self.gamma)
        _check_epsilon(self.name, self.epsilon)

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        s, step = memory
        _move_towards_square(s, g, self.gamma, step)
        _divided_step(w, g, s, 1.0, self.epsilon, learning_rate, step)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and RMSProp, both corrected for their start at 0 (Kingma and Ba 2015)."""

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    name = "adam"
    formula = (
        r"m \leftarrow \beta_1 m + (1-\beta_1) g,\; s \leftarrow \beta_2 s + (1-\beta_2) g^2,\;"
        r" w \leftarrow w - \eta\,\frac{m / (1-\beta_1^t)}{\sqrt{s / (1-\beta_2^t)} + \varepsilon}"
    )
    n_vectors = 2

    def __post_init__(self) -> None:
        _check_share(self.name, "beta1", self.beta1)
        _check_share(self.name, "beta2", self.beta2)
        _check_epsilon(self.name, self.epsilon)

    def update(self, w: Array, g: Array, learning_rate: float, memory: list[Array], count: int) -> None:
        m, s, step = memory
        np.multiply(m, self.beta1, m)
        np.multiply(g, 1.0 - self.beta1, step)
        np.add(m, step, m)
        _move_towards_square(s, g, self.beta2, step)
        _divided_step(w, m, s, 1.0 - self.beta2**count, self.epsilon, learning_rate / (1.0 - self.beta1**count), step)


def _move_towards_square(s: Array, g: Array, keep: float, scratch: Array) -> None:
    """s ← keep·s + (1 − keep)·g²."""
    np.multiply(s, keep, s)
    np.multiply(g, g, scratch)
    np.multiply(scratch, 1.0 - keep, scratch)
    np.add(s, scratch, s)


def _divided_step(
    w: Array, g: Array, s: Array, s_share: float, epsilon: float, learning_rate: float, scratch: Array
) -> None:
    """w ← w − learning_rate·g/(√(s/s_share) + ε)."""
    np.sqrt(s, scratch)
    if s_share != 1.0:
        np.divide(scratch, sqrt(s_share), scratch)
    np.add(scratch, epsilon, scratch)
    np.divide(g, scratch, scratch)
    np.multiply(scratch, learning_rate, scratch)
    np.subtract(w, scratch, w)


def _check_share(owner: str, parameter: str, value: float) -> None:
    if not (isfinite(value) and 0 <= value < 1):
        raise ValueError(f"{parameter} of {owner} must lie in [0, 1), not {value!r}")


def _check_epsilon(owner: str, value: float) -> None:
    if not (isfinite(value) and value > 0):
        raise ValueError(f"epsilon of {owner} must be positive, not {value!r}")


OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType(
    {optimizer.name: optimizer for optimizer in (SGD(), Momentum(), Nesterov(), AdaGrad(), RMSProp(), Adam())}
)


def as_optimizer(given: str | Optimizer) -> Optimizer:
    """A registry name or a configured object → the object; ``ValueError`` lists the known names."""
    return given if isinstance(given, Optimizer) else known(OPTIMIZERS, given, "optimizer")
