"""What f′ lets through: all of it at the output of a natural pair, its own slope everywhere else."""

import numpy as np
import pytest

from mlp_core import ACTIVATIONS
from mlp_core.lessons.error_signal import error_signals
from tests.mlp_core.problems import random_network, two_classes


@pytest.mark.parametrize(("output", "loss"), [("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")])
def test_f_prime_cancels_at_the_output_of_a_natural_pair_and_nowhere_else(output, loss) -> None:
    X, T = two_classes()
    if output == "softmax":
        T = np.hstack([T, 1 - T])
    network = random_network([2, 5, 4, T.shape[1]], ["tanh", "sigmoid", output])
    *hidden, last = error_signals(network, X, T, loss)
    assert last.share == pytest.approx(1, abs=1e-12)
    assert all(signal.share < 0.95 for signal in hidden)


def test_the_quadratic_cost_keeps_f_prime_at_the_output_too() -> None:
    X, T = two_classes()
    network = random_network([2, 5, 1], ["tanh", "sigmoid"])
    first, last = error_signals(network, X, T, "half_quadratic")
    trace = network.forward(X)
    slope = ACTIVATIONS["sigmoid"].derivative(trace.z[1])
    assert last.before == pytest.approx(np.abs(trace.a[2] - T).mean())
    assert last.delta == pytest.approx(np.abs((trace.a[2] - T) * slope).mean())
    assert last.share < 0.25
    signal = ((trace.a[2] - T) * slope) @ network.weights[1]
    assert first.before == pytest.approx(np.abs(signal).mean())
    assert first.delta == pytest.approx(np.abs(signal * ACTIVATIONS["tanh"].derivative(trace.z[0])).mean())
    without_half = error_signals(network, X, T, "quadratic")[1]
    assert without_half.before == pytest.approx(2 * last.before)
    assert without_half.share == pytest.approx(last.share)


def test_a_linear_output_lets_all_of_the_quadratic_cost_through() -> None:
    X, T = two_classes()
    network = random_network([2, 5, 1], ["tanh", "linear"])
    for loss in ("half_quadratic", "quadratic"):
        assert error_signals(network, X, T, loss)[-1].share == pytest.approx(1)


def test_no_signal_has_no_share() -> None:
    X, T = two_classes()
    network = random_network([2, 5, 1], ["tanh", "sigmoid"])
    network.weights[1][:] = 0.0
    assert np.isnan(error_signals(network, X, T, "half_quadratic")[0].share)
