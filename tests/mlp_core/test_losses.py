"""Every loss: worked by hand, far out, and which outputs it fits."""

import numpy as np
import pytest

from mlp_core import ACTIVATIONS, LOSSES, MLP
from mlp_core.losses import as_loss, check_fit, check_targets, output_delta, sample_losses, why_not

NAMES = ["quadratic", "half_quadratic", "binary_cross_entropy", "cross_entropy", "symmetric_cross_entropy"]
PROBABILITIES = ("step", "sigmoid", "gaussian", "softmax")


def test_registry() -> None:
    assert list(LOSSES) == NAMES
    with pytest.raises(TypeError):
        LOSSES["other"] = LOSSES["quadratic"]  # type: ignore[index]
    with pytest.raises(ValueError, match="unknown loss 'mse'; known are: " + ", ".join(NAMES)):
        as_loss("mse")


# Two samples; the numbers come from the formulas, with ln 2 = 0.693147, ln 5 = 1.609438, ln 10 = 2.302585.
@pytest.mark.parametrize(
    ("name", "a", "t", "losses", "gradient"),
    [
        ("quadratic", [[1.0, 2.0], [0.0, -1.0]], [[0.0, 4.0], [0.0, 2.0]], [5.0, 9.0], [[2.0, -4.0], [0.0, -6.0]]),
        ("half_quadratic", [[1.0, 2.0], [0.0, -1.0]], [[0.0, 4.0], [0.0, 2.0]], [2.5, 4.5], [[1, -2], [0, -3]]),
        # −ln 0.2; −0.3 ln 0.5 − 0.7 ln 0.5 = ln 2
        ("binary_cross_entropy", [[0.2], [0.5]], [[1.0], [0.3]], [1.6094379124, 0.6931471806], [[-5.0], [0.8]]),
        # outputs are summed: ln 2 + ln 5
        ("binary_cross_entropy", [[0.5, 0.8]], [[1.0, 0.0]], [2.3025850930], [[-2.0, 5.0]]),
        ("cross_entropy", [[0.7, 0.2, 0.1]], [[0.0, 1.0, 0.0]], [1.6094379124], [[0.0, -5.0, 0.0]]),
        # Σ −t ln a = 0.5 ln 2 + 0.25 ln 4 + 0.25 ln 4 = 1.5 ln 2
        ("cross_entropy", [[0.5, 0.25, 0.25]], [[0.5, 0.25, 0.25]], [1.0397207708], [[-1.0, -1.0, -1.0]]),
        # t clipped to (1, 1e-4, 1e-4), ln 1e-4 = −9.210340:
        # −ln 0.7 − 1e-4 (ln 0.2 + ln 0.1) + (0.2 + 0.1)·9.210340 = 0.356675 + 0.000391 + 2.763102
        # gradient −tₖ/aₖ − ln tₖ = (−1/0.7, −0.0005 + 9.210340, −0.001 + 9.210340)
        (
            "symmetric_cross_entropy",
            [[0.7, 0.2, 0.1]],
            [[1.0, 0.0, 0.0]],
            [3.1201682572],
            [[-1.4285714286, 9.2098403720, 9.2093403720]],
        ),
        # one output: −ln 0.8 − 1e-4 ln 0.2 + 0.2·9.210340 = 0.223144 + 0.000161 + 1.842068
        # gradient −1/0.8 + 1e-4/0.2 − 9.210340
        ("symmetric_cross_entropy", [[0.8]], [[1.0]], [2.0653725697], [[-10.4598403720]]),
        # and the mirror image of it
        ("symmetric_cross_entropy", [[0.2]], [[0.0]], [2.0653725697], [[10.4598403720]]),
        # −0.25 ln 0.5 − 0.5 ln 0.25 − 0.75 ln 0.5 − 0.5 ln 0.75 = ln 2 + 0.5·(1.386294 + 0.287682)
        # gradient −0.25/0.5 − ln 0.25 + 0.75/0.5 + ln 0.75
        ("symmetric_cross_entropy", [[0.5]], [[0.25]], [1.5301353974], [[2.0986122887]]),
    ],
)
def test_worked_by_hand(name: str, a: list, t: list, losses: list, gradient: list) -> None:
    loss, a, t = LOSSES[name], np.array(a), np.array(t)
    np.testing.assert_allclose(loss.per_sample(a, t), losses, rtol=1e-9)
    np.testing.assert_allclose(loss.gradient(a, t), gradient, rtol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_arguments_are_left_alone(name: str) -> None:
    a, t = np.array([[0.25, 0.75]]), np.array([[0.0, 1.0]])
    loss = LOSSES[name]
    loss.gradient(a, t)
    loss.per_sample(a, t)
    np.testing.assert_array_equal(a, [[0.25, 0.75]])
    np.testing.assert_array_equal(t, [[0.0, 1.0]])


def test_natural_pairs_are_exact_far_out() -> None:
    """Sigmoid with binary cross-entropy and softmax with cross-entropy at |z| = 1000."""
    sigmoid, softmax = ACTIVATIONS["sigmoid"], ACTIVATIONS["softmax"]
    z, t = np.array([[1000.0], [-1000.0], [1000.0], [-1000.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
    loss = LOSSES["binary_cross_entropy"]
    np.testing.assert_array_equal(sample_losses(loss, sigmoid, z, sigmoid(z), t), [1000.0, 1000.0, 0.0, 0.0])
    np.testing.assert_array_equal(output_delta(loss, sigmoid, z, sigmoid(z), t), [[1.0], [-1.0], [0.0], [0.0]])

    z, t = np.array([[1000.0, -1000.0], [1000.0, -1000.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    loss = LOSSES["cross_entropy"]
    np.testing.assert_array_equal(sample_losses(loss, softmax, z, softmax(z), t), [2000.0, 0.0])
    np.testing.assert_array_equal(output_delta(loss, softmax, z, softmax(z), t), [[1.0, -1.0], [0.0, 0.0]])


@pytest.mark.parametrize("loss", NAMES)
@pytest.mark.parametrize("output", list(ACTIVATIONS))
@pytest.mark.parametrize("n_outputs", [1, 2])
def test_every_pair_is_finite_far_out(output: str, loss: str, n_outputs: int) -> None:
    """A network whose output pre-activations are ±1000 and 0 has finite losses, gradients and no warning."""
    if why_not(LOSSES[loss], ACTIVATIONS[output]):
        return
    net = MLP([1, n_outputs], [output], "zeros")
    net.weights[0][:] = 1000.0 * (-1.0) ** np.arange(len(net.weights[0]))[:, None]
    X, T = np.array([[1.0], [-1.0], [0.0]]), np.eye(n_outputs)[[0, -1, 0]]
    if n_outputs == 1:
        T = np.array([[0.0], [1.0], [1.0]])
    value, gradient = net.loss_and_gradient(X, T, loss)
    assert np.isfinite(value)
    assert np.isfinite(gradient.vector).all()


@pytest.mark.parametrize("output", list(ACTIVATIONS))
@pytest.mark.parametrize("loss", NAMES)
def test_which_outputs_a_loss_fits(output: str, loss: str) -> None:
    fits = "quadratic" in loss or output in PROBABILITIES
    assert (why_not(LOSSES[loss], ACTIVATIONS[output]) is None) == fits
    if fits:
        check_fit(LOSSES[loss], ACTIVATIONS[output])
        return
    said = rf"{loss} .*needs them in \[0, 1\]; {output} leaves.* Losses that fit {output}: quadratic, half_quadratic$"
    with pytest.raises(ValueError, match=said):
        check_fit(LOSSES[loss], ACTIVATIONS[output])
    net = MLP([2, 1 if output != "softmax" else 2], [output])
    for call in (net.loss, net.loss_and_gradient):
        with pytest.raises(ValueError, match=said):
            call(np.zeros((1, 2)), np.zeros((1, 1)), loss)


def test_targets_without_a_lower_bound_of_the_loss() -> None:
    signed = np.array([[-1.0], [1.0]])
    for name in ("binary_cross_entropy", "cross_entropy"):
        with pytest.raises(ValueError, match=rf"{name} needs targets in \[0, 1\]; these lie in \[-1, 1\]"):
            check_targets(LOSSES[name], signed)
    for name in ("quadratic", "half_quadratic", "symmetric_cross_entropy"):
        check_targets(LOSSES[name], signed)
    check_targets(LOSSES["binary_cross_entropy"], np.array([[0.0], [0.3], [1.0]]))


def test_cross_entropy_of_targets_that_do_not_sum_to_one() -> None:
    """∂(−Σ t ln a)/∂z = a·Σt − t for softmax."""
    softmax, loss = ACTIVATIONS["softmax"], LOSSES["cross_entropy"]
    z, t = np.array([[0.3, -0.2, 0.9]]), np.array([[0.5, 0.0, 0.9]])
    through_jacobian = softmax.backward(z, loss.gradient(softmax(z), t))
    np.testing.assert_allclose(output_delta(loss, softmax, z, softmax(z), t), through_jacobian, rtol=1e-12)
