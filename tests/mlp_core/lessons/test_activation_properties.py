"""The table of properties, entry by entry, against what is known of the twelve."""

from math import inf, log, sqrt

import numpy as np
import pytest

from mlp_core.activations import ACTIVATIONS, LeakyReLU, Swish
from mlp_core.lessons.activation_curve import ActivationCurve
from mlp_core.lessons.activation_properties import Properties, activation_properties, is_polynomial

TWELVE = tuple(name for name, f in ACTIVATIONS.items() if not f.output_only)


@pytest.fixture(scope="module")
def found() -> dict[str, Properties]:
    return {name: activation_properties(ActivationCurve(ACTIVATIONS[name])) for name in TWELVE}


def test_there_are_twelve():
    assert len(TWELVE) == 12


# name: lower end, whether taken, upper end, whether taken
RANGES = {
    "linear": (-inf, False, inf, False),
    "step": (0, True, 1, True),
    "sign": (-1, True, 1, True),
    "softsign": (-1, False, 1, False),
    "sigmoid": (0, False, 1, False),
    "tanh": (-1, False, 1, False),
    "relu": (0, True, inf, False),
    "leaky_relu": (-inf, False, inf, False),
    "softplus": (0, False, inf, False),
    "gaussian": (0, False, 1, True),
    "swish": (-0.27846454, True, inf, False),
    "maxout": (0, True, inf, False),
}


@pytest.mark.parametrize("name", TWELVE)
def test_range(found, name):
    p, (lower, lower_attained, upper, upper_attained) = found[name], RANGES[name]
    assert (p.lower, p.upper) == pytest.approx((lower, upper), abs=1e-6)
    assert (p.lower_attained, p.upper_attained) == (lower_attained, upper_attained)
    assert p.bounded == (name in ("step", "sign", "softsign", "sigmoid", "tanh", "gaussian"))


@pytest.mark.parametrize("name", TWELVE)
def test_jumps_and_kinks(found, name):
    p = found[name]
    assert p.jumps == ((0.0,) if name in ("step", "sign") else ())
    assert p.kinks == ((0.0,) if name in ("relu", "leaky_relu", "maxout") else ())
    assert p.continuous == (name not in ("step", "sign"))
    assert p.differentiable == (name not in ("step", "sign", "relu", "leaky_relu", "maxout"))


@pytest.mark.parametrize("name", TWELVE)
def test_monotone(found, name):
    flat = dict.fromkeys(("step", "sign", "relu"), "non-decreasing")
    other = dict.fromkeys(("gaussian", "swish", "maxout"), "no")
    assert found[name].monotone == {**flat, **other}.get(name, "increasing")


MEANS = {
    "step": 0.5,
    "sigmoid": 0.5,
    "relu": 1 / sqrt(2 * np.pi),
    "leaky_relu": 0.99 / sqrt(2 * np.pi),
    "softplus": 0.8060591833,
    "gaussian": 1 / sqrt(3),
    "swish": 0.2066209641,
    "maxout": 1.5 / sqrt(2 * np.pi),
}


@pytest.mark.parametrize("name", TWELVE)
def test_mean_output(found, name):
    assert found[name].mean_output == pytest.approx(MEANS.get(name, 0.0), abs=1e-7)
    assert found[name].zero_centred == (name in ("linear", "sign", "softsign", "tanh"))


# where |f′| falls to a twentieth of its largest: σ(1 − σ) = 1/80, 1 − tanh² = 1/20, (1 + |z|)² = 20, σ = 1/20
AT = {
    "sigmoid": log((1 + sqrt(0.95)) / (1 - sqrt(0.95))),
    "tanh": np.arctanh(sqrt(0.95)),
    "softsign": sqrt(20) - 1,
    "softplus": log(19),
}


@pytest.mark.parametrize("name", TWELVE)
def test_saturation(found, name):
    below, above = found[name].saturated_below, found[name].saturated_above
    if name in ("step", "sign"):
        assert (below, above) == (inf, -inf)
    elif name in ("sigmoid", "tanh", "softsign"):
        assert (-below, above) == pytest.approx((AT[name], AT[name]), abs=2e-3)
    elif name == "softplus":
        assert below == pytest.approx(-AT[name], abs=2e-3)
        assert above is None
    elif name == "gaussian":
        slope = np.abs(ACTIVATIONS[name].derivative(np.array([below, above])))
        np.testing.assert_allclose(slope, 0.05 * sqrt(2) * np.exp(-0.5), rtol=0.01)
    elif name == "relu":
        assert (below, above) == (0.0, None)
    elif name == "swish":
        assert -4.0 < below < -3.8
        assert above is None
    else:
        assert (below, above) == (None, None)


@pytest.mark.parametrize("name", TWELVE)
def test_family(found, name):
    families = {"step": "threshold", "sign": "threshold", "sigmoid": "sigmoid", "tanh": "sigmoid"}
    assert found[name].family == (families | {"softsign": "sigmoid"}).get(name, "")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (((1.0, 0.0), (0.0, 0.0)), ("non-decreasing", 0.0, (0.0,))),
        (((1.0, 0.0), (1.0, 0.0)), ("increasing", -inf, ())),
        (((-1.0, 0.0), (-1.0, 0.5)), ("decreasing", -inf, ())),
        (((0.0, 1.0), (0.0, 0.5)), ("constant", 1.0, ())),
        (((1.5, 1.0), (-0.5, 2.0)), ("no", 1.75, (0.5,))),
        (((1.0, 0.0), (-2.0, 1.0)), ("no", 1 / 3, (round(1 / 3, 9),))),
    ],
)
def test_maxout_is_what_its_lines_make_it(lines, expected):
    p = activation_properties(ActivationCurve(ACTIVATIONS["maxout"], lines))
    monotone, lower, kinks = expected
    assert (p.monotone, p.kinks) == (monotone, kinks)
    assert p.lower == pytest.approx(lower, abs=1e-7)


@pytest.mark.parametrize("name", [name for name, f in ACTIVATIONS.items() if not f.output_only and f.pieces == 1])
def test_the_straight_line_is_the_only_polynomial(name):
    assert is_polynomial(ActivationCurve(ACTIVATIONS[name])) == (name == "linear")
    assert is_polynomial(ActivationCurve(LeakyReLU(1.0)))


def test_parameters_count():
    assert activation_properties(ActivationCurve(LeakyReLU(1.0))).differentiable
    assert activation_properties(ActivationCurve(LeakyReLU(0.0))).lower == 0.0
    assert activation_properties(ActivationCurve(Swish(2.0))).lower == pytest.approx(-0.27846454 / 2, abs=1e-6)


def test_tangent_touches_and_has_the_slope():
    curve = ActivationCurve(ACTIVATIONS["tanh"])
    z = np.array([0.5, 1.5])
    np.testing.assert_allclose(curve.tangent(0.5, z), np.tanh(0.5) + (1 - np.tanh(0.5) ** 2) * (z - 0.5))


def test_softmax_is_refused():
    with pytest.raises(ValueError, match="looks at a whole layer"):
        ActivationCurve(ACTIVATIONS["softmax"])
