"""The equations of backpropagation for single neurons and weights, in the letters and signs of a dialect.

Source: Nielsen, ch. 2, BP1 to BP4; Duda, Hart and Stork, ch. 6.3; Bishop, ch. 5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mlp_core.activations import ACTIVATIONS, Activation
from mlp_core.losses import LOSSES
from pages.common.notation.dialects import Dialect
from pages.common.notation.expressions import (
    AFTER,
    BEFORE,
    HERE,
    OUTPUT,
    Expression,
    Fraction,
    Layer,
    Product,
    Signed,
    Symbol,
    minus,
    times_sign,
)
from pages.common.notation.losses import ONE, TWO, difference, loss_of_sample, output, slope_of_loss
from pages.common.notation.operations import Activated, Equation, Of, OverBatch, SampleLoss, Slope, SumOver

QUADRATIC = ("quadratic", "half_quadratic")


@dataclass(frozen=True)
class Setting:
    """What the equations depend on beside the dialect: loss, activation functions, number of outputs.

    `hidden` and `output` are None where a formula is meant for any activation function.
    """

    loss: str
    hidden: Activation | None = None
    output: Activation | None = None
    n_outputs: int = 2


def usual_setting(dialect: Dialect) -> Setting:
    """The lecture's own: its quadratic loss, sigmoid neurons where it writes their derivative out."""
    own = ACTIVATIONS["sigmoid"] if dialect.sigmoid_written_out else None
    return Setting(dialect.quadratic_loss, own, own)


def component_equations(dialect: Dialect, setting: Setting) -> Mapping[str, Equation]:
    """All equations by name, for neuron j of layer l and the weight that leads to it."""
    d = dialect
    j, origin, following = d.to, d.origin, d.following
    z, a, error = (Symbol(role, HERE, (j,)) for role in ("pre_activation", "activation", "error"))
    w, rate = weight(d, HERE, j, origin), Symbol("rate")
    before = Symbol("activation", BEFORE, (origin,))
    weighted = SumOver(origin, BEFORE, Product((w, before)), from_zero=d.bias_as_weight)
    back = SumOver(
        following,
        AFTER,
        Product((weight(d, AFTER, following, j), Symbol("error", AFTER, (following,)))),
        rows=True,
    )
    b = bias(d, HERE, j)
    descent, bias_descent = Product((error, before)), error
    equations = {
        "pre_activation": Equation(z, weighted if d.bias_as_weight else Signed(((1, weighted), (d.bias_sign, b)))),
        "activation": Equation(a, Activated(z)),
        "output": Equation(output(j), activated_output(d, setting)),
        "loss": Equation(SampleLoss(), loss_of_sample(setting.loss, d, setting.n_outputs)),
        "loss_slope": Equation(Slope(output(j)), slope_of_loss(setting.loss, j, setting.n_outputs)),
        "output_error": Equation(Symbol("error", OUTPUT, (j,)), output_error(d, setting)),
        "hidden_error": Equation(error, Product((back, derivative(d, setting.hidden, HERE, j)))),
        "weight_gradient": Equation(Slope(w), times_sign(d.error_sign, descent)),
        "bias_gradient": Equation(Slope(b), times_sign(d.error_sign * d.bias_sign, bias_descent)),
        "weight_update": Equation(w, Signed(((1, w), (-d.error_sign, Product((rate, error, before))))), r"\leftarrow"),
        "bias_update": Equation(
            b, Signed(((1, b), (-d.error_sign * d.bias_sign, Product((rate, error))))), r"\leftarrow"
        ),
    }
    of_x = [Symbol(s.role, s.layer, s.indices, of_sample=True) for s in (error, before)]
    mean = OverBatch(Product(tuple(of_x)), mean=not d.sums_batch)
    equations["batch_gradient"] = Equation(Slope(w), times_sign(d.error_sign, mean))
    mean = OverBatch(of_x[0], mean=not d.sums_batch)
    equations["batch_bias_gradient"] = Equation(Slope(b), times_sign(d.error_sign * d.bias_sign, mean))
    return equations


def weight(dialect: Dialect, layer: Layer, to: str, origin: str) -> Symbol:
    """The weight from one neuron to another, its indices in the dialect's order."""
    return Symbol("weight", layer, (origin, to) if dialect.weights_from_first else (to, origin))


def bias(dialect: Dialect, layer: Layer, to: str) -> Symbol:
    """A neuron's bias, or its weight number 0."""
    return weight(dialect, layer, to, "0") if dialect.bias_as_weight else Symbol("bias", layer, (to,))


def activated_output(dialect: Dialect, setting: Setting) -> Expression:
    """f(z) of an output neuron; softmax takes all of them."""
    j, other = dialect.to, dialect.origin
    if setting.output is not None and setting.output.name == "softmax":
        one, each = (Of("exp", Symbol("pre_activation", OUTPUT, (index,))) for index in (j, other))
        return Fraction(one, SumOver(other, OUTPUT, each))
    return Activated(Symbol("pre_activation", OUTPUT, (j,)))


def output_error(dialect: Dialect, setting: Setting) -> Expression:
    """The error term of output neuron j, with the dialect's sign.

    Where the loss is made for the activation function, output − target is all that is left (cross-entropy with
    softmax: for targets that sum to 1). Softmax looks at all outputs, so that it needs the slopes of all of them.
    """
    j, sign, activation, loss = dialect.to, dialect.error_sign, setting.output, setting.loss
    if activation is not None and LOSSES[loss].natural_activation == activation.name:
        return difference(dialect, j)
    if activation is not None and activation.name == "softmax":
        own, every = (
            Slope(output(index), slope_of_loss(loss, index, setting.n_outputs)) for index in (j, dialect.origin)
        )
        mean = SumOver(dialect.origin, OUTPUT, Product((output(dialect.origin), every)))
        return Product((output(j), minus(own, mean) if sign > 0 else minus(mean, own)))
    if loss in QUADRATIC:
        slope: tuple[Expression, ...] = (
            (TWO, difference(dialect, j)) if loss == "quadratic" else (difference(dialect, j),)
        )
    else:
        slope = (times_sign(sign, slope_of_loss(loss, j, setting.n_outputs)),)
    return Product((*slope, derivative(dialect, activation, OUTPUT, j)))


def derivative(dialect: Dialect, activation: Activation | None, layer: Layer, j: str) -> Expression:
    """f′(z) of neuron j, which the notes on sigmoid neurons alone write as a(1 − a)."""
    if dialect.sigmoid_written_out and activation is not None and activation.name == "sigmoid":
        a = Symbol("activation", layer, (j,))
        return Product((a, minus(ONE, a)))
    return Activated(Symbol("pre_activation", layer, (j,)), derivative=True)
