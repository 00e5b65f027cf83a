"""What formulas look like: the table of the lectures, in letters and with the numbers of a network."""

import numpy as np
import pytest

from mlp_core import ACTIVATIONS, MLP
from mlp_core.activations import LeakyReLU
from pages.common.notation.dialects import BISHOP, DIALECTS, DUDA, MUKUND, NIELSEN, SCHOOL, TROFIMOV
from pages.common.notation.notation import Notation
from pages.common.notation.scope import Scope
from pages.common.notation.writers import Letters, Numbers, latex_number


def bare(latex: str) -> str:
    """Without the layers and the space between symbols."""
    latex = latex.replace(r"\left(", "(").replace(r"\right)", ")")
    for noise in ("^{l}", "^{l-1}", "^{L}", "^{(l)}", "^{(l-1)}", "^{(L)}", r"\,", r"\bigl", r"\bigr"):
        latex = latex.replace(noise, "")
    return " ".join(latex.split())


@pytest.mark.parametrize(
    ("dialect", "pre_activation", "activation", "output_error"),
    [
        (NIELSEN, "z = W a + b", r"a = \sigma(z)", r"\delta = ( a - y ) \odot \sigma'(z)"),
        (MUKUND, "z = W a + b", r"a = \sigma(z)", r"\delta = 2 ( a - y ) \odot \sigma'(z)"),
        (TROFIMOV, "h = W y - b", "y = f(h)", r"\Delta = 2 ( y - \sigma ) \odot f'(h)"),
        (
            DUDA,
            r"\mathrm{net}_{j} = \sum_{i=0} w_{ji} y_{i}",
            r"y_{j} = f(\mathrm{net}_{j})",
            r"\delta_{j} = ( t_{j} - z_{j} ) f'(\mathrm{net}_{j})",
        ),
        (BISHOP, "a = W z + b", "z = h(a)", r"\delta = ( \hat{y} - y ) \odot h'(a)"),
        (
            SCHOOL,
            r"\mathrm{net}_{j} = \sum_{i=0} w_{ij} o_{i}",
            r"o_{j} = \varphi(\mathrm{net}_{j})",
            r"\delta_{j} = ( o_{j} - t_{j} ) o_{j} ( 1 - o_{j} )",
        ),
    ],
    ids=lambda value: getattr(value, "key", ""),
)
def test_the_lectures_write_it_so(dialect, pre_activation, activation, output_error):
    notation = Notation(dialect)
    assert bare(notation.latex("pre_activation")) == pre_activation
    assert bare(notation.latex("activation")) == activation
    assert bare(notation.latex("output_error")) == output_error


def test_updates_and_bias_slopes_keep_their_signs():
    def written(dialect, name):
        return bare(Notation(dialect).latex(name, whole_layer=False)).replace("w_{j0}", "b").replace("w_{0j}", "b")

    assert written(NIELSEN, "bias_update") == r"b_{j} \leftarrow b_{j} - \eta \delta_{j}"
    assert written(TROFIMOV, "bias_update") == r"b_{i} \leftarrow b_{i} + \alpha \Delta_{i}"
    assert written(TROFIMOV, "bias_gradient") == r"\frac{\partial E}{\partial b_{i}} = - \Delta_{i}"
    assert written(DUDA, "bias_update") == r"b \leftarrow b + \eta \delta_{j}"
    assert written(SCHOOL, "bias_update") == r"b \leftarrow b - \alpha \delta_{j}"
    assert r"\frac{1}{n}" in Notation(NIELSEN).latex("batch_gradient")
    assert r"\frac{1}{n}" not in Notation(DUDA).latex("batch_gradient")


def test_what_a_network_is_called():
    assert Notation(NIELSEN).network_name(1) == "two-layer network"
    assert Notation(DUDA).network_name(1) == "three-layer network"


def test_a_formula_about_one_neuron():
    letters = {"layer": 2, "last": 2, "index": {"j": "1"}}
    assert (
        Notation(NIELSEN).latex("activation", whole_layer=False, **letters)
        == r"a^{2}_{1} = \sigma\bigl(z^{2}_{1}\bigr)"
    )
    letters = Letters(DUDA, layer=1, last=2, index={"j": "2"})
    text = Notation(DUDA).equation("pre_activation").written(letters)
    assert text == r"\mathrm{net}^{(1)}_{2} = \sum_{i=0} w^{(1)}_{2i} \, x_{i}"


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.key)
def test_the_numbers_in_a_formula_are_the_networks(dialect):
    net = MLP([2, 2, 1])
    net.weights[0][:], net.biases[0][:] = [[0.5, -0.25], [2.0, 1.0]], [0.125, -3.0]
    scope = Scope.of(dialect, net, np.array([4.0, 8.0]), np.array([1.0]), 0.3).at(1, **{dialect.to: 1})
    text = Notation(dialect).equation("pre_activation").right.written(Numbers(scope))
    for number in ("0.500", "4.00", "-0.250", "8.00", "-0.125" if dialect is TROFIMOV else "0.125"):
        assert number in text
    assert "2.00" not in text


def test_a_product_shows_the_value_of_each_factor():
    net = MLP([1, 1, 1], "sigmoid")
    _, gradient = net.loss_and_gradient([[2.0]], [[1.0]], "half_quadratic")
    trace = net.forward([[2.0]])
    scope = Scope.of(NIELSEN, net, np.array([2.0]), np.array([1.0]), 0.3).seen(trace, gradient).at(2, j=1)
    error = Notation(NIELSEN).equation("output_error").right
    a = trace.a[2][0, 0]
    expected = rf"{Numbers(scope).number(a - 1)} \cdot {latex_number(a * (1 - a))}"
    assert Numbers(scope).factors(error) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (float("nan"), r"\cdot"),
        (float("-inf"), r"-\infty"),
        (0.0, "0"),
        (1.0, "1.00"),
        (-0.12345, "-0.123"),
        (12345.0, "12345"),
        (1.5e-7, r"1.50 \cdot 10^{-7}"),
    ],
)
def test_numbers_as_latex(value, text):
    assert latex_number(value) == text


def test_an_unknown_equation_lists_the_known():
    with pytest.raises(ValueError, match="weight_update"):
        Notation(NIELSEN).latex("gibberish")


def test_an_activation_function_in_the_dialects_letters():
    assert Notation(BISHOP).function_formula(ACTIVATIONS["sigmoid"]) == r"\frac{1}{1 + e^{-a}}"
    assert Notation(DUDA).function_formula(ACTIVATIONS["tanh"]) == r"\tanh \mathrm{net}"
    assert r"0.2 h" in Notation(TROFIMOV).function_formula(LeakyReLU(slope=0.2))
    # σ is a target there, and not the sigmoid
    assert r"\sigma" not in Notation(TROFIMOV).function_formula(ACTIVATIONS["swish"])
