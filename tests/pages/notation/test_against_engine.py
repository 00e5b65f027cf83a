"""Every dialect's formulas, evaluated on a network as they are shown, agree with the engine, signs included."""

from dataclasses import replace

import numpy as np
import pytest

from mlp_core import ACTIVATIONS, MLP
from pages.common.notation.dialects import DIALECTS, DUDA, MUKUND, NIELSEN, SCHOOL, TROFIMOV
from pages.common.notation.equations import Setting, component_equations
from pages.common.notation.expressions import Signed
from pages.common.notation.operations import Equation
from pages.common.notation.scope import Scope
from pages.common.notation.vectors import vector_equations
from tests.pages.notation.evaluation import CASES, RATE, backward, forward, of_each_bias, of_each_weight

X = np.array([[0.7, -1.1, 0.4], [-0.3, 0.2, 1.5]])
T = np.array([[1.0, 0.0], [0.0, 1.0]])


def network(hidden="sigmoid", output="sigmoid") -> MLP:
    """An asymmetric 3-2-2 network with biases."""
    net = MLP([3, 2, 2], [hidden, output])
    net.parameters[:] = np.random.default_rng(4).normal(size=net.parameters.size)
    return net


def problem(dialect, hidden, output, loss, sample=0):
    net, loss = network(hidden, output), loss or dialect.quadratic_loss
    setting = Setting(loss, ACTIVATIONS[hidden], ACTIVATIONS[output], n_outputs=2)
    scope = Scope.of(dialect, net, X[sample], T[sample], RATE)
    value, gradient = net.loss_and_gradient(X[[sample]], T[[sample]], loss)
    return net, component_equations(dialect, setting), setting, scope, value, gradient


@pytest.fixture(params=CASES, ids=str)
def case(request):
    return request.param


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
def test_forward_loss_and_backward(dialect, case):
    net, equations, _, scope, value, gradient = problem(dialect, *case)
    trace = net.forward(X[:1])
    scope = backward(forward(scope, equations), equations)
    for layer in (1, 2):
        np.testing.assert_allclose(scope.pre_activations[layer], trace.z[layer - 1][0], rtol=1e-12)
        np.testing.assert_allclose(scope.activations_of[layer], trace.a[layer][0], rtol=1e-12)
        np.testing.assert_allclose(
            dialect.error_sign * scope.errors[layer], gradient.deltas[layer - 1][0], rtol=1e-10, atol=1e-15
        )
    assert equations["loss"].value(scope) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
def test_every_gradient_and_update(dialect, case):
    net, equations, _, scope, _, gradient = problem(dialect, *case)
    scope = backward(forward(scope, equations), equations)
    slopes = of_each_weight(scope, equations["weight_gradient"])
    bias_slopes = of_each_bias(scope, equations["bias_gradient"])
    weights = of_each_weight(scope, equations["weight_update"])
    biases = of_each_bias(scope, equations["bias_update"])
    for layer in range(2):
        np.testing.assert_allclose(slopes[layer], gradient.weights[layer], rtol=1e-10, atol=1e-15)
        # A subtracted bias is the negative of the engine's, and so is the slope by it.
        np.testing.assert_allclose(
            dialect.bias_sign * bias_slopes[layer], gradient.biases[layer], rtol=1e-10, atol=1e-15
        )
        np.testing.assert_allclose(weights[layer], net.weights[layer] - RATE * gradient.weights[layer], rtol=1e-10)
        np.testing.assert_allclose(
            dialect.bias_sign * biases[layer], net.biases[layer] - RATE * gradient.biases[layer], rtol=1e-10
        )


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
def test_a_batch(dialect):
    net, equations, _, _, _, _ = problem(dialect, "sigmoid", "sigmoid", None)
    scopes = [
        backward(forward(Scope.of(dialect, net, x, t, RATE), equations), equations) for x, t in zip(X, T, strict=True)
    ]
    batch = replace(scopes[0], samples=scopes)
    _, mean = net.loss_and_gradient(X, T, dialect.quadratic_loss)
    times = len(X) if dialect.sums_batch else 1
    weights = of_each_weight(batch, equations["batch_gradient"])
    biases = of_each_bias(batch, equations["batch_bias_gradient"])
    for layer in range(2):
        np.testing.assert_allclose(weights[layer], times * mean.weights[layer], rtol=1e-10)
        np.testing.assert_allclose(dialect.bias_sign * biases[layer], times * mean.biases[layer], rtol=1e-10)


@pytest.mark.parametrize("dialect", [d for d in DIALECTS.values() if d.writes_vectors], ids=lambda d: d.key)
def test_whole_layers_say_the_same(dialect, case):
    _, equations, setting, scope, _, _ = problem(dialect, *case)
    scope = backward(forward(scope, equations), equations)
    vectors = vector_equations(dialect, setting)
    single = {
        "weight_gradient": of_each_weight(scope, equations["weight_gradient"]),
        "weight_update": of_each_weight(scope, equations["weight_update"]),
        "bias_gradient": of_each_bias(scope, equations["bias_gradient"]),
        "bias_update": of_each_bias(scope, equations["bias_update"]),
        "pre_activation": list(scope.pre_activations.values()),
        "activation": [scope.activations_of[1]],
        "hidden_error": [scope.errors[1]],
    }
    left_out = {"hidden_error"} if case[0] == "maxout" else set()
    assert set(vectors) - {"output_error"} == set(single) - left_out
    for name in single.keys() - left_out:
        for layer, expected in enumerate(single[name], start=1):
            np.testing.assert_allclose(vectors[name].value(scope.at(layer)), expected, rtol=1e-10, err_msg=name)
    if "output_error" in vectors:
        np.testing.assert_allclose(vectors["output_error"].value(scope), scope.errors[2], rtol=1e-10)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
@pytest.mark.parametrize("name", ["pre_activation", "output_error", "weight_gradient", "bias_gradient"])
def test_a_planted_wrong_sign_is_found(dialect, name):
    _, equations, _, scope, _, gradient = problem(dialect, "sigmoid", "softmax", "cross_entropy")
    right = equations[name]
    wrong = {**equations, name: Equation(right.left, Signed(((-1, right.right),)))}
    scope = backward(forward(scope, wrong), wrong)
    slopes = of_each_weight(scope, wrong["weight_gradient"])
    bias_slopes = of_each_bias(scope, wrong["bias_gradient"])
    agree = [
        np.allclose(slopes[layer], gradient.weights[layer])
        and np.allclose(dialect.bias_sign * bias_slopes[layer], gradient.biases[layer])
        for layer in range(2)
    ]
    assert not all(agree)


@pytest.mark.parametrize(
    ("dialect", "wrong"),
    [
        (NIELSEN, {"halved": False}),
        (MUKUND, {"halved": True}),
        (TROFIMOV, {"bias_sign": 1}),
        (DUDA, {"error_sign": 1}),
        (DUDA, {"bias_as_weight": False}),
        (SCHOOL, {"weights_from_first": False}),
    ],
    ids=lambda value: getattr(value, "key", str(value)),
)
def test_formulas_of_another_convention_are_found(dialect, wrong):
    """The formulas of a dialect with one convention changed do not fit a network in the dialect's own."""
    net, _, setting, scope, _, gradient = problem(dialect, "sigmoid", "sigmoid", None)
    other = replace(dialect, **wrong)
    equations = component_equations(other, replace(setting, loss=other.quadratic_loss))
    try:
        scope = backward(forward(scope, equations), equations)
        slopes = of_each_weight(scope, equations["weight_gradient"])
        bias_slopes = of_each_bias(scope, equations["bias_gradient"])
    except (IndexError, KeyError):
        return  # there is no such weight or bias in the dialect's own layout
    updated = of_each_bias(scope, equations["bias_update"])
    right = [
        np.allclose(slopes[layer], gradient.weights[layer])
        and np.allclose(dialect.bias_sign * bias_slopes[layer], gradient.biases[layer])
        and np.allclose(dialect.error_sign * scope.errors[layer + 1], gradient.deltas[layer][0])
        and np.allclose(dialect.bias_sign * updated[layer], net.biases[layer] - RATE * gradient.biases[layer])
        for layer in range(2)
    ]
    assert not all(right)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
def test_the_engines_own_trace_fills_the_scope(dialect):
    net, equations, _, scope, _, gradient = problem(dialect, "tanh", "softmax", None)
    computed = backward(forward(scope, equations), equations)
    seen = scope.seen(net.forward(X[:1]), gradient)
    for layer in (1, 2):
        np.testing.assert_allclose(seen.pre_activations[layer], computed.pre_activations[layer], rtol=1e-10)
        np.testing.assert_allclose(seen.activations_of[layer], computed.activations_of[layer], rtol=1e-10)
        np.testing.assert_allclose(seen.errors[layer], computed.errors[layer], rtol=1e-10)
