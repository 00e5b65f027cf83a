"""Networks, and the plane they are looked at on, as the pages make them."""

import io
from base64 import b64decode
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from mlp_core import MLP
from pages.common.figures.network_view import NetworkView
from pages.common.palette import LIGHT

K = 12


def _network(sizes=(2, 8, 8, 1), hidden="tanh", output="sigmoid", seed=0, gain=2.5) -> MLP:
    net = MLP(sizes, [*[hidden] * (len(sizes) - 2), output], seed=seed)
    net.parameters[:] = np.random.default_rng(seed).normal(size=net.parameters.size) * gain
    return net


def _grid(k=K, n_inputs=2) -> np.ndarray:
    ticks = np.linspace(-2.15, 2.15, k)
    if n_inputs == 1:
        return ticks[:, None]
    x1, x2 = (x.ravel() for x in np.meshgrid(ticks, ticks))
    return np.column_stack([x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)][:n_inputs])


def _pixels(uri: str, mode: str | None = None) -> np.ndarray:
    image = Image.open(io.BytesIO(b64decode(uri.removeprefix("data:image/png;base64,"))))
    return np.asarray(image if mode is None else image.convert(mode))


def _view(grid, net: MLP, k=12, **keys) -> NetworkView:
    one = net.layer_sizes[0] == 1
    activations = net.forward(grid(k, net.layer_sizes[0])).a
    given = {
        "layer_sizes": net.layer_sizes,
        "weights": net.weights,
        "biases": net.biases,
        "maps": [a.T if one else a.T.reshape(-1, k, k) for a in activations],
        "theme": LIGHT,
        "titles": ("inputs", *(f"{n} · {f.name}" for n, f in zip(net.layer_sizes[1:], net.activations, strict=True))),
        "input_labels": ("x₁", "x₂")[: net.layer_sizes[0]],
    }
    return NetworkView(**(given | keys))


@pytest.fixture
def make() -> SimpleNamespace:
    """make.network(), make.grid(), make.view(net), make.pixels(png data URI); make.k points a side."""
    return SimpleNamespace(network=_network, grid=_grid, view=partial(_view, _grid), pixels=_pixels, k=K)
