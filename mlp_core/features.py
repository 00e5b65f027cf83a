"""Extra input features: what the first layer is given beside, or instead of, the bare inputs x₁ and x₂.

The features of TensorFlow Playground. They are computed from the standardised inputs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mlp_core.arrays import Array
from mlp_core.names import known


@dataclass(frozen=True)
class Feature:
    """One function of the inputs.

    label : for a chart, in Unicode; formula : LaTeX
    n_inputs : how many inputs a data set must have for it
    function : X (N, n_inputs) → (N,)
    """

    name: str
    label: str
    formula: str
    n_inputs: int
    function: Callable[[Array], Array]


_FEATURES = (
    Feature("x1", "x₁", "x_1", 1, lambda X: X[:, 0]),
    Feature("x2", "x₂", "x_2", 2, lambda X: X[:, 1]),
    Feature("x1_squared", "x₁²", "x_1^2", 1, lambda X: X[:, 0] ** 2),
    Feature("x2_squared", "x₂²", "x_2^2", 2, lambda X: X[:, 1] ** 2),
    Feature("x1_x2", "x₁x₂", "x_1 x_2", 2, lambda X: X[:, 0] * X[:, 1]),
    Feature("sin_x1", "sin x₁", r"\sin x_1", 1, lambda X: np.sin(X[:, 0])),
    Feature("sin_x2", "sin x₂", r"\sin x_2", 2, lambda X: np.sin(X[:, 1])),
)

FEATURES: Mapping[str, Feature] = MappingProxyType({feature.name: feature for feature in _FEATURES})


def legal_features(n_inputs: int) -> tuple[str, ...]:
    """Names of the features that a data set of so many inputs has, in the order of FEATURES."""
    return tuple(name for name, feature in FEATURES.items() if feature.n_inputs <= n_inputs)


def expand_features(X: Array, names: Iterable[str]) -> Array:
    """The chosen features of X (N, n_inputs) as columns in the order of names, (N, len(names)); X is left as it is.

    Raises ValueError where X is not a matrix of one or two columns, where names is empty or repeats one, and where a
    name is unknown or needs an input that X lacks.
    """
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2 or X.shape[1] not in (1, 2):
        raise ValueError(f"X has the shape {X.shape}; allowed: (N, 1) or (N, 2)")
    chosen = (names,) if isinstance(names, str) else tuple(names)
    if not chosen:
        raise ValueError(f"no feature is named; allowed: {', '.join(legal_features(X.shape[1]))}")
    if len(set(chosen)) < len(chosen):
        raise ValueError(f"features {chosen} repeat one; each may stand once")
    for name in chosen:
        if known(FEATURES, name, "feature").n_inputs > X.shape[1]:
            allowed = ", ".join(legal_features(X.shape[1]))
            raise ValueError(f"feature {name!r} needs two inputs and X has the shape {X.shape}; allowed: {allowed}")
    return np.column_stack([FEATURES[name].function(X) for name in chosen])
