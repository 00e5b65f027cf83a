"""Each loss of the engine and its slope ∂loss/∂output, as formulas of one output neuron."""

from pages.common.notation.dialects import Dialect
from pages.common.notation.expressions import OUTPUT, Expression, Fraction, Number, Product, Signed, Symbol, minus
from pages.common.notation.operations import ClippedTarget, Of, SumOver

ONE, TWO = Number(1.0, "1"), Number(2.0, "2")
HALF = Number(0.5, r"\tfrac{1}{2}")


def loss_of_sample(loss: str, dialect: Dialect, n_outputs: int) -> Expression:
    """The loss of one sample, summed over its outputs."""
    j = dialect.to
    a, t = output(j), target(j)
    terms: tuple[tuple[int, Expression], ...]
    if loss in ("quadratic", "half_quadratic"):
        total: Expression = SumOver(j, OUTPUT, Of("square", difference(dialect, j)))
        return total if loss == "quadratic" else Product((HALF, total))
    if loss == "cross_entropy":
        return Signed(((-1, SumOver(j, OUTPUT, Product((t, Of("ln", a))))),))
    if loss == "binary_cross_entropy":
        terms = ((1, Product((t, Of("ln", a)))), (1, Product((minus(ONE, t), Of("ln", minus(ONE, a))))))
    else:
        clipped, rest = ClippedTarget(t), ClippedTarget(t, rest=True)
        terms = ((1, Product((clipped, Of("ln", a)))), (1, Product((a, Of("ln", clipped)))))
        if n_outputs == 1:  # one output stands for two classes
            other = minus(ONE, a)
            terms = (*terms, (1, Product((rest, Of("ln", other)))), (1, Product((other, Of("ln", rest)))))
    return Signed(((-1, SumOver(j, OUTPUT, Signed(terms))),))


def slope_of_loss(loss: str, j: str, n_outputs: int) -> Expression:
    """∂loss/∂(output j)."""
    a, t = output(j), target(j)
    if loss == "quadratic":
        return Product((TWO, minus(a, t)))
    if loss == "half_quadratic":
        return minus(a, t)
    if loss == "binary_cross_entropy":
        return minus(Fraction(minus(ONE, t), minus(ONE, a)), Fraction(t, a))
    if loss == "cross_entropy":
        return Signed(((-1, Fraction(t, a)),))
    clipped, rest = ClippedTarget(t), ClippedTarget(t, rest=True)
    terms: tuple[tuple[int, Expression], ...] = ((-1, Fraction(clipped, a)), (-1, Of("ln", clipped)))
    if n_outputs == 1:
        terms = ((1, Fraction(rest, minus(ONE, a))), (1, Of("ln", rest)), *terms)
    return Signed(terms)


def output(index: str) -> Symbol:
    """The output of a neuron of the last layer."""
    return Symbol("activation", OUTPUT, (index,))


def target(index: str) -> Symbol:
    """What that output should have been."""
    return Symbol("target", OUTPUT, (index,))


def difference(dialect: Dialect, index: str) -> Expression:
    """Output − target; target − output where the error term has the other sign."""
    pair = (output(index), target(index))
    return minus(*pair) if dialect.error_sign > 0 else minus(*reversed(pair))
