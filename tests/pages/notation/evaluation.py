"""A network's forward pass, backward pass and update computed with nothing but a dialect's formulas."""

from dataclasses import replace

import numpy as np

from pages.common.notation.scope import Scope

RATE = 0.3
CASES = (
    # hidden, output, loss; None is the lecture's own quadratic loss
    ("sigmoid", "sigmoid", None),
    ("sigmoid", "softmax", None),
    ("sigmoid", "sigmoid", "binary_cross_entropy"),
    ("sigmoid", "softmax", "cross_entropy"),
    ("tanh", "softmax", "symmetric_cross_entropy"),
    ("maxout", "gaussian", "binary_cross_entropy"),
)


def forward(scope: Scope, equations) -> Scope:
    """The scope with every pre-activation and activation, layer by layer."""
    j = scope.dialect.to
    for layer in range(1, scope.last + 1):
        here = scope.at(layer)
        z = np.array([equations["pre_activation"].value(here.at(**{j: i})) for i in rows(here, layer)])
        scope = replace(scope, pre_activations=scope.pre_activations | {layer: z})
        here = scope.at(layer)
        equation = equations["output" if layer == scope.last else "activation"]
        a = np.array([equation.value(here.at(**{j: i})) for i in range(1, scope.size(layer) + 1)])
        scope = replace(scope, activations_of=scope.activations_of | {layer: a})
    return scope


def backward(scope: Scope, equations) -> Scope:
    """The scope with every error term, from the last layer to the first."""
    j = scope.dialect.to
    for layer in range(scope.last, 0, -1):
        here = scope.at(layer)
        equation = equations["output_error" if layer == scope.last else "hidden_error"]
        delta = np.array([equation.value(here.at(**{j: i})) for i in rows(here, layer)])
        scope = replace(scope, errors=scope.errors | {layer: delta})
    return scope


def of_each_weight(scope: Scope, equation) -> list[np.ndarray]:
    """Per layer (rows, n_in): what an equation about a weight is worth at each of them."""
    j, origin = scope.dialect.to, scope.dialect.origin
    return [
        np.array(
            [
                [
                    equation.value(scope.at(layer, **{j: to, origin: start}))
                    for start in range(1, scope.size(layer - 1) + 1)
                ]
                for to in rows(scope, layer)
            ]
        )
        for layer in range(1, scope.last + 1)
    ]


def of_each_bias(scope: Scope, equation) -> list[np.ndarray]:
    """Per layer (rows,): what an equation about a bias is worth at each of them."""
    j = scope.dialect.to
    return [
        np.array([equation.value(scope.at(layer, **{j: to})) for to in rows(scope, layer)])
        for layer in range(1, scope.last + 1)
    ]


def rows(scope: Scope, layer: int) -> range:
    return range(1, scope.size(layer, rows=True) + 1)
