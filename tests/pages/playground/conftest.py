"""Views of a network, as the page makes them."""

from functools import partial
from types import SimpleNamespace

import pytest

from mlp_core import MLP
from pages.common.palette import LIGHT
from pages.playground.figures.network_view import NetworkView


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
def make(make: SimpleNamespace) -> SimpleNamespace:
    """What all pages' tests make, and make.view(net)."""
    return SimpleNamespace(**vars(make), view=partial(_view, make.grid))
