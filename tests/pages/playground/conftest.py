"""Networks, the plane they are looked at on, and their views, as the page makes them."""

import io
from base64 import b64decode
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from mlp_core import MLP
from pages.common.palette import LIGHT
from pages.playground.figures.network_view import NetworkView

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


def _view(net: MLP, k=K, **keys) -> NetworkView:
    one = net.layer_sizes[0] == 1
    activations = net.forward(_grid(k, net.layer_sizes[0])).a
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


def _pixels(uri: str, mode: str | None = None) -> np.ndarray:
    image = Image.open(io.BytesIO(b64decode(uri.removeprefix("data:image/png;base64,"))))
    return np.asarray(image if mode is None else image.convert(mode))


@pytest.fixture
def make() -> SimpleNamespace:
    """make.network(), make.grid(), make.view(net), make.pixels(png data URI)."""
    return SimpleNamespace(network=_network, grid=_grid, view=_view, pixels=_pixels, k=K)
