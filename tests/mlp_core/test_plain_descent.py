"""Plain gradient descent: every point of the path, one w or a stack of them."""

import numpy as np
import pytest

from mlp_core.plain_descent import plain_descent


def test_each_point_is_one_step_from_the_one_before() -> None:
    """C = ½(3w₁² + w₂²): each weight shrinks by 1 − η times its curvature."""
    curvature = np.array([3.0, 1.0])
    path = plain_descent(lambda w: curvature * w, np.array([1.0, -2.0]), 0.1, 4)
    np.testing.assert_allclose(path, [[1.0, -2.0] * (1 - 0.1 * curvature) ** k for k in range(5)], rtol=1e-12)


def test_a_stack_with_a_rate_each() -> None:
    rates = np.array([[0.0], [0.5], [2.5]])
    starts = np.full((3, 2), 4.0)
    path = plain_descent(lambda w: w, starts, rates, 3)
    assert path.shape == (4, 3, 2)
    np.testing.assert_allclose(path[-1, :, 0], 4.0 * (1 - rates[:, 0]) ** 3)
    assert (starts == 4.0).all()


def test_no_update_and_too_many() -> None:
    assert plain_descent(lambda w: w, np.ones(1), 0.1, 0).tolist() == [[1.0]]
    assert not np.isfinite(plain_descent(lambda w: w**3, np.full(1, 9.0), 1.0, 20)[-1]).any()
    with pytest.raises(ValueError, match="updates must be a whole number"):
        plain_descent(lambda w: w, np.ones(1), 0.1, -1)
