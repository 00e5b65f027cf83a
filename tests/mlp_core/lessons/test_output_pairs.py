"""δ = output − target for the three pairs, and for no other."""

import numpy as np
import pytest

from mlp_core.lessons.output_pairs import NATURAL_PAIRS, OTHER_PAIRS, output_layer

Z, ONE_HOT = np.array([1.2, -0.4, 0.3]), np.array([0.0, 1.0, 0.0])


@pytest.mark.parametrize(("activation", "loss"), NATURAL_PAIRS)
def test_natural_pairs(activation, loss) -> None:
    layer = output_layer(activation, loss, Z, ONE_HOT)
    np.testing.assert_allclose(layer.delta, layer.output - ONE_HOT, atol=1e-15)
    np.testing.assert_allclose(layer.measured, layer.error, atol=1e-9)


@pytest.mark.parametrize(("activation", "loss"), OTHER_PAIRS)
def test_other_pairs_keep_a_derivative(activation, loss) -> None:
    layer = output_layer(activation, loss, Z, ONE_HOT)
    np.testing.assert_allclose(layer.measured, layer.delta, atol=1e-9)
    assert np.abs(layer.delta - layer.error).max() > 0.1


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match=r"one shape \(n_outputs,\), not \(3,\) and \(2,\)"):
        output_layer("softmax", "cross_entropy", Z, [0.0, 1.0])
