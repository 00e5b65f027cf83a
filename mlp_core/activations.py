r"""What a neuron makes of its pre-activation z: every activation f beside its own derivative f′.

``ACTIVATIONS`` holds one of each under its name; an object made by hand carries other parameters
(``LeakyReLU(slope=0.2)``). Arrays are batch first: z is (N, n) and f(z) too, except for maxout, whose
z is (N, 2n). Kinks follow one convention: step(0) = 1, sign(0) = +1, ReLU′(0) = 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from mlp_core.arrays import Array
from mlp_core.names import known


@dataclass(frozen=True)
class Activation:
    """An activation f, its derivative, its formula and its properties.

    Attributes
    ----------
    name, formula, derivative_formula : the registry name; LaTeX of f(z) and f′(z)
    lower, upper : bounds that f keeps whatever its parameters, ±inf where there is none
    pieces : rows of W per neuron (2 for maxout)
    has_gradient : False where f′ is 0 almost everywhere, so that nothing can be learnt through it
    output_only : True where f looks at a whole layer (softmax)
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    derivative_formula: ClassVar[str]
    lower: ClassVar[float] = -inf
    upper: ClassVar[float] = inf
    pieces: ClassVar[int] = 1
    has_gradient: ClassVar[bool] = True
    output_only: ClassVar[bool] = False

    def __call__(self, z: Array) -> Array:
        """f(z): (N, pieces·n) → (N, n)."""
        raise NotImplementedError

    def derivative(self, z: Array) -> Array:
        """f′(z), elementwise: the shape of z. For maxout the slope of a with respect to each piece."""
        raise NotImplementedError

    def backward(self, z: Array, d_a: Array) -> Array:
        """Carry ∂L/∂a (N, n) back to ∂L/∂z (N, pieces·n)."""
        return d_a * self.derivative(z)


class Linear(Activation):
    """f(z) = z."""

    name = "linear"
    formula = r"z"
    derivative_formula = r"1"

    def __call__(self, z: Array) -> Array:
        return z.copy()

    def derivative(self, z: Array) -> Array:
        return np.ones_like(z)


class Step(Activation):
    """The threshold of McCulloch and Pitts (1943): 0 below zero, 1 from zero on."""

    name = "step"
    formula = r"\begin{cases}1 & z \ge 0\\ 0 & z < 0\end{cases}"
    derivative_formula = r"0"
    lower, upper = 0.0, 1.0
    has_gradient = False

    def __call__(self, z: Array) -> Array:
        return np.where(z >= 0, 1.0, 0.0)

    def derivative(self, z: Array) -> Array:
        return np.zeros_like(z)


class Sign(Activation):
    """Rosenblatt's threshold: −1 below zero, +1 from zero on."""

    name = "sign"
    formula = r"\begin{cases}+1 & z \ge 0\\ -1 & z < 0\end{cases}"
    derivative_formula = r"0"
    lower, upper = -1.0, 1.0
    has_gradient = False

    def __call__(self, z: Array) -> Array:
        return np.where(z >= 0, 1.0, -1.0)

    def derivative(self, z: Array) -> Array:
        return np.zeros_like(z)


class Softsign(Activation):
    """z / (1 + |z|): like tanh, with slower tails."""

    name = "softsign"
    formula = r"\frac{z}{1 + |z|}"
    derivative_formula = r"\frac{1}{(1 + |z|)^2}"
    lower, upper = -1.0, 1.0

    def __call__(self, z: Array) -> Array:
        return z / (1.0 + np.abs(z))

    def derivative(self, z: Array) -> Array:
        return (1.0 + np.abs(z)) ** -2


class Sigmoid(Activation):
    """The logistic function σ(z)."""

    name = "sigmoid"
    formula = r"\frac{1}{1 + e^{-z}}"
    derivative_formula = r"\sigma(z)\,(1 - \sigma(z))"
    lower, upper = 0.0, 1.0

    def __call__(self, z: Array) -> Array:
        # exp of a negative number only: no overflow, and full relative precision in both tails
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1.0, e) / (1.0 + e)

    def derivative(self, z: Array) -> Array:
        e = np.exp(-np.abs(z))
        return e / (1.0 + e) ** 2


class Tanh(Activation):
    """The hyperbolic tangent."""

    name = "tanh"
    formula = r"\tanh z"
    derivative_formula = r"1 - \tanh^2 z"
    lower, upper = -1.0, 1.0

    def __call__(self, z: Array) -> Array:
        return np.tanh(z)

    def derivative(self, z: Array) -> Array:
        return 1.0 - np.tanh(z) ** 2


class ReLU(Activation):
    """max(0, z), with ReLU′(0) = 0."""

    name = "relu"
    formula = r"\max(0, z)"
    derivative_formula = r"\begin{cases}1 & z > 0\\ 0 & z \le 0\end{cases}"
    lower = 0.0

    def __call__(self, z: Array) -> Array:
        return np.maximum(z, 0.0)

    def derivative(self, z: Array) -> Array:
        return np.where(z > 0, 1.0, 0.0)


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """max(0, z) + slope·min(0, z)."""

    slope: float = 0.01
    name = "leaky_relu"
    formula = r"\begin{cases}z & z > 0\\ \alpha z & z \le 0\end{cases}"
    derivative_formula = r"\begin{cases}1 & z > 0\\ \alpha & z \le 0\end{cases}"

    def __post_init__(self) -> None:
        if not (isfinite(self.slope) and 0 <= self.slope <= 1):
            raise ValueError(f"the slope of leaky_relu must lie in [0, 1], not {self.slope!r}")

    def __call__(self, z: Array) -> Array:
        return np.where(z > 0, z, self.slope * z)

    def derivative(self, z: Array) -> Array:
        return np.where(z > 0, 1.0, self.slope)


class Softplus(Activation):
    """ln(1 + eᶻ), a smooth ReLU."""

    name = "softplus"
    formula = r"\ln(1 + e^{z})"
    derivative_formula = r"\sigma(z)"
    lower = 0.0

    def __call__(self, z: Array) -> Array:
        return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))

    def derivative(self, z: Array) -> Array:
        return Sigmoid()(z)


class Gaussian(Activation):
    """e^(−z²): a bump, neither monotone nor sigmoidal."""

    name = "gaussian"
    formula = r"e^{-z^2}"
    derivative_formula = r"-2z\,e^{-z^2}"
    lower, upper = 0.0, 1.0

    def __call__(self, z: Array) -> Array:
        bounded = np.clip(z, -40.0, 40.0)  # e^(−40²) is 0 in float64 already; z² itself may overflow
        return np.exp(-bounded * bounded)

    def derivative(self, z: Array) -> Array:
        return -2.0 * np.clip(z, -40.0, 40.0) * self(z)


@dataclass(frozen=True)
class Swish(Activation):
    """z·σ(βz) (Ramachandran, Zoph and Le 2017); β = 1 is SiLU."""

    beta: float = 1.0
    name = "swish"
    formula = r"z\,\sigma(\beta z)"
    derivative_formula = r"\sigma(\beta z) + \beta z\,\sigma(\beta z)\,(1 - \sigma(\beta z))"

    def __post_init__(self) -> None:
        if not (isfinite(self.beta) and 0 < self.beta <= 100):
            raise ValueError(f"the beta of swish must lie in (0, 100], not {self.beta!r}")

    def __call__(self, z: Array) -> Array:
        return z * Sigmoid()(self.beta * z)

    def derivative(self, z: Array) -> Array:
        bz = self.beta * z
        return Sigmoid()(bz) + bz * Sigmoid().derivative(bz)


class Maxout(Activation):
    """The larger of two linear pieces (Goodfellow et al. 2013); a tie goes to the first.

    z is (N, 2n): the first n columns are the first pieces, the rest the second ones.
    """

    name = "maxout"
    formula = r"\max(z^{(1)}, z^{(2)})"
    derivative_formula = r"\begin{cases}(1, 0) & z^{(1)} \ge z^{(2)}\\ (0, 1) & z^{(1)} < z^{(2)}\end{cases}"
    pieces = 2

    def __call__(self, z: Array) -> Array:
        n = z.shape[-1] // 2
        return np.maximum(z[..., :n], z[..., n:])

    def derivative(self, z: Array) -> Array:
        n = z.shape[-1] // 2
        first = np.where(z[..., :n] >= z[..., n:], 1.0, 0.0)
        return np.concatenate([first, 1.0 - first], axis=-1)

    def backward(self, z: Array, d_a: Array) -> Array:
        return np.concatenate([d_a, d_a], axis=-1) * self.derivative(z)


class Softmax(Activation):
    """eᶻᵏ / Σⱼ eᶻʲ over the outputs of a sample."""

    name = "softmax"
    formula = r"\frac{e^{z_k}}{\sum_j e^{z_j}}"
    derivative_formula = r"\frac{\partial a_k}{\partial z_j} = a_k(\delta_{kj} - a_j)"
    lower, upper = 0.0, 1.0
    output_only = True

    def __call__(self, z: Array) -> Array:
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float64)

    def derivative(self, z: Array) -> Array:
        """The diagonal of the Jacobian, aₖ(1 − aₖ); ``backward`` uses all of it."""
        a = self(z)
        return a * (1.0 - a)

    def backward(self, z: Array, d_a: Array) -> Array:
        a = self(z)
        return np.asarray(a * (d_a - (a * d_a).sum(axis=-1, keepdims=True)), dtype=np.float64)


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        each.name: each
        for each in (
            *(Linear(), Step(), Sign(), Softsign(), Sigmoid(), Tanh(), ReLU(), LeakyReLU()),
            *(Softplus(), Gaussian(), Swish(), Maxout(), Softmax()),
        )
    }
)


def as_activation(given: str | Activation) -> Activation:
    """A registry name or a configured object → the object; ``ValueError`` lists the known names."""
    return given if isinstance(given, Activation) else known(ACTIVATIONS, given, "activation")
