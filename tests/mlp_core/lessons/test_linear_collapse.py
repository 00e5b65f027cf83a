"""One matrix for a whole linear network, and the nearest one for a bent network."""

import numpy as np
import pytest

from mlp_core import MLP
from mlp_core.lessons.linear_collapse import collapse, largest_difference, nearest_matrix


def random_network(activations) -> MLP:
    net = MLP([2, 4, 3, 2], activations, seed=1)
    net.parameters[:] = np.random.default_rng(1).standard_normal(net.parameters.size)
    return net


X = tuple(map(tuple, np.random.default_rng(2).standard_normal((50, 2))))


def test_a_linear_network_is_its_product():
    net = random_network("linear")
    one = collapse(net)
    assert one.layer_sizes == (2, 2)
    assert largest_difference(net, one, X) < 1e-13
    np.testing.assert_allclose(nearest_matrix(net, X).parameters, one.parameters, atol=1e-12)


def test_a_bent_network_is_no_matrix():
    net = random_network(["linear", "relu", "linear"])
    with pytest.raises(ValueError, match=r"only linear layers .* relu"):
        collapse(net)
    assert largest_difference(net, nearest_matrix(net, X), X) > 0.1
