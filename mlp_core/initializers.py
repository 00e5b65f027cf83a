"""How the first weights are drawn. Biases start at 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from mlp_core.arrays import Array
from mlp_core.names import known


@dataclass(frozen=True)
class Initializer:
    """Draws the weights of a layer; ``scale`` multiplies what is drawn.

    ``n_in`` and ``n_out`` are the neurons before and in the layer. Maxout has two rows a neuron, each
    drawn for the same ``n_in`` and ``n_out``.
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not (isfinite(self.scale) and self.scale >= 0):
            raise ValueError(f"the scale of {self.name} must be a finite number from 0 on, not {self.scale!r}")

    def draw(self, rng: np.random.Generator, rows: int, n_in: int, n_out: int) -> Array:
        """Weights (rows, n_in)."""
        return self.scale * self._draw(rng, (rows, n_in), n_in, n_out)

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        raise NotImplementedError


class Zeros(Initializer):
    """All weights 0: every neuron of a layer then stays equal to its neighbours."""

    name = "zeros"
    formula = r"w = 0"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        return np.zeros(shape)


class Uniform(Initializer):
    """Uniform on [−1, 1]."""

    name = "uniform"
    formula = r"w \sim U(-1, 1)"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        return rng.uniform(-1.0, 1.0, shape)


class Normal(Initializer):
    """Standard normal."""

    name = "normal"
    formula = r"w \sim N(0, 1)"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        return rng.standard_normal(shape)


class LecunNormal(Initializer):
    """Normal with variance 1/n_in (LeCun et al. 1998)."""

    name = "lecun_normal"
    formula = r"w \sim N(0, 1/n_\text{in})"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        return rng.standard_normal(shape) * sqrt(1.0 / n_in)


class GlorotUniform(Initializer):
    """Uniform on ±√(6/(n_in + n_out)) (Glorot and Bengio 2010)."""

    name = "glorot_uniform"
    formula = r"w \sim U\!\left(\pm\sqrt{6/(n_\text{in} + n_\text{out})}\right)"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        limit = sqrt(6.0 / (n_in + n_out))
        return rng.uniform(-limit, limit, shape)


class GlorotNormal(Initializer):
    """Normal with variance 2/(n_in + n_out) (Glorot and Bengio 2010)."""

    name = "glorot_normal"
    formula = r"w \sim N(0, 2/(n_\text{in} + n_\text{out}))"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        return rng.standard_normal(shape) * sqrt(2.0 / (n_in + n_out))


class HeNormal(Initializer):
    """Normal with variance 2/n_in (He et al. 2015), made for ReLU."""

    name = "he_normal"
    formula = r"w \sim N(0, 2/n_\text{in})"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        return rng.standard_normal(shape) * sqrt(2.0 / n_in)


class HeUniform(Initializer):
    """Uniform on ±√(6/n_in) (He et al. 2015), made for ReLU."""

    name = "he_uniform"
    formula = r"w \sim U\!\left(\pm\sqrt{6/n_\text{in}}\right)"

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int], n_in: int, n_out: int) -> Array:
        limit = sqrt(6.0 / n_in)
        return rng.uniform(-limit, limit, shape)


INITIALIZERS: Mapping[str, Initializer] = MappingProxyType(
    {
        initializer.name: initializer
        for initializer in (
            Zeros(),
            Uniform(),
            Normal(),
            LecunNormal(),
            GlorotUniform(),
            GlorotNormal(),
            HeNormal(),
            HeUniform(),
        )
    }
)


def as_initializer(given: str | Initializer) -> Initializer:
    """A registry name or a configured object → the object; ``ValueError`` lists the known names."""
    return given if isinstance(given, Initializer) else known(INITIALIZERS, given, "initializer")
