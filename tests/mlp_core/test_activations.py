"""Every activation: values, derivative, conventions at kinks, and far out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mlp_core import ACTIVATIONS
from mlp_core.activations import Activation, LeakyReLU, Sigmoid, Softmax, Swish, as_activation
from tests.mlp_core.problems import HIDDEN, SINGLE_PIECE

NAMES = [
    *("linear", "step", "sign", "softsign", "sigmoid", "tanh", "relu", "leaky_relu"),
    *("softplus", "gaussian", "swish", "maxout", "softmax"),
]

# name → f and f′ at −2, −0.5, 0, 1 and 3, from the formulas
AT = np.array([-2.0, -0.5, 0.0, 1.0, 3.0])
TABLE = {
    "linear": ([-2, -0.5, 0, 1, 3], [1, 1, 1, 1, 1]),
    "step": ([0, 0, 1, 1, 1], [0, 0, 0, 0, 0]),
    "sign": ([-1, -1, 1, 1, 1], [0, 0, 0, 0, 0]),
    "softsign": ([-2 / 3, -1 / 3, 0, 1 / 2, 3 / 4], [1 / 9, 4 / 9, 1, 1 / 4, 1 / 16]),
    "sigmoid": (
        [0.1192029220, 0.3775406688, 0.5, 0.7310585786, 0.9525741268],
        [0.1049935854, 0.2350037122, 0.25, 0.1966119332, 0.0451766597],
    ),
    "tanh": (
        [-0.9640275801, -0.4621171573, 0, 0.7615941560, 0.9950547537],
        [0.0706508249, 0.7864477330, 1, 0.4199743416, 0.0098660372],
    ),
    "relu": ([0, 0, 0, 1, 3], [0, 0, 0, 1, 1]),
    "leaky_relu": ([-0.02, -0.005, 0, 1, 3], [0.01, 0.01, 0.01, 1, 1]),
    "softplus": (
        [0.1269280110, 0.4740769842, 0.6931471806, 1.3132616875, 3.0485873516],
        [0.1192029220, 0.3775406688, 0.5, 0.7310585786, 0.9525741268],
    ),
    "gaussian": (
        [0.0183156389, 0.7788007831, 1, 0.3678794412, 0.0001234098],
        [0.0732625556, 0.7788007831, 0, -0.7357588823, -0.0007404588],
    ),
    "swish": (
        [-0.2384058440, -0.1887703344, 0, 0.7310585786, 2.8577223804],
        [-0.0907842487, 0.2600388127, 0.5, 0.9276705118, 1.0881041059],
    ),
}

# name → f and f′ at −1000 and +1000
FAR = {
    "linear": ([-1000, 1000], [1, 1]),
    "step": ([0, 1], [0, 0]),
    "sign": ([-1, 1], [0, 0]),
    "softsign": ([-1000 / 1001, 1000 / 1001], [1001**-2, 1001**-2]),
    "sigmoid": ([0, 1], [0, 0]),
    "tanh": ([-1, 1], [0, 0]),
    "relu": ([0, 1000], [0, 1]),
    "leaky_relu": ([-10, 1000], [0.01, 1]),
    "softplus": ([0, 1000], [0, 1]),
    "gaussian": ([0, 0], [0, 0]),
    "swish": ([0, 1000], [0, 1]),
}


def test_registry() -> None:
    assert list(ACTIVATIONS) == NAMES
    assert all(f.name == name for name, f in ACTIVATIONS.items())
    with pytest.raises(TypeError):
        ACTIVATIONS["other"] = ACTIVATIONS["relu"]  # type: ignore[index]
    assert [name for name, f in ACTIVATIONS.items() if not f.has_gradient] == ["step", "sign"]
    assert [name for name, f in ACTIVATIONS.items() if f.output_only] == ["softmax"]
    assert {name: f.pieces for name, f in ACTIVATIONS.items() if f.pieces != 1} == {"maxout": 2}
    assert set(TABLE) == set(FAR) == set(SINGLE_PIECE)


@pytest.mark.parametrize("name", SINGLE_PIECE)
def test_values_and_derivatives(name: str) -> None:
    f, (values, slopes) = ACTIVATIONS[name], TABLE[name]
    z = AT[:, None]
    np.testing.assert_allclose(f(z)[:, 0], values, rtol=2e-7, atol=1e-10)
    np.testing.assert_allclose(f.derivative(z)[:, 0], slopes, rtol=2e-7, atol=1e-10)


@pytest.mark.parametrize("name", SINGLE_PIECE)
def test_derivative_is_the_slope(name: str) -> None:
    f, h = ACTIVATIONS[name], 1e-6
    z = np.linspace(-5.0, 5.0, 100).reshape(-1, 1)  # an even number of points: none is 0
    slope = (f(z + h) - f(z - h)) / (2 * h)
    np.testing.assert_allclose(f.derivative(z), slope, atol=1e-8)


@pytest.mark.parametrize("name", SINGLE_PIECE)
def test_far_out(name: str) -> None:
    f, (values, slopes) = ACTIVATIONS[name], FAR[name]
    z = np.array([[-1000.0, 1000.0]])
    np.testing.assert_allclose(f(z)[0], values, rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(f.derivative(z)[0], slopes, rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(f.backward(z, np.full((1, 2), 3.0))[0], 3.0 * np.array(slopes), rtol=1e-12, atol=1e-300)
    assert np.isfinite(f(1e200 * np.sign(z))).all()
    assert np.isfinite(f.derivative(1e200 * np.sign(z))).all()


@pytest.mark.parametrize("name", HIDDEN)
def test_bounds(name: str) -> None:
    f = ACTIVATIONS[name]
    a = f(np.linspace(-1000.0, 1000.0, 4002).reshape(-1, 2))
    assert f.lower <= a.min()
    assert a.max() <= f.upper
    assert a.min() == pytest.approx(f.lower, abs=0.3) or (np.isinf(f.lower) and a.min() <= -10.0) or name == "swish"
    assert a.max() == pytest.approx(f.upper, abs=0.3) or (np.isinf(f.upper) and a.max() == 1000.0)


@pytest.mark.parametrize("name", NAMES)
def test_input_is_left_alone(name: str) -> None:
    z = np.array([[0.5, -1.0, 0.0, 2.0]])
    kept, f = z.copy(), ACTIVATIONS[name]
    d_a = np.ones((1, 4 // f.pieces))
    a = f(z)
    f.derivative(z)
    f.backward(z, d_a)
    np.testing.assert_array_equal(z, kept)
    np.testing.assert_array_equal(d_a, 1.0)
    a += 1.0  # not a view of z either
    np.testing.assert_array_equal(z, kept)


def test_conventions_at_zero() -> None:
    zero = np.zeros((1, 1))
    assert ACTIVATIONS["step"](zero) == 1.0
    assert ACTIVATIONS["sign"](zero) == 1.0
    assert ACTIVATIONS["relu"].derivative(zero) == 0.0
    assert ACTIVATIONS["leaky_relu"].derivative(zero) == 0.01


def test_maxout_takes_the_larger_piece_and_the_first_of_equals() -> None:
    f = ACTIVATIONS["maxout"]
    z = np.array([[1.0, 5.0, 2.0, 3.0, 4.0, 2.0]])  # units (1, 3), (5, 4), (2, 2)
    np.testing.assert_array_equal(f(z), [[3.0, 5.0, 2.0]])
    np.testing.assert_array_equal(f.derivative(z), [[0.0, 1.0, 1.0, 1.0, 0.0, 0.0]])
    d_a = np.array([[10.0, 20.0, 30.0]])
    np.testing.assert_array_equal(f.backward(z, d_a), [[0.0, 20.0, 30.0, 10.0, 0.0, 0.0]])
    np.testing.assert_array_equal(f(np.array([[-1000.0, 1000.0]])), [[1000.0]])


def test_softmax_worked_by_hand() -> None:
    f = Softmax()
    z = np.log([[1.0, 2.0, 5.0]])
    a = np.array([1, 2, 5]) / 8
    np.testing.assert_allclose(f(z), [a])
    jacobian = np.diag(a) - np.outer(a, a)
    for k in range(3):
        np.testing.assert_allclose(f.backward(z, np.eye(3)[[k]])[0], jacobian[k], atol=1e-15)
    np.testing.assert_allclose(f.derivative(z)[0], np.diag(jacobian))
    np.testing.assert_array_equal(f(np.array([[1000.0, 0.0, -1000.0]])), [[1.0, 0.0, 0.0]])
    np.testing.assert_array_equal(f(np.array([[-1000.0]])), [[1.0]])


@given(arrays(np.float64, (3, 4), elements=st.floats(-50, 50)), st.floats(-500, 500))
def test_softmax_ignores_a_shift_and_sums_to_one(z: np.ndarray, shift: float) -> None:
    np.testing.assert_allclose(Softmax()(z + shift), Softmax()(z), rtol=1e-10, atol=1e-15)
    np.testing.assert_allclose(Softmax()(z).sum(axis=1), 1.0)


@given(arrays(np.float64, (5, 1), elements=st.floats(-700, 700)))
def test_sigmoid_is_symmetric_to_the_last_digits(z: np.ndarray) -> None:
    np.testing.assert_allclose(Sigmoid()(-z), 1.0 - Sigmoid()(z), atol=1e-15)
    np.testing.assert_allclose(Sigmoid()(z), Sigmoid()(-z) * np.exp(z), rtol=1e-12)


def test_parameters_of_activations() -> None:
    z = np.array([[-2.0, 3.0]])
    np.testing.assert_array_equal(LeakyReLU(slope=0.25)(z), [[-0.5, 3.0]])
    np.testing.assert_array_equal(LeakyReLU(slope=0.25).derivative(z), [[0.25, 1.0]])
    np.testing.assert_allclose(Swish(beta=2.0)(z), z * Sigmoid()(2.0 * z))
    assert as_activation("leaky_relu") == LeakyReLU(0.01)
    own = Swish(3.0)
    assert as_activation(own) is own


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: LeakyReLU(-0.1), r"slope of leaky_relu must lie in \[0, 1\], not -0.1"),
        (lambda: LeakyReLU(np.nan), "not nan"),
        (lambda: Swish(0.0), r"beta of swish must lie in \(0, 100\], not 0.0"),
        (lambda: as_activation("rellu"), "unknown activation 'rellu'; known are: " + ", ".join(NAMES)),
        (lambda: as_activation(3), "unknown activation 3; known are: linear"),
    ],
)
def test_bad_arguments(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


@pytest.mark.parametrize("method", [lambda f, z: f(z), lambda f, z: f.derivative(z)])
def test_the_base_class_is_no_activation(method) -> None:
    with pytest.raises(NotImplementedError):
        method(Activation(), np.zeros((1, 1)))
