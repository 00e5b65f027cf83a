"""The error surface of one neuron: its gradient, and minima that are minima."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.lessons.neuron_surface import NeuronSurface

GRID = np.linspace
X = tuple(np.linspace(-2, 2, 12))


def surface(name: str) -> NeuronSurface:
    x = np.array(X)
    return NeuronSurface(name, x, np.tanh(2 * x - 1) if name == "tanh" else np.exp(-((2 * x - 1) ** 2)))


@pytest.mark.parametrize("name", ["tanh", "gaussian"])
def test_error_and_gradient_are_the_engines(name):
    over, x = surface(name), np.array(X)
    net = MLP([1, 1], name)
    net.weights[0][:], net.biases[0][:] = 0.7, -0.4
    loss, gradient = net.loss_and_gradient(x[:, None], over.t[:, None], "half_quadratic")
    assert over.error(0.7, -0.4) == pytest.approx(loss)
    np.testing.assert_allclose(over.gradient(0.7, -0.4), gradient.vector)


def test_tanh_has_one_minimum_and_the_gaussian_several():
    w = b = GRID(-8, 8, 161)
    tanh, gaussian = surface("tanh").minima(w, b), surface("gaussian").minima(w, b)
    np.testing.assert_allclose(tanh.places, [[2.0, -1.0]], atol=1e-5)
    assert len(gaussian.errors) >= 4
    assert len(gaussian.errors) % 2 == 0
    mirrored = {tuple(np.round(-place, 3)) for place in gaussian.places}
    assert mirrored == {tuple(np.round(place, 3)) for place in gaussian.places}
    assert gaussian.errors[0] < 1e-12 < 0.01 < gaussian.errors[2]


def test_what_is_found_is_lower_than_all_around():
    over = surface("gaussian")
    for (w, b), error in zip(*vars(over.minima(GRID(-8, 8, 161), GRID(-8, 8, 161))).values(), strict=True):
        angle = np.linspace(0, 2 * np.pi, 40)
        assert (over.error(w + 0.01 * np.cos(angle), b + 0.01 * np.sin(angle)) > error).all()


def test_thresholds_and_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match="no error surface"):
        NeuronSurface("step", [0.0], [1.0])
    with pytest.raises(ValueError, match="shape"):
        NeuronSurface("tanh", [0.0, 1.0], [1.0])
