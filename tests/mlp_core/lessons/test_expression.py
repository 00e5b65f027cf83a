"""Typed expressions are what they say, and whatever is wrong with one is said with its place."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.lessons.expression import CONSTANTS, FUNCTIONS, parse_expression
from mlp_core.limits import MOST_EXPRESSION_CHARACTERS

X = np.linspace(0.1, 0.9, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", X),
        ("2x", 2 * X),
        ("x^2 + 1", X**2 + 1),
        ("x²", X**2),
        ("x³2", 2 * X**3),
        ("-x**2", -(X**2)),
        ("2^3^2", np.full(7, 512.0)),
        ("2**-1", np.full(7, 0.5)),
        ("3(x + 1)(x − 1)", 3 * (X + 1) * (X - 1)),
        ("x(2)", 2 * X),
        ("1/2x", X / 2),
        ("2πx", 2 * np.pi * X),
        ("e^x", np.exp(X)),
        ("2e", np.full(7, 2 * np.e)),
        ("2e-3x", 0.002 * X),
        (".5 + 1.", np.full(7, 1.5)),
        ("x·2 ÷ 4 × 3", X * 2 / 4 * 3),
        ("sin(x)cos(x)", np.sin(X) * np.cos(X)),
        ("max(x, 0.5) - min(x, 0.5)", np.abs(X - 0.5)),
        ("step(x - 0.5)", (X >= 0.5) * 1.0),
        ("sigmoid(x) + relu(-x)", 1 / (1 + np.exp(-X))),
        ("exp(-1/(x - x)^2)", np.zeros(7)),
        ("0.2+0.4x^2+0.3x sin(15x)+0.05cos(50x)", 0.2 + 0.4 * X**2 + 0.3 * X * np.sin(15 * X) + 0.05 * np.cos(50 * X)),
    ],
)
def test_it_is_the_function_that_was_typed(text, expected):
    np.testing.assert_allclose(parse_expression(text)(X), expected, rtol=1e-12)


def test_every_function_and_constant_is_known():
    for name, (function, arguments) in FUNCTIONS.items():
        values = parse_expression(f"{name}({', '.join(['x'] * arguments)})")(X)
        np.testing.assert_allclose(values, function(*[X] * arguments))
    for name, value in CONSTANTS.items():
        np.testing.assert_array_equal(parse_expression(name)(X), np.full(7, value))


def test_two_inputs_and_any_shape():
    x, y = np.meshgrid(X, X)
    f = parse_expression("x y + sin(πy)", ("x", "y"))
    np.testing.assert_allclose(f(x, y), x * y + np.sin(np.pi * y))
    assert parse_expression("1", ("x", "y"))(x, y).shape == x.shape
    assert parse_expression("x^2")(np.float64(3.0)) == 9.0
    assert parse_expression("x")(np.array([1, 2])).dtype == np.float64
    before = x.copy()
    parse_expression("x", ("x", "y"))(x, y)[0, 0] = 7.0
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "type an expression in x, such as"),
        ("  ", "type an expression"),
        ("|x|", "“|” in column 1 is not understood; write abs(…)"),
        ("sin x", "“sin” in column 1 needs parentheses: sin(…)"),
        ("1 + y", "“y” in column 5 is not known; known are x, pi, e and functions such as"),
        ("x + * 2", "“*” in column 5 cannot stand there"),
        ("x // 2", "“/” in column 4 cannot stand there"),
        ("2^ +", "breaks off after column 4"),
        ("(x", "“(” in column 1 is never closed"),
        ("x))", "“)” in column 2 closes nothing"),
        ("sin()", "the function in column 1 takes 1 argument, not 0"),
        ("(x + )", "“)” in column 6 cannot stand there"),
        ("x²³, 1", "“,” in column 4 cannot stand there"),
        ("x + min(x)", "the function in column 5 takes 2 arguments, not 1"),
        ("sin(x, 1)", "the function in column 1 takes 1 argument, not 2"),
        ("π2", "“2” in column 2 cannot stand there"),
        ("2 3", "“3” in column 3 cannot stand there"),
        ("x.real", "“.” in column 2 is not understood"),
        ("__import__('os')", "“__import__” in column 1 is not known"),
        ("x = 1", "“=” in column 3 is not understood"),
        ("é", "“é” in column 1 is not understood"),
        ("(" * 31 + "x" + ")" * 31, "column 31 lies in more than 30 parentheses"),
        ("-" * 150 + "x", "in column 102 is nested more than 100 deep"),
        ("x" * 201, "has 201 characters; allowed are 200"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, words):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  the words are compared below
        parse_expression(text)
    assert words in str(caught.value)


def test_a_product_without_its_sign_is_shown_how():
    with pytest.raises(ValueError, match=r"“xy” in column 1 is not known; write x\*y"):
        parse_expression("xy", ("x", "y"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2 + 1/x", "“1/x” (column 5) is not finite at x = 0"),
        ("x + sqrt(x - 0.5)", "“sqrt(x - 0.5)” (column 5) is not a number at x = 0"),
        ("9**9**9**9", "“9**9**9” (column 4) is not finite at x = 0"),
        ("2π/(x-0.5)²", "“2π/(x-0.5)²” (column 1) is not finite at x = 0.5"),
        ("ln(x)", "“ln(x)” (column 1) is not finite at x = 0"),
    ],
)
def test_a_value_that_is_not_finite_is_said_with_its_place(text, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError) as caught:  # noqa: PT011  the words are compared below
            parse_expression(text)(np.linspace(0, 1, 11))
    assert str(caught.value) == words


PIECES = ("x", "y", "2", "3.5", "1e3", "(", ")", "+", "-", "*", "/", "^", "**", ",", " ", "sin(", "min(", "π", "²", "9")


@given(
    st.one_of(
        st.text(max_size=MOST_EXPRESSION_CHARACTERS + 5), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
    )
)
def test_whatever_is_typed_gives_finite_values_or_a_sentence(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values, sentence = outcome(text)
    if values is None:
        assert any(word in sentence for word in ("column", "type an expression", "characters"))
    else:
        assert values.shape == X.shape
        assert np.isfinite(values).all()


def outcome(text):
    try:
        return parse_expression(text, ("x", "y"))(X, X[::-1]), ""
    except ValueError as error:
        return None, str(error)
