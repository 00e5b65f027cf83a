"""Activations and their slopes as bound NumPy calls that write into given arrays: what the fast gradients are made of.

Arrays lie features first, (rows, n), or (S, rows, n) for a stack of networks. The plain versions beside them are the
activations themselves, in ``activations.py``.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from mlp_core.activations import Activation, LeakyReLU
from mlp_core.arrays import Array

Call = Callable[[], Any]


def value_calls(f: Activation, z: Array, a: Array) -> list[Call]:
    """Calls that put f(z) into a; both features first."""
    one, zero = np.array(1.0), np.array(0.0)
    match f.name:
        case "linear":
            return [partial(np.copyto, a, z)]
        case "tanh":
            return [partial(np.tanh, z, a)]
        case "relu":
            return [partial(np.maximum, z, zero, out=a)]
        case "sigmoid":
            # e^(−z) may overflow to infinity, whose reciprocal is the right 0
            return [
                partial(np.negative, z, a),
                partial(np.exp, a, a),
                partial(np.add, a, one, a),
                partial(np.reciprocal, a, a),
            ]
        case "softmax":
            shape = (*z.shape[:-2], 1, z.shape[-1])
            largest, total = np.empty(shape), np.empty(shape)
            return [
                partial(np.maximum.reduce, z, axis=-2, out=largest, keepdims=True),
                partial(np.subtract, z, largest, a),
                partial(np.exp, a, a),
                partial(np.add.reduce, a, axis=-2, out=total, keepdims=True),
                partial(np.divide, a, total, a),
            ]
        case "leaky_relu" if isinstance(f, LeakyReLU):
            return [partial(np.multiply, z, np.array(f.slope), a), partial(np.maximum, z, a, out=a)]
        case "maxout":
            n = a.shape[-2]
            return [partial(np.maximum, z[..., :n, :], z[..., n:, :], out=a)]
        case _:
            return [partial(_plain_value, f, z, a)]


def slope_calls(f: Activation, z: Array, a: Array, d: Array) -> list[Call]:
    """Calls that turn d = ∂L/∂a into ∂L/∂z in place; all features first."""
    one, zero = np.array(1.0), np.array(0.0)
    scratch = np.empty_like(d)
    match f.name:
        case "linear":
            return []
        case "tanh":  # d·(1 − a²)
            return [
                partial(np.multiply, a, a, scratch),
                partial(np.subtract, one, scratch, scratch),
                partial(np.multiply, d, scratch, d),
            ]
        case "sigmoid":  # d·a·(1 − a)
            return [
                partial(np.subtract, one, a, scratch),
                partial(np.multiply, scratch, a, scratch),
                partial(np.multiply, d, scratch, d),
            ]
        case "relu":
            passes = np.empty(d.shape, dtype=bool)
            return [partial(np.greater, z, zero, passes), partial(np.multiply, d, passes, d)]
        case _:
            return [partial(_plain_slope, f, z, d)]


def pieces_back(f: Activation, z: Array, W_transposed: Array, delta: Array, into: Array) -> None:
    """Carry delta of the next layer back to ∂L/∂z of a maxout layer; all features first."""
    d_a = np.matmul(W_transposed, delta)
    into[...] = f.backward(z.swapaxes(-1, -2), d_a.swapaxes(-1, -2)).swapaxes(-1, -2)


def _plain_value(f: Activation, z: Array, a: Array) -> None:
    a[...] = f(z.swapaxes(-1, -2)).swapaxes(-1, -2)


def _plain_slope(f: Activation, z: Array, d: Array) -> None:
    d *= f.derivative(z)
